"""Several sources crawled at once, exported and verified meanwhile: nothing torn, nothing refused without reason."""

from __future__ import annotations

import csv
import re
import time
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from tests.support import eight_houses, processes
from tests.support.commands import scrapy
from tests.support.eight_houses import NUMBERS, PAGES, keys_of, mark_of
from tests.support.undisturbed import crawler

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.processes import Process
    from tests.support.server import Site

pytestmark = pytest.mark.seeded
_TURNS = 2 * PAGES + 1
_ROUND = re.compile(r"went to the council in round (\d+)\.")
_BUSY = "another run is writing there"


@pytest.mark.parametrize(("rounds", "numbers"), [(2, NUMBERS[:2]), pytest.param(100, NUMBERS, marks=pytest.mark.slow)])
def test_exports_and_a_check_meanwhile_see_whole_briefings(
    site: Site, tmp_path: Path, rounds: int, numbers: range
) -> None:
    data = tmp_path / "data"
    for round_ in range(1, rounds + 1):
        eight_houses.serve(site, round_, numbers)
        begun_before = _export(data, tmp_path / "before.csv")
        run = crawler(site, data)
        crawls = [run.start(f"house_{number}", "-s", "SPIDER_MODULES=tests.support.eight_houses") for number in numbers]
        # Sometimes sooner, sometimes later: a round requests five pages of each house.
        site.wait_for_visits(1 + round_ % (4 * len(numbers)))
        time.sleep(0.05 * (round_ % 5))
        begun_after = _export(data, tmp_path / "after.csv")
        verify = processes.start("-m", "scrapy", "verify", "-s", f"BRIEFINGS_DATA={data}")
        for crawl in map(run.finish, crawls):
            assert crawl.code == 0, (round_, crawl.out, crawl.err)
            assert f"{1 if round_ > 1 else 0} revised" in crawl.out
        _check_export(begun_before, tmp_path / "before.csv", round_, numbers)
        _check_export(begun_after, tmp_path / "after.csv", round_, numbers)
        assert verify.wait() in {0, 2 if round_ == 1 else 0, 8}
        if verify.code == 8:
            assert _BUSY in verify.err, (round_, verify.out, verify.err)
            assert "fault" not in verify.out, (round_, verify.out)
        assert "Traceback" not in verify.err
        site.log.clear()
    checked = scrapy(data, "verify")
    assert checked.code == 0, checked.out
    _check_last(data, rounds, numbers)


def _export(data: Path, out: Path) -> Process:
    out.unlink(missing_ok=True)
    return processes.start("-m", "scrapy", "export", "csv", "--out", str(out), "-s", f"BRIEFINGS_DATA={data}")


def _check_export(export: Process, out: Path, round_: int, numbers: range) -> None:
    """Check that each exported briefing is whole, as it was in one round."""
    code = export.wait()
    assert "Traceback" not in export.err, export.err
    if round_ == 1 and code in {2, 4}:
        return  # nothing was kept yet
    if code == 8:
        assert _BUSY in export.err, (round_, export.err)
        return
    assert code == 0, (round_, export.err)
    turns: Counter[str] = Counter()
    seen: dict[str, set[int]] = {}
    with out.open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            turns[row["briefing"]] += 1
            seen.setdefault(row["briefing"], set()).update(map(int, _ROUND.findall(row["text"])))
    assert set(turns.values()) <= {_TURNS}, (round_, turns)
    if round_ > 1:
        assert len(turns) == len(numbers) * 2, (round_, turns)
    for briefing, rounds in seen.items():
        assert not rounds or (len(rounds) == 1 and rounds <= {round_, round_ - 1}), (round_, briefing, rounds)


def _check_last(data: Path, rounds: int, numbers: range) -> None:
    out = data.with_name("last.csv")
    assert _export(data, out).wait() == 0
    with out.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == len(numbers) * 2 * _TURNS
    said = Counter(row["briefing"].rpartition("/")[2] for row in rows if mark_of(rounds) in row["text"])
    assert set(said) == {str(keys_of(number)[0]) for number in numbers}
