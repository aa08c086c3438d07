"""The report of a run: it is there whatever the end was, and says what the exit code says."""

from __future__ import annotations

import json
import signal
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from briefings.store import Database
from briefings.store.run_reports import reports_of
from tests.support.pages import HOST, address, briefing, list_page
from tests.support.run_reports import make_report
from tests.support.server import Reply, Site, page

if TYPE_CHECKING:
    from tests.support.crawls import Crawl, Crawler

KEY = 7001
PAGES = briefing(KEY, 3)
LIST = f"http://{HOST}/pressroom/node_8001.htm"
START = ("china_org_cn", "-a", f"url={address(KEY)}")


@pytest.fixture
def served(site: Site) -> Site:
    """A briefing of three pages, seven turns, on a list."""
    site.serve_all(PAGES)
    site.serve(LIST, list_page([address(KEY)]))
    return site


def _runs(crawler: Crawler, source: str = "china_org_cn") -> Path:
    return crawler.data / source / "runs"


def _latest(crawler: Crawler, source: str = "china_org_cn") -> dict[str, Any]:
    report: dict[str, Any] = json.loads((_runs(crawler, source) / "latest.json").read_text(encoding="utf-8"))
    return report


def _rows(crawler: Crawler) -> list[dict[str, Any]]:
    with closing(Database(crawler.data / "briefings.sqlite", reading=True)) as database:
        return reports_of(database, "china_org_cn")


def _told(crawler: Crawler, crawl: Crawl) -> dict[str, Any]:
    """The latest report, once it is known to say what the crawl said, in the history too."""
    report = _latest(crawler)
    assert (report["code"], report["sentence"]) == (crawl.code, crawl.out.strip()), crawl.err
    assert report["state"] == "ended"
    last = (_runs(crawler) / "history.jsonl").read_text(encoding="utf-8").splitlines()[-1]
    assert json.loads(last) == {name: value for name, value in report.items() if name != "briefings"}
    # It is no running one any more.
    assert sorted(file.name for file in _runs(crawler).iterdir()) == [
        "history.jsonl", "latest.json", "lock", "metrics.prom",
    ]  # fmt: skip
    return report


def _plug_in(crawler: Crawler, folder: Path, body: str) -> tuple[str, ...]:
    """A spider of a plug-in that differs in one method."""
    (folder / "plugged.py").write_text(
        "from spiders.china_org_cn import ChinaOrgCnSpider\n"
        "class PluggedSpider(ChinaOrgCnSpider):\n"
        f"    name = 'china_org_cn'\n{body}",
        encoding="utf-8",
    )
    crawler.path.append(folder)
    return (*START, "-s", "SPIDER_MODULES=plugged")


# -- Every end


def test_complete_run_is_told_in_full(served: Site, crawler: Crawler) -> None:
    crawl = crawler.first("china_org_cn", "-a", f"lists={LIST}")
    report = _told(crawler, crawl)
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
            "id": f"{HOST}/{KEY}", "url": address(KEY), "state": "complete", "kept": "new", "turns": 7, "warnings": 0,
            "missing_pages": [], "kind": None, "reason": None,
        }
    ]  # fmt: skip
    assert report["selectors"]["body"] == {"selector": "#container_txt", "matched": 1, "of": 1}
    assert report["content"] == {"selector": 3}
    assert sum(report["label_rules"].values()) == 7
    # Three of the seven are asked by an outlet; the chair and two officials speak the others.
    assert report["speaker"] == report["fill"]["turns"]["speaker"] == round(4 / 7, 4)
    assert report["coverage"] == {"least": 1.0, "of": f"{HOST}/{KEY}", "mean": 1.0}
    assert report["newest_briefing"] == "2024-05-16"
    assert report["started_at"] <= report["newest_commit"] <= report["ended_at"]


