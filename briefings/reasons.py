"""The reasons for which a page or a briefing is missing, or a briefing falls short."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ReasonKind(StrEnum):
    """The kind of a reason: the site, the network, what was served, or a bound of ours."""

    NOT_FOUND = "not_found"
    """The site answered 404 or 410."""
    REFUSED = "refused"
    """robots.txt, a status such as 403, or a page that asks for a login or a captcha."""
    RATE_LIMITED = "rate_limited"
    SERVER_ERROR = "server_error"
    UNEXPECTED_STATUS = "unexpected_status"
    """Any other status that does not come with the page."""
    CONNECTION = "connection"
    """No connection, a broken one, or a certificate that does not hold."""
    TIMEOUT = "timeout"
    TRUNCATED = "truncated"
    """Only the beginning came."""
    TOO_LARGE = "too_large"
    REDIRECTED = "redirected"
    """It led to another page, to another host, or round in circles."""
    PRIVATE_ADDRESS = "private_address"
    """It was not asked for: at an address inside the user's network, or at a port at which no website is."""
    FILE = "file"
    """A PDF, a picture, an archive, a feed: no page, whenever it is asked for."""
    NOT_A_PAGE = "not_a_page"
    """JSON, the text of an error, a notice of maintenance or the like, in place of the page."""
    SOFT_404 = "soft_404"
    """A page that says it is not there, with status 200."""
    UNREADABLE = "unreadable"
    """The reader failed on it."""
    NO_TRANSCRIPT = "no_transcript"
    OTHER_BRIEFING = "other_briefing"
    """A page of another briefing."""
    SAME_PAGE = "same_page"
    """The page repeats another page of the briefing."""
    NOT_FOLLOWED = "not_followed"
    """A pager names it, and there was no way to it."""
    SPEAKERS_NOT_UNDERSTOOD = "speakers_not_understood"
    NO_ENTRIES = "no_entries"
    """A list page that names no briefing."""
    OVER_LIMIT = "over_limit"
    """More pages than BRIEFINGS_MAX_PAGES or BRIEFINGS_MAX_LIST_PAGES allows."""
    NEVER_ANSWERED = "never_answered"
    NOT_GIVEN = "not_given"
    """`scrapy read` was not given the file."""
    FORGOTTEN = "forgotten"
    """It was taken out with `scrapy forget`."""
    RUN_ENDING = "run_ending"
    """Nothing is wrong with the page: the run ended before it came."""
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Reason:
    """The reason for which something is missing. `kind` is for programs, which decide by it; `words` are for people."""

    kind: ReasonKind
    """One of a few kinds."""
    words: str
    """The same in a few words, with what a person needs to judge it."""

    def __str__(self) -> str:
        return self.words
