"""Read a revision again from the archive, which is trusted more than the revision's own line."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from typing import Any

from briefings.address import read_address
from briefings.items import Briefing
from briefings.markup import Markup
from briefings.records.consistency import problems_of
from briefings.records.jsonl import briefing_of
from briefings.records.schema import breaches_of
from briefings.store import Database, Revision, SourceFolder, StorageError
from briefings.store.archive import Place, parse_record, response_at
from briefings.store.kept_pages import CannotReread, read_again


def read_archived(revision: Revision, folder: SourceFolder, database: Database, markup: Markup | None) -> Briefing:
    """Read the archived pages of a revision with today's reader, wherever they are stored.

    Addresses, digests and times are those of the archive. Raises CannotReread.
    """
    record = revision.record
    try:
        pages = [_as_archived(page, folder, database) for page in record["pages"]]
        url = next((page["url"] for page in pages if page["number"] == 1), record["url"])
        kept = briefing_of({**record, "source": folder.source, "url": url, "pages": pages})
        now = read_again(kept, folder.archive, markup)
        check_record(now)
    except (KeyError, TypeError, AttributeError, ValueError, StorageError) as error:
        # The record may be anything.
        raise CannotReread(f"its line names no pages that can be read: {error}") from error
    return now


def place_of(page: dict[str, Any], folder: SourceFolder, database: Database) -> str | None:
    """Find a place that holds a whole page of a briefing: the recorded one, or another; None without one."""
    query = "SELECT file || ':' || offset FROM pages WHERE source = ? AND url = ? AND payload IS NOT NULL ORDER BY id"
    elsewhere = (place for (place,) in database.rows(query, folder.source, page["url"]))
    places = (place for place in (page["warc"], *elsewhere) if place is not None)
    return next((place for place in places if holds(folder, place, page["sha256"])), None)


def holds(folder: SourceFolder, place: str, sha256: str) -> bool:
    """Return True when a page with that digest is stored at a place in the archive."""
    with suppress(ValueError, StorageError):
        return _digest_at(Place.parse(place), folder) == sha256
    return False


def _digest_at(place: Place, folder: SourceFolder) -> str:
    return hashlib.sha256(response_at(place, folder.archive).body).hexdigest()


def _as_archived(page: dict[str, Any], folder: SourceFolder, database: Database) -> dict[str, Any]:
    place = Place.parse(place_of(page, folder, database) or page["warc"])
    record = parse_record(place.read(folder.archive))
    url, sha256 = read_address(record.url).url, _digest_at(place, folder)
    if sha256 != page["sha256"] and url != page["url"]:
        raise CannotReread(f"page {page['number']} is not in the archive as it was read")
    told = {"url": url, "sha256": sha256, "fetched_at": record.fetched_at, "status": record.status}
    return {**page, **told, "warc": str(place)}


def check_record(briefing: Briefing) -> None:
    """Raise CannotReread when the pipelines would reject the record."""
    if reasons := breaches_of(briefing) or problems_of(briefing):
        raise CannotReread(f"what today's reader makes of it breaks the schema: {reasons[0]}")
