"""Obey robots.txt according to RFC 9309."""

import logging
from typing import Any

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.defer import Deferred

from briefings.network.failures import ENDLESS, HostGivenUp, InsideAddress, PageFailed, reason_of, status_reason
from briefings.network.pace import PaceMiddleware
from briefings.reasons import FORBIDDEN, Reason, ReasonKind
from briefings.runs.estimate import estimate_of
from briefings.runs.open_store import RunEnding

logger = logging.getLogger(__name__)


class RobotsMiddleware(RobotsTxtMiddleware):
    """Scrapy's middleware with the additions of RFC 9309.

    A host without a robots.txt (4xx, or endless redirects) may be read. One that does not deliver it (5xx, 429, no
    answer, after the usual retries, or one larger than DOWNLOAD_MAXSIZE) may not, in this run. The gap asked for with
    Crawl-delay or Request-rate is kept, up to BRIEFINGS_CRAWL_DELAY_MOST.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._most_delay = crawler.settings.getfloat("BRIEFINGS_CRAWL_DELAY_MOST")
        crawler.signals.connect(self._slow_down, signal=signals.robots_parsed)

    def process_request_2(self, rp: RobotParser | IgnoreRequest | None, request: Request) -> None:
        """Judge a request by the parsed robots.txt, or by what prevented parsing."""
        if isinstance(rp, IgnoreRequest):
            raise rp.with_traceback(None)
        try:
            super().process_request_2(rp, request)
        except IgnoreRequest:
            raise PageFailed(FORBIDDEN) from None

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if response.status >= 500 or response.status == 429:
            raise PageFailed(status_reason(response))
        there = 200 <= response.status < 300
        await super()._parse_robots(response if there else Response(response.url, response.status), netloc, request)

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        if reason_of(exc) == ENDLESS:
            super()._robots_error(exc, netloc)
            return
        inside = isinstance(exc, InsideAddress) and exc.netloc == netloc
        if not (inside or isinstance(exc, (RunEnding, HostGivenUp))):
            why = reason_of(exc)
            logger.warning("%s/robots.txt: %s, so nothing else is asked of this host in this run", netloc, why)
            # A host that answers with an error withholds its rules; one that does not answer refuses nothing.
            kind = ReasonKind.REFUSED if why.kind is ReasonKind.SERVER_ERROR else why.kind
            exc = PageFailed(Reason(kind, f"robots.txt unreachable ({why})"))
        waiting: Deferred[Any] = self._parsers[netloc]  # type: ignore[assignment]
        self._parsers[netloc] = exc  # type: ignore[assignment]
        waiting.callback(exc)

    def _slow_down(self, robotparser: RobotParser, request: Request) -> None:
        host = urlparse_cached(request).hostname or ""
        agent = self._robotstxt_useragent or self._default_useragent
        asked = robotparser.crawl_delay(agent) or 0.0
        if asked > self._most_delay:
            logger.warning(
                "%s/robots.txt asks for %g s between requests; %g s are kept (BRIEFINGS_CRAWL_DELAY_MOST)",
                host,
                asked,
                self._most_delay,
            )
        asked = min(asked, self._most_delay)
        if asked and (pace := self.crawler.get_downloader_middleware(PaceMiddleware)):
            pace.slow_down(host, asked)
        if estimate := estimate_of(self.crawler):
            estimate.gap = max(estimate.gap, asked)
