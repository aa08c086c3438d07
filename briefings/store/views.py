"""The JSONL files of a source: views of the database, with the very bytes that its rows hold.

    a new briefing      its lines are appended once its transaction is committed, without waiting for the disk
    the end of a run    if anything else changed, the files are written again to .next files, turns.jsonl first,
                        briefings.jsonl last, which then take their places in that order; else they are synced. Then
                        written.json says which state of the database they show, and how long they are
    a start             does the same if that is another state, or a file has another length

So a kill at any moment costs a rewrite. A database older than written.json says was restored without the files.
"""

import json
import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, suppress
from pathlib import Path

import msgspec
from msgspec import Struct

from briefings.records.jsonl import json_line
from briefings.store import files
from briefings.store.database import Database
from briefings.store.errors import StorageError, storage
from briefings.store.folder import SourceFolder
from briefings.store.records import Records
from briefings.store.schema import Row
from briefings.store.stored_revision import Revision
from briefings.store.view_lines import lines_of, sealed

logger = logging.getLogger(__name__)


class Views(Struct):
    """Views of one source, whose lock the caller holds. Every method raises StorageError."""

    _folder: SourceFolder
    _database: Database
    _appended: int = 0

    def contents(self) -> dict[Path, Callable[[], Iterator[bytes]]]:
        """Return the files, and functions that return the bytes that each should hold.

        They are in the order in which they are written and take their places.
        """
        records, source = Records(self._database), self._folder.source

        def superseded() -> Iterator[bytes]:
            for revision in records.superseded_of(source):
                yield revision.printed_turns
                yield revision.line

        def table(name: str, key: str) -> Iterator[bytes]:
            rows = self._database.read(name, f"source = ? ORDER BY {key}", source)
            return (sealed(name, row).encode() for row in rows)

        return {
            self._folder.turns: lambda: (revision.printed_turns for revision in records.newest_of(source)),
            self._folder.superseded: superseded,
            self._folder.rejected: lambda: table("rejected", "key"),
            self._folder.forgotten: lambda: table("forgotten", "id"),
            self._folder.briefings: lambda: (revision.line for revision in records.newest_of(source)),
        }

    def differing(self) -> list[Path]:
        """Return the files that do not hold what they should, byte by byte."""
        return [file for file, lines in self.contents().items() if not _shows(file, lines())]

    def is_behind(self) -> bool:
        """Return True when the files may show another state than the database, which knows the source."""
        written = read_written(self._folder)
        return written.through != self._row()["through"] or written.sizes != self._sizes()

    def lacks_tombstones(self) -> bool:
        """Return True when the files show the present state, and yet forgotten.jsonl has more than the database.

        No run leaves that, and what was forgotten might come back.
        """
        query, row = "SELECT count(*) FROM forgotten WHERE source = ?", self._row()
        known: int = self._database.rows(query, row["source"])[0][0]
        is_present = read_written(self._folder).through == row["through"]
        return is_present and sum(1 for _ in lines_of(self._folder.forgotten)) > known

    def bring_up_to_date(self) -> None:
        """Rewrite the files if they do not show what is stored. Raises StorageError, also if they show more."""
        row, through = self._row(), read_written(self._folder).through
        if through > row["through"]:
            raise StorageError(
                self._folder.folder,
                f"its files are newer than {self._database.file}, which was restored from a copy",
                "Restore the files of that copy too. Or move the database away: it is made again from the files.",
            )
        if self.lacks_tombstones():
            raise self._database.damage(f"it lacks what {self._folder.forgotten} has")
        if not self.is_behind():
            return
        # If anything is damaged, no file is touched before the repair.
        self._database.check()
        if through == row["through"] and any(map(Path.exists, self.contents())):
            what = "%s: its files were changed by something else; they are written again from the database"
            logger.warning(what, self._folder.folder)
        self._show(row, anew=True)
        self.finish()

    def append(self, revision: Revision) -> None:
        """Append the lines of a new briefing whose transaction is committed."""
        with ExitStack() as stack:
            appended = (files.AppendedFile(file) for file in (self._folder.turns, self._folder.briefings))
            turns, briefings = (stack.enter_context(closing(file)) for file in appended)
            size = turns.size
            turns.append(revision.printed_turns)
            try:
                briefings.append(revision.line)
            except BaseException:
                # All or none, as on a full disk the process goes on, and the next start may be a day away.
                with suppress(StorageError):
                    turns.cut(size)
                raise
        self._appended += 1

    def finish(self) -> None:
        """Make the files show what is stored, durably; again if another run changed a line meanwhile."""
        while (row := self._row())["through"] != (shown := read_written(self._folder).through):
            self._show(row, anew=row["through"] - shown != self._appended)

    def _show(self, row: Row, *, anew: bool) -> None:
        if anew:
            with self._database.snapshot():
                for file, lines in self.contents().items():
                    # A damaged row ends it before any file takes its place.
                    files.write_next(file, lines())
            with storage(self._folder.written):
                # From here on the files may be shorter than it tells, also when the database is lost.
                self._folder.written.unlink(missing_ok=True)
            self._take_places()
        else:
            for file in filter(Path.exists, self.contents()):
                with storage(file):
                    files.sync(file)
        # The hosts too: without the database nothing else tells which copy counts first.
        said = {"through": row["through"], "hosts": json.loads(row["hosts"]), "sizes": self._sizes()}
        files.replace_file(self._folder.written, [json_line(said).encode()])
        self._appended = 0

    def shortened(self) -> dict[Path, str]:
        """Return the files that lost something since written.json told their sizes, with the loss in words."""
        had, sizes = read_written(self._folder).sizes, self._sizes()
        lost = (file for file in self.contents() if sizes.get(file.name, 0) < had.get(file.name, 0))
        return {file: f"has {sizes.get(file.name, 0)} of its {had[file.name]} bytes" for file in lost}

    def finish_replacing(self) -> None:
        """Finish a replacement of files that a killed run had begun, in case the database is lost too."""
        if files.next_of(self._folder.briefings).exists() and not files.next_of(self._folder.turns).exists():
            self._take_places()

    def _take_places(self) -> None:
        for file in (file for file in self.contents() if files.next_of(file).exists()):
            files.take_place(file)
            if not files.size_of(file) and file not in {self._folder.turns, self._folder.briefings}:
                files.remove_file(file)

    def _sizes(self) -> dict[str, int]:
        sizes = ((file.name, files.size_of(file)) for file in self.contents())
        return {name: size for name, size in sizes if size is not None}

    def _row(self) -> Row:
        (row,) = self._database.read("sources", "source = ?", self._folder.source)
        return row


class WrittenState(Struct, frozen=True):
    """Contents of written.json."""

    through: int = 0
    """State of the database that the files show; 0 if unknown."""
    hosts: tuple[str, ...] = ()
    sizes: dict[str, int] = {}


def read_written(folder: SourceFolder) -> WrittenState:
    """Read written.json; all is empty if it says nothing."""
    with suppress(ValueError):
        return msgspec.json.decode(b"".join(line.raw for line in lines_of(folder.written)), type=WrittenState)
    return WrittenState()


def _shows(file: Path, lines: Iterator[bytes]) -> bool:
    """Return True when a file holds exactly these lines."""
    with storage(file):
        # A pipe would block.
        if not file.exists() or file.is_fifo():
            return not file.exists() and not any(lines)
        with file.open("rb") as stream:
            return all(stream.read(len(part)) == part for part in lines) and not stream.read(1)
