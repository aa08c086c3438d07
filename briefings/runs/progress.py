"""How far a crawl is, in one line for a person who waits for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from briefings.runs.stats import Stat


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a crawl is, as counted in its stats."""

    found: int
    """Briefings found so far, those that are not due included."""
    left: int
    """Those of them that are waiting or under way."""
    all_found: bool
    """Whether no list page is left that could name more."""
    not_due: int = 0
    incomplete: int = 0
    unread: int = 0
    pages: int = 0

    @classmethod
    def from_stats(cls, stats: Mapping[str, Any]) -> Self | None:
        """Read the stats of a crawl; None as long as no spider has begun to ask for briefings."""
        if Stat.FOUND.value not in stats:
            return None

        def count(*names: Stat) -> int:
            return sum(int(stats.get(name.value, 0)) for name in names)

        return cls(
            found=count(Stat.FOUND),
            left=count(Stat.LEFT),
            all_found=not stats.get(Stat.LISTS_AHEAD.value),
            not_due=count(Stat.NOT_DUE),
            incomplete=count(Stat.INCOMPLETE, Stat.ACKNOWLEDGED),
            unread=count(Stat.UNREAD, Stat.ACKNOWLEDGED_UNREAD),
            pages=count(Stat.RECEIVED) - count(Stat.ROBOTS_RECEIVED),
        )

    @property
    def done(self) -> int:
        """Briefings that are through, in whatever way."""
        return self.found - self.left

    def seconds_left(self, elapsed: float) -> float | None:
        """About how long it still takes, `elapsed` seconds after the start; None as long as nobody can know.

        Briefings that turn out not to be due cost no time, so they are no measure of it.
        """
        took_time = self.done - self.not_due
        if not self.all_found or took_time <= 0:
            return None
        return elapsed / took_time * self.left

    def sentence(self, width: int, *, elapsed: float, pages_a_minute: float | None) -> str:
        """The line, in at most `width` columns: what matters most comes first, and what has no room is left out.

        While list pages are left, the number of briefings is what is known so far, and the time left is a `?`.
        """
        seconds = self.seconds_left(elapsed)
        told = [
            f"{self.done} of {'' if self.all_found else 'at least '}{self.found} briefings",
            f"{self.incomplete} incomplete" if self.incomplete else "",
            f"{self.unread} not read" if self.unread else "",
            f"{'?' if seconds is None else 'about ' + _clock(seconds)} left",
            f"{self.pages} pages",
            "" if pages_a_minute is None else f"{pages_a_minute:.0f} a minute",
        ]
        parts = list(filter(None, told))
        while len(parts) > 1 and len(", ".join(parts)) > width:
            parts.pop()
        return ", ".join(parts)[:width]


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
