"""The stored data at one moment, for exports, releases and `scrapy show`, while runs go on writing."""

from collections.abc import Iterable
from contextlib import AbstractContextManager, ExitStack, closing
from pathlib import Path

from msgspec import Struct

from briefings.store.database import IN_MEMORY, Database
from briefings.store.errors import BusyError
from briefings.store.files import size_of
from briefings.store.folder import database_in, sources_in
from briefings.store.forgotten import forgotten_in
from briefings.store.named import KEPT, find_named
from briefings.store.records import Key, Records
from briefings.store.start import catch_up


class Place(Struct, frozen=True):
    """A stored briefing as it can be chosen: its newest revision."""

    key: Key
    revision: int
    date: str | None
    turn_count: int
    """Number of turns that a view prints: 0 for a copy."""


class Snapshot(AbstractContextManager["Snapshot"]):
    """The data folder at one moment, until `close`. Every method raises StorageError."""

    def __init__(self, root: Path, *, archives: bool = False) -> None:
        """Open the data folder, after putting in order what a kill left behind, if the folder can be written.

        With `archives`, that includes pages that nothing names yet. Raises BusyError when the files of a source are not
        in the database: while a run takes them in, or when nothing can be written.
        """
        self.root = root
        catch_up(root, archives=archives)
        with ExitStack() as stack:
            self.database = open_as_it_is(root, stack)
            stack.enter_context(self.database.snapshot())
            self.records = Records(self.database)
            self.sources = [row["source"] for row in self.database.read("sources", "TRUE ORDER BY source")]
            self.forgotten = {source: forgotten_in(self.database, source) for source in self.sources}
            """Briefings that were, or are being, removed, by source."""
            self.places = self._read_places()
            """Briefings of each source by date, then by id, those without a date last."""
            self._check_taken_in()
            self._open = stack.pop_all()

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        self._open.close()

    def named(self, texts: Iterable[str], *states: str) -> list[Key]:
        """Return the briefings with these ids or addresses: see `find_named`; without `states`, stored ones."""
        return find_named(self.database, self.root, texts, *(states or [KEPT]))

    def _read_places(self) -> dict[str, list[Place]]:
        places: dict[str, list[Place]] = {source: [] for source in self.sources}
        # Every row is checked, whatever was chosen: a damaged source or date would leave it out silently.
        for row in self.database.read_each("briefings", "TRUE ORDER BY date IS NULL, date, id"):
            key = Key(row["source"], row["id"])
            if key.source in places and key.id not in self.forgotten[key.source]:
                turn_count = 0 if row["copy_of"] else row["turn_count"]
                places[key.source].append(Place(key, row["revision"], row["date"], turn_count))
        return places

    def _check_taken_in(self) -> None:
        for folder in (one for one in sources_in(self.root) if one.source not in self.places):
            if size_of(folder.briefings):
                raise BusyError(
                    folder.folder,
                    "what it holds is not in the database yet: a run is taking it in, or the folder cannot be written",
                    "Run the same command again when that run is done, or where the folder can be written.",
                )


def open_as_it_is(root: Path, stack: ExitStack) -> Database:
    """Open the database of a data folder, and write nothing; an empty one if there is none yet."""
    if database_in(root).exists():
        database = stack.enter_context(closing(Database(database_in(root), reading=True)))
        if not database.is_empty():
            return database
    return stack.enter_context(closing(Database(IN_MEMORY)))
