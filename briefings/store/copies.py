"""Find out which stored briefings are copies, in the transaction that commits or removes one.

A briefing is compared with all others in the database, of whichever source. It finds those that share a text through an
index of the text hashes. A text in more than `_MOST_HOLDERS` briefings ("Next question, please.") counts when two
briefings are compared, but finds none: otherwise each briefing would be compared with all. So two that share only such
texts are found only if all their texts are the same.

The answer depends only on the compared briefings, so it is the same in whatever order they arrive.
"""

import json
from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import Struct

from briefings.hosts import is_on_domain
from briefings.store.database import Database
from briefings.store.records import Key, Records
from briefings.store.schema import Row

NO_RANK = 1_000_000
"""Rank of a briefing whose host its source does not name."""

_MOST_HOLDERS = 100
_FEWEST_SHARED = 3

_SHARING = """
WITH own AS (
    SELECT text, count, (SELECT count(*) FROM (SELECT 1 FROM texts WHERE text = one.text LIMIT ?2 + 1)) AS holders
    FROM texts AS one WHERE briefing = ?1
), common AS (SELECT coalesce(sum(count), 0) AS turns FROM own WHERE holders > ?2)
SELECT texts, number, sum(min(own.count, other.count)) + common.turns, turn_count
FROM common, own JOIN texts AS other USING (text) JOIN briefings ON number = briefing
WHERE holders BETWEEN 2 AND ?2 AND briefing <> ?1 AND texts IS NOT NULL GROUP BY number
"""
"""Query for the briefings that share a text with one, and the number of turns that they share at most."""

Marks = tuple[str | None, str | None]
"""Relation of a briefing to others: the `copy_of` and the `same_event` of its line."""


class Version(Struct, frozen=True):
    """A stored briefing as far as it is compared with others."""

    source: str
    id: str
    url: str
    complete: bool
    host_rank: int
    texts: Counter[bytes]
    """Text hashes, with repeats counted."""
    marks: Marks = (None, None)


def host_rank(url: str, hosts: Sequence[str]) -> int:
    """Return the index in `hosts` of the first that is the host of `url` or above it; NO_RANK without one."""
    return next((rank for rank, name in enumerate(hosts) if is_on_domain(url, [name])), NO_RANK)


def same_event(one: Counter[bytes], other: Counter[bytes]) -> bool:
    """Return True when two briefings with these text hashes report the same event.

    They do if they share at least three turns that are at least half of the turns of the smaller one, or if all their
    turns are the same.
    """
    if one == other:
        return bool(one)
    return is_enough((one & other).total(), min(one.total(), other.total()))


def is_enough(shared: int, smaller: int) -> bool:
    """Return True when `shared` turns make two versions of one event, the smaller having `smaller` turns."""
    return shared >= _FEWEST_SHARED and 2 * shared >= smaller


def relations(versions: Iterable[Version]) -> list[tuple[Version, Marks]]:
    """Relate each briefing of an event to the others; all versions of the event must be given.

    Complete ones come before incomplete ones, then those with more turns, then by rank of host, address and name of
    source. In that order, a briefing is a copy of the first earlier one that is complete, of the same event, has all
    its texts, and is an original. Otherwise its `same_event` is the first earlier original of the same event.
    """
    originals: list[Version] = []
    found = []
    for version in sorted(versions, key=lambda v: (not v.complete, -v.texts.total(), v.host_rank, v.url, v.source)):
        marks = _marks(version, originals)
        if marks[0] is None:
            originals.append(version)
        found.append((version, marks))
    return found


def _marks(version: Version, originals: list[Version]) -> Marks:
    alike = [original for original in originals if same_event(version.texts, original.texts)]
    for original in alike:
        if original.complete and version.texts <= original.texts:
            return original.id, None
    return None, alike[0].id if alike else None


