"""Every trap on ten sites, in one table: `python -m tests.support.made_sites.traps [TRAP ...]`.

A row is a trap: of ten sites with only this trap, how many briefings are whole, told, silent and invented, how many
requests went beyond need in total and on the worst site, and how many of these a second run repeated.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from tests.support.made_sites.build import Spec
from tests.support.made_sites.furniture import TRAPS
from tests.support.made_sites.measure import Outcome, measure, total
from tests.support.made_sites.sites import THIRTY

WAYS = ("same_title", "session", "one_page")
"""Traps that lie in how a site is made: one title for all, session ids in addresses, one known page."""
ALL = (*TRAPS, *WAYS)
HEAD = f"| trap | whole | told | silent | invented | beyond need | of one site at most | again |\n|{'---|' * 8}"
_OTHER_WAYS = {"no_days", "several_in_a_row", "oldest_first", "opaque_lists", "landing"}
_PLAIN = [spec for spec in THIRTY if not spec.undecidable and not _OTHER_WAYS & set(spec.traps.split())]


def sites_with(trap: str) -> list[Spec]:
    """Return ten sites with one trap only."""
    return [replace(spec, traps=trap) for spec in _PLAIN[:10]]


def measured(trap: str) -> list[Outcome]:
    """Return the outcomes of the ten sites of a trap."""
    outcomes = []
    for spec in sites_with(trap):
        with tempfile.TemporaryDirectory() as folder:
            outcomes.append(measure(spec, Path(folder) / "data", twice=True))
    return outcomes


def main() -> None:
    """Print the table."""
    print(HEAD)
    for trap in sys.argv[1:] or ALL:
        outcomes = measured(trap)
        found, most = total(outcomes), max(len(one.beyond) for one in outcomes)
        counts = (found.whole, found.told, found.silent, found.invented, len(found.beyond), most, found.again)
        print(f"| {trap} | {' | '.join(map(str, counts))} |", flush=True)


if __name__ == "__main__":
    main()
