"""Read Retry-After: the time for which a server wants to be left alone."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from scrapy.http import Headers

_MOST_DIGITS = 9  # thirty years


def read_retry_after(headers: Headers) -> float | None:
    """The seconds of Retry-After, given as a number or as a date; None when there is none or it is garbage or over.

    A date is read against the server's own clock where it says the time, else against ours.
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