def test_what_was_newest_is_told_also_when_nothing_is_due(served: Site, crawler: Crawler) -> None:
    first = _told(crawler, crawler.first("china_org_cn", "-a", f"lists={LIST}"))
    second = _told(crawler, crawler.run("china_org_cn", "-a", f"lists={LIST}"))
    assert (second["counts"]["not_due"], second["briefings"]) == (1, [])
    for name in ("newest_briefing", "newest_commit"):
        assert second[name] == first[name] is not None
    assert len((_runs(crawler) / "history.jsonl").read_text(encoding="utf-8").splitlines()) == 2


def test_the_second_day_of_a_broken_source_says_what_the_first_said(site: Site, crawler: Crawler) -> None:
    keys = range(KEY, KEY + 5)
    for key in keys:
        site.serve_all(briefing(key, 1))
    site.serve(LIST, list_page([address(key) for key in keys]))
    start = ("china_org_cn", "-a", f"lists={LIST}", "-s", 'BRIEFINGS_EXPECT={"speaker": 0.99}')
    first, second = (_told(crawler, crawler.run(*start)) for _ in range(2))
    assert (first["counts"]["read"], second["counts"]["not_due"]) == (5, 5)
    ((missed,), (again,)) = (report["missed_expectations"] for report in (first, second))
    assert (missed["expectation"], missed["code"], first["code"]) == ("speaker", 3, 3)
    assert again == {**missed, "sentence": f"{missed['sentence'][:-1]}; first seen on {first['started_at'][:10]}."}
    assert (second["code"], again["sentence"] in second["sentence"]) == (3, True)
    accepted = _told(crawler, crawler.run(*start[:3]))
    assert (accepted["code"], accepted["missed_expectations"]) == (0, [])


def test_incomplete_run_names_the_missing_pages(served: Site, crawler: Crawler) -> None:
    served.serve(address(KEY, 3), page(b"", status=404))
    crawl = crawler.run(*START)
    report = _told(crawler, crawl)
    assert (crawl.code, report["word"]) == (3, "incomplete")
    assert f"1 briefing incomplete: {HOST}/{KEY} lacks page 3 (http 404)." in crawl.out
    (state,) = report["briefings"]
    assert (state["state"], state["missing_pages"]) == (
        "incomplete",
        [{"number": 3, "kind": "not_found", "reason": "http 404"}],
    )


def test_run_that_read_nothing_says_why(site: Site, crawler: Crawler) -> None:
    crawl = crawler.run(*START)
    report = _told(crawler, crawl)
    assert (crawl.code, report["word"], report["coverage"]) == (4, "nothing", {})
    assert crawl.out == f"No briefing was read: {address(KEY)} was not read (http 404).\n"
    assert "Traceback" not in crawl.err
    (state,) = report["briefings"]
    assert (state["id"], state["state"], state["reason"]) == (f"{HOST}/{KEY}", "unread", "http 404")


def test_refused_run(served: Site, crawler: Crawler) -> None:
    served.serve(f"http://{HOST}/robots.txt", Reply(b"User-agent: *\nDisallow: /\n"))
    crawl = crawler.run("china_org_cn", "-a", f"lists={LIST}")
    report = _told(crawler, crawl)
    assert (crawl.code, report["word"], report["counts"]["blocked"]) == (6, "blocked", 1)
    assert report["lists"] == [{"url": LIST, "found": None, "new": 0, "kind": "refused", "reason": "robots.txt"}]


def test_rejected_record(served: Site, crawler: Crawler, tmp_path: Path) -> None:
    body = (
        "    def _close(self, opened):\n"
        "        for briefing in super()._close(opened):\n"
        "            briefing.title = 7\n"
        "            yield briefing\n"
    )
    crawl = crawler.run(*_plug_in(crawler, tmp_path, body))
    report = _told(crawler, crawl)
    assert (crawl.code, report["word"], report["briefings"][0]["state"]) == (5, "rejected", "rejected")
    assert "1 record did not match the schema" in crawl.out
    assert len(crawl.lines("china_org_cn", "rejected.jsonl")) == 1
    assert crawl.turns() == []


