"""The names of all stats that a run is judged by, shown by and told by; a misspelt name would silently count 0."""

from __future__ import annotations

from enum import StrEnum


class Stat(StrEnum):
    """The name of a stat of Scrapy's collector. In lower case the member is its name among the report's `counts`."""

    # What becomes of the entries: the addresses of briefings.
    FOUND = "briefings/found"
    NEW = "briefings/new"
    REVISED = "briefings/revised"
    UNCHANGED = "briefings/unchanged"
    POORER = "briefings/poorer"
    STILL_POORER = "briefings/still_poorer"
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
    """Entries known to be files: a PDF that was named when it was first seen."""
    OTHER_ADDRESSES = "briefings/other_addresses"
    FORGOTTEN = "briefings/forgotten"
    GONE = "briefings/gone"
    """How many of those that were asked for answered 404 or 410, or are something else than was kept: among those that
    vanished or were not read."""
    VANISHED = "briefings/vanished"
    NOT_STORED = "briefings/not_stored"
    LEFT_WAITING = "briefings/left_waiting"
    NOT_BRIEFINGS = "briefings/not_briefings"
    """How many of those that are no briefings the user named himself."""
    STORED_BEFORE = "briefings/stored_before"
    """1 where the source had stored briefings when the run began."""
    # How complete the briefings are that were read.
    COMPLETE = "briefings/complete"
    INCOMPLETE = "briefings/incomplete"
    ACKNOWLEDGED = "briefings/acknowledged"
    OUTDATED_ACKNOWLEDGED = "briefings/outdated_acknowledged"
    INTERRUPTED = "briefings/interrupted"
    COPIES = "briefings/copies"
    TURNS = "briefings/turns"
    TURNS_WRITTEN = "briefings/turns_written"
    # Lists, links and pages.
    LISTS = "briefings/lists"
    EMPTY_LISTS = "briefings/empty_lists"
    LOST_LISTS = "briefings/lost_lists"
    UNCHANGED_LISTS = "briefings/unchanged_lists"
    """Sitemaps that were not asked for: their index says that they did not change."""
    LISTS_AHEAD = "briefings/lists_ahead"
    LEFT = "briefings/left"
    OUTSIDE_LINKS = "briefings/outside_links"
    DENIED_LINKS = "briefings/denied_links"
    LINKS_OUT_OF_WINDOW = "briefings/links_out_of_window"
    UNDATED_LINKS = "briefings/undated_links"
    """Entries of no known day, which were asked for although a window was set."""
    EMPTY_PAGES = "briefings/empty_pages"
    BLOCKED = "briefings/blocked"
    RATE_LIMITED = "briefings/rate_limited"
    HOSTS_GIVEN_UP = "briefings/hosts_given_up"
    # What went wrong with the program or the disk.
    READER_ERRORS = "briefings/reader_errors"
    ITEM_ERRORS = "briefings/item_errors"
    UNEXPLAINED_ERRORS = "briefings/unexplained_errors"
    SPIDER_ERRORS = "spider_exceptions/count"
    STORAGE_ERROR = "briefings/storage_error"
    """A sentence: the first error of the disk."""
    WRITE_ERROR = "briefings/write_error"
    """A sentence: the first other error of writing, with a feed say, which does not end the run."""
    # The archive and the network.
    FROM_ARCHIVE = "archive/reused"
    UNCHANGED_PAGES = "archive/revalidated"
    ARCHIVED = "archive/stored"
    ARCHIVED_BYTES = "archive/bytes"
    REQUESTS = "downloader/request_count"
    RESPONSES = "downloader/response_count"
    BYTES = "downloader/response_bytes"
    RETRIES = "retry/count"
    RECEIVED = "response_received_count"
    ROBOTS_RECEIVED = "robotstxt/response_count"


OUTCOMES = (
    Stat.NEW, Stat.REVISED, Stat.UNCHANGED, Stat.POORER, Stat.STILL_POORER, Stat.REJECTED, Stat.FAILED, Stat.UNREAD,
    Stat.ACKNOWLEDGED_UNREAD, Stat.NOT_DUE, Stat.ARTICLES, Stat.GALLERIES, Stat.NOTICES, Stat.LIST_ENTRIES,
    Stat.FILES, Stat.OTHER_ADDRESSES, Stat.FORGOTTEN, Stat.VANISHED, Stat.NOT_STORED, Stat.LEFT_WAITING,
)  # fmt: skip
"""Every entry that was found ends as exactly one of these, in a run that came to its end: together they are FOUND."""

CRASHES = (Stat.SPIDER_ERRORS, Stat.READER_ERRORS, Stat.ITEM_ERRORS, Stat.UNEXPLAINED_ERRORS)
"""Failures of the program."""

NOT_REPORTED = frozenset({
    Stat.LEFT, Stat.LISTS_AHEAD, Stat.STORAGE_ERROR, Stat.WRITE_ERROR, Stat.RECEIVED, Stat.ROBOTS_RECEIVED,
})  # fmt: skip
"""What the report has no count for: it is only for the display, or no number."""
