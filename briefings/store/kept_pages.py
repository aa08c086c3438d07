"""Read a stored briefing again from the archive, as a crawl would read it today, without a request."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefings.address import Address, read_address
from briefings.items import Briefing, PageRef
from briefings.markup import Markup
from briefings.reasons import ReasonKind
from briefings.records.consistency import problems_of
from briefings.records.jsonl import briefing_of
from briefings.records.schema import breaches_of
from briefings.store.archive.place import Place, response_at, response_in
from briefings.store.archive.warc import parse_record
from briefings.store.database import Database
from briefings.store.errors import StorageError
from briefings.store.folder import SourceFolder
from briefings.store.revision import Revision

if TYPE_CHECKING:
    from briefings.transcript import Page


class CannotReread(Exception):  # noqa: N818 - named for what it says
    """Error that says why a briefing cannot be read again."""


def read_again(kept: Briefing, archive: Path, markup: Markup | None) -> Briefing:
    """Read the archived pages of `kept` with today's reader, as a record of the same source.

    Each page keeps its number and address, and missing pages are still missing. Raises CannotReread.
    """
    return read_records(kept, kept_records(kept, archive), markup)


def kept_records(kept: Briefing, archive: Path) -> list[bytes]:
    """Return the unpacked records of the archive with the pages of a briefing. Raises CannotReread."""
    return [_record(ref, archive) for ref in kept.pages]


def read_records(kept: Briefing, records: Sequence[bytes], markup: Markup | None) -> Briefing:
    """Do the same without the archive: `records` come from `kept_records`. Raises CannotReread."""
    # The reader is imported where a page is read: most commands read none.
    from briefings.loaders import load_briefing  # noqa: PLC0415
    from briefings.transcript import read_transcript  # noqa: PLC0415

    pages = [_page(kept.id, ref, record, markup) for ref, record in zip(kept.pages, records, strict=True)]
    read = {page.address.number for page in pages}
    # A truncated page is in both; the reader tells whether it is.
    missing = {gap.number: gap.why for gap in kept.missing_pages if gap.number not in read}
    beyond = min((number for number, reason in missing.items() if reason.kind is ReasonKind.OVER_LIMIT), default=None)
    named = {number for page in pages for number in page.siblings.pages if beyond is None or number < beyond}
    if unread := sorted(named - read - missing.keys()):
        raise CannotReread(f"today's reader finds pages {unread}, which were never asked for; crawl it again")
    transcript = read_transcript(pages, missing, first=kept.url)
    # Only a crawl sees whether it may go on elsewhere: reading its pages cannot take that back.
    transcript.shortcomings += [one for one in kept.shortcomings if one.kind is ReasonKind.NOT_FOLLOWED]
    transcript.complete_by = kept.complete_by or transcript.complete_by
    briefing = load_briefing(transcript, source=kept.source, unlabelled=kept.complete)
    # The pipelines would reject it.
    if reasons := breaches_of(briefing) or problems_of(briefing):
        raise CannotReread(f"what today's reader makes of it breaks the schema: {reasons[0]}")
    return briefing


def read_kept_page(briefing: str, ref: PageRef, archive: Path, markup: Markup | None) -> Page:
    """Read one archived page of a briefing with today's reader. Raises CannotReread."""
    return _page(briefing, ref, _record(ref, archive), markup)


def _page(briefing: str, ref: PageRef, record: bytes, markup: Markup | None) -> Page:
    from briefings.transcript import PageKind, charset_in, read_page  # noqa: PLC0415

    try:
        response = response_in(record)
    except ValueError as error:
        raise _damaged(ref, error) from error
    header = (response.headers.get("Content-Type") or b"").decode("latin-1")
    encoding = charset_in(header)
    try:
        page = read_page(
            response.body,
            ref.url,
            encoding=encoding,
            markup=markup,
            fetched_at=ref.fetched_at,
            status=ref.status,
            warc=ref.warc,
        )
    except ValueError as error:
        raise CannotReread(f"page {ref.number} is unreadable: {error}") from error
    if page.kind in {PageKind.EMPTY, PageKind.LIST}:
        raise CannotReread(f"today's reader takes page {ref.number} for a page of the kind {page.kind}")
    if page.origin.sha256 != ref.sha256:
        raise CannotReread(f"page {ref.number} is not in the archive as it was read: its sha256 is another")
    host, _, key = briefing.partition("/")
    return replace(page, address=Address(host, key, ref.number, page.address.url, True))


def _record(ref: PageRef, archive: Path) -> bytes:
    if ref.warc is None:
        raise CannotReread(f"page {ref.number} was never archived")
    try:
        place = Place.parse(ref.warc)
        if not (archive / place.file).exists():
            raise CannotReread(f"page {ref.number} is not in the archive: {ref.warc}")
        return place.read(archive)
    except ValueError as error:
        raise _damaged(ref, error) from error


def _damaged(ref: PageRef, error: ValueError) -> CannotReread:
    return CannotReread(f"page {ref.number} is damaged in the archive: {ref.warc} {error}")


_NEEDED = ("id", "missing_pages", "shortcomings", "complete", "complete_by")
"""Fields that reading again takes from a record; whatever is wrong with the others does no harm."""


def read_archived(revision: Revision, folder: SourceFolder, database: Database, markup: Markup | None) -> Briefing:
    """Read the archived pages of a revision with today's reader, wherever they are stored.

    The archive is trusted more than the line of the revision: addresses, digests and times are its own. Raises
    CannotReread.
    """
    record = revision.record
    try:
        pages = [_as_archived(page, folder, database) for page in record["pages"]]
        url = next((page["url"] for page in pages if page["number"] == 1), record["url"])
        told = {name: record[name] for name in _NEEDED if name in record}
        kept = briefing_of({**told, "source": folder.source, "url": url, "pages": pages})
        return read_again(kept, folder.archive, markup)
    except (KeyError, TypeError, AttributeError, ValueError, StorageError) as error:
        # The record may be anything.
        raise CannotReread(f"its line names no pages that can be read: {error}") from error


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
