"""The identity of records: turn ids, hashes of text and content."""

import hashlib
from collections import Counter
from collections.abc import Sequence

from briefings.items import Briefing
from briefings.matching_form import matching_form
from briefings.records.jsonl import as_json


def short_hash(*parts: str | None) -> str:
    """Return sixteen hexadecimal digits of the SHA-256 of the parts; None and "" differ."""
    return _short_hash(*map(as_json, parts))


def _short_hash(*parts: str) -> str:
    """Hash parts that are JSON already, as a JSON array of them."""
    return _sha256(f"[{', '.join(parts)}]")[:16]


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def identity_of(label: str | None, text: str) -> str:
    """Return the label and text that tell turns apart, as JSON for `text_hash_of` and `turn_ids`."""
    return as_json((label, matching_form(text)))[1:-1]


def text_hash_of(identity: str) -> str:
    """Return the hash of a turn's label and text, given its identity."""
    return _short_hash(identity)


def turn_ids(briefing: str, identities: Sequence[str]) -> list[str]:
    """Return the ids of the turns of `briefing`, given their identities in order."""
    times = Counter(identities)
    key, before = as_json(briefing), identity_of(None, "")
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
    """Hash everything the source printed, exactly; times, addresses and the reader's conclusions stay out."""
    said = [(turn.label, turn.text, [(n.kind, n.text, n.at) for n in turn.notes]) for turn in briefing.turns]
    people = [(p.name, p.honorific, p.position) for p in briefing.participants]
    notes = [(note.kind, note.text) for note in briefing.notes]
    return _sha256(
        as_json([briefing.title, briefing.summary, briefing.held_on, briefing.published_on, people, notes, said])
    )
