"""`scrapy status`: a table of all sources in a data folder; `scrapy list --ready`: what a scheduler can crawl."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from briefings.store.database import Database
from briefings.store.lock import take_lock
from briefings.store.run_reports import put_report
from tests.support import eight_houses, processes
from tests.support.commands import scrapy, scrapy_all
from tests.support.kept_folders import SOURCE, copy_of, flip
from tests.support.processes import REPO
from tests.support.run_reports import make_report
from tests.support.undisturbed import crawler

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.server import Site


def _put(data: Path, source: str, day: int, **values: Any) -> None:
    report = make_report(day, ended_at=f"2026-03-{day + 1:02}T07:00:00Z", sentence=f"{source} on day {day}.", **values)
    with closing(Database(data / "briefings.sqlite")) as database:
        put_report(database, {**report, "source": source})


def test_a_line_a_source_and_the_worst_of_their_last_codes(sample_data: Path, tmp_path: Path) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    _put(folder.root, "harbour", 0)
    _put(folder.root, "harbour", 1, code=3, counts={"new": 2, "incomplete": 1, "unread": 1})
    _put(folder.root, "quay", 0, code=6, counts={"blocked": 3})
    _put(folder.root, "wharf", 0, code=4)
    lock = take_lock(folder)
    try:
        table, lines, some, unknown = scrapy_all(
            folder.root, ("status",), ("status", "--json"), ("status", "harbour", SOURCE), ("status", "pier")
        )
    finally:
        lock.close()
    head, *rows, never = table.out.splitlines()
    assert (table.code, some.code, table.err) == (6, 3, "")
    assert head.split("  ")[0].strip() == "SOURCE"
    assert [row.split()[0] for row in rows] == ["harbour", "quay", SOURCE, "wharf"]
    assert rows[0].split()[1] == "3"
    assert rows[0].endswith("harbour on day 1.")
    assert " 2026-03-01 " in rows[1]
    assert f"Busy: another run is writing there (process {os.getpid()}, since " in rows[2]
    assert never.startswith("Never crawled here: kremlin, ")
    assert ", scio, " in never
    found = {one["source"]: one for one in map(json.loads, lines.out.splitlines())}
    assert {name: one["code"] for name, one in found.items()} == {"harbour": 3, "quay": 6, SOURCE: 0, "wharf": 4}
    assert (found["harbour"]["new"], found["harbour"]["incomplete"]) == (2, 2)
    assert found["harbour"]["last_good_run"] == "2026-03-01T07:00:00Z"
    assert (found["quay"]["blocked_since"], found["wharf"]["broken_since"]) == ("2026-03-01T06:00:00Z",) * 2
    assert "all complete" in found[SOURCE]["sentence"]
    assert (unknown.code, "it has harbour, quay, sample, wharf." in unknown.out + unknown.err) == (2, True)


def test_an_error_that_only_the_file_tells_of_is_told(sample_data: Path, tmp_path: Path) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    latest = folder.runs / "latest.json"
    report = json.loads(latest.read_text(encoding="utf-8"))
    later = {**report, "run": "29990101T000000.000000Z", "code": 8, "sentence": "The data could not be written: full."}
    latest.write_text(json.dumps(later), encoding="utf-8")
    done = scrapy(folder.root, "status")
    assert (done.code, "The data could not be written: full." in done.out) == (8, True)


def test_nothing_is_written_so_that_a_full_disk_can_be_told(sample_data: Path, tmp_path: Path) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    folder.turns.unlink()
    done = scrapy(folder.root, "status")
    assert (done.code, "all complete" in done.out) == (0, True)
    assert not folder.turns.exists()


def test_a_folder_without_data_and_a_damaged_database_are_said(sample_data: Path, tmp_path: Path) -> None:
    nothing = scrapy(tmp_path / "none", "status")
    assert (nothing.code, f"{tmp_path / 'none'} has no source" in nothing.out + nothing.err) == (2, True)
    assert not (tmp_path / "none").exists()
    folder = copy_of(sample_data, tmp_path / "data")
    flip(folder.database, 30)
    damaged = scrapy(folder.root, "status", "--json")
    assert (damaged.code, damaged.out) == (8, "")
    assert str(folder.database) in damaged.err


_HOUSES = ("-s", "SPIDER_MODULES=tests.support.eight_houses,spiders.briefing,spiders.sample")
_NAMES = [f"house_{number}" for number in eight_houses.NUMBERS]


def test_only_sources_with_lists_of_their_own_are_ready() -> None:
    ready = processes.run("-m", "scrapy", "list", "--ready", *_HOUSES)
    assert (ready.code, ready.out.split()) == (0, _NAMES)
    assert processes.run("-m", "scrapy", "list", *_HOUSES).out.split() == ["briefing", *_NAMES, "sample"]
    assert processes.run("-m", "scrapy", "list", "--redy").code == 2


@pytest.mark.slow
def test_every_ready_house_is_crawled_by_a_process_of_its_own(site: Site, tmp_path: Path) -> None:
    eight_houses.serve(site, 1, eight_houses.NUMBERS)
    run, data = crawler(site, tmp_path / "data"), tmp_path / "data"
    crawl = ["xargs", "-P", "4", "-I{}", sys.executable, *run.command(("{}", *_HOUSES))]
    done = subprocess.run(
        crawl, env=run.environment(), input="\n".join(_NAMES), text=True, cwd=REPO, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("2 new") == len(_NAMES)
    status = scrapy(data, "status")
    assert (status.code, [row.split()[:2] for row in status.out.splitlines()[1:9]]) == (0, [[n, "0"] for n in _NAMES])
