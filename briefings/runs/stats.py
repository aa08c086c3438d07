"""The stats behind verdicts, display and reports, by name; a misspelled name would silently count 0."""

from enum import StrEnum
from typing import Any
from weakref import proxy

from scrapy.crawler import Crawler


class Stat(StrEnum):
    """Name of a stat in Scrapy's collector; the member in lower case is its name among the report's `counts`."""

    # Outcomes of the entries, the addresses of briefings.
    FOUND = "briefings/found"
    NEW = "briefings/new"
    REVISED = "briefings/revised"
    REPLACED = "briefings/replaced"
    UNCHANGED = "briefings/unchanged"
    POORER = "briefings/poorer"
    REJECTED = "briefings/rejected"
    FAILED = "briefings/failed"
    UNREAD = "briefings/unread"
    ACKNOWLEDGED_UNREAD = "briefings/acknowledged_unread"
    NOT_DUE = "briefings/not_due"
    ARTICLES = "briefings/articles"
    GALLERIES = "briefings/galleries"
    NOTICES = "briefings/notices"
    LIST_ENTRIES = "briefings/list_entries"
    FILES = "briefings/files"
    """Number of entries known to be files, such as a PDF named when first seen."""
    OTHER_ADDRESSES = "briefings/other_addresses"
    FORGOTTEN = "briefings/forgotten"
    GONE = "briefings/gone"
    """Number of requested briefings that answered 404 or 410 or are something else now: they vanished or are unread."""
    VANISHED = "briefings/vanished"
    NOT_STORED = "briefings/not_stored"
    LEFT_WAITING = "briefings/left_waiting"
    NOT_BRIEFINGS = "briefings/not_briefings"
    """Number of addresses named by the user that are not briefings."""
    STORED_BEFORE = "briefings/stored_before"
    """1 if the source had stored briefings when the run began."""
    # Completeness of the briefings that were read.
    COMPLETE = "briefings/complete"
    INCOMPLETE = "briefings/incomplete"
    ACKNOWLEDGED = "briefings/acknowledged"
    OUTDATED_ACKNOWLEDGED = "briefings/outdated_acknowledged"
    INTERRUPTED = "briefings/interrupted"
    COPIES = "briefings/copies"
    TURNS = "briefings/turns"
    # Lists, links and pages.
    LISTS = "briefings/lists"
    EMPTY_LISTS = "briefings/empty_lists"
    LOST_LISTS = "briefings/lost_lists"
    UNCHANGED_LISTS = "briefings/unchanged_lists"
    """Number of sitemaps not requested because their index says that they are unchanged."""
    LISTS_AHEAD = "briefings/lists_ahead"
    OUTSIDE_LINKS = "briefings/outside_links"
    DENIED_LINKS = "briefings/denied_links"
    LINKS_OUT_OF_WINDOW = "briefings/links_out_of_window"
    UNDATED_LINKS = "briefings/undated_links"
    """Number of entries without a known day, requested although a window was set."""
    LOST_PAGES = "briefings/lost_pages"
    IGNORED_ANSWERS = "httperror/response_ignored_count"
    BLOCKED = "briefings/blocked"
    RATE_LIMITED = "briefings/rate_limited"
    # Failures of the program or the disk.
    READER_ERRORS = "briefings/reader_errors"
    ITEM_ERRORS = "briefings/item_errors"
    UNEXPLAINED_ERRORS = "briefings/unexplained_errors"
    SPIDER_ERRORS = "spider_exceptions/count"
    STORAGE_ERROR = "briefings/storage_error"
    """Sentence about the first error of the disk."""
    WRITE_ERROR = "briefings/write_error"
    """Sentence about the first other error of writing, to a feed for example; it does not end the run."""
    # The archive and the network.
    FROM_ARCHIVE = "archive/reused"
    UNCHANGED_PAGES = "archive/revalidated"
    ARCHIVED = "archive/stored"
    REQUESTS = "downloader/request_count"
    RESPONSES = "downloader/response_count"
    BYTES = "downloader/response_bytes"
    RETRIES = "retry/count"
    RECEIVED = "response_received_count"
    ROBOTS_RECEIVED = "robotstxt/response_count"


OUTCOMES = (
    Stat.NEW, Stat.REVISED, Stat.REPLACED, Stat.UNCHANGED, Stat.POORER, Stat.REJECTED, Stat.FAILED, Stat.UNREAD,
    Stat.ACKNOWLEDGED_UNREAD, Stat.NOT_DUE, Stat.ARTICLES, Stat.GALLERIES, Stat.NOTICES, Stat.LIST_ENTRIES,
    Stat.FILES, Stat.OTHER_ADDRESSES, Stat.FORGOTTEN, Stat.VANISHED, Stat.NOT_STORED, Stat.LEFT_WAITING,
)  # fmt: skip
"""Outcomes of entries: in a run that finishes, each entry has exactly one, and together they equal FOUND."""

CRASHES = (Stat.SPIDER_ERRORS, Stat.READER_ERRORS, Stat.ITEM_ERRORS, Stat.UNEXPLAINED_ERRORS)

NOT_REPORTED = frozenset({Stat.LISTS_AHEAD, Stat.STORAGE_ERROR, Stat.WRITE_ERROR, Stat.RECEIVED, Stat.ROBOTS_RECEIVED})
"""Stats left out of the report: they serve the display only, or are not numbers."""


class Counts:
    """The stats of a crawl."""

    def __init__(self, crawler: Crawler) -> None:
        # The counts are kept by crawler, so they must not keep it alive.
        self._crawler: Crawler = proxy(crawler)

    def count(self, stat: Stat, count: int = 1) -> None:
        if count:
            self._crawler.stats.inc_value(stat.value, count)

    def __getitem__(self, stat: Stat) -> int:
        """Return the value of a stat; 0 when nothing was counted."""
        return int(self._value(stat, 0))

    def text(self, stat: Stat) -> str:
        """Return the sentence stored in a stat; empty when there is none."""
        return str(self._value(stat, ""))

    def _value(self, stat: Stat, default: object) -> Any:
        try:
            return self._crawler.stats.get_value(stat.value, default)
        except RuntimeError:
            return default  # the crawl failed before there were any

    def progress(self, *, found: int, lists_ahead: bool) -> None:
        """Record the entries `found` so far; `lists_ahead`: further list pages may name more."""
        for stat, value in ((Stat.FOUND, found), (Stat.LISTS_AHEAD, lists_ahead)):
            self._crawler.stats.set_value(stat.value, value)
