"""Labels that look like a misspelling of another: said in a warning, never merged.

16 of 22 rare labels that differed from a frequent one by a letter or two were slips (EARNST for EARNEST), the others
were other people (MULLEN and ALLEN): spelling alone decides nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from briefings.transcript.wording.label_parts import split_label
from briefings.transcript.wording.shapes import label_key

_ALIKE = 0.8
_RARE, _FREQUENT = 2, 4
_MOST_COMPARED = 300


def likely_misspellings(labels: Iterable[str | None]) -> Iterator[str]:
    """A sentence for every rare label that is nearly spelt like a frequent one, naming both as printed.

    `labels` are the labels of all turns, in order; None for a turn without one.
    """
    printed: dict[str, str] = {}
    times: Counter[str] = Counter()
    for label in labels:
        if label:
            printed.setdefault(label_key(label), label)
            times[label_key(label)] += 1
    frequent = [printed[key] for key, count in times.most_common(_MOST_COMPARED) if count >= _FREQUENT and len(key) > 3]
    rare = [printed[key] for key, count in times.items() if count <= _RARE and len(key) > 3][:_MOST_COMPARED]
    # A matcher looks closely at its second text only, so there is one for each frequent label.
    known = [(label, SequenceMatcher(b=label_key(split_label(label).name))) for label in frequent] if rare else []
    for label in rare:
        twin = next((other for other, matcher in known if _nearly_the_same(label, other, matcher)), None)
        if twin is not None:
            yield f"label {label!r} may be a misspelling of {twin!r}; both are kept as printed"


def _nearly_the_same(first: str, second: str, matcher: SequenceMatcher[str]) -> bool:
    """Whether two labels are; `matcher` knows the name of the second."""
    ours, theirs = split_label(first), split_label(second)
    if not ours.name or not theirs.name or label_key(ours.name) == label_key(theirs.name):
        return False
    if label_key(ours.honorific or ours.title or "") != label_key(theirs.honorific or theirs.title or ""):
        return False
    matcher.set_seq1(label_key(ours.name))
    # Upper bounds first: the ratio itself takes the square of the length.
    return all(ratio() >= _ALIKE for ratio in (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio))