def test_crash_of_a_spider(served: Site, crawler: Crawler, tmp_path: Path) -> None:
    body = "    def parse_entry(self, response, **kwargs):\n        raise RuntimeError('a mistake in a spider')\n"
    crawl = crawler.run(*_plug_in(crawler, tmp_path, body))
    report = _told(crawler, crawl)
    assert (crawl.code, report["word"], report["counts"]["failures"]) == (1, "crash", 1)
    assert "The program failed 1 time" in crawl.out
    assert "a mistake in a spider" in crawl.err


def test_crawl_that_cannot_start(served: Site, crawler: Crawler) -> None:
    crawl = crawler.run(*START, "-s", "STATS_CLASS=nowhere.Stats")
    assert (crawl.code, _told(crawler, crawl)["word"]) == (1, "crash")
    assert crawl.out == "The crawl could not start: ModuleNotFoundError: No module named 'nowhere'.\n"
    assert served.log == []


def test_interrupted_run_names_what_was_under_way_and_can_be_finished(served: Site, crawler: Crawler) -> None:
    served.serve(address(KEY, 2), page(PAGES[address(KEY, 2)], delay=3))
    process = crawler.start(*START, "-s", "CONCURRENT_REQUESTS=1")
    served.wait_for_visits(2)
    process.send_signal(signal.SIGINT)
    crawl = crawler.finish(process)
    report = _told(crawler, crawl)
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
    report = _told(crawler, crawl)
    assert (crawl.code, report["finish_reason"]) == (7, None)
    assert crawl.out == "Interrupted; run the same command to continue.\n"
    assert "Traceback" not in crawl.err


