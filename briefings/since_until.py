"""The days a crawl or an export is asked for, as users write them: `-a since=2017-01-01`, `--until 2017-12`."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from msgspec import Struct

# A year, a month or a day in ISO 8601.
_PERIOD = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?")
_ZONES = timedelta(days=1)
"""Tolerance: a day of change may be printed in another time zone than that of the site."""


class Window(Struct, frozen=True):
    """A span of days, both ends included; None is an open end."""

    since: date | None = None
    until: date | None = None

    @classmethod
    def read(cls, since: str | None, until: str | None) -> Window | None:
        """Return the window named by two arguments, each a day, a month or a year; None when both are missing.

        Raises ValueError with a sentence for the user.
        """
        if since is None and until is None:
            return None
        window = cls(
            None if since is None else _read("since", since)[0],
            None if until is None else _read("until", until)[1],
        )
        if window.since and window.until and window.since > window.until:
            raise ValueError(f"since={since} is later than until={until}.")
        return window

    def has(self, day: str | None) -> bool:
        """Return True for an ISO day in the window; an unknown day is in the whole of time only."""
        if self.since is None and self.until is None:
            return True
        return day is not None and str(self.since or "") <= day <= str(self.until or "9999-99-99")

    def leaves_out(self, days: tuple[date, date] | None, changed: date | None = None) -> bool:
        """Return True when the time between two days, inclusive, lies outside; an unknown day may lie in it.

        `changed` is the day of the last change: before the window, it shows that the first day was too; later it shows
        nothing.
        """
        if days is None:
            return changed is not None and self.is_before(changed + _ZONES)
        return self.is_before(days[1]) or (self.until is not None and days[0] > self.until)

    def is_before(self, day: date) -> bool:
        return self.since is not None and day < self.since

    def __str__(self) -> str:
        return f"{self.since or ''}..{self.until or ''}"


def _read(name: str, text: str) -> tuple[date, date]:
    try:
        return days_of(text)
    except ValueError:
        raise ValueError(
            f"{name}={text} is not a date: write a day (2017-05-31), a month (2017-05) or a year."
        ) from None


def days_of(period: str) -> tuple[date, date]:
    """Return the first and last day of a year, month or day: `2017`, `2017-05`, `2017-05-31`. Raises ValueError."""
    match = _PERIOD.fullmatch(period.strip())
    if match is None:
        raise ValueError(period)
    year, month, day = int(match["year"]), match["month"], match["day"]
    first = date(year, int(month or 1), int(day or 1))
    last = first if day else date(year, int(month or 12), monthrange(year, int(month or 12))[1])
    return first, last
