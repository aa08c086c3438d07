"""Line ends of the source that end a line of the transcript: turns in one text node separated only by newlines.

A newline in a text node prints as a space, and most pages break their source anywhere. It ends a line only before
something that cannot be the middle of a sentence (a label in capitals, Q, END, a time), or if several lines of the
source open like turns.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence

from briefings.items import NoteKind
from briefings.transcript.page.layout.lines import Line
from briefings.transcript.page.notes import note_kind
from briefings.transcript.page.openings import openings
from briefings.transcript.wording.vocabulary import HONORIFICS

_ENDS = tuple(".?!…”\"'’)]）】—–-。？！：:؟।")
OPEN_NAME = re.compile(rf"\b(?:[A-Z]|(?i:{'|'.join(sorted(HONORIFICS))}))\.$")
"""The end of a line that breaks within a name: "HON. S."."""


def split_line(line: Line) -> list[Line]:
    """Split a line of a page into lines of the transcript, at ends of source lines, of which it has some."""
    begins = [0, *(offset + 1 for offset in line.soft)]
    parts = [line.text[begin:end].rstrip() for begin, end in zip(begins, [*line.soft, None], strict=True)]
    noted = _trailing_notes(parts)
    opened = {
        number
        for number, part in enumerate(parts)
        if (number == 0 or (parts[number - 1].endswith(_ENDS) and not OPEN_NAME.search(parts[number - 1])))
        and any(one.is_like_a_label for one in openings(0, Line(part)))
    }
    cuts = [number for number in range(1, len(parts)) if number >= noted or (number in opened and len(opened) > 1)]
    return _cut(line, [0, *(begins[number] for number in cuts)]) if cuts else [line]


def _trailing_notes(parts: Sequence[str]) -> int:
    """Return the first part from which on there are only END marks and times."""
    first = len(parts)
    while first > 1 and note_kind(Line(parts[first - 1])) in (NoteKind.STAGE, NoteKind.TIME):
        first -= 1
    return first if first > 1 and parts[first - 1].endswith(_ENDS) else len(parts)


def _cut(line: Line, begins: Sequence[int]) -> list[Line]:
    parts: list[Line] = []
    wide = sorted(line.wide)
    for begin, end in zip(begins, [*(begin - 1 for begin in begins[1:]), len(line.text)], strict=True):
        part = Line(line.text[begin:end], line.tag, within=line.within, nesting=line.nesting)
        part.bold = max(0, min(line.bold, end) - begin)
        # It is no longer known where the links were: no part is more of a link than the whole.
        part.linked = line.linked * len(part.text) // len(line.text)
        part.wide = frozenset(at - begin for at in _between(wide, begin, end))
        part.soft = tuple(at - begin for at in _between(line.soft, begin, end))
        parts.append(part)
    return parts


def _between(offsets: Sequence[int], begin: int, end: int) -> Sequence[int]:
    """Return those of sorted offsets from `begin` up to `end`."""
    return offsets[bisect_left(offsets, begin) : bisect_left(offsets, end)]
