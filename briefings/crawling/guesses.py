"""Bound the requests of a run for links that are not sure to lead to a page of a briefing."""

from __future__ import annotations

from collections import Counter, defaultdict

from briefings.runs import SignNotTried

MOST_GUESSES = 2
"""The most tries of one sign, in a briefing and on a host, before it is taken for furniture of the site."""
_MOST_OF_A_HOST = 6
"""The most signs of one host that may lead elsewhere: a small pager may show other numbers on every page."""


class Guesses:
    """The signs of further pages that led elsewhere in this run, by host."""

    def __init__(self) -> None:
        self._wrong: Counter[tuple[str, str]] = Counter()
        self._of_host: Counter[str] = Counter()
        self._untried: defaultdict[tuple[str, str], set[str]] = defaultdict(set)

    def may_try(self, host: str, said: str) -> bool:
        """Return True when a link with this text may be tried on a host."""
        return self._wrong[host, said] < MOST_GUESSES and self._of_host[host] < _MOST_OF_A_HOST

    def note_untried(self, host: str, said: str, briefing: str) -> None:
        """Note that a briefing shows such a link, which was not tried any more."""
        self._untried[host, said].add(briefing)

    @property
    def untried(self) -> list[SignNotTried]:
        """The signs that were not tried any more, the most frequent first."""
        shown = [(host, said, len(briefings)) for (host, said), briefings in self._untried.items()]
        shown.sort(key=lambda one: -one[2])
        return [SignNotTried(host, said, self._wrong[host, said], count) for host, said, count in shown]

    def note_wrong(self, host: str, said: str) -> None:
        """Note that one led elsewhere."""
        self._wrong[host, said] += 1
        self._of_host[host] += 1

    def take_back(self, host: str, said: str) -> None:
        """Note that one, noted as wrong before its answer came, was right."""
        self._wrong[host, said] -= 1
        self._of_host[host] -= 1
