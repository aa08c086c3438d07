"""Identity of records: ids of turns, hashes of text and content, counts of words."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Sequence

from briefings.items import Briefing
from briefings.matching_form import matching_form

# A character of Chinese, Japanese or Korean is a word, as such text has no spaces; else letters and digits in a row.
_CJK_OR_WORD = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]|[^\W_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]+(?:['’.,\-][^\W_\u3040-\u9fff\uac00-\ud7af]+)*"
)

_MOST_KEPT = 10_000
_as_json = json.JSONEncoder(ensure_ascii=False).encode


def count_words(text: str) -> int:
    """The words of a text; a CJK character counts as one."""
    return sum(map(_COUNTS.__getitem__, text.split()))


class _Counts(dict[str, int]):
    """The words of texts between spaces, kept as few spellings make up most of a text."""

    def __missing__(self, text: str) -> int:
        if len(self) >= _MOST_KEPT:
            self.clear()
        self[text] = words = _CJK_OR_WORD.subn("", text)[1]
        return words


_COUNTS = _Counts()


def short_hash(*parts: str | None) -> str:
    """Sixteen hexadecimal digits of SHA-256 over parts, None and "" being told apart."""
    return _short_hash(*map(_as_json, parts))


def _short_hash(*parts: str) -> str:
    """Hash parts that are JSON already, as the array of them."""
    return _sha256(f"[{', '.join(parts)}]")[:16]


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def identity_of(label: str | None, text: str) -> str:
    """The label and text by which turns are told apart, as JSON, for `text_hash_of` and `turn_ids`."""
    return f"{_as_json(label)}, {_as_json(matching_form(text))}"


def text_hash_of(identity: str) -> str:
    """The hash of a turn's label and text, from its identity."""
    return _short_hash(identity)


def turn_ids(briefing: str, identities: Sequence[str]) -> list[str]:
    """The ids of the turns of `briefing`, from the identity of each in order."""
    times = Counter(identities)
    key, before = _as_json(briefing), identity_of(None, "")
    used: Counter[str] = Counter()
    found = []
    for identity in identities:
        context = [before] if times[identity] > 1 else []
        name = _short_hash(key, identity, *context)
        used[name] += 1
        found.append(name if used[name] == 1 else short_hash(name, str(used[name])))
        before = identity
    return found


def content_hash(briefing: Briefing) -> str:
    """Over everything the source printed, exactly; times, addresses and what the reader concluded stay out."""
    said = [(turn.label, turn.text, [(n.kind, n.text, n.at) for n in turn.notes]) for turn in briefing.turns]
    people = [(p.name, p.honorific, p.position) for p in briefing.participants]
    notes = [(note.kind, note.text) for note in briefing.notes]
    return _sha256(
        _as_json([briefing.title, briefing.summary, briefing.held_on, briefing.published_on, people, notes, said])
    )
