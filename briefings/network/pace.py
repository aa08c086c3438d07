"""Ask each host no faster than it wants, and hand the downloader only requests that it can send now."""

import logging
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import monotonic
from typing import Any

from msgspec import Struct
from scrapy import Request, signals
from scrapy.core.downloader import Downloader, Slot
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadConnectionRefusedError, DownloadFailedError, DownloadTimeoutError
from scrapy.http import Headers, Response
from scrapy.pqueues import DownloaderAwarePriorityQueue, DownloaderInterface
from scrapy.utils.asyncio import sleep
from scrapy.utils.httpobj import urlparse_cached

from briefings.network.failures import MOVED, REFUSING, HostGivenUp, reason_of, status_reason
from briefings.reasons import Reason, ReasonKind
from briefings.runs.component import Component
from briefings.runs.open_store import RunEnding, is_ending

logger = logging.getLogger(__name__)

_SENT = "pace_sent"  # the key of a request's meta: when it was sent
_LOOK_UP = 0.2  # seconds between two checks whether the run is ending

_LONGEST_PAUSE = 60.0  # seconds
_LEAST_GAP = 0.05  # seconds; even with a DOWNLOAD_DELAY of 0 a refusing host gets some rest
_A_YEAR = 31_536_000.0  # seconds
# Guards such as Cloudflare and fail2ban let a crawler in and ban it later, with 403 for all pages or no answer at all.
# A few pages may be closed, or broken, for good.
_BAN = 4


class _Host(Struct):
    """A visited host: the minimum gap it asked for, and how it reacts to requests."""

    gap: float = 0.0
    free_at: float = 0.0
    refusals: int = 0
    refused_at: float = 0.0
    has_let_in: bool = False
    """True if it gave any page to this run."""
    given_up: Reason | None = None


def back_off(refusals: int, usual_gap: float) -> float:
    """Return the seconds to leave a host alone after so many refusals in a row without a Retry-After.

    The pause is twice the usual gap between requests after the first refusal and doubles with each further one, up to a
    minute: hosts that want longer pauses say so.
    """
    return min(_LONGEST_PAUSE, max(usual_gap, _LEAST_GAP) * 2.0 ** min(refusals, 20))


def read_retry_after(headers: Headers) -> float | None:
    """Return the seconds of Retry-After, given as a number or a date; None when absent, invalid or past.

    A date is compared with the server's clock if it sends the time, else with ours. Of several the longest counts, also
    where a proxy joined them by commas.
    """
    at = _date((headers.get("Date") or b"").decode("latin-1")) or datetime.now(UTC)
    # Cut at its comma, a date has lost only the day of the week.
    parts = (part for said in headers.getlist("Retry-After") for part in said.decode("latin-1").split(","))
    asked = [_seconds(part.strip(), at) for part in parts]
    return max(asked, default=0.0) or None


def _seconds(said: str, at: datetime) -> float:
    if said.isascii() and said.replace(".", "", 1).isdigit():  # some send fractions
        return float(said)  # without end beyond 308 digits
    until = _date(said)
    return max(0.0, (until - at).total_seconds()) if until else 0.0


def _date(said: str) -> datetime | None:
    try:
        date = parsedate_to_datetime(said)
    except (ValueError, TypeError, OverflowError):
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)


