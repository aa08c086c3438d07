"""Find the chapters of a recording, a list of times and titles: nobody says them."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from briefings.items import NoteKind
from briefings.transcript.page.layout.lines import Line
from briefings.transcript.page.notes import note_kind

_CHAPTER = re.compile(
    r"[\s\[(（【•*–—-]{0,4}(?:(?P<hours>\d{1,2}):)?(?P<minutes>\d{1,3}):(?P<seconds>[0-5]\d)[\])）】]?\s?[-–—:|.]?\s*"
    r"(?P<title>[^\W\d].{0,100}[^.,;:!…])"
)
"""The time of a recording and a title, which is no sentence but may ask: "(00:12:30) – Who pays?"."""
_FIRST, _APART = 300, 60
"""Latest second of the first chapter, where later ones are hours of a programme, and fewest between two on average."""


def note_kinds(lines: Sequence[Line]) -> list[NoteKind | None]:
    """Return the kind of note that each line is; None for other lines."""
    chapters = frozenset(_chapters(lines))
    return [NoteKind.EDITOR if index in chapters else note_kind(line) for index, line in enumerate(lines)]


def _chapters(lines: Sequence[Line]) -> Iterator[int]:
    """Yield the lines of lists of chapters. What is said stands closer in time."""
    found = [_CHAPTER.fullmatch(line.text) for line in lines]
    for is_chapter, run in groupby(range(len(lines)), lambda index: found[index] is not None):
        if is_chapter:
            at = [*run]
            times = [_second(match) for index in at if (match := found[index])]
            if times[0] < _FIRST and times == sorted(times) and times[-1] - times[0] >= _APART * (len(at) - 1) > 0:
                yield from at


def _second(time: re.Match[str]) -> int:
    return (int(time["hours"] or 0) * 60 + int(time["minutes"])) * 60 + int(time["seconds"])
