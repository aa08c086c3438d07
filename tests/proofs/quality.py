"""How well the cases are read: precision and recall of turn boundaries, speakers, roles and exchanges.

Run as a module it prints a line a house. A boundary is the place in the running text at which a turn opens, and what is
said of a turn counts only where the turn opens at the right place, so a swallowed label costs everything it should.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from briefings.transcript.page.lines import visible
from tests.support.casebook import Case, all_cases, row_of

FACETS = ("boundary", "label", "speaker", "role", "exchange")


@dataclass(slots=True)
class Score:
    """Counts of what was expected, found, and both; per facet."""

    expected: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)

    def add(self, case: Case) -> None:
        """Count one case."""
        want, got = facts(case.rows()), facts(row_of(turn) for turn in case.briefing().turns)
        for facet in FACETS:
            self.expected[facet] += len(want[facet])
            self.found[facet] += len(got[facet])
            self.right[facet] += len(want[facet] & got[facet])

    def precision(self, facet: str) -> float:
        """The share of what was found that is right."""
        return self.right[facet] / self.found[facet] if self.found[facet] else 1.0

    def recall(self, facet: str) -> float:
        """The share of what was expected that was found."""
        return self.right[facet] / self.expected[facet] if self.expected[facet] else 1.0


def facts(rows: Iterable[Mapping[str, Any]]) -> dict[str, set[tuple[int, Any]]]:
    """What rows of a case say, facet by facet, each fact with the place in the text its turn opens at."""
    said: dict[str, set[tuple[int, Any]]] = {facet: set() for facet in FACETS}
    place = 0
    for row in rows:
        said["boundary"].add((place, None))
        for facet in FACETS[1:]:
            if row[facet] is not None:
                said[facet].add((place, row[facet]))
        place += visible(row["text"]) + visible(row["label"] or "")
    return said


def readable_cases() -> list[Case]:
    """The cases that are transcripts."""
    return [case for case in all_cases() if "kind" not in case.told]


def main() -> None:
    """Print precision and recall by house, and of all."""
    scores: dict[str, Score] = {}
    for case in readable_cases():
        for name in (case.folder.parent.name, "all"):
            scores.setdefault(name, Score()).add(case)
    print(f"{'house':14} {'turns':>6}  " + "  ".join(f"{facet:>13}" for facet in FACETS))
    for name, score in sorted(scores.items()):
        told = "  ".join(f"{score.precision(facet):6.3f} {score.recall(facet):6.3f}" for facet in FACETS)
        print(f"{name:14} {score.expected['boundary']:6}  {told}")


if __name__ == "__main__":
    main()