class PaceMiddleware(Component):
    """Middleware last before the downloader, so that answers from the archive need not wait.

    A pause holds for a whole host: until it is over no request goes there, whichever one was refused. Its length is the
    server's Retry-After, else `back_off`. A host that asks for longer than BRIEFINGS_RETRY_AFTER_MOST, or refuses
    BRIEFINGS_REFUSALS_MOST times in a row, is given up for this run: its remaining requests fail at once, as
    HostGivenUp. So is one that forbids that many (401, 403 and their like), or does not answer, and lets in none, or
    `_BAN` times as many in a row. To the engine, waiting requests are under way, so the run does not end; they fail as
    RunEnding when it is told to. The usual gap between requests is kept by the downloader's slots; a longer one, set
    by `slow_down`, is kept here.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        settings = crawler.settings
        self._hosts: defaultdict[str, _Host] = defaultdict(_Host)
        self._usual_gap = settings.getfloat("DOWNLOAD_DELAY")
        self._most_asked = settings.getfloat("BRIEFINGS_RETRY_AFTER_MOST")
        self._most_refusals = settings.getint("BRIEFINGS_REFUSALS_MOST")
        crawler.signals.connect(self._answered, signal=signals.response_downloaded)
        crawler.signals.connect(self._answered, signal=signals.request_left_downloader)

    def slow_down(self, host: str, seconds: float) -> None:
        """Leave at least `seconds` between the end of a request to `host` and the start of the next."""
        # At least DOWNLOAD_DELAY: the slots of Scrapy vary it by half, downwards too.
        self._hosts[host].gap = max(self._hosts[host].gap, seconds, self._usual_gap)
        self._leave_gap(host)

    async def process_request(self, request: Request) -> None:
        """Let a request go when its host is free. Raises HostGivenUp, or RunEnding when the run ends first."""
        # A redirect carries along the slot of the host it comes from.
        request.meta.pop(Downloader.DOWNLOAD_SLOT, None)
        name = _host_of(request)
        host = self._hosts[name]
        while not host.given_up and (left := max(host.free_at, self._turn(name)) - monotonic()) > 0:
            if is_ending(self.crawler):
                raise RunEnding
            await sleep(min(left, _LOOK_UP))
        if host.given_up:
            raise HostGivenUp(host.given_up)
        request.meta[_SENT] = monotonic()
        self._leave_gap(name)

    def process_response(self, request: Request, response: Response) -> Response:
        """Note what a response says about the pace; return it unchanged."""
        sent: float | None = request.meta.pop(_SENT, None)
        if sent is None:
            return response  # from the archive
        name = _host_of(request)
        if response.status in {429, 503}:
            self._refused(name, sent, response)
        elif response.status in REFUSING:
            self._shut_out(name, status_reason(response))
        elif response.status < 400 or self._hosts[name].has_let_in:  # a page that is not there lets nobody in
            self._hosts[name].has_let_in |= not request.meta.get("dont_obey_robotstxt")
            self._hosts[name].refusals = 0
            asked = read_retry_after(response.headers) if response.status in MOVED else None
            if asked:
                self._pause(name, asked, response.status)
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Count a page that never came, which a firewall's ban looks like."""
        by_proxy = request.meta.get("proxy") and isinstance(exception, DownloadConnectionRefusedError)
        never_came = (DownloadConnectionRefusedError, DownloadFailedError, DownloadTimeoutError)
        if isinstance(exception, never_came) and not by_proxy:
            self._shut_out(_host_of(request), reason_of(exception))

    # -- Refusals

    def _refused(self, name: str, sent: float, response: Response) -> None:
        host, status, asked = self._hosts[name], response.status, read_retry_after(response.headers)
        if sent >= host.refused_at:  # otherwise it was under way at the previous refusal and belongs to it
            host.refusals += 1
            host.refused_at = monotonic()
        if host.refusals >= self._most_refusals:
            why = f"answered {status} {host.refusals} times in a row"
            self._give_up(name, Reason(ReasonKind.RATE_LIMITED, f"http {status} (rate limited)"), why)
        elif asked:
            self._pause(name, asked, status)
        else:
            self._pause(name, back_off(host.refusals, self._usual_gap), status)

    def _shut_out(self, name: str, reason: Reason) -> None:
        """Count a refusal without a pause: some pages may be closed to all, but a host that lets in none is."""
        host = self._hosts[name]
        host.refusals += 1
        if host.refusals >= self._most_refusals * (_BAN if host.has_let_in else 1):
            self._give_up(name, reason, f"shut the crawler out {host.refusals} times in a row: {reason}")

    def _pause(self, name: str, seconds: float, status: int) -> None:
        if seconds > self._most_asked:
            asked = f"{seconds:g} s" if seconds < _A_YEAR else "over a year"
            why = f"answered {status} with Retry-After: {asked}, over BRIEFINGS_RETRY_AFTER_MOST"
            words = f"http {status} (rate limited, Retry-After {asked})"
            self._give_up(name, Reason(ReasonKind.RATE_LIMITED, words), why)
            return
        host = self._hosts[name]
        host.free_at = max(host.free_at, monotonic() + seconds)
        logger.info(
            "%s answered %d: it is left alone for %.1f s", name, status, seconds, extra={"spider": self.crawler.spider}
        )

    def _give_up(self, name: str, reason: Reason, why: str) -> None:
        host = self._hosts[name]
        if host.given_up:
            return
        host.given_up = reason
        logger.warning("%s is given up for this run: it %s", name, why, extra={"spider": self.crawler.spider})

    # -- Gaps

    def _answered(self, request: Request) -> None:
        """Count a host's gap from the end of the answer, so that the host never sees a shorter one."""
        self._leave_gap(_host_of(request))

    def _leave_gap(self, name: str) -> None:
        host = self._hosts[name]
        host.free_at = max(host.free_at, monotonic() + host.gap)

    def _turn(self, name: str) -> float:
        """Return when the downloader's slot may let a request go; it waits itself, but nothing can end that early."""
        slot: Slot | None = self.crawler.engine.downloader.slots.get(name)
        return slot.lastseen + slot.delay * (1 - slot.jitter) if slot is not None and slot.delay else 0.0


class _HostsWithRoom(DownloaderInterface):
    """Slot counts that include requests waiting for robots.txt or a pause; Scrapy counts those waiting to connect."""

    def stats(self, possible_slots: Iterable[str]) -> list[tuple[int, str]]:
        """Return the number of requests under way for each host that has room for one more."""
        under_way = Counter(self.get_slot_key(request) for request in self.downloader.active)
        return [(under_way[slot], slot) for slot in possible_slots if under_way[slot] < self._room(slot)]

    def _room(self, name: str) -> int:
        usual = self.downloader.ip_concurrency or self.downloader.domain_concurrency
        room: int = self.downloader.per_slot_settings.get(name, {}).get("concurrency", usual)
        return room


class HostQueue(DownloaderAwarePriorityQueue):
    """Scrapy's queue, in which requests wait while all connections of their host are in use.

    In the downloader they would take up CONCURRENT_REQUESTS while their host wants a pause, and other hosts would wait
    with it; a shutdown would wait for all of them; and more urgent requests could not overtake them.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._downloader_interface = _HostsWithRoom(self.crawler)


def _host_of(request: Request) -> str:
    """Return the name by which the downloader tells hosts apart."""
    return urlparse_cached(request).hostname or ""
