"""Ask each host no faster than it wants."""

from __future__ import annotations

import logging
import math
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import monotonic
from typing import Any

from scrapy import Request, signals
from scrapy.core.downloader import Downloader, Slot
from scrapy.crawler import Crawler
from scrapy.http import Headers, Response
from scrapy.utils.asyncio import sleep
from scrapy.utils.httpobj import urlparse_cached

from briefings.network.failures import REFUSING, HostGivenUp, status_reason
from briefings.reasons import Reason, ReasonKind
from briefings.runs.account import account_of
from briefings.runs.component import Component
from briefings.runs.open_store import RunEnding, is_ending
from briefings.runs.stats import Stat

logger = logging.getLogger(__name__)

_SENT = "pace_sent"  # the key of a request's meta: when it was sent
_LOOK_UP = 0.2  # seconds between two checks whether the run is ending
_REFUSING = {429, 503}
_ERROR = 400
_MOVED = {301, 302, 303, 307, 308}

_LONGEST_PAUSE = 60.0  # seconds
_LEAST_GAP = 0.05  # seconds; even with a DOWNLOAD_DELAY of 0 a refusing host gets some rest
_A_YEAR = 31_536_000.0  # seconds
_MOST_DIGITS = 9  # thirty years


@dataclass(slots=True)
class _Host:
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

    A date is compared with the server's own clock if it sends the time, else with ours.
    """
    said = (headers.get("Retry-After") or b"").decode("latin-1").strip()
    if said.isascii() and said.isdigit():
        return (float(said) if len(said) <= _MOST_DIGITS else math.inf) or None
    until = _date(said)
    if until is None:
        return None
    at = _date((headers.get("Date") or b"").decode("latin-1")) or datetime.now(UTC)
    seconds = (until - at).total_seconds()
    return seconds if seconds > 0 else None


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
    HostGivenUp. So is one that forbids that many (401, 403 and their like) and lets in none. To the engine, waiting
    requests are under way, so the run does not end; they fail as RunEnding when it is told to. The gaps between
    requests are kept by the downloader's slots; `slow_down` lengthens that of a host.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        settings = crawler.settings
        self._hosts: defaultdict[str, _Host] = defaultdict(_Host)
        self._usual_gap = settings.getfloat("DOWNLOAD_DELAY")
        self._most_asked = settings.getfloat("BRIEFINGS_RETRY_AFTER_MOST")
        self._most_refusals = settings.getint("BRIEFINGS_REFUSALS_MOST")
        crawler.signals.connect(self._note_time, signal=signals.response_downloaded)
        crawler.signals.connect(self._note_time, signal=signals.request_left_downloader)

    def slow_down(self, host: str, seconds: float) -> None:
        """Leave at least `seconds` between the end of a request to `host` and the start of the next."""
        known = self._hosts[host]
        known.gap = max(known.gap, seconds)
        slots = self.crawler.engine.downloader.per_slot_settings
        usual = slots.get(host, {}).get("delay", self.crawler.settings.getfloat("DOWNLOAD_DELAY"))
        # Scrapy varies the delay by half, downwards too.
        slots[host] = {**slots.get(host, {}), "delay": max(known.gap, usual), "jitter": 0.0}
        self._keep_gap(host)
        slot = self._slot(host)
        if slot is not None:
            slot.lastseen = monotonic()

    async def process_request(self, request: Request) -> None:
        """Let a request go when its host is free. Raises HostGivenUp, or RunEnding when the run ends first."""
        # A redirect carries along the slot of the host it comes from.
        request.meta.pop(Downloader.DOWNLOAD_SLOT, None)
        name = _host_of(request)
        host = self._hosts[name]
        self._keep_gap(name)
        while not host.given_up and (left := self._free_at(name) - monotonic()) > 0:
            if is_ending(self.crawler):
                raise RunEnding
            await sleep(min(left, _LOOK_UP))
        if host.given_up:
            raise HostGivenUp(host.given_up)
        request.meta[_SENT] = monotonic()

    def process_response(self, request: Request, response: Response) -> Response:
        """Note what a response says about the pace; return it unchanged."""
        sent: float | None = request.meta.pop(_SENT, None)
        if sent is None:
            return response  # from the archive
        name = _host_of(request)
        if response.status in _REFUSING:
            self._refused(name, sent, response)
        elif response.status in REFUSING:
            self._forbidden(name, response)
        elif response.status < _ERROR:  # a page that is not there lets nobody in
            self._hosts[name].has_let_in |= not request.meta.get("dont_obey_robotstxt")
            self._hosts[name].refusals = 0
            asked = read_retry_after(response.headers) if response.status in _MOVED else None
            if asked:
                self._pause(name, asked, response.status)
        return response

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

    def _forbidden(self, name: str, response: Response) -> None:
        """Count a refusal without a pause: one page may be closed to all, but a host that lets in none is."""
        host = self._hosts[name]
        host.refusals += 1
        if host.refusals >= self._most_refusals and not host.has_let_in:
            why = f"let nothing in, and answered {response.status}"
            self._give_up(name, status_reason(response), why)

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
        account_of(self.crawler).count(Stat.HOSTS_GIVEN_UP)
        logger.warning("%s is given up for this run: it %s", name, why, extra={"spider": self.crawler.spider})

    # -- Gaps

    def _note_time(self, request: Request) -> None:
        """Count a host's gap from the end of the answer, so that the host never sees a shorter one."""
        slot = self._slot(_host_of(request))
        if slot is not None and self._hosts[_host_of(request)].gap:
            slot.lastseen = monotonic()

    def _keep_gap(self, name: str) -> None:
        """Keep the gap in the slot, which may exist already or have been shortened by AutoThrottle."""
        slot, gap = self._slot(name), self._hosts[name].gap
        if slot is not None and gap:
            slot.delay, slot.jitter = max(slot.delay, gap), 0.0

    def _free_at(self, name: str) -> float:
        slot = self._slot(name)
        # The slot itself waits too, but nothing can end that wait early.
        turn = 0.0 if slot is None or not slot.delay else slot.lastseen + slot.delay * (1 - slot.jitter)
        return max(self._hosts[name].free_at, turn)

    def _slot(self, name: str) -> Slot | None:
        slots: dict[str, Any] = self.crawler.engine.downloader.slots
        return slots.get(name)


def _host_of(request: Request) -> str:
    """Return the name by which the downloader tells hosts apart."""
    return urlparse_cached(request).hostname or ""
