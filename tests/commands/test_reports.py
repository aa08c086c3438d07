"""The report of a run exists whatever the end was, and agrees with the exit code."""

from __future__ import annotations

import json
import signal
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import pytest

from tests.support.pages import HOST, address, briefing, list_page
from tests.support.server import Reply, Site, page
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


def test_complete_run_is_told_in_full(served: Site, crawler: Crawler) -> None:
    crawl = crawler.first("china_org_cn", "-a", f"lists={LIST}")
    report = told_report(crawler, crawl)
    assert (crawl.code, report["word"], report["finish_reason"]) == (0, "complete", "finished")
    counts = report["counts"]
    assert {name: counts[name] for name in ("found", "read", "new", "complete", "turns", "lists", "requests")} == {
        "found": 1, "read": 1, "new": 1, "complete": 1, "turns": 7, "lists": 1, "requests": 5,
    }  # fmt: skip
    assert counts["bytes"] > 1000
    assert report["arguments"] == {"lists": LIST}
    assert report["lists"] == [{"url": LIST, "found": 1, "new": 1, "kind": None, "reason": None}]
    assert report["briefings"] == [
        {
            "id": f"{HOST}/{KEY}", "url": address(KEY), "state": "complete", "kept": "new", "turns": 7,
            "missing_pages": [], "kind": None, "reason": None,
        }
    ]  # fmt: skip
    assert report["selectors"]["body"] == {"selector": "div#container_txt", "matched": 1, "of": 1}
    # Three of the seven are asked by an outlet; the chair and two officials speak the others.
    assert report["fill"] == {"speaker": round(4 / 7, 4), "title": 1.0, "held_on": 1.0, "participants": 1.0}
    assert report["coverage"] == {"least": 1.0, "of": f"{HOST}/{KEY}", "mean": 1.0}
    assert report["started_at"] <= report["newest_commit"] <= report["ended_at"]


def test_what_was_newest_is_told_also_when_nothing_is_due(served: Site, crawler: Crawler) -> None:
    first = told_report(crawler, crawler.first("china_org_cn", "-a", f"lists={LIST}"))
    second = told_report(crawler, crawler.run("china_org_cn", "-a", f"lists={LIST}"))
    assert (second["counts"]["not_due"], second["briefings"]) == (1, [])
    assert second["newest_commit"] == first["newest_commit"] is not None
    assert len((runs_of(crawler) / "history.jsonl").read_text(encoding="utf-8").splitlines()) == 2


@pytest.mark.further
def test_the_second_day_of_a_broken_source_says_what_the_first_said(site: Site, crawler: Crawler) -> None:
    keys = range(KEY, KEY + 5)
    for key in keys:
        site.serve_all(briefing(key, 1))
    site.serve(LIST, list_page([address(key) for key in keys]))
    start = ("china_org_cn", "-a", f"lists={LIST}", "-s", 'BRIEFINGS_EXPECT={"speaker": 0.99}')
    first, second = (told_report(crawler, crawler.run(*start)) for _ in range(2))
    assert (first["counts"]["read"], second["counts"]["not_due"]) == (5, 5)
    ((missed,), (again,)) = (report["missed_expectations"] for report in (first, second))
    assert (missed["expectation"], missed["code"], first["code"]) == ("speaker", 3, 3)
    assert again == {**missed, "sentence": f"{missed['sentence'][:-1]}; first seen on {first['started_at'][:10]}."}
    assert (second["code"], again["sentence"] in second["sentence"]) == (3, True)
    accepted = told_report(crawler, crawler.run(*start[:3]))
    assert (accepted["code"], accepted["missed_expectations"]) == (0, [])


def test_incomplete_run_names_the_missing_pages(served: Site, crawler: Crawler) -> None:
    served.serve(address(KEY, 3), page(b"", status=404))
    crawl = crawler.run(*START)
    report = told_report(crawler, crawl)
    assert (crawl.code, report["word"]) == (3, "incomplete")
    assert f"1 briefing incomplete: {HOST}/{KEY} lacks page 3 (http 404)." in crawl.out
    (state,) = report["briefings"]
    assert (state["state"], state["missing_pages"]) == (
        "incomplete",
        [{"number": 3, "kind": "not_found", "reason": "http 404"}],
    )


def test_run_that_read_nothing_says_why(site: Site, crawler: Crawler) -> None:
    crawl = crawler.run(*START)
    report = told_report(crawler, crawl)
    assert (crawl.code, report["word"], report["coverage"]) == (4, "nothing", {})
    assert crawl.out == f"No briefing was read: {address(KEY)} was not read (http 404).\n"
    assert "Traceback" not in crawl.err
    (state,) = report["briefings"]
    assert (state["id"], state["state"], state["reason"]) == (f"{HOST}/{KEY}", "unread", "http 404")


def test_refused_run(served: Site, crawler: Crawler) -> None:
    served.serve(f"http://{HOST}/robots.txt", Reply(b"User-agent: *\nDisallow: /\n"))
    crawl = crawler.run("china_org_cn", "-a", f"lists={LIST}")
    report = told_report(crawler, crawl)
    assert (crawl.code, report["word"], report["counts"]["blocked"]) == (6, "blocked", 1)
    assert report["lists"] == [{"url": LIST, "found": None, "new": 0, "kind": "refused", "reason": "robots.txt"}]


