"""Why a page is missing, in a few words, and whether it was the site that did not want to give it."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
from scrapy.spidermiddlewares.httperror import HttpError
from service_identity import VerificationError

from briefings.network.bounded_headers import HeadersTooLong

if TYPE_CHECKING:
    from scrapy.http import Response

_LIMITED = " (rate limited"
_OVERSIZE = "larger than DOWNLOAD_MAXSIZE"
_BY_TYPE: dict[type[BaseException], str] = {
    CannotResolveHostError: "host not found",
    DownloadCancelledError: _OVERSIZE,
    DownloadConnectionRefusedError: "connection refused",
    DownloadFailedError: "connection lost",
    DownloadTimeoutError: "timeout",
    ResponseDataLossError: "truncated body",
}
# Scrapy tells these apart by their message only.
_IGNORED = {
    "max redirections reached": "too many redirects",
    "exceeded DOWNLOAD_MAXSIZE": _OVERSIZE,
}
# Login wanted, forbidden, login at a proxy wanted, forbidden by law, and what some sites answer to a robot.
_BLOCKED = {"robots.txt", "http 401", "http 403", "http 407", "http 451", "http 999"}
_BLOCKED_STARTS = ("soft block", "robots.txt unreachable (http")


def reason_of(error: BaseException | None) -> str:
    """Say in a few words why a request failed; an exception of the project says it itself, in `reason`."""
    own = getattr(error, "reason", None)
    if isinstance(own, str) and own:
        return own
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
    return type(error).__name__


def refusal_of(reason: str) -> str | None:
    """Whether a reason means that the site does not let us: the stat that counts it, else None."""
    if _LIMITED in reason:
        return "rate_limited"
    return "blocked" if reason in _BLOCKED or reason.startswith(_BLOCKED_STARTS) else None


def is_rate_limit(response: Response) -> bool:
    """Whether a host asks with a response to be asked less. A 503 alone may mean one broken page."""
    return response.status == 429 or (response.status == 503 and "Retry-After" in response.headers)


def status_reason(response: Response) -> str:
    """The reason of a response whose status is an error."""
    limited = f"{_LIMITED})" if is_rate_limit(response) else ""
    return f"http {response.status}{limited}"


def _hidden_reason(error: BaseException | None) -> str:
    """What is wrong with the certificate of the server or its headers; Scrapy calls both a lost connection."""
    for failure in getattr(getattr(error, "__cause__", None), "reasons", ()):
        if isinstance(failure.value, VerificationError):
            return "certificate for another name"
        if isinstance(failure.value, HeadersTooLong):
            return failure.value.reason
        if isinstance(failure.value, SSL.Error) and "certificate" in str(failure.value):
            return "certificate not valid"
    return ""
