"""The index of a source's archive: its responses, their use, and which ones interrupted runs fetched."""

from collections.abc import Iterable
from typing import Any

from msgspec import Struct, convert

from briefings.store.archive.place import Place
from briefings.store.archive.warc import Record
from briefings.store.database import Database


class IndexedResponse(Struct, frozen=True):
    """A response in the archive, as the index knows it."""

    file: str
    offset: int
    payload: str
    status: int
    etag: str | None
    last_modified: str | None
    fetched_at: str

    @property
    def place(self) -> str:
        """The place as `file:offset`, as in the records."""
        return str(Place(self.file, self.offset))


class PageIndex(Struct, frozen=True):
    """The rows of one source. Every method raises StorageError when the database cannot be read or written.

    Methods that change something run in the open transaction, else in one of their own.
    """

    _database: Database
    _source: str

    def add(self, file: str, offset: int, record: Record) -> None:
        """Index `record`, not judged yet, if it is a response not indexed before."""
        if record.kind != "response":
            return
        self._database.insert(
            "pages", keep=True, source=self._source, url=record.url, file=file, offset=offset, payload=record.digest,
            status=record.status, etag=record.header(b"etag"), last_modified=record.header(b"last-modified"),
            fetched_at=record.fetched_at, location=record.link(b"location") if 300 <= record.status < 400 else None,
        )  # fmt: skip

    def judge(self, places: Iterable[str], *, accepted: bool) -> None:
        """Note whether responses were read or refused."""
        self._database.write_many(
            # A row that says so already would still get a new digest.
            "UPDATE pages SET accepted = ?1 WHERE source = ?2 AND file = ?3 AND offset = ?4 AND accepted IS NOT ?1",
            ((int(accepted), self._source, place.file, place.offset) for place in map(Place.parse, places)),
        )

    def accepted(self, url: str) -> IndexedResponse | None:
        """Return the newest response from `url` that was read; None if none was."""
        return self._newest(url, "accepted = 1")

    def newest(self, url: str) -> IndexedResponse | None:
        return self._newest(url, "TRUE")

    def is_disproved(self, url: str, found: IndexedResponse) -> bool:
        """Return True when other bytes came from `url` with the validators of a response: they tell of no change."""
        other = "source = ? AND url = ? AND payload <> ? AND coalesce(etag, last_modified) = ?"
        validator = found.etag or found.last_modified
        return bool(self._database.read("pages", other, self._source, url, found.payload, validator))

    def interrupted(self, url: str, *, besides: str | None) -> IndexedResponse | None:
        """Return the newest response from `url` of runs that did not finish, not refused; `besides` is not asked."""
        files = "SELECT file FROM archives WHERE archives.source = pages.source AND finished = 0 AND file IS NOT ?"
        return self._newest(url, f"accepted IS NOT 0 AND file IN ({files})", besides)

    def _newest(self, url: str, condition: str, *values: Any) -> IndexedResponse | None:
        newest = f"source = ? AND url = ? AND {condition} ORDER BY id DESC LIMIT 1"
        rows = self._database.read("pages", newest, self._source, url, *values)
        return convert(rows[0], IndexedResponse) if rows else None

    def payloads(self) -> dict[str, str]:
        """Return the digest of each response's payload by its place, which is spelled as in the records."""
        query = "SELECT file || ':' || offset, payload FROM pages WHERE source = ?"
        return dict(self._database.rows(query, self._source))

    def files(self) -> dict[str, int]:
        """Return the known files with the byte up to which each is indexed."""
        rows = self._database.read("archives", "source = ?", self._source)
        return {row["file"]: row["indexed_size"] for row in rows}

    def begin(self, file: str) -> None:
        """Note a new file of the present run."""
        self._database.insert("archives", source=self._source, file=file, indexed_size=0, finished=0)

    def reach(self, file: str, size: int) -> None:
        """Note that `file` is indexed up to `size`. An unknown file counts as one of a finished run."""
        self._database.write(
            "INSERT INTO archives (source, file, indexed_size, finished) VALUES (?, ?, ?, 1) "
            "ON CONFLICT (source, file) DO UPDATE SET indexed_size = excluded.indexed_size",
            self._source, file, size,
        )  # fmt: skip

    def forget(self, file: str) -> None:
        """Delete the rows of a file and of its responses, together."""
        with self._database.transaction():
            for table in ("pages", "archives"):
                self._database.delete(table, source=self._source, file=file)

    def finish(self) -> None:
        """Note that a run finished, and with it those interrupted before."""
        self._database.update("archives", {"finished": 1}, source=self._source, finished=0)
