"""The exceptions of failed requests, and the reasons that these and Scrapy's own stand for."""

from urllib.parse import urlsplit

from OpenSSL import SSL
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from service_identity import VerificationError

from briefings.reasons import Reason, ReasonKind
from briefings.runs.open_store import RunEnding

# Named for what happened, like Scrapy's IgnoreRequest and CloseSpider.
# ruff: noqa: N818


class PageFailed(IgnoreRequest):
    """Failure of a request that brings no page, with its reason; the errback gets it and nothing logs it.

    PageFailed          robots.txt forbids it or is unavailable, its briefing was forgotten, redirects left the source
                        or led in a circle, the body broke off each time
        HostGivenUp     the host kept asking to be left alone
        InsideAddress   its address is private, or its port unusual
    HeadersTooLong      raised while the response arrives, so Twisted wraps it
    RunEnding           nothing is wrong with the page; in runs/open_store.py
    """

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.words)
        self.reason = reason


class HostGivenUp(PageFailed):
    """Failure of a request to a host left alone for the rest of the run because it kept limiting requests."""


class InsideAddress(PageFailed):
    """Failure of a request to a private address, or to a port without a website."""

    def __init__(self, what: str, url: str) -> None:
        super().__init__(Reason(ReasonKind.PRIVATE_ADDRESS, f"not asked: {what}"))
        self.netloc = urlsplit(url).netloc


class HeadersTooLong(Exception):
    """Error for a response whose headers are too long."""


TRUNCATED = Reason(ReasonKind.TRUNCATED, "truncated body")
_OVERSIZE = Reason(ReasonKind.TOO_LARGE, "larger than DOWNLOAD_MAXSIZE")
_BY_TYPE: dict[type[BaseException], Reason] = {
    CannotResolveHostError: Reason(ReasonKind.CONNECTION, "host not found by IPv4"),
    DownloadCancelledError: _OVERSIZE,
    DownloadConnectionRefusedError: Reason(ReasonKind.CONNECTION, "connection refused"),
    DownloadFailedError: Reason(ReasonKind.CONNECTION, "connection lost"),
    DownloadTimeoutError: Reason(ReasonKind.TIMEOUT, "timeout"),
    ResponseDataLossError: TRUNCATED,
    # Raised by Scrapy and Twisted for an impossible port or host; only a redirect can still lead to one here.
    ValueError: Reason(ReasonKind.REDIRECTED, "redirected to an address that is not valid"),
}
ENDLESS = Reason(ReasonKind.REDIRECTED, "too many redirects, without cookies")
# Scrapy distinguishes these only by their message.
_IGNORED = {
    "max redirections reached": ENDLESS,
    "exceeded DOWNLOAD_MAXSIZE": _OVERSIZE,
}
MOVED = {301, 302, 303, 307, 308}
# Login required, forbidden, proxy login required, forbidden by law, and 999, which some sites send to robots.
REFUSING = {401, 403, 407, 451, 999}
# Headers of guards before a site, of Cloudflare and Amazon, that want a browser to solve something, with any status.
_CHALLENGED = ("cf-mitigated", "x-amzn-waf-action")


def reason_of(error: BaseException | None) -> Reason:
    """Return the reason why a request failed."""
    if isinstance(error, (PageFailed, RunEnding)):
        return error.reason
    if isinstance(error, HttpError):
        return status_reason(error.response)
    if isinstance(error, IgnoreRequest):
        for message, reason in _IGNORED.items():
            if message in str(error):
                return reason
    if hidden := _hidden_reason(error):
        return hidden
    for kind, reason in _BY_TYPE.items():
        if isinstance(error, kind):
            return reason
    return Reason(ReasonKind.OTHER, f"unexpected error: {type(error).__name__}")


def status_reason(response: Response) -> Reason:
    """Return the reason for a response whose status says that it is not the page."""
    words = f"http {response.status}"
    # A 503 without Retry-After may mean one broken page.
    if response.status == 429 or (response.status == 503 and "Retry-After" in response.headers):
        return Reason(ReasonKind.RATE_LIMITED, f"{words} (rate limited)")
    if response.status in REFUSING or any(name in response.headers for name in _CHALLENGED):
        return Reason(ReasonKind.REFUSED, words)
    if response.status in {404, 410}:
        return Reason(ReasonKind.NOT_FOUND, words)
    if response.status >= 500:
        return Reason(ReasonKind.SERVER_ERROR, words)
    return Reason(ReasonKind.UNEXPECTED_STATUS, words)


def _hidden_reason(error: BaseException | None) -> Reason | None:
    """Return a fault of certificate or headers, both of which Scrapy calls a lost connection."""
    for failure in getattr(getattr(error, "__cause__", None), "reasons", ()):
        if isinstance(failure.value, VerificationError):
            return Reason(ReasonKind.CONNECTION, "certificate for another name")
        if isinstance(failure.value, HeadersTooLong):
            return Reason(ReasonKind.TOO_LARGE, "headers too long")
        if isinstance(failure.value, SSL.Error) and "certificate" in str(failure.value):
            return Reason(ReasonKind.CONNECTION, "certificate not valid")
    return None
