"""Entries that are not briefings under their own address, walks over lists, and places of links.

An article, a gallery, a notice or a PDF named by a list is requested again only when it is due. An entry that could not
be read, or answered with the text of an error, is requested by the next run even if no list names it any more. If the
database is lost, so is all this, and the next run asks once more.
"""

from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct, convert
from msgspec.structs import asdict

from briefings.address import read_address
from briefings.clock import now
from briefings.store.database import Database
from briefings.store.named import spelled_ids


class EntryState(StrEnum):
    """Kind of page that an entry turned out to be."""

    ARTICLE = "article"
    GALLERY = "gallery"
    NOTICE = "notice"
    LIST = "list"
    FILE = "file"
    UNREAD = "unread"
    """It could not be read; the next run tries again."""
    ALIAS = "alias"
    """Another address of a briefing that has its own."""


class KnownEntry(Struct, frozen=True):
    """The stored facts about an entry."""

    key: str
    """Id that its address would give a briefing."""
    url: str
    state: EntryState
    briefing: str | None
    """Id of the briefing of an ALIAS."""
    payload: str | None
    """Digest of the bytes that were judged."""
    listed_as: str | None
    """Day, text and further pages of an UNREAD one in a list, for a run that does not come to its row."""
    changed_at: str
    looked_at: str


class LastWalk(Struct, frozen=True):
    """The stored facts about the walks over a list that ended properly."""

    full_at: str
    """When it was last walked to its end."""
    proper: int
    """1 if no walk has begun since that did not end properly."""
    newest: int
    """Highest number of a briefing when the last one ended."""


class SitePlace(Struct, frozen=True):
    """A place of a site, the target of its links, the evidence, and the address looked at."""

    place: str
    kind: str
    evidence: str
    example: str
    seen_at: str


class EntryIndex(Struct, frozen=True):
    """The stored facts about one source's site. Every method raises StorageError."""

    _database: Database
    _source: str

    def known(self, key: str) -> KnownEntry | None:
        """Return the stored facts about an entry; None if there are none."""
        row = self._database.row("entries", source=self._source, key=key)
        return None if row is None else convert(row, KnownEntry)

    def in_state(self, state: EntryState) -> list[str]:
        """Return the addresses of the entries that turned out to be of one kind, the first to become that first."""
        condition = "source = ? AND state = ? ORDER BY changed_at, key"
        return [row["url"] for row in self._database.read("entries", condition, self._source, state)]

    def note(
        self, key: str, url: str, state: EntryState, *, digest: str | None = None, briefing: str | None = None,
        listed_as: str | None = None,
    ) -> bool:  # fmt: skip
        """Record what an entry is now; return False if that was known, from the same bytes."""
        before = self.known(key)
        same = before is not None and (before.state, before.payload, before.briefing) == (state, digest, briefing)
        at = now()
        changed_at = before.changed_at if before and same else at
        self._database.insert(
            "entries", source=self._source, key=key, url=url, state=state, briefing=briefing, payload=digest,
            listed_as=listed_as, changed_at=changed_at, looked_at=at,
        )  # fmt: skip
        return not same

    def want(self, briefing: str, urls: Iterable[str]) -> None:
        """Make the next crawl request a briefing, by the first of these that spells its id, however far down listed."""
        # In any case the next walk goes to the end of the list.
        self._database.update("walks", {"proper": 0}, source=self._source)
        if url := next((url for url in urls if briefing in spelled_ids(url)), None):
            self.note(read_address(url).briefing, url, EntryState.UNREAD)

    def drop(self, key: str) -> None:
        """Delete an entry: it is a stored briefing under its own address, or gone."""
        self._database.delete("entries", source=self._source, key=key)

    def last_walk(self, url: str) -> LastWalk | None:
        """Return what is stored about walks over the list at `url`; None if none ever saw all of it."""
        row = self._database.row("walks", source=self._source, url=url)
        return None if row is None else convert(row, LastWalk)

    def begin_walk(self, url: str) -> None:
        """Record that a walk is under way; until `end_walk` it has not ended properly."""
        self._database.update("walks", {"proper": 0}, source=self._source, url=url)

    def end_walk(self, url: str, *, full: bool) -> None:
        """Record that a walk ended properly and everything it found was judged; `full` if it saw every page."""
        ((newest,),) = self._database.rows("SELECT coalesce(max(number), 0) FROM briefings")
        if full:
            self._database.insert("walks", source=self._source, url=url, full_at=now(), proper=1, newest=newest)
        else:
            self._database.update("walks", {"proper": 1, "newest": newest}, source=self._source, url=url)

    def places(self) -> list[SitePlace]:
        """Return the places of links by name, each with what a look showed its links to lead to."""
        rows = self._database.read("site_map", "source = ? ORDER BY place", self._source)
        return [convert(row, SitePlace) for row in rows]

    def places_of_killed_runs(self) -> list[str]:
        """Return the places recorded since a run last ended, by runs that were killed."""
        rows = self._database.rows(
            "SELECT place FROM site_map WHERE source = ?1 AND seen_at > "
            "coalesce((SELECT max(json_extract(report, '$.ended_at')) FROM runs WHERE source = ?1), '')",
            self._source,
        )
        return [place for (place,) in rows]

    def note_place(self, place: str, kind: str, evidence: str, example: str) -> None:
        """Store what the links of a place lead to."""
        known = SitePlace(place, kind, evidence, example, now())
        self._database.insert("site_map", source=self._source, **asdict(known))
