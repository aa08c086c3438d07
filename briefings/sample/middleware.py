"""Crawl the packaged sample sites under their own host names, and nothing else."""

from typing import Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.utils.httpobj import urlparse_cached

from briefings.sample import FOLDERS
from briefings.sample.server import SampleServer


class SampleSiteMiddleware:
    """Serve the sample sites while the spider is open, and send all its requests there.

    Only the proxy of a request is set, so that URLs, ids and archived pages hold the names of the sites and no port.
    The middleware must come before HttpProxyMiddleware (750), which honours the proxy it finds, and before
    RobotsTxtMiddleware (100), so that no robots.txt is requested for a refused request. The spider_opened signal is
    sent, and its receivers awaited, before the engine takes the first request.
    """

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        middleware = cls()
        crawler.signals.connect(middleware.spider_opened, signal=signals.spider_opened)
        crawler.signals.connect(middleware.spider_closed, signal=signals.spider_closed)
        return middleware

    def spider_opened(self) -> None:
        self.server = SampleServer()

    def spider_closed(self) -> None:
        self.server.stop()

    def process_request(self, request: Request) -> Request | None:
        """Set the proxy of a request for a host of the sample; raise IgnoreRequest for any other host.

        A page named with https is requested by http, which needs no certificate.
        """
        parts = urlparse_cached(request)
        if parts.hostname not in FOLDERS:
            raise IgnoreRequest(f"{request.url} is not at {', '.join(FOLDERS)}: not requested")
        if parts.scheme == "https":
            return request.replace(url=parts._replace(scheme="http").geturl())
        request.meta["proxy"] = self.server.url
        return None
