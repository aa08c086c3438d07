"""Labels inside a line: behind the end of a sentence, or anywhere on a page that lost its line breaks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from briefings.transcript.page.lines import Line
from briefings.transcript.page.openings import Opening
from briefings.transcript.speech.evidence import Evidence
from briefings.transcript.wording.shapes import shape_of

_TITLE = re.compile(
    r"(?:MR|MS|MRS|DR)\.? (?:Mc|Mac|La|De|O['’])?[A-ZÀ-Þ][A-ZÀ-Þ'’\-]+(?: [A-Z][A-Z'’\-]+)?|THE PRESIDENT"
)
_TO_COLON = re.compile(r"[^:：]{1,120}[:：]")
_MARK = re.compile(r"(?:Q|QUESTION)(?:[:.]|(?=\s))")
_SENTENCE_END = re.compile(r"[.?!…”\"')\]—-]\s+|[。？！”]\s*")
_CLOCK_END = re.compile(r"\d{1,2}:\d\d\s?[AaPp]\.?\s?[Mm]\b\.?(?:\s(?:\(local\)|[A-Z]{2,4}))?\s")
_LOST = 1_500
"""A line longer than this, among labels that open no other line, may have lost its breaks."""
_VOUCH = 3


def glued_labels(
    lines: Sequence[Line], skipped: set[int], believed: Sequence[Opening], seen: Evidence
) -> list[Opening]:
    """Labels inside a line: after the end of a sentence or a line end of the source, spelt as one already certain.

    Where at most one label opens a line, labels inside lines vouch for each other.
    """
    spelt = {c.label for c in believed if c.form == "colon"}
    marks = any(c.form in ("mark", "weak") for c in believed)
    lost = len(believed) <= 1 and any(len(line.text) > _LOST for line in lines)
    if lost:
        vouched, marked = _vouched(lines, skipped)
        spelt |= vouched
        marks = marks or marked
    elif not believed:
        return []
    taken = {c.line: c.end for c in believed}
    found: list[Opening] = []
    for index, line in enumerate(lines):
        if index in skipped or not (":" in line.text or "：" in line.text or (marks and " Q" in line.text)):
            continue
        end = taken.get(index, 0)
        for begin in _places(line, lost):
            # A label does not begin inside another.
            if (begin > end or (lost and begin == end == 0)) and (
                label := _label_at(index, line, begin, spelt, seen, marks)
            ):
                found.append(label)
                end = label.end - 1
    return found


def _places(line: Line, lost: bool) -> list[int]:
    places = {m.end() for m in _SENTENCE_END.finditer(line.text)} | {offset + 1 for offset in line.soft}
    if lost:
        places |= {0, *(m.end() for m in _CLOCK_END.finditer(line.text))}
    return sorted(places)


def _vouched(lines: Sequence[Line], skipped: set[int]) -> tuple[set[str], bool]:
    """The labels that stand again and again inside long lines, or in the form of a title, and whether Q does."""
    times: Counter[str] = Counter()
    marks = 0
    for index, line in enumerate(lines):
        if index in skipped or len(line.text) <= _LOST:
            continue
        for label, mark in _openings_inside(line):
            times[label] += not mark
            marks += mark
    titled = {label for label in times if shape_of(label).honorific or shape_of(label).title}
    recurring = {label for label, count in times.items() if count > 1}
    named = titled | recurring if len(recurring) + bool(marks) > 1 or sum(times.values()) >= _VOUCH else set()
    return named, marks + sum(times[label] for label in named) >= _VOUCH and marks > 0


def _openings_inside(line: Line) -> Iterator[tuple[str, bool]]:
    for begin in _places(line, lost=True):
        if match := _MARK.match(line.text, begin):
            if _is_mark(match, line, begin):
                yield match[0], True
        elif match := _TO_COLON.match(line.text, begin):
            label = match[0][:-1].strip()
            shape = shape_of(label)
            if shape.is_named and len(shape.words) <= 6:
                yield label, False


def _is_mark(match: re.Match[str], line: Line, begin: int) -> bool:
    text = line.text
    return (
        match[0].endswith((":", "."))
        or match.end() in line.wide
        or begin - 1 in line.wide
        or text[match.end() + 1 : match.end() + 2].isupper()
    )


def _label_at(index: int, line: Line, begin: int, spelt: set[str], seen: Evidence, marks: bool) -> Opening | None:
    if marks and (match := _MARK.match(line.text, begin)) and _is_mark(match, line, begin):
        return Opening(index, begin, match.end(), match[0].rstrip(":."), "mark", False, False, rule="glued")
    match = _TO_COLON.match(line.text, begin)
    if not match:
        return None
    label = match[0][:-1].strip()
    if label in spelt or (seen.style.caps >= 0.5 and _TITLE.fullmatch(label)):
        return Opening(index, begin, match.end(), label, "colon", False, False, rule="glued")
    return None
