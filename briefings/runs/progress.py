"""How far a crawl is, in one line for a person who waits for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from briefings.runs.stats import Stat


class Progress:
    """How far a crawl is, as counted in its stats."""

    def __init__(self, stats: Mapping[str, Any]) -> None:
        self._stats = stats
        self.has_begun = Stat.FOUND.value in stats
        """Whether a spider asked for briefings; one that asks for none never does."""
        self.all_found = not stats.get(Stat.LISTS_AHEAD.value)
        """Whether no list page is left that could name more."""
        self.found = self._count(Stat.FOUND)
        """Briefings found so far, those that are not due included."""
        self.done = self.found - self._count(Stat.LEFT)
        """Briefings that are through, in whatever way."""
        self.pages = self._count(Stat.RECEIVED) - self._count(Stat.ROBOTS_RECEIVED)

    def _count(self, *names: Stat) -> int:
        return sum(int(self._stats.get(name.value, 0)) for name in names)

    def sentence(self, elapsed: float, pages_a_minute: float | None) -> str:
        """The line, `elapsed` seconds after the start: what matters most comes first.

        While list pages are left, the number of briefings is what is known so far, and the time left is a `?`, as it is
        until a briefing took time: one that is not due takes none.
        """
        took_time = self.done - self._count(Stat.NOT_DUE)
        incomplete = self._count(Stat.INCOMPLETE, Stat.ACKNOWLEDGED)
        unread = self._count(Stat.UNREAD, Stat.ACKNOWLEDGED_UNREAD)
        known = self.all_found and took_time > 0
        told = [
            f"{self.done} of {'' if self.all_found else 'at least '}{self.found} briefings",
            f"{incomplete} incomplete" if incomplete else "",
            f"{unread} not read" if unread else "",
            f"about {_clock(elapsed / took_time * (self.found - self.done))} left" if known else "? left",
            f"{self.pages} pages",
            "" if pages_a_minute is None else f"{pages_a_minute:.0f} a minute",
        ]
        return ", ".join(filter(None, told))


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