def test_killed_run_is_named_by_the_next(served: Site, crawler: Crawler) -> None:
    first = _told(crawler, crawler.first(*START))
    served.serve(address(KEY, 2), page(PAGES[address(KEY, 2)], delay=60))
    served.log.clear()
    process = crawler.start(*START)
    served.wait_for_visits(2)
    process.kill()
    assert crawler.finish(process).code == -signal.SIGKILL
    assert _latest(crawler) == first
    killed = _rows(crawler)[-1]
    assert (killed["state"], killed["code"]) == ("running", None)

    served.serve_all(PAGES)
    crawl = crawler.run(*START)
    report = _told(crawler, crawl)
    assert (crawl.code, report["killed_before"]) == (0, killed["run"])
    assert f"The previous run, {killed['run']}, was killed." in crawl.out
    history = (_runs(crawler) / "history.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["state"] for line in history] == ["ended", "killed", "ended"]


# -- A disk that does not do its part


def test_a_damaged_database_is_told_in_the_report_and_not_written_to(served: Site, crawler: Crawler) -> None:
    first = _told(crawler, crawler.first(*START))
    database = crawler.data / "briefings.sqlite"
    sound = database.read_bytes()
    damaged = sound[:100] + bytes(4000) + sound[4100:]
    database.write_bytes(damaged)
    crawl = crawler.run(*START)
    report = _latest(crawler)
    assert (crawl.code, report["word"], report["sentence"]) == (8, "storage", crawl.out.strip())
    assert "briefings.sqlite: the database is damaged" in report["sentence"]
    assert database.read_bytes() == damaged
    metrics = (_runs(crawler) / "metrics.prom").read_text(encoding="utf-8")
    good = int(datetime.fromisoformat(first["ended_at"]).timestamp())
    assert f'briefings_last_good_run_timestamp_seconds{{source="china_org_cn"}} {good}\n' in metrics
    # Once the database is restored, it knows of that run.
    database.write_bytes(sound)
    again = _told(crawler, crawler.run(*START))
    assert [(row["run"], row["code"]) for row in _rows(crawler)] == [
        (first["run"], 0), (report["run"], 8), (again["run"], 0),
    ]  # fmt: skip


def test_a_report_that_rotted_in_the_files_is_named_and_can_be_left_out(served: Site, crawler: Crawler) -> None:
    report = make_report(0, ended_at="2026-03-01T06:05:00Z")
    del report["missed_expectations"]
    _runs(crawler).mkdir(parents=True)
    for name in ("history.jsonl", "latest.json"):
        (_runs(crawler) / name).write_text(json.dumps(report) + "\n", encoding="utf-8")
    crawl = crawler.run(*START)
    assert crawl.code == 8, crawl.err
    assert "The reports of earlier runs are not what a run leaves, so nothing can be learnt from them" in crawl.out
    assert [row["code"] for row in _rows(crawler)] == [0, 8]
    again = crawler.run(*START, "-s", 'BRIEFINGS_EXPECT={"learn": "2026-03-02"}')
    assert again.code == 0, again.err


def test_report_that_cannot_be_written_ends_with_eight_and_hides_nothing(served: Site, crawler: Crawler) -> None:
    runs = _runs(crawler)
    runs.parent.mkdir(parents=True)
    runs.write_text("not a folder", encoding="utf-8")
    crawl = crawler.run(*START)
    assert crawl.code == 8, crawl.err
    assert crawl.out.startswith("1 briefing (7 turns): 1 new")
    assert f"The report of the run could not be written: {runs}" in crawl.out
    assert len(crawl.turns()) == 7


def test_latest_that_cannot_be_written_is_told_by_the_row_too(served: Site, crawler: Crawler) -> None:
    (_runs(crawler) / "latest.json").mkdir(parents=True)
    crawl = crawler.run(*START)
    assert crawl.code == 8, crawl.err
    (report,) = _rows(crawler)
    assert (report["code"], report["word"], report["sentence"]) == (8, "storage", crawl.out.strip())


def test_a_second_run_of_a_source_waits_for_nothing(served: Site, crawler: Crawler, tmp_path: Path) -> None:
    served.serve(address(KEY, 2), page(PAGES[address(KEY, 2)], delay=60))
    first = crawler.start(*START)
    served.wait_for_visits(2)
    second = crawler.run(*START, "-s", f"BRIEFINGS_ON_END=cp -t {tmp_path}")
    assert (second.code, "another run is writing there (process" in second.out) == (8, True), second.err
    assert "could not be noted" not in second.err, "as it says after ten seconds"
    (running, refused) = _rows(crawler)
    assert (running["state"], refused["state"], refused["code"]) == ("running", "refused", 8)
    told = json.loads((tmp_path / f"{refused['run']}.json").read_text(encoding="utf-8"))
    assert told == {**refused, "briefings": []}
    assert (refused["sentence"], (_runs(crawler) / "latest.json").exists()) == (second.out.strip(), False)
    first.kill()
    crawler.finish(first)


def test_a_full_disk_is_what_the_next_run_tells_of_it(served: Site, crawler: Crawler, tmp_path: Path) -> None:
    # No file may grow beyond this from its first request on: the log of the database does.
    body = (
        "    async def start(self):\n"
        "        import resource\n"
        "        resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, resource.RLIM_INFINITY))\n"
        "        async for request in super().start():\n"
        "            yield request\n"
    )
    full = crawler.run(*_plug_in(crawler, tmp_path, body), "-L", "ERROR")
    assert full.code == 8, full.err
    report = _latest(crawler)
    assert (report["code"], report["sentence"]) == (8, full.out.strip())
    assert [row["state"] for row in _rows(crawler)] == ["running"]
    crawl = crawler.run(*START)
    assert (
        f"The previous run, {report['run']}, could not write its report to the database: {report['sentence']}"
        in crawl.out
    )
    assert "was killed" not in crawl.out
    assert _told(crawler, crawl)["killed_before"] is None
    assert [(row["state"], row["code"]) for row in _rows(crawler)] == [("ended", 8), ("ended", 0)]


# -- What is not told


def test_no_secret_is_written(served: Site, crawler: Crawler) -> None:
    crawl = crawler.run(
        "briefing", "-a", f"url={address(KEY)}", "-a", "_token=hunter2", "-a", "_job=6487ec79",
        "-s", "MAIL_PASS=hunter2", "-L", "INFO",
    )  # fmt: skip
    report = _latest(crawler, "briefing")
    assert report["code"] == crawl.code
    assert report["arguments"] == {"url": address(KEY), "_job": "6487ec79"}
    assert "MAIL_PASS" in report["settings"]
    assert all(b"hunter2" not in file.read_bytes() for file in _runs(crawler, "briefing").iterdir())
