"""Doubts of a reading: labels that may be missing, and labels that may be none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from briefings.transcript.page.notes import ends_transcript
from briefings.transcript.page.openings import Opening
from briefings.transcript.speech.turns import DraftTurn
from briefings.transcript.wording.label_keys import label_key

_SHOWN = 5
_AGAIN = 3


def doubts(openings: Sequence[Opening], turns: Sequence[DraftTurn]) -> Iterator[str]:
    """Yield a sentence for lines like labels that were not accepted, for turns without a label, and repeated labels.

    Such lines recur, are bold or are alone; such a label follows itself again and again.
    """
    unbelieved = unbelieved_labels(openings)
    if unbelieved:
        named = ", ".join(repr(label) for label in unbelieved[:_SHOWN])
        more = f" and {len(unbelieved) - _SHOWN} more" if len(unbelieved) > _SHOWN else ""
        yield f"lines that may be labels were not believed: {named}{more}"
    yield from (
        f"label {label!r} follows itself {count} times: a label between may be missing"
        for label, count in _following_themselves(turns)
    )
    nobodys = sum(turn.label is None and turn.opened_by is not None for turn in turns)
    if nobodys:
        yield f"{nobodys} turns have no label: it is not known who speaks there"


def unbelieved_labels(openings: Sequence[Opening]) -> list[str]:
    """Return the labels, in order, that recur, are bold or are on lines of their own, and that no rule accepted."""
    believed = {opening.line for opening in openings if opening.rule}
    lines_are_labels = any(c.rule and c.form == "bare" and c.own_line for c in openings)
    doubted = [
        c
        for c in openings
        if c.line not in believed
        and ((not c.shape.veto and _is_named(c)) or (lines_are_labels and _stands_like_a_name(c)))
    ]
    # Whatever its words are, what opens line after line with a colon may be somebody: "El señor de la esquina:".
    colons = [c for c in openings if c.form == "colon" and c.line not in believed and c.worded]
    often = {key for key, count in Counter(c.key for c in colons).items() if count >= _AGAIN}
    doubted += [c for c in colons if c.key in often and c.shape.veto and any(map(str.isalpha, c.label))]
    times = Counter(c.key for c in doubted)
    told = {c.key: c.label for c in doubted if times[c.key] > 1 or (c.bold and c.form != "bare") or _stands_alone(c)}
    return list(told.values())


def _is_named(opening: Opening) -> bool:
    if ends_transcript(opening.label):
        return False
    if opening.form == "bare":
        return opening.bold and opening.own_line and opening.followed and not opening.punctuation
    return opening.form in ("colon", "bracket", "round", "dash") and opening.followed and opening.shape.is_named


def _stands_like_a_name(opening: Opening) -> bool:
    """Return True for words alone on a line before speech, like a label of their briefing: "A Gazette reporter"."""
    return opening.form == "bare" and opening.own_line and opening.followed and not opening.punctuation


def _stands_alone(opening: Opening) -> bool:
    return opening.form in ("colon", "bracket", "round") and opening.own_line


def _following_themselves(turns: Sequence[DraftTurn]) -> list[tuple[str, int]]:
    """Return the labels that follow themselves at least three times, with how often."""
    keys = [label_key(turn.label or "") for turn in turns]
    times = Counter(after.label for (one, other), after in zip(pairwise(keys), turns[1:], strict=True) if one == other)
    return [(label, count) for label, count in times.items() if label and count >= _AGAIN]