def test_rejected_record(served: Site, crawler: Crawler, tmp_path: Path) -> None:
    body = "    def _close(self, opened):\n        super()._close(opened)\n        self._queue[-1].title = 7\n"
    crawl = crawler.run(*plug_in(crawler, tmp_path, body))
    report = told_report(crawler, crawl)
    assert (crawl.code, report["word"], report["briefings"][0]["state"]) == (5, "rejected", "rejected")
    assert "1 record did not match the schema" in crawl.out
    assert len(crawl.lines("china_org_cn", "rejected.jsonl")) == 1
    assert crawl.turns() == []


def test_crash_of_a_spider(served: Site, crawler: Crawler, tmp_path: Path) -> None:
    body = "    def parse_entry(self, response, **kwargs):\n        raise RuntimeError('a mistake in a spider')\n"
    crawl = crawler.run(*plug_in(crawler, tmp_path, body))
    report = told_report(crawler, crawl)
    assert (crawl.code, report["word"], report["counts"]["failures"]) == (1, "crash", 1)
    assert "The program failed 1 time" in crawl.out
    assert "a mistake in a spider" in crawl.err


def test_crawl_that_cannot_start(served: Site, crawler: Crawler) -> None:
    crawl = crawler.run(*START, "-s", "STATS_CLASS=nowhere.Stats")
    assert (crawl.code, told_report(crawler, crawl)["word"]) == (1, "crash")
    assert crawl.out == "The crawl could not start: ModuleNotFoundError: No module named 'nowhere'.\n"
    assert served.log == []


@pytest.mark.further
def test_interrupted_run_names_what_was_under_way_and_can_be_finished(served: Site, crawler: Crawler) -> None:
    interrupted = Event()
    served.serve(address(KEY, 2), Reply(PAGES[address(KEY, 2)], gate=interrupted))
    process = crawler.start(*START, "-s", "CONCURRENT_REQUESTS=1")
    served.wait_for_visits(2)
    process.send_signal(signal.SIGINT)
    process.wait_for("shutting down gracefully")
    interrupted.set()
    crawl = crawler.finish(process)
    report = told_report(crawler, crawl)
    assert (crawl.code, report["word"], report["finish_reason"]) == (7, "interrupted", "shutdown")
    assert crawl.out == "Interrupted with 1 briefing under way; run the same command to continue.\n"
    assert f"Stopped (shutdown) before the last page of: {HOST}/{KEY}" in crawl.err
    (state,) = report["briefings"]
    assert (state["id"], state["state"]) == (f"{HOST}/{KEY}", "interrupted")
    assert crawl.turns() == []

    served.serve_all(PAGES)
    again = crawler.run(*START)
    assert (again.code, len(again.turns())) == (0, 7), again.err


def test_run_cut_off_by_a_second_interrupt(served: Site, crawler: Crawler) -> None:
    served.serve(address(KEY, 2), page(PAGES[address(KEY, 2)], delay=60))
    process = crawler.start(*START)
    served.wait_for_visits(2)
    process.send_signal(signal.SIGINT)
    process.wait_for("shutting down gracefully")
    process.send_signal(signal.SIGINT)
    crawl = crawler.finish(process)
    report = told_report(crawler, crawl)
    assert (crawl.code, report["finish_reason"]) == (7, None)
    assert crawl.out == "Interrupted; run the same command to continue.\n"
    assert "Traceback" not in crawl.err


def test_killed_run_is_named_by_the_next(served: Site, crawler: Crawler) -> None:
    first = told_report(crawler, crawler.first(*START))
    served.serve(address(KEY, 2), page(PAGES[address(KEY, 2)], delay=60))
    served.log.clear()
    process = crawler.start(*START)
    served.wait_for_visits(2)
    process.kill()
    assert crawler.finish(process).code == -signal.SIGKILL
    assert latest_report(crawler) == first
    killed = report_rows(crawler)[-1]
    assert (killed["state"], killed["code"]) == ("running", None)

    served.serve_all(PAGES)
    crawl = crawler.run(*START)
    report = told_report(crawler, crawl)
    assert (crawl.code, report["killed_before"]) == (0, killed["run"])
    assert f"The previous run, {killed['run']}, was killed." in crawl.out
    history = (runs_of(crawler) / "history.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["state"] for line in history] == ["ended", "killed", "ended"]


# -- What is not told


def test_no_secret_is_written(served: Site, crawler: Crawler) -> None:
    crawl = crawler.run(
        "briefing", "-a", f"url={address(KEY)}", "-a", "_token=hunter2", "-a", "_job=6487ec79",
        "-s", "MAIL_PASS=hunter2", "-L", "INFO",
    )  # fmt: skip
    report = latest_report(crawler, HOST)
    assert report["code"] == crawl.code
    assert report["arguments"] == {"url": address(KEY), "_job": "6487ec79"}
    assert "MAIL_PASS" in report["settings"]
    assert all(b"hunter2" not in file.read_bytes() for file in runs_of(crawler, HOST).iterdir())
