"""The archive of a source: every response as received, in WARC files that only grow and stay untouched once closed.

A run that stores something begins its own file, `<moment>-<hex>-00.warc.gz`. No other run, on any machine, gives a file
that name. A response is in the file as soon as `store` returns, so it survives a kill. It survives a power cut after
`transaction`, in which a line that names the response is written, and every few dozen responses: one fsync for all of
them. The next start indexes responses that are in a file but not in the index.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import uuid4

from msgspec.structs import replace

from briefings.clock import moment
from briefings.store.archive.page_index import IndexedResponse, PageIndex
from briefings.store.archive.place import SUFFIX, Place
from briefings.store.archive.warc import Record, member, parse_record, response_records, warcinfo
from briefings.store.database import Database
from briefings.store.errors import StorageError
from briefings.store.files import AppendedFile
from briefings.store.folder import SourceFolder

_WAITING = 100  # responses and notes that a start after a kill or a power cut must do without, at worst


class Archive:
    """The open archive of one source. Methods that write raise StorageError; after one, nothing more is written."""

    def __init__(self, folder: SourceFolder, database: Database) -> None:
        """Open the archive of `folder`, whose files `recover_archive` has put in order; nothing is written yet."""
        self._folder = folder.archive
        self._database = database
        self.index = PageIndex(database, folder.source)
        self._file: AppendedFile | None = None
        self._pending: list[Callable[[], None]] = []
        self.is_closed = False
        """True when it was closed, or a write failed: nothing more is written."""
        self.again: dict[str, str] = {}
        """Places, by address, of pages that this run has but has not read, in case it must."""

    def interrupted(self, url: str) -> IndexedResponse | None:
        """Return the newest response from `url` of a run that did not finish; None without one, or if refused."""
        return self.index.interrupted(url, besides=self._file.file.name if self._file else None)

    def store(self, answer: Record) -> str:
        """Append a response and its request; return its place, `file:offset`."""
        response, request = response_records(answer)
        # All that waits to be noted would be a lot of memory.
        record = replace(answer, body=b"")
        with self.closing_on_error():
            file = self._open()
            offset = file.size
            # A compressed body would get no smaller, and every page would wait for the attempt.
            level = 0 if record.header(b"content-encoding") else 6
            file.append(member(response, level) + member(request))
        name = file.file.name
        self.later(lambda: self.index.add(name, offset, record))
        return str(Place(name, offset))

    def read(self, place: str, digest: str | None = None) -> Record:
        """Read the record at `place`. Raises ValueError with the reason if it is not byte for byte the stored one."""
        where = Place.parse(place)
        try:
            record = parse_record(where.read(self._folder))
            if digest is not None and record.digest != digest:
                raise ValueError("is another than the index knows of")
        except (ValueError, StorageError) as error:
            why = f"cannot be read: {error.what}" if isinstance(error, StorageError) else str(error)
            mend = "Restore the file from a copy; without it the page is fetched again when it is needed."
            what = f"{self._folder / where.file}: the record at byte {where.offset} {why}. {mend}"
            raise ValueError(what) from error
        return record

    def judge(self, *places: str, accepted: bool) -> None:
        """Note that the pages there were read and may be offered again, or, at once, that they are never offered."""
        if places:
            self.later(lambda: self.index.judge(places, accepted=accepted))
            if not accepted:
                self.flush()

    def later(self, note: Callable[[], None]) -> None:
        """Queue another note for the database. Lasts with the next `flush`, which is not far."""
        self._pending.append(note)
        if len(self._pending) >= _WAITING:
            self.flush()

    def flush(self) -> None:
        """Make everything stored and noted last."""
        if self._pending:
            with self.transaction():
                pass

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make everything stored last, then open a transaction that begins with it and with what was noted."""
        with self.closing_on_error():
            if self._file is not None and self._pending:
                self._file.sync()
            with self._database.transaction():
                for note in self._pending:
                    note()
                if self._file is not None:
                    self.index.reach(self._file.file.name, self._file.size)
                yield
        self._pending = []

    def close(self, *, finished: bool) -> None:
        """Flush and close the file. `finished`: the run came to its end, so nothing is left to resume."""
        try:
            if not self.is_closed:
                self.flush()
                if finished:
                    self.index.finish()
        finally:
            self.is_closed = True
            if self._file is not None:
                self._file.close()

    def _open(self) -> AppendedFile:
        if self._file is None:
            file = self._folder / f"{moment()}-{uuid4().hex[:4]}-00{SUFFIX}"
            self._file = AppendedFile(file)
            self.index.begin(file.name)
            self._file.append(member(warcinfo(file.name)))
        return self._file

    @contextmanager
    def closing_on_error(self) -> Iterator[None]:
        """Stop all writing once the block failed. Raises StorageError if it has stopped."""
        self.check_open()
        try:
            yield
        except BaseException:
            self.is_closed = True
            raise

    def check_open(self) -> None:
        """Raise StorageError if writing has stopped."""
        if self.is_closed:
            raise StorageError(self._folder.parent, "it is closed to this run", "See the error before this one.")
