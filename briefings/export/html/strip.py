"""The strip beside a transcript: who spoke when, and how much."""

from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import Any, NamedTuple

from msgspec import Struct

_THIN = 0.15  # percent of the width
_MOST = 20  # rows of the strip, two screens of a phone; a town meeting of 400 speakers has one more for all others


class Bar(NamedTuple):
    """A piece of a bar from `x`, `width` wide, in percent."""

    kind: str
    x: float
    width: float
    words: int


def lay(parts: Sequence[tuple[str, int]]) -> list[Bar]:
    """Lay pieces one after the other, as long as they have words; even the shortest is visible."""
    whole = max(sum(words for _, words in parts), 1)
    bars, done = [], 0
    for kind, words in parts:
        bars.append(Bar(kind, round(100 * done / whole, 2), max(round(100 * words / whole, 2), _THIN), words))
        done += words
    return bars


class Voice(Struct):
    """A row of the strip."""

    name: str
    speaker_id: str | None = None
    bars: list[Bar] = []

    @property
    def words(self) -> int:
        return sum(bar.words for bar in self.bars)


def strip_of(turns: Sequence[Mapping[str, Any]]) -> list[Voice]:
    """Return the rows of the strip, one for each person and one for the press, in order of first appearance.

    Beyond `_MOST` rows, those with the fewest words share one, the last.
    """
    voices: dict[tuple[str, str], Voice] = {}
    for turn, bar in zip(turns, lay([(turn["role"] or "other", turn["words"]) for turn in turns]), strict=True):
        key, voice = ("press", ""), Voice("The press")
        if bar.kind != "press":
            key = bar.kind, turn["speaker_id"] or turn["label"] or ""
            voice = Voice(turn["speaker"] or turn["label"] or "No label", turn["speaker_id"])
        voices.setdefault(key, voice).bars.append(bar)
    by_words = sorted(voices.values(), key=attrgetter("words"), reverse=True)
    if not (others := by_words[_MOST:]):
        return list(voices.values())
    bars = sorted((bar for voice in others for bar in voice.bars), key=attrgetter("x"))
    return [*(voice for voice in voices.values() if voice not in others), Voice(f"{len(others):,} others", None, bars)]
