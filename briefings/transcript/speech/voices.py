"""Whether labels are those of people: somebody asks or says I, we, you behind them. `Rating:` says nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from briefings.transcript.speech.roster import Roster
from briefings.transcript.speech.turns import DraftTurn
from briefings.transcript.wording.shapes import is_press, label_key, shape_of
from briefings.transcript.wording.speaking import asks_plainly, has_voice

_DIFFERENT = 2
"""So many different labels with a voice make a transcript, or the only one. On real pages this kept more transcripts
and fewer lists of fields than a share of all turns did, a quarter or a half."""
_ANSWERS = 2
"""A label behind so many questions of others answers them, whatever its words are."""


def are_voices(turns: Sequence[DraftTurn], roster: Roster) -> bool:
    """Whether the labels of turns are believed to be speakers, taken together.

    A word for the press among them, or a person whom header, title or introduction names, is enough.
    """
    labels = {label_key(turn.label): turn.label for turn in turns if turn.label}
    if any(is_press(label) or roster.resolve(label) is not None for label in labels.values()):
        return True
    voiced = {key for key, label in labels.items() if shape_of(label).honorific} | set(_answering(turns))
    for turn in turns:
        if labels and len(voiced) >= min(_DIFFERENT, len(labels)):
            return True
        key = label_key(turn.label or "")
        if key and key not in voiced and any(map(has_voice, turn.paragraphs)):
            voiced.add(key)
    return bool(labels) and len(voiced) >= min(_DIFFERENT, len(labels))


def _answering(turns: Sequence[DraftTurn]) -> Iterator[str]:
    """The labels that come again and again right behind another one that asks."""
    behind = Counter(
        label_key(turn.label)
        for before, turn in pairwise(turns)
        if before.label and turn.label and label_key(before.label) != label_key(turn.label)
        and any(map(asks_plainly, before.paragraphs))
    )  # fmt: skip
    return (key for key, times in behind.items() if times >= _ANSWERS)
