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
    not_due: int
    incomplete: int
    unread: int
    pages: int

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

    def sentence(self, elapsed: float, pages_a_minute: float | None) -> str:
        """The line, `elapsed` seconds after the start: what matters most comes first.

        While list pages are left, the number of briefings is what is known so far, and the time left is a `?`, as it is
        until a briefing took time: one that is not due takes none.
        """
        took_time = self.done - self.not_due
        known = self.all_found and took_time > 0
        told = [
            f"{self.done} of {'' if self.all_found else 'at least '}{self.found} briefings",
            f"{self.incomplete} incomplete" if self.incomplete else "",
            f"{self.unread} not read" if self.unread else "",
            f"about {_clock(elapsed / took_time * self.left)} left" if known else "? left",
            f"{self.pages} pages",
            "" if pages_a_minute is None else f"{pages_a_minute:.0f} a minute",
        ]
        return ", ".join(filter(None, told))


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
