"""The archive of a source: every response, in WARC files."""

from briefings.store.archive.files import members_of
from briefings.store.archive.page_index import IndexedResponse, PageIndex
from briefings.store.archive.place import SUFFIX, Place, response_at
from briefings.store.archive.warc import Exchange, Record, parse_record

__all__ = [
    "SUFFIX",
    "Exchange",
    "IndexedResponse",
    "PageIndex",
    "Place",
    "Record",
    "members_of",
    "parse_record",
    "response_at",
]
