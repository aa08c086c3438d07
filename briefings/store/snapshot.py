"""What is kept, as it is at one moment: what exports, releases and `scrapy show` read while runs go on writing."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from briefings.store.database import Database
from briefings.store.folder import SourceFolder, database_in, sources_in
from briefings.store.forgotten import Forgotten, forgotten_in
from briefings.store.records import Key, Records
from briefings.store.revision import Revision
from briefings.store.start import catch_up
from briefings.store.take_in import take_in

_NO_DATE = "9999-99-99"  # sorts after every date


@dataclass(frozen=True, slots=True)
class Place:
    """A kept briefing as it can be chosen: its newest revision."""

    source: str
    id: str
    revision: int
    date: str | None
    turn_count: int
    """How many turns a view prints of it: 0 for a copy."""


class Snapshot:
    """The data folder at one moment, until `close`. Every method raises StorageError."""

    def __init__(self, root: Path) -> None:
        """Open it. What a kill left behind is brought in order first, where the folder can be written.

        Where there is no database and none can be made, the files are read into memory.
        """
        self.root = root
        catch_up(root)
        with ExitStack() as stack:
            if database_in(root).exists():
                self.database = Database(database_in(root), reading=True)
                stack.callback(self.database.close)
            else:
                self.database = Database.in_memory()
                stack.callback(self.database.close)
                for folder in sources_in(root):
                    take_in(folder, self.database)
            stack.enter_context(self.database.snapshot())
            self.records = Records(self.database)
            self._open = stack.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the moment."""
        self._open.close()

    def folders(self) -> list[SourceFolder]:
        """The sources that are kept, by name."""
        names = [source for (source,) in self.database.rows("SELECT source FROM sources ORDER BY source")]
        return [SourceFolder(self.root, name) for name in names]

    def places(self, source: str) -> list[Place]:
        """The briefings of a source, by date, then by id, those without a date last."""
        rows = self.database.read("briefings", "source = ?", source)
        found = [
            Place(source, row["id"], row["revision"], row["date"], 0 if row["copy_of"] else row["turn_count"] or 0)
            for row in rows
        ]
        return sorted(found, key=lambda place: (place.date or _NO_DATE, place.id))

    def revision(self, place: Place) -> Revision:
        """The newest revision of a briefing."""
        return self.records.revision(Key(place.source, place.id), place.revision)

    def older(self, place: Place) -> list[Revision]:
        """Its revisions before, the first one first."""
        return self.records.older(Key(place.source, place.id))

    def forgotten(self, source: str) -> Forgotten:
        """What was taken out of a source."""
        return forgotten_in(self.database, source)
