"""Read Retry-After, the time for which a server wants to be left alone."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from scrapy.http import Headers

_MOST_DIGITS = 9  # thirty years


def read_retry_after(headers: Headers) -> float | None:
    """Return the seconds of Retry-After, given as a number or a date; None when absent, invalid or past.

    A date is compared with the server's own clock if it sends the time, else with ours.
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
