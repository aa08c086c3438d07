"""The contents of a briefing's page: its turns by question, and a strip of who spoke when and how much."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from briefings.export.html.citation import citation
from briefings.export.html.file_names import speaker_file
from briefings.export.html.pieces import Piece, paragraphs
from briefings.export.html.plots import Bar, percent, stretch
from briefings.export.html.safe_text import address_of_text, opening

_MOST_ROWS = 10  # of the strip: people with the most words, then all others together
_MARGIN = 120  # characters


@dataclass(frozen=True, slots=True)
class PageTurn:
    """A turn as the page shows it."""

    row: Mapping[str, Any]
    paragraphs: list[list[Piece]]
    link: str | None
    """Address of its beginning on the source's page."""
    speaker_file: str | None
    citation: str
    before: list[Mapping[str, Any]]
    """Notes of the briefing before it."""

    @property
    def has_long_names(self) -> bool:
        """True if label, speaker and outlet are too long for the margin beside the text."""
        return sum(len(self.row[name] or "") for name in ("label", "speaker", "outlet")) > _MARGIN


@dataclass(frozen=True, slots=True)
class Block:
    """A question with the turns that follow on it, or a turn outside any question."""

    exchange: int | None
    turns: list[PageTurn]

    @property
    def asker(self) -> str | None:
        """The name of the person or outlet asking."""
        first = self.turns[0].row
        found: str | None = first["outlet"] or first["speaker"] or first["label"]
        return found

    @property
    def opening(self) -> str:
        """The first words of the question."""
        return opening(self.turns[0].row["text"])

    @property
    def answerers(self) -> list[str]:
        """The names of those who speak after the question, each once, without press and chair."""
        rows = [said.row for said in self.turns[1:]]
        names = [row["speaker"] or row["label"] for row in rows if row["role"] not in {"press", "chair"}]
        return list(dict.fromkeys(name for name in names if name))


@dataclass(slots=True)
class Voice:
    """A row of the strip."""

    name: str
    role: str
    file: str | None = None
    words: int = 0
    turns: int = 0
    bars: list[Bar] = field(default_factory=list)
    share: str = ""


def blocks_of(
    briefing: Mapping[str, Any], turns: Sequence[Mapping[str, Any]], notes: Sequence[Mapping[str, Any]]
) -> Iterator[Block]:
    """Yield the turns in order, successive ones of the same question as one block."""
    for exchange, together in groupby(_said(briefing, turns, notes), lambda said: said.row["exchange"]):
        found = list(together)
        if exchange is None:
            yield from (Block(None, [said]) for said in found)
        else:
            yield Block(exchange, found)


def _said(
    briefing: Mapping[str, Any], turns: Sequence[Mapping[str, Any]], notes: Sequence[Mapping[str, Any]]
) -> Iterator[PageTurn]:
    start = 0
    for turn in turns:
        before = [note for note in notes if note["at"] <= start]
        notes = [note for note in notes if note["at"] > start]
        speaker = turn["speaker_id"]
        yield PageTurn(
            turn,
            paragraphs(turn["text"], turn["notes"]),
            address_of_text(turn["url"], turn["text"]),
            speaker_file(speaker) if speaker else None,
            citation(turn, briefing),
            before,
        )
        start += len(turn["text"])


def strip_of(turns: Sequence[Mapping[str, Any]]) -> list[Voice]:
    """Return the rows of the strip, one for each person and one for the press, in order of first appearance."""
    total = max(sum(turn["words"] for turn in turns), 1)
    keys = [_key(turn) for turn in turns]
    spoken: dict[tuple[str, str], int] = dict.fromkeys(keys, 0)
    for key, turn in zip(keys, turns, strict=True):
        spoken[key] += turn["words"]
    shown = set(sorted(spoken, key=lambda key: -spoken[key])[:_MOST_ROWS])
    rest = Voice(f"{len(spoken) - len(shown)} others", "other")
    voices: dict[tuple[str, str], Voice] = {}
    start = 0
    for key, turn in zip(keys, turns, strict=True):
        voice = voices.setdefault(key, _voice(key, turn)) if key in shown else rest
        voice.bars.append(stretch(turn["role"] or "other", start, turn["words"], total))
        voice.words += turn["words"]
        voice.turns += 1
        start += turn["words"]
    made = [*voices.values(), *([rest] if rest.turns else [])]
    for voice in made:
        voice.share = percent(voice.words, total)
    return made


def _key(turn: Mapping[str, Any]) -> tuple[str, str]:
    if turn["role"] == "press":
        return "press", ""
    return turn["role"] or "other", turn["speaker_id"] or turn["label"] or ""


def _voice(key: tuple[str, str], turn: Mapping[str, Any]) -> Voice:
    if key == ("press", ""):
        return Voice("The press", "press")
    speaker = turn["speaker_id"]
    return Voice(turn["speaker"] or turn["label"] or "No label", key[0], speaker_file(speaker) if speaker else None)
