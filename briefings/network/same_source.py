"""Keep a crawl on its source: no request leaves for another host, not even by a redirect."""

from __future__ import annotations

from typing import Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.offsite import OffsiteMiddleware
from scrapy.utils.httpobj import urlparse_cached

from briefings.network.failures import OutsideSource


class SameSourceMiddleware(OffsiteMiddleware):
    """Scrapy's offsite filter, but for every request, and heard by the spider.

    Scrapy lets requests with `dont_filter` pass, which all requests here have, and drops the others before anyone
    is told. This one raises OutsideSource where the errback hears it, so a clone domain is neither visited nor
    silently a missing page. Only a robots.txt may be kept elsewhere (RFC 9309).
    """

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Connect to the opening of the spider only, not to the scheduling of each request."""
        middleware = cls(crawler.stats)
        crawler.signals.connect(middleware.spider_opened, signal=signals.spider_opened)
        middleware.crawler = crawler
        return middleware

    def process_request(self, request: Request, spider: Spider | None = None) -> None:
        """Let a request to the source pass. Raises OutsideSource for any other."""
        assert self.crawler.spider
        if request.meta.get("dont_obey_robotstxt"):
            return
        if not self.should_follow(request, self.crawler.spider):
            self.stats.inc_value("offsite/filtered")
            raise OutsideSource(urlparse_cached(request).hostname or "an address without a host")
