"""The contribution of each label rule: `python -m tests.proofs.rules_alone BANK` writes the table in the README here.

BANK is a folder of real pages with manifest.jsonl: one JSON object per line with `file`, `url`, `house` and `expect`
("transcript" or what else the page is). The pages belong to their publishers and are not part of the project.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from briefings.survey.frozen import row_of
from briefings.transcript import Page, PageKind, read_page, read_transcript
from briefings.transcript.speech.label_rules import RULES, Rule
from tests.support.casebook import Case, all_cases
from tests.support.processes import REPO

DOCS = REPO / "tests" / "proofs" / "README.md"
HEAD = "| rule | turns that it alone finds | pages | houses | turns on pages that are no transcripts | cases |\n"
_TABLE = re.compile(re.escape(HEAD) + r"(?:\|.*\n)+")


class _BankPage(NamedTuple):
    house: str
    is_transcript: bool
    page: Page


def bank_pages(bank: Path) -> Iterator[_BankPage]:
    """Read the pages of a bank that may be transcripts, except those of unknown kind."""
    for line in (bank / "manifest.jsonl").read_text("utf-8").splitlines():
        told = json.loads(line)
        page = read_page((bank / told["file"]).read_bytes(), told["url"])
        if page.kind is PageKind.TRANSCRIPT and told["expect"] != "any":
            yield _BankPage(told["house"], told["expect"] == "transcript", page)


def openings_of(page: Page, rules: Iterable[Rule]) -> Counter[tuple[str, str]]:
    """Count the labelled turns of a page by label and first words, with labels judged by `rules`."""
    turns = (turn.printed for turn in read_transcript([page], rules=list(rules)).turns)
    return Counter((turn.label, "".join(turn.paragraphs)[:30]) for turn in turns if turn.label)


def row(rule: Rule, pages: Iterable[_BankPage], cases: Iterable[Case]) -> str:
    """Return the row of a rule: what is lost without it."""
    others = [other for other in RULES if other is not rule]
    lost: Counter[str] = Counter()
    houses: set[str] = set()
    for one in pages:
        missing = (openings_of(one.page, RULES) - openings_of(one.page, others)).total()
        lost["turns" if one.is_transcript else "elsewhere"] += missing
        if missing and one.is_transcript:
            lost["pages"] += 1
            houses.add(one.house)
    misread = sum([row_of(turn) for turn in case.briefing(others).turns] != case.rows() for case in cases)
    cells = (rule.name, f"{lost['turns']:,}", lost["pages"], len(houses), lost["elsewhere"], misread)
    return f"| {' | '.join(map(str, cells))} |\n"


def main() -> None:
    """Measure every rule and write the table."""
    pages = list(bank_pages(Path(sys.argv[1])))
    cases = [case for case in all_cases() if case.is_briefing]
    table = HEAD + "|---|---|---|---|---|---|\n" + "".join(row(rule, pages, cases) for rule in RULES)
    DOCS.write_text(_TABLE.sub(lambda _: table, DOCS.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
