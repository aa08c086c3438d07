"""Labels inside a line: behind the end of a sentence, or anywhere on a page that lost its line breaks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from briefings.transcript.page.lines import Line
from briefings.transcript.page.opening_forms import inside_at
from briefings.transcript.page.openings import Opening, openings_inside
from briefings.transcript.speech.evidence import Evidence
from briefings.transcript.wording.shapes import shape_of

_TITLE = re.compile(
    r"(?:MR|MS|MRS|DR)\.? (?:Mc|Mac|La|De|O['’])?[A-ZÀ-Þ][A-ZÀ-Þ'’\-]+(?: [A-Z][A-Z'’\-]+)?|THE PRESIDENT"
)
_LOST = 1_500
"""A line longer than this, among labels that open no other line, may have lost its breaks."""
_VOUCH = 3
_LONGEST = 6


def glued_labels(
    lines: Sequence[Line], skipped: set[int], believed: Sequence[Opening], seen: Evidence
) -> list[Opening]:
    """Labels inside a line, spelt as one already certain.

    Where at most one label opens a line, labels inside lines vouch for each other.
    """
    spelt = {c.label for c in believed if c.form == "colon"}
    marks = any(c.form in ("mark", "weak") for c in believed)
    lost = len(believed) <= 1 and any(len(line.text) > _LOST for line in lines)
    kept = [(index, line) for index, line in enumerate(lines) if index not in skipped]
    if lost:
        vouched, marked = _vouched([line for _, line in kept if len(line.text) > _LOST])
        spelt |= vouched
        marks = marks or marked
    elif not believed:
        return []

    def is_label(label: str, is_mark: bool) -> bool:
        titled = seen.style.caps >= 0.5 and not is_mark and _TITLE.fullmatch(label)
        return marks if is_mark else label in spelt or bool(titled)

    taken = {c.line: c.end for c in believed}
    return [
        replace(opening, rule="glued")
        for index, line in kept
        if ":" in line.text or "：" in line.text or (marks and " Q" in line.text)
        for opening in openings_inside(index, line, taken.get(index, 0), is_label, anywhere=lost)
    ]


def _vouched(lines: Sequence[Line]) -> tuple[set[str], bool]:
    """The labels that stand again and again inside long lines, or in the form of a title, and whether Q does."""
    times: Counter[str] = Counter()
    marks = 0
    for line in lines:
        for match, is_mark in inside_at(line, anywhere=True):
            label = match[0][:-1].strip()
            times[label] += not is_mark and shape_of(label).is_named and len(shape_of(label).words) <= _LONGEST
            marks += is_mark
    times = +times
    titled = {label for label in times if shape_of(label).honorific or shape_of(label).title}
    recurring = {label for label, count in times.items() if count > 1}
    named = titled | recurring if len(recurring) + bool(marks) > 1 or times.total() >= _VOUCH else set()
    return named, marks + sum(times[label] for label in named) >= _VOUCH and marks > 0