class Copies(Struct, frozen=True):
    """Finds the copies among the briefings of all sources. Every method raises StorageError."""

    _database: Database

    def relate(self, key: Key) -> set[Key]:
        """Judge a briefing, and those that name it; return the same as `judge`."""
        return self.judge([key, *self.naming(key.id)])

    def judge(self, keys: Iterable[Key]) -> set[Key]:
        """Relate these briefings and others of the same events, and mark each. Call it in a transaction.

        Returns the briefings whose marks changed.
        """
        judged: set[Key] = set()
        marked: set[Key] = set()
        for key in keys:
            if key not in judged and (row := Records(self._database).row(key)) is not None:
                for version, marks in relations(self._cluster(row)):
                    own = Key(version.source, version.id)
                    judged.add(own)
                    if version.marks != marks:
                        Records(self._database).mark(own, copy_of=marks[0], same_event=marks[1])
                        marked.add(own)
        return marked

    def naming(self, briefing: str) -> list[Key]:
        """Return the briefings that name this one as their original or as the same event."""
        query = "SELECT source, id FROM briefings WHERE copy_of = ? OR same_event = ? ORDER BY source, id"
        return [Key(*row) for row in self._database.rows(query, briefing, briefing)]

    def remove(self, key: Key) -> None:
        """Remove a briefing with all its revisions, and judge those that name it. Call it in a transaction."""
        named = self.naming(key.id)
        Records(self._database).remove(key)
        self.judge(named)

    def hosts(self, source: str) -> list[str]:
        rows = self._database.rows("SELECT hosts FROM sources WHERE source = ?", source)
        hosts: list[str] = json.loads(rows[0][0]) if rows else []
        return hosts

    def set_hosts(self, source: str, hosts: Sequence[str]) -> None:
        """Store the hosts of a source, and judge again what their order decides, a few briefings per transaction."""
        (row,) = self._database.read("sources", "source = ?", source)
        if json.loads(row["hosts"]) == list(hosts):
            return
        self._database.write("UPDATE sources SET hosts = ? WHERE source = ?", json.dumps(list(hosts)), source)
        query = "SELECT source, id FROM briefings WHERE source = ? AND (copy_of IS NOT NULL OR same_event IS NOT NULL)"
        self._database.in_batches(self._database.rows(query, source), lambda row: self.judge([Key(*row)]))

    def _cluster(self, seed: Row) -> list[Version]:
        """Return a briefing and all others of the same event, directly or through one another."""
        if seed["texts"] is None:
            # A briefing without turns is compared with nothing; a copy whose turns are unknown stays a copy.
            return [] if seed["copy_of"] else [self._version(seed, Counter())]
        versions = []
        known = {seed["texts"]: self._texts(seed["number"])}
        waiting = [(seed["texts"], seed["number"])]
        while waiting:
            digest, holder = waiting.pop()
            rows = self._database.read("briefings", "texts = ?", digest)
            versions += [self._version(row, known[digest]) for row in rows]
            for other, number in self._candidates(holder, known[digest]).items():
                if other not in known:
                    texts = self._texts(number)
                    if same_event(known[digest], texts):
                        known[other] = texts
                        waiting.append((other, number))
        return versions

    def _candidates(self, holder: int, texts: Counter[bytes]) -> dict[str, int]:
        """Return one briefing for each set of texts that may be of the same event as these."""
        rows = self._database.rows(_SHARING, holder, _MOST_HOLDERS)
        own = texts.total()
        return {digest: number for digest, number, shared, turns in rows if is_enough(shared, min(own, turns))}

    def _version(self, row: Row, texts: Counter[bytes]) -> Version:
        rank, marks = host_rank(row["url"], self.hosts(row["source"])), (row["copy_of"], row["same_event"])
        return Version(row["source"], row["id"], row["url"], bool(row["complete"]), rank, texts, marks)

    def _texts(self, number: int) -> Counter[bytes]:
        return Counter(dict(self._database.rows("SELECT text, count FROM texts WHERE briefing = ?", number)))
