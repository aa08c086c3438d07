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
        """The line, in at most `width` columns: what matters least is left out, and what is still too long is cut.

        While list pages are left, the number of briefings is what is known so far, and the time left is a `?`.
        """
        parts = [part for part in self._parts(elapsed, pages_a_minute) if part[1]]
        while len(parts) > 1 and len(_joined(parts)) > width:
            parts.remove(max(parts))
        return _joined(parts)[:width]

    def _parts(self, elapsed: float, pages_a_minute: float | None) -> list[tuple[int, str]]:
        """The parts in the order in which they are shown, each with a number: the highest is left out first."""
        seconds = self.seconds_left(elapsed)
        return [
            (0, f"{self.done} of {'' if self.all_found else 'at least '}{self.found} briefings"),
            (1, f"{self.incomplete} incomplete" if self.incomplete else ""),
            (2, f"{self.unread} not read" if self.unread else ""),
            (4, f"{self.pages} pages"),
            (5, "" if pages_a_minute is None else f"{pages_a_minute:.0f} a minute"),
            (3, f"{'?' if seconds is None else 'about ' + _clock(seconds)} left"),
        ]


def _joined(parts: list[tuple[int, str]]) -> str:
    return ", ".join(part for _, part in parts)


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
