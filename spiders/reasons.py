"""Why a page is missing, in a few words."""

from __future__ import annotations

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
    "Forbidden by robots.txt": "robots.txt",
    "max redirections reached": "too many redirects",
    "exceeded DOWNLOAD_MAXSIZE": _OVERSIZE,
}
# 999 is what some sites answer to those they take for robots.
_REFUSALS = {"robots.txt", "http 401", "http 403", "http 451", "http 999"}


def reason_of(error: BaseException | None) -> str:
    """Say in a few words why a request failed; an exception of the project says it itself, in `reason`."""
    own = getattr(error, "reason", None)
    if isinstance(own, str) and own:
        return own
    if isinstance(error, HttpError):
        return f"http {error.response.status}"
    if isinstance(error, IgnoreRequest):
        for message, reason in _IGNORED.items():
            if message in str(error):
                return reason
    if certificate := _certificate_reason(error):
        return certificate
    for kind, reason in _BY_TYPE.items():
        if isinstance(error, kind):
            return reason
    return type(error).__name__


def refusal_of(reason: str) -> str | None:
    """Whether a reason means that the site does not let us: the stat that counts it, else None."""
    if reason == "http 429":
        return "rate_limited"
    return "blocked" if reason in _REFUSALS or reason.startswith("soft block") else None


def _certificate_reason(error: BaseException | None) -> str:
    """What is wrong with the certificate of the server, if that is it; Scrapy calls it a lost connection."""
    for failure in getattr(getattr(error, "__cause__", None), "reasons", ()):
        if isinstance(failure.value, VerificationError):
            return "certificate for another name"
        if isinstance(failure.value, SSL.Error) and "certificate" in str(failure.value):
            return "certificate not valid"
    return ""
