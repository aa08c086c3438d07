"""The briefings removed from a source for good, which must not come back: the rows behind forgotten.jsonl."""

import json
from collections.abc import Iterable
from contextlib import suppress

from msgspec import Struct
from msgspec.structs import asdict, replace

from briefings.address import comparable, read_address
from briefings.records.jsonl import json_line
from briefings.store.database import Database
from briefings.store.records import Key, Records


class Tombstone(Struct, frozen=True):
    """A forgotten briefing, of which only this line is left."""

    id: str
    forgotten_at: str
    why: str | None
    urls: list[str]
    """Addresses of its pages, and those that led there."""
    removed_at: str | None
    """Time everything of it was out of the files; null until then."""


class Tombstones:
    """The tombstones of a source."""

    def __init__(self, tombstones: Iterable[Tombstone] = ()) -> None:
        self.tombstones = {tombstone.id: tombstone for tombstone in tombstones}
        self._by_url = {comparable(url): tombstone for tombstone in self.tombstones.values() for url in tombstone.urls}

    def __contains__(self, briefing: object) -> bool:
        return briefing in self.tombstones

    @property
    def begun(self) -> list[Tombstone]:
        """Tombstones of briefings that are not fully removed yet."""
        return [tombstone for tombstone in self.tombstones.values() if tombstone.removed_at is None]

    def named_by(self, url: str) -> Tombstone | None:
        """Return the tombstone that has a page at `url`; None when there is none."""
        with suppress(ValueError):
            if self.tombstones:
                return self.tombstones.get(read_address(url).briefing) or self._by_url.get(comparable(url))
        return None


def forgotten_in(database: Database, source: str) -> Tombstones:
    rows = database.read("forgotten", "source = ? ORDER BY id", source)
    return Tombstones(Tombstone(**json.loads(row["line"])) for row in rows)


def tombstone_of(database: Database, key: Key) -> Tombstone | None:
    """Return the tombstone of a briefing; None when it has none. Raises StorageError."""
    row = database.row("forgotten", **key._asdict())
    return Tombstone(**json.loads(row["line"])) if row else None


def add_tombstone(database: Database, source: str, tombstone: Tombstone) -> None:
    """Store a tombstone, replacing the one of the same briefing. Raises StorageError."""
    database.insert("forgotten", source=source, id=tombstone.id, line=json_line(asdict(tombstone)))


def forget_again(database: Database, source: str) -> None:
    """Begin again with the removal of forgotten briefings that are there again. Raises StorageError."""
    for tombstone in forgotten_in(database, source).tombstones.values():
        if Records(database).row(Key(source, tombstone.id)):
            add_tombstone(database, source, replace(tombstone, removed_at=None))
