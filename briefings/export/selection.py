"""The part of the stored records that an export takes, and what it leaves out for lack of a date."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct, field

from briefings.counted import counted
from briefings.export.people import People, name_form
from briefings.export.rows import Rows, rows_of
from briefings.since_until import Window
from briefings.store.snapshot import Place, Snapshot

_NAMES = ("speaker", "speaker_id")


class Selection(Struct, frozen=True):
    """A choice of briefings and turns; everything by default."""

    window: Window = Window()
    roles: frozenset[str] = frozenset()
    speakers: frozenset[str] = frozenset()
    """Full names or speaker ids, in the form of `name_form`."""

    def takes_turn(self, turn: Mapping[str, Any]) -> bool:
        if self.roles and turn["role"] not in self.roles:
            return False
        return not self.speakers or any(turn[name] and name_form(turn[name]) in self.speakers for name in _NAMES)


class Corpus(Struct):
    """The chosen rows of the stored records, in order; counts the rows it yields."""

    kept: Snapshot
    sources: Sequence[str]
    selection: Selection = Selection()
    people: People = field(default_factory=People)
    along: Callable[[list[Place]], Iterable[Place]] = iter
    """Function that goes along the chosen briefings, and may tell how far it is."""
    briefings: int = 0
    copies: int = 0
    """Number of briefings without turns of their own."""
    turns: int = 0
    copied_turns: int = 0

    def __iter__(self) -> Iterator[Rows]:
        """Yield the rows, briefing by briefing: by source, date and id. Raises StorageError."""
        self.briefings = self.copies = self.turns = self.copied_turns = 0
        for place in self.along([place for place in self._every() if self.selection.window.has(place.date)]):
            revision = self.kept.records.revision(place.key, place.revision)
            turns = () if revision.is_copy else revision.turn_records
            rows = rows_of(revision.record, turns, self.people)
            # A briefing without a chosen turn is left out too.
            if self.selection.roles or self.selection.speakers:
                rows.turns[:] = filter(self.selection.takes_turn, rows.turns)
                if not rows.turns:
                    continue
            self.briefings += 1
            if rows.briefing["copy_of"] is not None:
                self.copies += 1
                self.copied_turns += len(revision.turn_keys)
            self.turns += len(rows.turns)
            yield rows

    def in_words(self) -> str:
        """Say in words what was yielded: "130 of 156 turns of 6 briefings: copies are left out"."""
        turns, left_out = counted(self.turns, "turn"), ""
        if self.copied_turns:
            turns = f"{self.turns:,} of {counted(self.turns + self.copied_turns, 'turn')}"
            left_out = ": copies are left out"
        return f"{turns} of {counted(self.briefings - self.copies, 'briefing')}{left_out}"

    def undated(self) -> list[Place]:
        """Return the briefings with turns that a window leaves out for lack of a date."""
        return [
            place for place in self._every()
            if place.date is None and place.turn_count and not self.selection.window.has(None)
        ]  # fmt: skip

    def _every(self) -> Iterator[Place]:
        return (place for source in self.sources for place in self.kept.places[source])
