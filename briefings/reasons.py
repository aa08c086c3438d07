"""The reasons why a page or a briefing is missing, or a briefing falls short."""

from dataclasses import dataclass
from enum import StrEnum


class ReasonKind(StrEnum):
    """The kind of a reason: the site, the network, the body served, or a limit of ours."""

    NOT_FOUND = "not_found"
    """The site answered 404 or 410."""
    REFUSED = "refused"
    """Refused by robots.txt, a status such as 403, or a page that asks for a login or a captcha."""
    RATE_LIMITED = "rate_limited"
    SERVER_ERROR = "server_error"
    """A status of 500 and more, or the text of an error or a notice of maintenance under another."""
    UNEXPECTED_STATUS = "unexpected_status"
    """Any other status that comes without the page."""
    CONNECTION = "connection"
    """No connection, a broken one, or an invalid certificate."""
    TIMEOUT = "timeout"
    TRUNCATED = "truncated"
    """Only the beginning arrived."""
    TOO_LARGE = "too_large"
    REDIRECTED = "redirected"
    """It led to another page, to another host, or round in circles."""
    PRIVATE_ADDRESS = "private_address"
    """Not requested: an address inside the user's network, or a port where no website is."""
    FILE = "file"
    """A PDF, a picture, an archive, a feed: never a page, whenever it is requested."""
    NOT_A_PAGE = "not_a_page"
    """JSON, a parked domain or the like, in place of the page."""
    SOFT_404 = "soft_404"
    """A page with status 200 that says it does not exist."""
    UNREADABLE = "unreadable"
    """The reader failed on it."""
    NO_TRANSCRIPT = "no_transcript"
    OTHER_BRIEFING = "other_briefing"
    """A page of another briefing."""
    SAME_PAGE = "same_page"
    """The page repeats another page of the briefing."""
    NOT_FOLLOWED = "not_followed"
    """A pager names it, but there was no way to it."""
    SPEAKERS_NOT_UNDERSTOOD = "speakers_not_understood"
    NO_ENTRIES = "no_entries"
    """A list page that names no briefing."""
    OVER_LIMIT = "over_limit"
    """More pages than BRIEFINGS_MAX_PAGES or BRIEFINGS_MAX_LIST_PAGES allows."""
    NEVER_ANSWERED = "never_answered"
    NOT_GIVEN = "not_given"
    """`scrapy read` was not given the file."""
    FORGOTTEN = "forgotten"
    """It was removed with `scrapy forget`."""
    RUN_ENDING = "run_ending"
    """Nothing is wrong with the page: the run ended before it arrived."""
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Reason:
    """The reason why something is missing: `kind` for programs to decide by, `words` for people."""

    kind: ReasonKind
    """Kind of the reason."""
    words: str
    """The reason in a few words, with what a person needs to judge it."""

    def __str__(self) -> str:
        return self.words


FORBIDDEN = Reason(ReasonKind.REFUSED, "robots.txt")
