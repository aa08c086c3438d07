"""The archive of a source: every response as it came, in WARC files that only grow and are never touched once closed.

A run that stores something begins a file of its own, `<moment>-<hex>-00.warc.gz`, and another when that gets large. No
other run gives a file that name, on whatever machine. A response is in the file as soon as `store` returns, so it
survives a kill. It is on the disk for good after `sync`, which runs before a line that names the response is written,
and every few dozen responses: one fsync for all of them. The next start indexes responses that are in a file and not in
the index.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from uuid import uuid4

from briefings.clock import moment
from briefings.store.archive.page_index import IndexedResponse, PageIndex
from briefings.store.archive.place import SUFFIX, Place
from briefings.store.archive.warc import (
    Exchange,
    Record,
    member,
    parse_record,
    response_records,
    revisit_records,
    warcinfo,
)
from briefings.store.database import Database
from briefings.store.errors import StorageError, storage
from briefings.store.files import AppendedFile, sync_folder
from briefings.store.folder import SourceFolder

_WAITING = 50  # responses that a start after a power cut, at worst, has to fetch again


class Archive:
    """The open archive of one source. Methods that write raise StorageError; after one, nothing more is written."""

    _large = 1 << 30
    """Bytes of a file after which another is begun."""

    def __init__(self, folder: SourceFolder, database: Database) -> None:
        """Open the archive of `folder`, whose files `recover_archive` has brought in order; nothing is written yet."""
        self._folder = folder.archive
        self._database = database
        self.index = PageIndex(database, folder.source)
        self._interrupted = self.index.interrupted()
        self._run: str | None = None
        self._file: AppendedFile | None = None
        self._number = 0
        self._pending: list[Callable[[], None]] = []
        self._waiting = 0
        self.is_closed = False
        """True when it was closed, or a write failed: nothing more is written."""
        self.again: dict[str, str] = {}
        """Places of pages, by address, that this run got and did not read, until it has to: they are there."""

    def interrupted(self, url: str) -> IndexedResponse | None:
        """The newest response from `url` that a run fetched which did not finish; None when it was refused."""
        return self.index.in_files(self._interrupted, url)

    def store(self, exchange: Exchange) -> tuple[str, int]:
        """Append a response and its request; returns its place, `file:offset`, and the bytes it takes."""
        return self._append(exchange.url, *response_records(exchange))

    def revisit(self, exchange: Exchange, kept: Record) -> tuple[str, int]:
        """Append a 304, which says that `kept` still holds."""
        return self._append(exchange.url, *revisit_records(exchange, kept))

    def read(self, place: str, digest: str | None = None) -> Record:
        """Read the record at `place`. Raises ValueError, which says why, when it is not the stored one to the byte."""
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

    def accept(self, place: str) -> None:
        """Note that the page at `place` was read: it may be offered again. Lasts with the next `flush`."""
        self.later(lambda: self.index.judge([place], accepted=True))

    def refuse(self, place: str) -> None:
        """Note that what stands at `place` is not what was asked for: it is never offered again. Lasts at once."""
        self.later(lambda: self.index.judge([place], accepted=False))
        self.flush()

    def later(self, note: Callable[[], None]) -> None:
        """Note something else in the database. Lasts with the next `flush`."""
        self._pending.append(note)

    def flush(self) -> None:
        """Make all that was stored and noted last."""
        self.check_open()
        if self._pending:
            self.sync()
            with self.transaction():
                pass

    def sync(self) -> None:
        """Make all that was stored last; the index knows of it after the next `transaction`."""
        self.check_open()
        if self._file is not None and self._waiting:
            with self.closing_on_error():
                self._file.sync()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """A transaction of the database that begins with all that was stored and noted; `sync` comes before it."""
        self.check_open()
        with self.closing_on_error(), self._database.transaction():
            for note in self._pending:
                note()
            if self._file is not None:
                self.index.reach(self._file.file.name, self._file.size)
            yield
        self._pending, self._waiting = [], 0

    def close(self, *, finished: bool) -> None:
        """Flush and close the file. `finished` says that the run came to its end, so that nothing is to be resumed."""
        try:
            if not self.is_closed:
                self.flush()
                if finished:
                    self.index.finish()
        finally:
            self.is_closed = True
            if self._file is not None:
                self._file.close()

    def _append(self, url: str, answer: bytes, request: bytes) -> tuple[str, int]:
        self.check_open()
        with self.closing_on_error():
            file = self._open()
            offset = file.size
            packed = member(answer) + member(request)
            file.append(packed)
        name, record = file.file.name, replace(parse_record(answer), body=b"")
        self._pending.append(lambda: self.index.add(name, offset, record))
        self._waiting += 1
        if self._waiting >= _WAITING:
            self.flush()
        return str(Place(name, offset)), len(packed)

    def _open(self) -> AppendedFile:
        if self._file is not None and self._file.size >= self._large:
            self.flush()
            self._file.close()
            self._file = None
        if self._file is None:
            with storage(self._folder):
                if not self._folder.exists():
                    self._folder.mkdir()
                    sync_folder(self._folder.parent)
            self._run = self._run or f"{moment()}-{uuid4().hex[:4]}"
            file = self._folder / f"{self._run}-{self._number:02}{SUFFIX}"
            self._number += 1
            self._file = AppendedFile(file)
            self.index.begin(file.name)
            self._file.append(member(warcinfo(file.name)))
        return self._file

    @contextmanager
    def closing_on_error(self) -> Iterator[None]:
        """Nothing more is written once what is done inside failed."""
        try:
            yield
        except BaseException:
            self.is_closed = True
            raise

    def check_open(self) -> None:
        """Raise StorageError once nothing more is written."""
        if self.is_closed:
            raise StorageError(self._folder.parent, "it is closed to this run", "See the error before this one.")
