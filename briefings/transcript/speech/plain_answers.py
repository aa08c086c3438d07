"""Answers that nothing but the print tells from their questions: `Q: Who pays?` in bold, and below it plain text."""

from __future__ import annotations

from collections.abc import Sequence

from briefings.transcript.page.lines import Line
from briefings.transcript.page.openings import Opening
from briefings.transcript.wording.shapes import is_press

_FEWEST = 3


def plain_answers(lines: Sequence[Line], labels: Sequence[Opening]) -> list[Opening]:
    """Where the turns open that have no label, on a page whose labels all are marks of questions and in bold to the end
    of their lines: what is printed below in another way is an answer, and nobody says whose."""
    opening = {label.line for label in labels}
    if len(opening) < _FEWEST or not all(is_press(c.label) and _is_bold(lines[c.line]) for c in labels):
        return []
    below = [_first_plain(lines, line + 1, opening) for line in sorted(opening)]
    found = [index for index in below if index is not None]
    return [Opening(index, 0, 0, "", "plain", False, False) for index in found] if len(found) == len(below) else []


def _is_bold(line: Line) -> bool:
    return line.bold >= len(line.text)


def _first_plain(lines: Sequence[Line], index: int, opening: set[int]) -> int | None:
    """The first line from `index` on that is not in bold; None where the next label comes before it."""
    while index < len(lines) and index not in opening:
        if not _is_bold(lines[index]):
            return index
        index += 1
    return None
