"""The earlier revisions of briefings, and what each changed, word by word."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Any, NamedTuple

from briefings.items import Briefing, Turn
from briefings.records.differences import changed_turns, fields_in_words

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
_MOST_WORDS = 4_000  # words of both texts together; time grows with the square, so longer texts are shown whole


class Part(NamedTuple):
    """A part of a text that was kept, deleted or inserted."""

    text: str
    how: str


def changes_of(revisions: Sequence[Briefing]) -> list[dict[str, Any]]:
    """Return the changes of each revision of a briefing, newest first; `revisions` are all of them in order."""
    return [
        {
            "revision": new.revision,
            "fields": list(fields_in_words(old, new)),
            "turns": [_change(*turns) for turns in changed_turns(old, new)],
        }
        for old, new in pairwise(revisions)
    ][::-1]


def _change(old: Turn | None, new: Turn | None) -> dict[str, Any]:
    """Return a turn that was added, removed, changed or moved, with its place in the newer revision."""
    labels = dict.fromkeys(turn.label for turn in (old, new) if turn)
    label = " → ".join(each or "(no label)" for each in labels) if len(labels) > 1 else next(iter(labels))
    is_moved = old and new and old.id == new.id
    return {
        "kind": "moved" if is_moved else "changed" if old and new else "added" if new else "removed",
        "seq": new.seq if new else None,
        "label": label,
        "parts": list(difference(old.text if old else "", new.text if new else "")),
    }


def difference(old: str, new: str) -> Iterator[Part]:
    """Yield the words of both texts in order; the kept and the `ins` parts make up the new text."""
    left, right = _WORDS.findall(old), _WORDS.findall(new)
    if len(left) + len(right) > _MOST_WORDS:
        yield from (Part(old, "del"), Part(new, "ins")) if old != new else (Part(new, "same"),)
        return
    for tag, i, j, k, m in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Part("".join(left[i:j]), "same")
            continue
        if i < j:
            yield Part("".join(left[i:j]), "del")
        if k < m:
            yield Part("".join(right[k:m]), "ins")
