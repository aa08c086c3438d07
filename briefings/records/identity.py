"""What a record is known by: ids of turns, hashes of text and content, counts of words."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Sequence

from briefings.items import Briefing
from briefings.transcript import matching_form

# A character of Chinese, Japanese or Korean is a word, as such text has no spaces; else letters and digits in a row.
_CJK_OR_WORD = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]|[^\W_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]+(?:['’.,\-][^\W_\u3040-\u9fff\uac00-\ud7af]+)*"
)


def count_words(text: str) -> int:
    """The words of a text; a CJK character counts as one."""
    return _CJK_OR_WORD.subn("", text)[1]


def short_hash(*parts: str | None) -> str:
    """Sixteen hexadecimal digits of SHA-256 over parts, None and "" being told apart."""
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def identity_of(label: str | None, text: str) -> tuple[str | None, str]:
    """What a turn is told from others by: `text_hash` is the short hash of it."""
    return label, matching_form(text)


def turn_ids(briefing: str, identities: Sequence[tuple[str | None, str]]) -> list[str]:
    """The ids of the turns of `briefing`, from the identity of each in order."""
    times = Counter(identities)
    before: tuple[str | None, str] = (None, "")
    used: Counter[str] = Counter()
    found = []
    for identity in identities:
        context = before if times[identity] > 1 else ()
        name = short_hash(briefing, *identity, *context)
        used[name] += 1
        found.append(name if used[name] == 1 else short_hash(name, str(used[name])))
        before = identity
    return found


def content_hash(briefing: Briefing) -> str:
    """Over everything the source printed, exactly; times, addresses and what the reader concluded stay out."""
    said = [(turn.label, turn.text, [(n.kind, n.text, n.at) for n in turn.notes]) for turn in briefing.turns]
    people = [(p.name, p.honorific, p.position) for p in briefing.participants]
    notes = [(note.kind, note.text) for note in briefing.notes]
    whole = [briefing.title, briefing.summary, briefing.held_on, briefing.published_on, people, notes, said]
    return hashlib.sha256(json.dumps(whole, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()
