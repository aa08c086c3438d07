"""Every place where a turn could open: the beginnings of lines that have the form of a label."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefings.transcript.page.lines import Line
from briefings.transcript.page.notes import is_stage_note
from briefings.transcript.wording.shapes import Shape, label_key, shape_of

_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?"
_COLON = re.compile(
    rf"(?:(?P<before>[\[(]?{_CLOCK}[\])]?)\s+)?(?P<label>[^:：]{{1,120}}?)\s?[:：](?!//|\d\d\b)"
    rf"(?:\s*(?P<after>\({_CLOCK}\)))?"
)
_BRACKET = re.compile(r"[\[【](?P<label>[^\[\]【】:：]{2,90})[\]】]\s*[:：]?")
_MARK = re.compile(
    r"(?P<label>Q(?:UESTION|uestion)?(?: ?\d{1,3})?|A(?:NSWER|nswer)?(?: ?\d{1,3})?|问\d{0,2}|答\d{0,2})"
    r"(?P<end>\s?[:：.]|(?=\s))"
)
_CAPS_BARE = re.compile(
    r"(?P<label>(?:MR|MS|MRS|DR)\.? (?:Mc|Mac|La|De|O['’])?[A-ZÀ-Þ][A-ZÀ-Þ'’\-]+)[;.,]?(?=\s+[A-Z…“\"(—-])"
)
_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
_NAME_TIMECODE = re.compile(
    rf"(?P<label>[^\d:：()\[\]]{{2,60}}?(?:\s\d{{1,2}})?)\s*(?P<after>[\[(]{_CLOCK}[\])]|(?<=\s){_CLOCK}):?$"
)
_ENDS_OF_TIMES = tuple("])0123456789:")


@dataclass(slots=True)
class Candidate:
    """A place that could be a label: `label` as printed, the speech beginning at `end` of line `line`."""

    line: int
    begin: int
    end: int
    label: str
    form: str
    """"colon", "bracket", "mark" (Q and A), "time" (with a time code), "clock" (the same, without brackets or colon),
    "bare" (a line or bold words, no colon) or "slip" (capitals before speech, the colon mistyped or left out)."""
    own_line: bool
    bold: bool
    timecode: str = ""
    asks: bool = False
    """Whether what follows, up to the next candidate, asks something."""
    answers: bool = False
    """Whether it comes right after a candidate that asks."""
    worded: bool = True
    """Whether words follow on its line, if anything does."""
    speaks: bool = False
    """Whether what follows begins as speech does: a sentence with I, we, you, thanks in it."""
    rule: str = ""

    @property
    def key(self) -> str:
        return label_key(self.label)

    @property
    def shape(self) -> Shape:
        return shape_of(self.label)


def openings(index: int, line: Line) -> Iterator[Candidate]:
    """Every label the beginning of one line could be."""
    text = line.text
    if (match := _MARK.match(text)) and _is_mark(match, line):
        yield _candidate(index, line, match, "mark")
    if text.endswith(_ENDS_OF_TIMES) and (match := _NAME_TIMECODE.fullmatch(text)):
        yield _candidate(index, line, match, "time" if match["after"][0] in "[(" else "clock")
    if (match := _BRACKET.match(text)) and not is_stage_note(match[0]):
        yield _candidate(index, line, match, "bracket")
    if match := _COLON.match(text):
        timed = bool(match["before"] or match["after"])
        yield _candidate(index, line, match, "time" if timed else "colon")
    if match := _CAPS_BARE.match(text):
        yield Candidate(index, 0, match.end(), match["label"].strip(), "slip", False, line.bold >= match.end("label"))
    if 0 < line.bold <= 120 and len(text[: line.bold].split()) <= 6 and not text[: line.bold].endswith((":", "：")):
        label = text[: line.bold].strip()
        yield Candidate(index, 0, line.bold, label, "bare", line.bold == len(text), True)
    elif len(text) <= 60 and len(text.split()) <= 6:
        yield Candidate(index, 0, len(text), text.rstrip(" ."), "bare", True, line.tag in _HEADINGS)


def _candidate(index: int, line: Line, match: re.Match[str], form: str) -> Candidate:
    groups = match.groupdict()
    timecode = " ".join(filter(None, (groups.get("before"), groups.get("after"))))
    own = match.end() >= len(line.text)
    bold = line.bold >= match.end("label")
    return Candidate(index, 0, match.end(), match["label"].strip(), form, own, bold, timecode=timecode)


def _is_mark(match: re.Match[str], line: Line) -> bool:
    """Q is a label with a colon or dot, before a wide gap, or before a sentence; A only with a colon, dot or gap."""
    text, end = line.text, match.end()
    if match["end"].strip():
        return not (
            match["end"] == "."
            and re.match(r"\S", text[end:])
            and text[end : end + 1].isalpha()
            and len(match["label"]) == 1
            and text[end + 1 : end + 2] == "."
        )
    if match["label"].isalpha() and len(match["label"]) > 1 and match["label"][0] in "QA":
        return False
    if match["label"][0] == "A" and text[end:].lstrip()[:1].islower():
        # "A vessel": the article, whatever space stands after it.
        return False
    if end in line.wide or (match["label"][0] == "Q" and line.bold == end):
        return True
    if match["label"][-1].isdigit():
        # "Q1 profits rose" opens no question.
        return False
    rest = text[end:].lstrip()
    return (
        match["label"][0] == "Q"
        and rest[:1] != ""
        and (rest[0].isupper() or rest[0] in "…“\"'(—-")
        and not rest.startswith(("and A", "& A"))
    )
