"""The turns of a briefing as its page shows them: by question."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from briefings.transcript import is_press


def blocks_of(turns: Sequence[Mapping[str, Any]]) -> Iterator[list[Mapping[str, Any]]]:
    """Yield each question with the turns that follow on it, and each turn outside any question."""
    for exchange, together in groupby(turns, itemgetter("exchange")):
        if exchange is None:
            yield from ([turn] for turn in together)
        else:
            yield list(together)


def asker(turn: Mapping[str, Any]) -> str | None:
    """Return the outlet or name of who asks; None where the label says only that somebody does: Q, Reporter."""
    label = turn["label"]
    return turn["outlet"] or turn["speaker"] or (label if label and not is_press(label) else None)


def answerers(block: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return the names of those who speak after the question, each once, without press and chair."""
    names = [turn["speaker"] or turn["label"] for turn in block[1:] if turn["role"] not in {"press", "chair"}]
    return list(dict.fromkeys(filter(None, names)))
