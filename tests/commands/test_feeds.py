"""Feeds of a crawl: one row per turn, and the outcome when a feed cannot be written."""

import os
from pathlib import Path

import pytest

from tests.support import processes
from tests.support.crawls import Crawl, Crawler
from tests.support.pages import address, briefing
from tests.support.server import Site

START = ("china_org_cn", "-a", f"url={address(7001)}")


@pytest.fixture
def served(site: Site) -> Site:
    """A briefing of three pages, seven turns."""
    site.serve_all(briefing(7001, 3))
    return site


def test_feed_has_a_row_a_turn_also_when_nothing_is_new(served: Site, crawler: Crawler, tmp_path: Path) -> None:
    crawler.first(*START)
    crawl = crawler.run(*START, "-O", f"{tmp_path}/turns.csv", "-O", f"{tmp_path}/turns.jsonl")
    assert crawl.code == 0, crawl.err
    assert "0 new, 0 revised, 1 unchanged" in crawl.out
    rows = (tmp_path / "turns.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(rows) == 7
    assert (tmp_path / "turns.csv").read_text(encoding="utf-8").startswith("id,briefing,revision,seq,")


def test_feed_on_stdout_has_stdout_for_itself(served: Site, crawler: Crawler) -> None:
    crawl = crawler.run(*START, "-O", "-:jsonl")
    assert crawl.code == 0, crawl.err
    assert len(crawl.out.splitlines()) == 7
    assert all(line.startswith("{") for line in crawl.out.splitlines())
    assert crawl.err.splitlines()[-1].startswith("1 briefing (7 turns): 1 new")


def test_feed_whose_reader_is_gone_ends_with_eight(served: Site, crawler: Crawler) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    crawl = processes.start(*crawler.command((*START, "-O", "-:jsonl")), env=crawler.environment(), stdout=writing)
    os.close(writing)
    assert crawl.wait() == 8, crawl.err
    assert "A file could not be written: Broken pipe." in crawl.err


def test_feed_of_an_empty_run_leaves_the_one_before(site: Site, crawler: Crawler, tmp_path: Path) -> None:
    feed = tmp_path / "turns.jsonl"
    feed.write_text('{"from": "the run before"}\n', encoding="utf-8")
    assert crawler.run(*START, "-O", str(feed)).code == 4
    assert feed.read_text(encoding="utf-8") == '{"from": "the run before"}\n'


def test_a_feed_over_a_file_of_the_data_folder_is_refused(crawler: Crawler) -> None:
    kept = crawler.data / "china_org_cn" / "turns.jsonl"
    (refused,) = crawler.refused([(*START, "-O", str(kept))])
    assert refused.code == 2
    assert f"FEEDS names {kept}, which belongs to the data folder" in refused.err


def test_a_second_array_is_not_appended_to_the_first(crawler: Crawler, tmp_path: Path) -> None:
    feed = tmp_path / "turns.json"
    feed.write_text("[]", encoding="utf-8")
    for named in (str(feed), feed.as_uri()):
        (refused,) = crawler.refused([(*START, "-o", named)])
        assert (refused.code, f"FEEDS names {named}, which has an array already" in refused.err) == (2, True)
    assert feed.read_text(encoding="utf-8") == "[]"


@pytest.mark.further
def test_feed_that_a_server_does_not_take_is_named(served: Site, crawler: Crawler) -> None:
    crawl = crawler.run(*START, "-O", "ftp://anna:moonlight@127.0.0.1:1/turns.jsonl")
    assert crawl.code == 8, crawl.err
    assert "The jsonl feed (1 items) in: ftp://127.0.0.1:1/turns.jsonl could not be written: Connection r" in crawl.out


def test_feed_that_cannot_be_stored_ends_with_eight(served: Site, crawler: Crawler) -> None:
    crawl = crawler.run(*START, "-O", "/dev/full:jsonl")
    assert crawl.code == 8, crawl.err
    assert "A file could not be written: No space left on device." in crawl.out
    assert len(crawl.turns()) == 7


def test_a_feed_that_cannot_be_written_is_refused_before_the_first_request(
    served: Site, crawler: Crawler, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("kept", encoding="utf-8")
    for feed, why in ((tmp_path, "Is a directory"), (tmp_path / "file" / "turns", "Not a directory")):
        crawl = crawler.run(*START, "-O", f"{feed}:jsonl")
        assert crawl.code == 8, crawl.err
        assert crawl.out.startswith(f"The data could not be written: {feed}: {why}. A file stands where a folder is")
        assert crawl.out.endswith("move it away, or name another file for the feed.\n")
        assert "Traceback" not in crawl.err
        assert not crawl.turns()
    assert not served.visits()
    assert (tmp_path / "file").read_text(encoding="utf-8") == "kept"


@pytest.mark.further
def test_a_feed_that_links_to_nothing_is_written_where_its_folder_is(
    served: Site, crawler: Crawler, tmp_path: Path
) -> None:
    link = tmp_path / "turns.jsonl"
    link.symlink_to(tmp_path / "gone" / "turns.jsonl")
    crawl = crawler.run(*START, "-O", str(link))
    assert (crawl.code, served.visits()) == (8, []), crawl.err
    assert f"{link}: No such file or directory" in crawl.out
    (tmp_path / "gone").mkdir()
    assert crawler.run(*START, "-O", str(link)).code == 0
    assert len((tmp_path / "gone" / "turns.jsonl").read_text(encoding="utf-8").splitlines()) == 7


def test_a_feed_that_this_user_may_not_write_is_refused(served: Site, crawler: Crawler, tmp_path: Path) -> None:
    # Root may write anywhere, so os.access answers as for another user.
    code = f"import os; os.access = lambda path, _: not str(path).startswith({str(tmp_path)!r})"
    crawler.launch = ["-c", f"{code}; from scrapy.cmdline import execute; execute()"]
    crawler.data = tmp_path.parent / f"{tmp_path.name}-data"
    (tmp_path / "turns.csv").write_text("kept", encoding="utf-8")
    for feed in (tmp_path / "turns.csv", tmp_path / "no" / "folder" / "turns.csv"):
        crawl = crawler.run(*START, "-o", feed.as_uri())
        assert crawl.code == 8, crawl.err
        assert f"{feed}: Permission denied. Make it writable, or name another file for the feed.\n" in crawl.out
    assert not served.visits()
    assert [path.name for path in tmp_path.iterdir()] == ["turns.csv"]
    assert (tmp_path / "turns.csv").read_text(encoding="utf-8") == "kept"


def test_a_run_refused_for_its_feed_is_in_the_history_and_in_the_gauges(
    served: Site, crawler: Crawler, tmp_path: Path
) -> None:
    assert crawler.first(*START).code == 0
    assert [crawler.run(*START, "-O", f"{tmp_path}:jsonl").code for _ in range(2)] == [8, 8]
    crawl = Crawl(8, "", "", crawler.data)
    assert [run["code"] for run in crawl.lines("china_org_cn", "runs/history.jsonl")] == [0, 8, 8]
    gauges = (crawler.data / "china_org_cn" / "runs" / "metrics.prom").read_text(encoding="utf-8")
    assert 'briefings_last_run_code{source="china_org_cn"} 8\n' in gauges
