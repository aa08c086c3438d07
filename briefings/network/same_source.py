"""Keep a crawl on its source: no request goes to another host, even by a redirect, nor with a user and password."""

import logging

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import TunnelError
from scrapy.exceptions import CannotResolveHostError, DownloadConnectionRefusedError, UnsupportedURLSchemeError
from scrapy.utils.httpobj import urlparse_cached

from briefings.hosts import is_on_domain
from briefings.network.failures import ENDLESS, InsideAddress, PageFailed, reason_of
from briefings.reasons import Reason, ReasonKind
from briefings.runs.component import Component
from briefings.runs.stats import Stat
from briefings.safe_to_show import shown, without_user

logger = logging.getLogger(__name__)

# RFC 9110 wants servers to take a request line of 8,000 octets.
_LONGEST = 8000
_OF_THE_PROXY = (CannotResolveHostError, DownloadConnectionRefusedError, TunnelError, UnsupportedURLSchemeError)

_LEFT_OUT = {ReasonKind.REDIRECTED: Stat.OUTSIDE_LINKS, ReasonKind.FORGOTTEN: Stat.FORGOTTEN}


class SameSourceMiddleware(Component):
    """In place of Scrapy's offsite filter, applied to every request and reported to the spider.

    Scrapy's lets requests with `dont_filter` pass, which all requests here have, and silently drops the others. This
    raises PageFailed where the errback hears it, so that a clone domain is neither visited nor silently a missing page.
    Only a robots.txt may be kept elsewhere (RFC 9309).

    A redirect, refresh or link to `http://user:secret@host/` goes to `http://host/`, as users and passwords would
    appear in log, report and records. Such addresses of the user's own are refused before anything starts.
    """

    def process_request(self, request: Request) -> Request | None:
        """Let a request to the source pass, without a user and password. Raises PageFailed for any other."""
        if (plain := without_user(request.url)) != request.url:
            return request.replace(url=plain)
        # Some guards let in whom they sent round once. Without a cookie, a third answer would be the same.
        circles = request.meta.get("redirect_urls", []).count(plain)
        if circles > 1 and not self.crawler.settings.getbool("COOKIES_ENABLED"):
            raise PageFailed(ENDLESS)
        if len(plain) > _LONGEST:
            raise PageFailed(Reason(ReasonKind.TOO_LARGE, f"not asked: an address of {len(plain)} characters"))
        domains = list(filter(None, getattr(self.crawler.spider, "allowed_domains", None) or ()))
        if domains and not request.meta.get("dont_obey_robotstxt") and not is_on_domain(plain, domains):
            host = urlparse_cached(request).hostname or "an address without a host"
            raise PageFailed(Reason(ReasonKind.REDIRECTED, f"redirected to {host}, outside the source"))
        return None

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Count a page that no errback hears of, as in a plain spider or `scrapy fetch`, and log why it did not come.

        Raises PageFailed for a request that got no further than its proxy.
        """
        reason = reason_of(exception)
        is_heard = request.errback or request.meta.get("dont_obey_robotstxt")
        # A middleware of another project may drop requests on purpose: for no reason that is known.
        if not is_heard and reason.kind is not ReasonKind.OTHER:
            remedy = "; BRIEFINGS_PRIVATE_HOSTS can name its host" if isinstance(exception, InsideAddress) else ""
            logger.warning("%s is not fetched (%s)%s", shown(request.url), reason, remedy)
            known = _LEFT_OUT if isinstance(exception, PageFailed) else {}
            self.crawler.stats.inc_value(known.get(reason.kind, Stat.LOST_PAGES).value)
        if request.meta.get("proxy") and isinstance(exception, _OF_THE_PROXY):
            raise PageFailed(Reason(ReasonKind.CONNECTION, "no connection through the proxy")) from None
