"""Keep a crawl on its source: no request goes to another host, even by a redirect, nor with a user and password."""

from __future__ import annotations

import logging

from scrapy import Request, Spider
from scrapy.core.downloader.handlers.http11 import TunnelError
from scrapy.downloadermiddlewares.offsite import OffsiteMiddleware
from scrapy.exceptions import CannotResolveHostError, DownloadConnectionRefusedError, UnsupportedURLSchemeError
from scrapy.utils.httpobj import urlparse_cached

from briefings.hosts import is_on_domain
from briefings.network.failures import InsideAddress, PageFailed
from briefings.reasons import Reason, ReasonKind
from briefings.safe_to_show import shown, without_user

logger = logging.getLogger(__name__)

# RFC 9110 wants servers to take a request line of 8,000 octets.
_LONGEST = 8000
_OF_THE_PROXY = (CannotResolveHostError, DownloadConnectionRefusedError, TunnelError, UnsupportedURLSchemeError)


class SameSourceMiddleware(OffsiteMiddleware):
    """Scrapy's offsite filter, applied to every request and reported to the spider.

    Scrapy lets requests with `dont_filter` pass, which all requests here have, and silently drops the others. This one
    raises PageFailed where the errback hears it, so that a clone domain is neither visited nor silently a missing page.
    Only a robots.txt may be kept elsewhere (RFC 9309).

    A redirect, refresh or link to `http://user:secret@host/` goes to `http://host/`, as users and passwords would
    appear in log, report and records. Such addresses of the user's own are refused before anything starts.
    """

    def request_scheduled(self, request: Request, spider: Spider) -> None:
        """Leave the judgement to `process_request`: an errback does not hear of requests dropped here."""

    def process_request(self, request: Request, spider: Spider | None = None) -> Request | None:  # type: ignore[override]
        """Let a request to the source pass, without a user and password. Raises PageFailed for any other."""
        assert self.crawler.spider
        if (plain := without_user(request.url)) != request.url:
            return request.replace(url=plain)
        if len(plain) > _LONGEST:
            raise PageFailed(Reason(ReasonKind.TOO_LARGE, f"not asked: an address of {len(plain)} characters"))
        if request.meta.get("dont_obey_robotstxt"):
            return None
        if not self.should_follow(request, self.crawler.spider):
            self.stats.inc_value("offsite/filtered")
            host = urlparse_cached(request).hostname or "an address without a host"
            raise PageFailed(Reason(ReasonKind.REDIRECTED, f"redirected to {host}, outside the source"))
        return None

    def should_follow(self, request: Request, spider: Spider) -> bool:
        """Return True for a request to the source of a spider, or of one that names no domains."""
        domains = getattr(spider, "allowed_domains", None)
        return not domains or is_on_domain(request.url, list(filter(None, domains)))

    def process_exception(self, request: Request, exception: Exception, spider: Spider | None = None) -> None:
        """Log why a page was not asked for where no errback hears it, as in a plain spider or `scrapy fetch`.

        Raises PageFailed for a request that got no further than its proxy.
        """
        if isinstance(exception, PageFailed) and not request.errback and not request.meta.get("dont_obey_robotstxt"):
            remedy = "; BRIEFINGS_PRIVATE_HOSTS can name its host" if isinstance(exception, InsideAddress) else ""
            logger.warning("%s is not fetched (%s)%s", shown(request.url), exception.reason, remedy)
        if request.meta.get("proxy") and isinstance(exception, _OF_THE_PROXY):
            raise PageFailed(Reason(ReasonKind.CONNECTION, "no connection through the proxy")) from None
