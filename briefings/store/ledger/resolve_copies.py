"""Find out which kept briefings are copies: at the end of a run, and at a start when the run before did not come to it.

A briefing is compared with all others in the ledger, whichever source they are of. It finds those that share a text
through an index of the text hashes. A text that stands in more than `_MOST_HOLDERS` briefings ("Next question,
please.") counts when two briefings are compared, but finds none: else each briefing would have to be compared with
all. So two that share nothing but such texts are found only when all their texts are the same.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from briefings.records import TurnKey
from briefings.store.errors import storage
from briefings.store.ledger.copies import Version, host_rank, is_enough, relations, same_event
from briefings.store.ledger.ledger import Ledger

Key = tuple[str, str]
"""A source and the id of a briefing of it."""

_MOST_HOLDERS = 100
_BATCH = 100  # briefings a transaction: other runs write to the ledger in between

_RANKED = "host_rank IS NOT NULL"
_COLUMNS = "source, id, url, complete, host_rank, copy_of, same_event, line_copy_of IS NOT NULL"


def resolve_copies(root: Path, ledger: Ledger, source: str, hosts: Sequence[str]) -> None:
    """Decide what the briefings that came since are to others, and note the marks that their lines should have.

    `hosts` are those of `source`, the one whose copy counts first. A kill leaves the rest for the next call.
    """
    _rank(ledger, source, hosts)
    unindexed = _has_unindexed_sources(root, ledger)
    seeds = f"SELECT source, id FROM briefings WHERE to_judge = 1 AND {_RANKED} LIMIT {_BATCH}"
    while ledger.rows(seeds):
        with ledger.transaction():
            judged: set[Key] = set()
            for seed in ledger.rows(seeds):
                if seed not in judged:
                    judged |= _judge(ledger, _cluster(ledger, seed, unindexed=unindexed))


def covers(root: Path, ledger: Ledger, original: str | None, texts: Iterable[str], besides: Key) -> bool:
    """Whether the briefing with the id `original`, or what that is a copy of, is complete and has all of `texts`.

    `besides` is the copy itself. An original in files that the ledger has still to read is believed.
    """
    wanted = Counter(texts)
    asked: set[str] = set()
    while original is not None and original not in asked:
        asked.add(original)
        found = [row for row in _named(ledger, original, "complete, line_copy_of") if (row[0], original) != besides]
        if not found:
            return _has_unindexed_sources(root, ledger)
        if any(row[1] and row[2] is None and wanted <= _texts(ledger, (row[0], original)) for row in found):
            return True
        original = next((row[2] for row in found if row[2] is not None), None)
    return False


def store_copy_turns(ledger: Ledger, key: Key, turns: Sequence[TurnKey]) -> None:
    """Note the turns of a copy whose line, all that was left of it, does not say them."""
    source, briefing = key
    with ledger.transaction():
        ledger.set_turns(source, briefing, turns)
        ledger.write(
            "UPDATE briefings SET turn_count = ?, host_rank = NULL, to_judge = 1 WHERE source = ? AND id = ?",
            len(turns), source, briefing,
        )  # fmt: skip


def queue_rejudging(ledger: Ledger, briefing: str) -> None:
    """Have judged again whatever names a briefing, after it was taken out of the ledger, say."""
    for mark in ("copy_of", "same_event"):
        ledger.write(f"UPDATE briefings SET to_judge = 1 WHERE {mark} = ?", briefing)


def count_copies(ledger: Ledger, source: str, briefings: Iterable[str]) -> int:
    """How many of these briefings of a source are copies of others."""
    query = "SELECT 1 FROM briefings WHERE source = ? AND id = ? AND copy_of IS NOT NULL"
    return sum(bool(ledger.rows(query, source, briefing)) for briefing in briefings)


def _rank(ledger: Ledger, source: str, hosts: Sequence[str]) -> None:
    """Let the briefings of a source that came since be compared, and what names them be judged again."""
    query = f"SELECT id, url FROM briefings WHERE source = ? AND host_rank IS NULL LIMIT {_BATCH}"
    statement = "UPDATE briefings SET host_rank = ?, texts = ? WHERE source = ? AND id = ?"
    while batch := ledger.rows(query, source):
        with ledger.transaction():
            for briefing, url in batch:
                texts = _digest(_texts(ledger, (source, briefing)))
                ledger.write(statement, host_rank(url, hosts), texts, source, briefing)
                queue_rejudging(ledger, briefing)


def _has_unindexed_sources(root: Path, ledger: Ledger) -> bool:
    """Whether there are sources in the data folder that the ledger has still to read, as it was lost, say."""
    known = {row[0] for row in ledger.rows("SELECT source FROM sources")}
    with storage(root):
        return any(file.parent.name not in known for file in root.glob("*/briefings.jsonl"))


def _cluster(ledger: Ledger, seed: Key, *, unindexed: bool) -> list[Version]:
    """A briefing and all that are of the same event, or of the same event as one of these, and so on."""
    (row,) = ledger.rows(f"SELECT {_COLUMNS}, texts FROM briefings WHERE source = ? AND id = ?", *seed)
    if row[-1] is None:
        return [_version(ledger, row[:-1], Counter(), unindexed=unindexed)]
    versions = []
    known = {row[-1]: _texts(ledger, seed)}
    waiting = {row[-1]: seed}
    while waiting:
        digest, holder = waiting.popitem()
        query = f"SELECT {_COLUMNS} FROM briefings WHERE texts = ? AND {_RANKED}"
        versions += [_version(ledger, row, known[digest], unindexed=unindexed) for row in ledger.rows(query, digest)]
        for other, key in _candidates(ledger, holder, known[digest]).items():
            if other not in known:
                texts = _texts(ledger, key)
                if same_event(known[digest], texts):
                    known[other] = texts
                    waiting[other] = key
    return versions


def _candidates(ledger: Ledger, holder: Key, texts: Counter[str]) -> dict[str, Key]:
    """One for each set of texts that can be that of the same event as these, which a briefing has."""
    shared: Counter[Key] = Counter()
    common = 0
    # Most texts stand in one briefing only, and which do not, one statement finds.
    elsewhere = (
        "SELECT DISTINCT text_hash FROM turns AS own WHERE source = ? AND briefing = ? AND EXISTS (SELECT 1 FROM turns "
        "WHERE text_hash = own.text_hash AND (source, briefing) <> (own.source, own.briefing))"
    )
    holders = (
        f"SELECT source, briefing, count(*) FROM turns WHERE text_hash = ? GROUP BY 1, 2 LIMIT {_MOST_HOLDERS + 1}"
    )
    for (text,) in ledger.rows(elsewhere, *holder):
        count, found = texts[text], ledger.rows(holders, text)
        if len(found) > _MOST_HOLDERS:
            common += count
        else:
            shared.update({(row[0], row[1]): min(count, row[2]) for row in found})
    candidates = {}
    query = f"SELECT texts, turn_count FROM briefings WHERE source = ? AND id = ? AND {_RANKED}"
    for key, count in shared.items():
        if is_enough(count + common, 0):
            for digest, turn_count in ledger.rows(query, *key):
                if is_enough(count + common, min(texts.total(), turn_count)):
                    candidates[digest] = key
    return candidates


def _version(ledger: Ledger, row: tuple[Any, ...], texts: Counter[str], *, unindexed: bool) -> Version:
    source, briefing, url, complete, rank, copy_of, same, bare = row
    waiting = False
    if named := copy_of or same:
        ranks = [row[1] for row in _named(ledger, named, "host_rank") if (row[0], named) != (source, briefing)]
        waiting = None in ranks or (not ranks and unindexed)
    return Version(source, briefing, url, bool(complete), rank, texts, copy_of, same, bool(bare), waiting)


def _judge(ledger: Ledger, versions: list[Version]) -> set[Key]:
    statement = (
        "UPDATE briefings SET copy_of = ?, same_event = ?, to_judge = 0, looked_at = iif(?, looked_at, NULL) "
        "WHERE source = ? AND id = ? AND (to_judge = 1 OR copy_of IS NOT ? OR same_event IS NOT ?)"
    )
    for version, found in relations(versions):
        related = found.copy_of, found.same_event
        ledger.write(statement, *related, found.covered, version.source, version.id, *related)
    return {(version.source, version.id) for version in versions}


def _named(ledger: Ledger, briefing: str, columns: str) -> list[tuple[Any, ...]]:
    """The sources in which there is a briefing with this id, each with these columns of it."""
    query = f"SELECT source, {columns} FROM briefings WHERE source IN (SELECT source FROM sources) AND id = ?"
    return ledger.rows(f"{query} ORDER BY source", briefing)


def _texts(ledger: Ledger, key: Key) -> Counter[str]:
    query = "SELECT text_hash, count(*) FROM turns WHERE source = ? AND briefing = ? GROUP BY 1"
    return Counter(dict(ledger.rows(query, *key)))


def _digest(texts: Counter[str]) -> str | None:
    """Equal for the same text hashes; None when there are none."""
    joined = " ".join(sorted(texts.elements()))
    return hashlib.sha256(joined.encode()).hexdigest()[:32] if joined else None
