"""Times as written in records, the database, the archive and run names, and days as users write them."""

from __future__ import annotations

import re
import time
from calendar import monthrange
from datetime import UTC, date, datetime

# A year, a month or a day in ISO 8601.
_PERIOD = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?")


def now() -> str:
    """Return the current time in UTC as ISO 8601, to the second: `2026-03-06T08:15:00Z`."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())


def moment() -> str:
    """Return the time in UTC to the microsecond, for names of runs and their files: `20260306T081500.123456Z`."""
    return datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")


def days_of(period: str) -> tuple[date, date]:
    """Return the first and last day of a year, month or day: `2017`, `2017-05`, `2017-05-31`. Raises ValueError."""
    match = _PERIOD.fullmatch(period.strip())
    if match is None:
        raise ValueError(period)
    year, month, day = int(match["year"]), match["month"], match["day"]
    first = date(year, int(month or 1), int(day or 1))
    last = first if day else date(year, int(month or 12), monthrange(year, int(month or 12))[1])
    return first, last
