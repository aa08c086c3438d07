"""Check that stored data agree: rows as written, views that show them, pages that exist."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from briefings.store.archive.place import Place, response_in
from briefings.store.archive.warc import parse_record
from briefings.store.database import Database
from briefings.store.folder import SourceFolder
from briefings.store.records import Records
from briefings.store.schema import COLUMNS
from briefings.store.views import Views

if TYPE_CHECKING:
    from pathlib import Path


def assert_in_step(root: Path, *sources: str) -> None:
    """Check that rows, views and archives of sources agree, and that no text is indexed without a briefing."""
    with closing(Database(root / "briefings.sqlite", reading=True)) as database:
        for table in COLUMNS:
            database.read(table, "1")
        numbers = {number for (number,) in database.rows("SELECT number FROM briefings")}
        assert {number for (number,) in database.rows("SELECT DISTINCT briefing FROM texts")} <= numbers
        for source in sources:
            folder = SourceFolder(root, source)
            for file, lines in Views(folder, database).contents().items():
                assert b"".join(lines()) == (file.read_bytes() if file.exists() else b""), file
            for file, offset in database.rows("SELECT file, offset FROM pages WHERE source = ?", source):
                assert parse_record(Place(file, offset).read(folder.archive)).kind == "response"
            records = Records(database)
            for revision in (*records.newest_of(source), *records.superseded_of(source)):
                for page in revision.record["pages"]:
                    if page["warc"]:
                        response_in(Place.parse(page["warc"]).read(folder.archive))
