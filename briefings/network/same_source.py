"""Keep a crawl on its source: no request goes to another host, even by a redirect."""

from __future__ import annotations

from scrapy import Request, Spider
from scrapy.downloadermiddlewares.offsite import OffsiteMiddleware
from scrapy.utils.httpobj import urlparse_cached

from briefings.network.failures import PageFailed
from briefings.reasons import Reason, ReasonKind


class SameSourceMiddleware(OffsiteMiddleware):
    """Scrapy's offsite filter, applied to every request and reported to the spider.

    Scrapy lets requests with `dont_filter` pass, which all requests here have, and silently drops the others. This one
    raises PageFailed where the errback hears it, so that a clone domain is neither visited nor silently a missing page.
    Only a robots.txt may be kept elsewhere (RFC 9309).
    """

    def request_scheduled(self, request: Request, spider: Spider) -> None:
        """Leave the judgement to `process_request`: an errback does not hear of requests dropped here."""

    def process_request(self, request: Request, spider: Spider | None = None) -> None:
        """Let a request to the source pass. Raises PageFailed for any other."""
        assert self.crawler.spider
        if request.meta.get("dont_obey_robotstxt"):
            return
        if not self.should_follow(request, self.crawler.spider):
            self.stats.inc_value("offsite/filtered")
            host = urlparse_cached(request).hostname or "an address without a host"
            raise PageFailed(Reason(ReasonKind.REDIRECTED, f"redirected to {host}, outside the source"))
