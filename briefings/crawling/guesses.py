"""Limit the requests of a run for earlier pages that addresses suggest."""

from __future__ import annotations

from collections import Counter, defaultdict

from briefings.runs.quality import SignNotTried

_MOST_WRONG = 2
"""Maximum number of wrong guesses per host; beyond it, its addresses end in numbers for another reason."""
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
        """Note that an earlier page of a briefing is no longer looked for."""
        self._untried[host].add(briefing)

    @property
    def untried(self) -> list[SignNotTried]:
        """Signs no longer tried, most frequent first."""
        shown = sorted(self._untried.items(), key=lambda one: -len(one[1]))
        return [SignNotTried(host, _SAID, self._wrong[host], len(briefings)) for host, briefings in shown]

    def note_wrong(self, host: str) -> None:
        """Note a guess that led elsewhere."""
        self._wrong[host] += 1

    def take_back(self, host: str) -> None:
        """Take back a guess noted as wrong before its answer came: it was right."""
        self._wrong[host] -= 1
