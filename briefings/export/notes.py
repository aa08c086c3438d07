"""Notes beside speech and within it, each in its place."""

from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any, NamedTuple


def place_notes(turns: Sequence[dict[str, Any]], notes: Sequence[Mapping[str, Any]]) -> Sequence[Mapping[str, Any]]:
    """Give each turn the notes of the briefing `before` it; return those after the last one."""
    start = 0
    for turn in turns:
        turn["before"] = [note for note in notes if note["at"] <= start]
        notes = [note for note in notes if note["at"] > start]
        start += len(turn["text"])
    return notes


class Piece(NamedTuple):
    """A part of a paragraph: speech, or a note."""

    text: str
    note: str | None = None
    """Kind of the note; None for speech."""
    beside: bool = False
    """True if the note was printed there without being part of the text."""


def paragraphs(text: str, notes: Sequence[Mapping[str, Any]]) -> list[list[Piece]]:
    """Return the paragraphs of a text; their pieces, apart from those beside it, make up the text."""
    made: list[list[Piece]] = [[]]
    for piece in _cut(text, notes):
        first, *more = piece.text.split("\n\n") if piece.note is None else [piece.text]
        if first:
            made[-1].append(piece._replace(text=first))
        made += [[Piece(each)] if each else [] for each in more]
    return made


def _cut(text: str, notes: Sequence[Mapping[str, Any]]) -> Iterator[Piece]:
    done = 0
    for note in sorted(notes, key=itemgetter("at", "length")):
        at, end, beside = max(note["at"], done), note["at"] + note["length"], not note["length"]
        if end <= done and not beside:  # inside the previous note, and shown there
            continue
        yield Piece(text[done:at])
        done = max(at, end)
        yield Piece(note["text"] if beside else text[at:done], note["kind"], beside)
    yield Piece(text[done:])
