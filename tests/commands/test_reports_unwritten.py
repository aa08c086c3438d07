"""The report of a run when the disk is full, the database is damaged, or another run is in progress."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.pages import HOST, address, briefing, list_page
from tests.support.run_reports import make_report
from tests.support.server import Site, page
from tests.support.told_runs import KEY, START, latest_report, plug_in, report_rows, runs_of, told_report

if TYPE_CHECKING:
    from tests.support.crawls import Crawler

PAGES = briefing(KEY, 3)
LIST = f"http://{HOST}/pressroom/node_8001.htm"


@pytest.fixture
def served(site: Site) -> Site:
    """A briefing of three pages, seven turns, on a list."""
    site.serve_all(PAGES)
    site.serve(LIST, list_page([address(KEY)]))
    return site


@pytest.mark.further
def test_a_damaged_database_is_told_in_the_report_and_not_written_to(served: Site, crawler: Crawler) -> None:
    first = told_report(crawler, crawler.first(*START))
    database = crawler.data / "briefings.sqlite"
    sound = database.read_bytes()
    damaged = sound[:100] + bytes(4000) + sound[4100:]
    database.write_bytes(damaged)
    crawl = crawler.run(*START)
    report = latest_report(crawler)
    assert (crawl.code, report["word"], report["sentence"]) == (8, "storage", crawl.out.strip())
    assert "briefings.sqlite: the database is damaged" in report["sentence"]
    assert database.read_bytes() == damaged
    metrics = (runs_of(crawler) / "metrics.prom").read_text(encoding="utf-8")
    good = int(datetime.fromisoformat(first["ended_at"]).timestamp())
    assert f'briefings_last_good_run_timestamp_seconds{{source="china_org_cn"}} {good}\n' in metrics
    # Once the database is restored, it knows of that run.
    database.write_bytes(sound)
    again = told_report(crawler, crawler.run(*START))
    assert [(row["run"], row["code"]) for row in report_rows(crawler)] == [
        (first["run"], 0), (report["run"], 8), (again["run"], 0),
    ]  # fmt: skip


def test_a_report_that_rotted_in_the_files_is_named_and_can_be_left_out(served: Site, crawler: Crawler) -> None:
    report = make_report(0, ended_at="2026-03-01T06:05:00Z")
    del report["missed_expectations"]
    runs_of(crawler).mkdir(parents=True)
    for name in ("history.jsonl", "latest.json"):
        (runs_of(crawler) / name).write_text(json.dumps(report) + "\n", encoding="utf-8")
    crawl = crawler.run(*START)
    assert crawl.code == 8, crawl.err
    assert "The reports of earlier runs are not what a run leaves, so nothing can be learnt from them" in crawl.out
    assert [row["code"] for row in report_rows(crawler)] == [0, 8]
    again = crawler.run(*START, "-s", 'BRIEFINGS_EXPECT={"learn": "2026-03-02"}')
    assert again.code == 0, again.err


def test_report_that_cannot_be_written_ends_with_eight_and_hides_nothing(served: Site, crawler: Crawler) -> None:
    runs = runs_of(crawler)
    runs.parent.mkdir(parents=True)
    runs.write_text("not a folder", encoding="utf-8")
    crawl = crawler.run(*START)
    assert crawl.code == 8, crawl.err
    assert crawl.out.startswith("1 briefing (7 turns): 1 new")
    assert f"The report of the run could not be written: {runs}" in crawl.out
    assert len(crawl.turns()) == 7


def test_latest_that_cannot_be_written_is_told_by_the_row_too(served: Site, crawler: Crawler) -> None:
    (runs_of(crawler) / "latest.json").mkdir(parents=True)
    crawl = crawler.run(*START)
    assert crawl.code == 8, crawl.err
    (report,) = report_rows(crawler)
    assert (report["code"], report["word"], report["sentence"]) == (8, "storage", crawl.out.strip())


def test_a_second_run_of_a_source_waits_for_nothing(served: Site, crawler: Crawler) -> None:
    served.serve(address(KEY, 2), page(PAGES[address(KEY, 2)], delay=60))
    first = crawler.start(*START)
    served.wait_for_visits(2)
    second = crawler.run(*START)
    assert (second.code, "another run is writing there (process" in second.out) == (8, True), second.err
    assert "could not be noted" not in second.err, "as it says after ten seconds"
    (running,) = report_rows(crawler)
    assert (running["state"], (runs_of(crawler) / "latest.json").exists()) == ("running", False)
    first.kill()
    crawler.finish(first)


def test_a_full_disk_is_what_the_next_run_tells_of_it(served: Site, crawler: Crawler, tmp_path: Path) -> None:
    # A limit on file size from its first request on, which the log of the database exceeds.
    body = (
        "    async def start(self):\n"
        "        import resource\n"
        "        resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, resource.RLIM_INFINITY))\n"
        "        async for request in super().start():\n"
        "            yield request\n"
    )
    full = crawler.run(*plug_in(crawler, tmp_path, body), "-L", "ERROR")
    assert full.code == 8, full.err
    report = latest_report(crawler)
    assert (report["code"], report["sentence"]) == (8, full.out.strip())
    assert [row["state"] for row in report_rows(crawler)] == ["running"]
    crawl = crawler.run(*START)
    assert (
        f"The previous run, {report['run']}, could not write its report to the database: {report['sentence']}"
        in crawl.out
    )
    assert "was killed" not in crawl.out
    assert told_report(crawler, crawl)["killed_before"] is None
    assert [(row["state"], row["code"]) for row in report_rows(crawler)] == [("ended", 8), ("ended", 0)]
