"""Whatever a server does, a crawl ends complete or reports what is missing, and no other briefing is harmed."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from briefings.runs.expectations import gaps_in_words
from briefings.runs.verdict import Code
from tests.proofs.faults.crawls import HOSTS, Found, crawl, neighbours, spot_of
from tests.proofs.faults.rows import ROWS, Row

pytestmark = pytest.mark.seeded

SHARED = [row for row in ROWS if not (row.alone or row.slow)]
"""Rows that disturb one briefing each: of those with one timeout, every second shares a crawl, and so do the rest."""
_QUICK_SHARED, _SLOW_SHARED = ([row for row in SHARED if SHARED.index(row) % 2 == half] for half in (0, 1))


def _check(row: Row, found: Found) -> None:
    """Check what every row promises."""
    spot = spot_of(row)
    assert found.missing(spot) == row.missing, found.measured.err
    assert found.lost_silently(spot) == []
    assert len(found.invented(spot)) == row.more, found.invented(spot)[:3]
    assert found.asked <= frozenset(HOSTS.values()), "wherever it was led"
    if not row.missing and spot.id in found.briefings:
        kept = Counter(found.said(spot))
        assert [turn for turn in found.said(spot) if turn in spot.spoken()] == spot.spoken()
        assert kept.total() == len(spot.spoken()) + row.more


def _check_neighbours(row: Row, found: Found) -> None:
    for neighbour in neighbours(row):
        if row.stops:
            assert found.lost_silently(neighbour) == []
        else:
            assert found.said(neighbour) == neighbour.spoken()
            assert found.briefings[neighbour.id]["complete"]


# Rows that disturb the whole site; the others share a crawl, and crawling each of them alone is slow.
QUICK = [row for row in ROWS if row.alone and not row.slow]


def _sharing(timeout: int, *, slow: bool) -> list[Row]:
    return [row for row in (_SLOW_SHARED if slow else _QUICK_SHARED) if row.timeout == timeout]


@cache
def _shared(timeout: int, *, slow: bool) -> Found:
    return crawl(_sharing(timeout, slow=slow))


@pytest.mark.parametrize(
    "row",
    [pytest.param(row, marks=[pytest.mark.slow] * (row in _SLOW_SHARED), id=row.name) for row in SHARED],
)
def test_a_fault_among_others_costs_what_the_table_says_and_harms_no_other_briefing(row: Row) -> None:
    found = _shared(row.timeout, slow=row in _SLOW_SHARED)
    _check(row, found)
    _check_neighbours(row, found)


@pytest.mark.parametrize(
    ("timeout", "slow"),
    [
        pytest.param(timeout, slow, marks=[pytest.mark.slow] * slow)
        for slow in (False, True)
        for timeout in sorted({row.timeout for row in (_SLOW_SHARED if slow else _QUICK_SHARED)})
    ],
)
def test_the_crawl_of_many_faults_ends_with_the_code_of_the_worst_and_little_memory(timeout: int, slow: bool) -> None:
    measured, rows = _shared(timeout, slow=slow).measured, _sharing(timeout, slow=slow)
    assert measured.code == max((row.exit_code for row in rows), key=_WORST.index), measured.err
    assert measured.peak < max(row.memory for row in rows) + 50, "several bombs may come at once"


@pytest.mark.parametrize(
    "row",
    [pytest.param(row, marks=[] if row in QUICK else pytest.mark.slow, id=row.name) for row in ROWS],
)
def test_a_fault_alone_ends_with_the_code_and_the_reason_of_the_table(row: Row) -> None:
    found = crawl([row])
    assert found.measured.code == row.exit_code, found.measured.err
    assert row.says in found.measured.out
    if row.missing:
        assert f"{spot_of(row).id} lacks {gaps_in_words(row.missing)}" in found.measured.out
    assert found.measured.peak < row.memory
    assert found.measured.cpu < row.cpu
    _check(row, found)
    _check_neighbours(row, found)


def test_the_document_tells_how_each_fault_ends() -> None:
    document = Path(__file__).with_name("README.md").read_text(encoding="utf-8")
    for row in ROWS:
        (line,) = [line for line in document.splitlines() if line.startswith(f"| {row.title} |")]
        code, said, lost = (cell.strip() for cell in line.split("|")[2:5])
        assert (code, lost) == (str(row.exit_code.value), "0"), row.name
        assert all(f"page {number}: {reason}" in said for number, reason in row.missing.items()), row.name


_WORST = [Code.COMPLETE, Code.INCOMPLETE, Code.BLOCKED]
"""Codes that a crawl shared by several rows can have, worst last."""
