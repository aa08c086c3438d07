"""Find the chapters of a recording, a list of times and titles: nobody says them."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from briefings.items import NoteKind
from briefings.transcript.page.layout.lines import Line
from briefings.transcript.page.notes import note_kind
from briefings.transcript.page.opening_forms import has_sign

_CHAPTER = re.compile(
    r"[\s\[(（【•*–—-]{0,4}(?:(?P<hours>\d{1,2}):)?(?P<minutes>\d{1,3}):(?P<seconds>[0-5]\d)[\])）】]?\s?[-–—:|.]?\s*"
    r"(?P<title>¿?[^\W\d].{0,100}[^.,;:!…。，；：！،؛])"
)
"""The time of a recording and a title, which is no sentence but may ask: "(00:12:30) – Who pays?"."""
_APART = 60
"""Fewest seconds between two chapters on average; what is said stands closer in time."""


def note_kinds(lines: Sequence[Line]) -> list[NoteKind | None]:
    """Return the kind of note that each line is; None for other lines."""
    chapters = frozenset(_chapters(lines))
    return [NoteKind.EDITOR if index in chapters else note_kind(line) for index, line in enumerate(lines)]


def _chapters(lines: Sequence[Line]) -> Iterator[int]:
    """Yield the lines of lists of chapters.

    The first begins with the recording, as no programme or score does that somebody reads out. Lines with times and
    labels are turns.
    """
    found = [_CHAPTER.fullmatch(line.text) for line in lines]
    for is_chapter, run in groupby(range(len(lines)), lambda index: found[index] is not None):
        if is_chapter:
            at = [*run]
            matches = [match for index in at if (match := found[index])]
            times = [_second(match) for match in matches]
            labelled = sum(has_sign(match["title"]) for match in matches)
            rises = times == sorted(times) and not times[0]
            if rises and times[-1] >= _APART * (len(at) - 1) > 0 and labelled <= len(at) / 2:
                yield from at


def _second(time: re.Match[str]) -> int:
    return (int(time["hours"] or 0) * 60 + int(time["minutes"])) * 60 + int(time["seconds"])
