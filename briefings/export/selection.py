"""What of the kept data an export takes, and what it left out for want of a date."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from briefings.export.kept import KeptSource, Place
from briefings.export.people import People
from briefings.export.rows import Rows, rows_of


@dataclass(frozen=True, slots=True)
class Selection:
    """Which briefings and turns; everything by default. `since` and `until` are ISO dates and both count."""

    since: str | None = None
    until: str | None = None
    roles: frozenset[str] = frozenset()
    speakers: frozenset[str] = frozenset()
    """Full names or speaker ids, in their matching form."""

    @property
    def windowed(self) -> bool:
        """Whether a date decides."""
        return bool(self.since or self.until)

    @property
    def by_turn(self) -> bool:
        """Whether single turns are chosen, so that a briefing without one is left out too."""
        return bool(self.roles or self.speakers)

    def in_window(self, date: str) -> bool:
        """Whether a date is within since and until."""
        return (self.since or "") <= date <= (self.until or "9999-99-99")

    def of_turns(self, rows: Rows) -> Rows:
        """The rows with the chosen turns only."""
        if not self.by_turn:
            return rows
        chosen = [turn for turn in rows.turns if self._takes(turn["role"], turn["speaker"], turn["speaker_id"])]
        return replace(rows, turns=chosen)

    def _takes(self, role: str | None, speaker: str | None, speaker_id: str | None) -> bool:
        if self.roles and role not in self.roles:
            return False
        return not self.speakers or any(name and name_form(name) in self.speakers for name in (speaker, speaker_id))


def name_form(name: str) -> str:
    """The form in which names are compared: case, width of letters and runs of spaces do not matter."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


@dataclass(slots=True)
class Corpus:
    """The chosen rows of open sources, in order; counts what it gives and what it leaves out for want of a date."""

    sources: Sequence[KeptSource]
    selection: Selection = field(default_factory=Selection)
    people: People = field(default_factory=People)
    briefings: int = 0
    copies: int = 0
    """How many of the briefings have no turns of their own."""
    turns: int = 0
    undated_briefings: int = 0
    undated_turns: int = 0

    def __iter__(self) -> Iterator[Rows]:
        """The rows, briefing by briefing: by source, date and id. Raises StorageError."""
        self.briefings = self.copies = self.turns = self.undated_briefings = self.undated_turns = 0
        for source, place in self.places():
            rows = self.selection.of_turns(rows_of(source.read(place), self.people))
            if self.selection.by_turn and not rows.turns:
                continue
            self.briefings += 1
            self.copies += rows.briefing["copy_of"] is not None
            self.turns += len(rows.turns)
            yield rows

    def places(self) -> Iterator[tuple[KeptSource, Place]]:
        """The briefings whose date is chosen."""
        for source in self.sources:
            for place in source.places:
                if not self.selection.windowed:
                    yield source, place
                elif place.date is None:
                    self.undated_briefings += place.turn_count > 0
                    self.undated_turns += place.turn_count
                elif self.selection.in_window(place.date):
                    yield source, place

    def size(self) -> int:
        """How many turns the briefings have of which `__iter__` chooses."""
        counted = Corpus(self.sources, self.selection)
        return sum(place.turn_count for _, place in counted.places())
