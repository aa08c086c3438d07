"""Bound the requests of a run for earlier pages that the addresses of pages suggest."""

from __future__ import annotations

from collections import Counter, defaultdict

from briefings.runs import SignNotTried

_MOST_WRONG = 2
"""The most guesses of one host that may lead elsewhere: then its addresses end in numbers for another reason."""
_SAID = "an earlier page"


class Guesses:
    """The guesses of earlier pages that led elsewhere in this run, by host."""

    def __init__(self) -> None:
        self._wrong: Counter[str] = Counter()
        self._untried: defaultdict[str, set[str]] = defaultdict(set)

    def may_try(self, host: str) -> bool:
        """Return True when a guess may be tried on a host."""
        return self._wrong[host] < _MOST_WRONG

    def note_untried(self, host: str, briefing: str) -> None:
        """Note that an earlier page of a briefing was not looked for any more."""
        self._untried[host].add(briefing)

    @property
    def untried(self) -> list[SignNotTried]:
        """What was not tried any more, the most frequent first."""
        shown = sorted(self._untried.items(), key=lambda one: -len(one[1]))
        return [SignNotTried(host, _SAID, self._wrong[host], len(briefings)) for host, briefings in shown]

    def note_wrong(self, host: str) -> None:
        """Note that one led elsewhere."""
        self._wrong[host] += 1

    def take_back(self, host: str) -> None:
        """Note that one, noted as wrong before its answer came, was right."""
        self._wrong[host] -= 1
