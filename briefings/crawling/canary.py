"""A known briefing of a source: read again, it shows what has changed on the site."""

from collections.abc import Iterator
from dataclasses import KW_ONLY, dataclass

from briefings.address import same_page
from briefings.items import Briefing

_MOST_LABELS = 3


@dataclass(frozen=True, slots=True)
class Canary:
    """The known facts of one briefing of a source; those that are None are not compared."""

    url: str
    _: KW_ONLY
    pages: int | None = None
    turns: int | None = None
    """Minimum number of turns."""
    label: str | None = None
    """Label of some turns, without its colon."""
    held_on: str | None = None
    """Day it was held, as 2017-11-16."""

    def changes(self, briefing: Briefing) -> Iterator[str]:
        """Yield the differences, part of a sentence each."""
        if not same_page(self.url, briefing.url):
            yield f"the address: it has moved to {briefing.url}"
        if self.pages not in {None, len(briefing.pages)}:
            yield f"pages: {len(briefing.pages)} in place of {self.pages}"
        if self.turns is not None and briefing.turn_count < self.turns:
            yield f"turns: {briefing.turn_count} in place of {self.turns}"
        labels = dict.fromkeys(turn.label for turn in briefing.turns if turn.label)
        if self.label is not None and self.label not in labels:
            there = ", ".join(f'"{label}"' for label in list(labels)[:_MOST_LABELS]) or "none"
            yield f'the labels: {there} in place of "{self.label}"'
        if self.held_on not in {None, briefing.held_on}:
            yield f"the day: {briefing.held_on or 'none'} in place of {self.held_on}"
