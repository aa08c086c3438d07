"""The earlier revisions of briefings, and what each changed, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

from briefings.items import Briefing, Turn
from briefings.records.differences import changed_turns, fields_in_words

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
_MOST_WORDS = 4_000  # words of both texts together; time grows with the square, so longer texts are shown whole


class Part(NamedTuple):
    """A part of a text that was kept, deleted or inserted."""

    text: str
    how: str


@dataclass(frozen=True, slots=True)
class TurnChange:
    """A turn that a revision added, removed or changed."""

    kind: str
    seq: int | None
    """Place in the newer revision; None for a removed turn."""
    label: str | None
    parts: list[Part]


@dataclass(frozen=True, slots=True)
class RevisionChange:
    """The changes between a revision and the previous one."""

    revision: int
    fields: list[str]
    turns: list[TurnChange] = field(default_factory=list)


def changes_of(revisions: Sequence[Briefing]) -> list[RevisionChange]:
    """Return the changes of each revision of a briefing, newest first; `revisions` are all of them in order."""
    return [_change(old, new) for old, new in pairwise(revisions)][::-1]


def _change(old: Briefing, new: Briefing) -> RevisionChange:
    return RevisionChange(new.revision, list(fields_in_words(old, new, for_readers=True)), list(_turns(old, new)))


def _turns(old: Briefing, new: Briefing) -> Iterator[TurnChange]:
    for gone, come in changed_turns(old, new):
        if gone and come:
            yield TurnChange("changed", come.seq, _label(gone, come), list(difference(gone.text, come.text)))
        elif come:
            yield TurnChange("added", come.seq, come.label, [Part(come.text, "ins")])
        elif gone:
            yield TurnChange("removed", None, gone.label, [Part(gone.text, "del")])


def _label(gone: Turn, come: Turn) -> str | None:
    return come.label if gone.label == come.label else f"{gone.label or '(no label)'} → {come.label or '(no label)'}"


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
