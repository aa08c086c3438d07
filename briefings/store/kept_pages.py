"""Read a stored briefing again from the archive, as a crawl would read it today, without a request."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from briefings.address import Address
from briefings.items import Briefing, PageRef
from briefings.markup import Markup
from briefings.reasons import ReasonKind
from briefings.records.consistency import problems_of
from briefings.records.schema import breaches_of
from briefings.store.archive.place import Place, response_in

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
    from briefings.transcript import PageKind, read_page  # noqa: PLC0415

    try:
        response = response_in(record)
    except ValueError as error:
        raise _damaged(ref, error) from error
    header = (response.headers.get("Content-Type") or b"").decode("latin-1")
    try:
        page = read_page(
            response.body,
            ref.url,
            content_type=header,
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
