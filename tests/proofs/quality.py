"""The quality of reading the cases: precision and recall of turn boundaries, speakers, roles, exchanges, and days.

Run as a module it prints a line per house, and writes the table of days in tests/cases/README.md. A boundary is the
place in the running text at which a turn opens; facts about a turn count only if it opens at the right place, so a
swallowed label costs everything it should.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from briefings.items import Briefing
from briefings.survey.frozen import row_of
from briefings.transcript.page.layout.lines import visible
from tests.support.casebook import CASES, Case, all_cases, briefings_of_cases

PAGE = CASES / "README.md"
_DAY_TABLE = re.compile(r"\| \| cases \|\n(?:\|.*\n)+")
FACETS = ("boundary", "label", "speaker", "role", "exchange")


@dataclass(slots=True)
class Score:
    """Counts of expected, found and right facts, per facet."""

    expected: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    days: Counter[str] = field(default_factory=Counter)
    """Number of cases that exist, print a day, or got which day, by kind of day."""

    def add(self, case: Case) -> None:
        """Count one case."""
        briefing = briefings_of_cases()[case.name]
        want, got = facts(case.rows()), facts(row_of(turn) for turn in briefing.turns)
        self._add_days(case, briefing)
        for facet in FACETS:
            self.expected[facet] += len(want[facet])
            self.found[facet] += len(got[facet])
            self.right[facet] += len(want[facet] & got[facet])

    def _add_days(self, case: Case, briefing: Briefing) -> None:
        told = case.told.get("date", case.told.get("unread_date"))
        self.days["transcripts"] += 1
        self.days["print a day"] += told is not None
        self.days["have the right day"] += told is not None and briefing.date == told
        self.days["have a wrong day"] += briefing.date not in {None, told}
        self.days[f"by {briefing.date_basis}"] += 1
        self.days["held_on is wrong"] += briefing.held_on not in {None, told}

    def day_table(self) -> str:
        """Make the table of days in tests/cases/README.md."""
        rows = {
            "transcripts": "transcripts",
            "print their day, on the page or in its address": "print a day",
            "`date` is that day": "have the right day",
            "- which is `held_on`": "by held",
            "- which is printed without a word of what it is": "by printed",
            "- which is the day of publication as printed": "by published",
            "- which stands in the address only": "by address",
            "`date` is another day": "have a wrong day",
            "`held_on` is another day": "held_on is wrong",
        }
        return "".join(
            ("| | cases |\n|---|---|\n", *(f"| {said} | {self.days[key]} |\n" for said, key in rows.items()))
        )

    def precision(self, facet: str) -> float:
        """Return the share of found facts that are right."""
        return self.right[facet] / self.found[facet] if self.found[facet] else 1.0

    def recall(self, facet: str) -> float:
        """Return the share of expected facts that were found."""
        return self.right[facet] / self.expected[facet] if self.expected[facet] else 1.0


def facts(rows: Iterable[Mapping[str, Any]]) -> dict[str, set[tuple[int, Any]]]:
    """Return the facts in rows of a case, by facet, each with the place in the text where its turn opens."""
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
    """Return the cases that are transcripts."""
    return [case for case in all_cases() if case.is_briefing]


def main() -> None:
    """Print precision and recall by house and in total, and write the table of days."""
    scores: dict[str, Score] = {}
    for case in readable_cases():
        for name in (case.folder.parent.name, "all"):
            scores.setdefault(name, Score()).add(case)
    print(f"{'house':14} {'turns':>6}  " + "  ".join(f"{facet:>13}" for facet in FACETS))
    for name, score in sorted(scores.items()):
        told = "  ".join(f"{score.precision(facet):6.3f} {score.recall(facet):6.3f}" for facet in FACETS)
        print(f"{name:14} {score.expected['boundary']:6}  {told}")
    text = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(_DAY_TABLE.sub(lambda _: scores["all"].day_table(), text), encoding="utf-8")


if __name__ == "__main__":
    main()
