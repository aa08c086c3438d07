"""From the spider to the disk: the briefings that the pipelines store, count, pass on and refuse."""

from __future__ import annotations

import csv
import json
import logging
import os
import resource
from typing import TYPE_CHECKING, Any

import pytest

from briefings.store.folder import SourceFolder
from briefings.store.source_store import SourceStore
from tests.support import processes
from tests.support.empty_pages import crawl
from tests.support.records import LAUGHTER, SOURCE, TALK, make_briefing, make_briefings
from tests.support.stored_lines import contents, kept, lines

if TYPE_CHECKING:
    from pathlib import Path

OTHER = [*TALK, ("Ersk Courier", "Thank you.")]


def _counts(stats: dict[str, Any]) -> dict[str, Any]:
    """Return the counts of the pipelines, without those made for every briefing that is read."""
    counts = {name.removeprefix("briefings/"): value for name, value in stats.items() if name.startswith("briefings/")}
    return {name: value for name, value in counts.items() if name not in {"complete", "incomplete", "turns"}}


def test_a_first_run_keeps_everything_and_a_second_nothing(tmp_path: Path) -> None:
    stats = crawl(tmp_path, make_briefings(3))
    assert _counts(stats) == {"new": 3}
    assert len(kept(tmp_path)) == 3
    before = contents(tmp_path)
    stats = crawl(tmp_path, make_briefings(3))
    assert _counts(stats) == {"unchanged": 3}
    assert stats["item_scraped_count"] == 3
    assert contents(tmp_path) == before


def test_a_changed_briefing_becomes_a_revision_that_says_what_changed(tmp_path: Path) -> None:
    old, new = make_briefing(), make_briefing(said=OTHER)
    crawl(tmp_path, [old])
    assert _counts(crawl(tmp_path, [new])) == {"revised": 1}
    (line,) = lines(SourceFolder(tmp_path, SOURCE).briefings)
    assert line["revision"] == 2
    assert line["changes"] == [{"kind": "added", "old": None, "new": new.turns[3].id}]
    assert {turn["revision"] for turn in lines(SourceFolder(tmp_path, SOURCE).turns)} == {2}
    assert len(lines(SourceFolder(tmp_path, SOURCE).superseded)) == 4
    assert _counts(crawl(tmp_path, [make_briefing(said=OTHER)])) == {"unchanged": 1}


def test_copies_are_counted_in_every_run_that_reads_them(tmp_path: Path) -> None:
    both = [make_briefing("2"), make_briefing("1")]
    assert _counts(crawl(tmp_path, both)) == {"new": 2, "copies": 1}
    assert [(line["id"][-1], line["copy_of"]) for line in lines(SourceFolder(tmp_path, SOURCE).briefings)] == [
        ("2", both[1].id),
        ("1", None),
    ]
    before = contents(tmp_path)
    assert _counts(crawl(tmp_path, [make_briefing("2"), make_briefing("1")])) == {"unchanged": 2, "copies": 1}
    assert contents(tmp_path) == before


def test_a_copy_whose_original_changed_has_its_turns_again(tmp_path: Path) -> None:
    crawl(tmp_path, [make_briefing("1"), make_briefing("2")])
    crawl(tmp_path, [make_briefing("1", said=OTHER[2:])])
    (line,) = [line for line in lines(SourceFolder(tmp_path, SOURCE).briefings) if line["id"] == make_briefing("2").id]
    assert (line["revision"], line["copy_of"], line["turn_count"], line["changes"]) == (1, None, 3, [])
    assert _counts(crawl(tmp_path, [make_briefing("2")])) == {"unchanged": 1}


def test_gaps_are_filled_and_never_reopened(tmp_path: Path) -> None:
    assert _counts(crawl(tmp_path, [make_briefing(missing=[2, 3])])) == {"new": 1}
    assert _counts(crawl(tmp_path, [make_briefing(said=OTHER, missing=[3])])) == {"revised": 1}
    assert _counts(crawl(tmp_path, [make_briefing(missing=[2, 3])])) == {"poorer": 1}
    (line,) = lines(SourceFolder(tmp_path, SOURCE).briefings)
    assert [page["number"] for page in line["missing_pages"]] == [3]
    crawl(tmp_path, [make_briefing(said=OTHER)])
    assert lines(SourceFolder(tmp_path, SOURCE).briefings)[0]["complete"] is True


def test_a_briefing_that_is_read_twice_is_kept_once(tmp_path: Path) -> None:
    stats = crawl(tmp_path, [make_briefing(), make_briefing()])
    assert _counts(stats) == {"new": 1, "unchanged": 1}
    assert kept(tmp_path) == {make_briefing().id: 1}


def test_a_broken_record_is_rejected_once_and_the_rest_kept(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    for day in (5, 6):
        broken = make_briefing("1", fetched_at=f"2026-03-0{day}T08:00:00Z")
        broken.turns[1].kind = "monologue"  # type: ignore[assignment]
        contradicting = make_briefing("2")
        contradicting.turn_count = 7
        foreign = make_briefing("3", source="elsewhere")
        reworded = make_briefing("5")
        reworded.turns[0].text = "Good evening."
        stats = crawl(tmp_path, [broken, contradicting, foreign, reworded, make_briefing("4")])
        assert stats["briefings/rejected"] == 4
        assert stats["item_dropped_count"] == 4
    assert list(kept(tmp_path)) == [make_briefing("4").id]
    rejected = sorted(lines(SourceFolder(tmp_path, SOURCE).rejected), key=lambda line: str(line["record"]["id"]))
    assert [line["reason"] for line in rejected] == [
        ["turns[1].kind: Invalid enum value"],
        ["turn_count is 7, but there are 3 turns"],
        [f"source is not the name of the spider, {SOURCE}"],
        ["content_hash is not that of its words, which were changed after load_briefing"],
    ]
    assert [turn["text"] for turn in rejected[0]["record"]["turns"]] == [text for _, text in TALK]
    assert "Dropped: news.veldria.example/2 was rejected: turn_count is 7" in caplog.text


def test_log_lines_hold_no_transcript(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    broken = make_briefing("2", notes=[LAUGHTER])
    broken.turns[0].words = -1
    crawl(tmp_path, [make_briefing("1"), broken, make_briefing("1", said=OTHER)], settings={"LOG_LEVEL": "DEBUG"})
    assert "Briefing(news.veldria.example/1: 3 turns" in caplog.text
    for text in ("harbour of Port Ersk", "berth", "Thank you", "Laughter"):
        assert text not in caplog.text


def test_items_of_another_kind_pass(tmp_path: Path) -> None:
    stats = crawl(tmp_path, [{"title": "a notice"}])
    assert stats["item_scraped_count"] == 1
    assert _counts(stats) == {}


def test_feeds_get_every_briefing_that_was_read(tmp_path: Path) -> None:
    """Unchanged and poorer ones too: one row per turn."""
    crawl(tmp_path, [make_briefing("1"), make_briefing("2")])
    feeds = {str(tmp_path / f"feed.{kind}"): {"format": kind} for kind in ("csv", "jsonl", "json", "jl")}
    items = [make_briefing("1"), make_briefing("2", said=OTHER, missing=[2]), make_briefing("3")]
    crawl(tmp_path, items, settings={"FEEDS": feeds})
    rows = lines(tmp_path / "feed.jsonl")
    assert [row["briefing"].rpartition("/")[2] for row in rows] == ["1"] * 3 + ["2"] * 4 + ["3"] * 3
    assert rows[:3] == lines(SourceFolder(tmp_path, SOURCE).turns)[:3]
    assert json.loads((tmp_path / "feed.json").read_text(encoding="utf-8")) == rows
    with (tmp_path / "feed.csv").open(encoding="utf-8", newline="") as file:
        assert [row["text"] for row in csv.DictReader(file)] == [row["text"] for row in rows]


def test_a_run_that_found_nothing_leaves_the_feed_alone(tmp_path: Path) -> None:
    feed = tmp_path / "feed.csv"
    feed.write_text("the feed of yesterday\n")
    crawl(tmp_path / "data", [], settings={"FEEDS": {str(feed): {"format": "csv", "overwrite": True}}})
    assert feed.read_text() == "the feed of yesterday\n"


@pytest.mark.parametrize("where", ["pipelines.dedupe.DedupePipeline", "pipelines.jsonl.JsonlPipeline"])
def test_a_pipeline_can_be_switched_off(tmp_path: Path, where: str) -> None:
    broken = make_briefing("2")
    broken.words = 0
    pipelines = {"pipelines.validate.ValidatePipeline": 100, "pipelines.dedupe.DedupePipeline": 200}
    pipelines = {**pipelines, "pipelines.jsonl.JsonlPipeline": 300, where: None}  # type: ignore[dict-item]
    stats = crawl(tmp_path, [make_briefing("1"), broken], settings={"ITEM_PIPELINES": pipelines})
    assert stats["item_scraped_count"] == 1
    assert stats["briefings/rejected"] == 1
    assert "log_count/ERROR" not in stats


# The disk fails.


def test_a_full_disk_ends_the_run(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    caplog.set_level(logging.INFO)
    taken = []

    def many() -> Any:
        for number in range(2000):
            taken.append(number)
            yield make_briefing(str(number))

    try:
        stats = crawl(tmp_path, many(), before=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, hard)))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert stats["finish_reason"] == "storage"
    assert str(tmp_path) in stats["briefings/storage_error"]
    assert "run the same command again" in stats["briefings/storage_error"]
    assert len(taken) < len(kept(tmp_path)) + 50
    assert stats["log_count/ERROR"] == 1
    assert "Traceback" not in caplog.text
    dropped = [record for record in caplog.records if record.getMessage().startswith("Dropped")]
    assert dropped
    assert {record.levelname for record in dropped} == {"INFO"}
    assert len(kept(tmp_path)) in (stats["item_scraped_count"], stats["item_scraped_count"] + 1)
    assert stats["briefings/new"] == stats["item_scraped_count"]
    crawl(tmp_path, make_briefings(1))
    assert make_briefings(1)[0].id in kept(tmp_path)


def test_a_full_disk_while_rejecting_ends_the_run(tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    broken = make_briefing(said=[(None, "word " * 10_000)])
    broken.turn_count = 9
    try:
        stats = crawl(
            tmp_path,
            [broken, make_briefing()],
            at_once=2,
            before=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, hard)),
        )
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert stats["finish_reason"] == "storage"
    assert "briefings.sqlite" in stats["briefings/storage_error"]
    assert "briefings/rejected" not in stats
    assert kept(tmp_path) == {}


def test_a_full_disk_at_the_end_is_said(tmp_path: Path) -> None:
    crawl(tmp_path, [make_briefing("large", said=[(None, "word " * 10_000)]), make_briefing()])
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)

    def items() -> Any:
        size = SourceFolder(tmp_path, SOURCE).turns.stat().st_size
        yield make_briefing(said=OTHER)  # a revision, so that the files are rewritten at the end
        resource.setrlimit(resource.RLIMIT_FSIZE, (size - 1, hard))

    try:
        stats = crawl(tmp_path, items())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert "turns.jsonl.next" in stats["briefings/storage_error"]
    assert stats["briefings/revised"] == 1
    crawl(tmp_path, [])
    assert kept(tmp_path)[make_briefing().id] == 2


def test_a_data_folder_that_cannot_be_opened_keeps_the_run_from_starting(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    in_the_way = tmp_path / "data"
    in_the_way.write_text("in the way")
    stats = crawl(in_the_way, iter([make_briefing()]))
    assert stats["finish_reason"] == "storage"
    assert str(in_the_way) in stats["briefings/storage_error"]
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == [
        stats["briefings/storage_error"]
    ]
    assert "item_scraped_count" not in stats


def test_a_second_run_of_a_source_does_not_start(tmp_path: Path) -> None:
    with SourceStore(tmp_path, SOURCE) as store:
        store.commit(make_briefing("1"))
        stats = crawl(tmp_path, [make_briefing("2")])
    assert stats["finish_reason"] == "storage"
    assert f"another run is writing there (process {os.getpid()}" in stats["briefings/storage_error"]
    assert list(kept(tmp_path)) == [make_briefing("1").id]


def test_a_run_killed_between_two_items_is_taken_up(tmp_path: Path) -> None:
    code = """
import os, signal, sys
from pathlib import Path
from tests.support.empty_pages import crawl
from tests.support.records import make_briefings
def items():
    yield from make_briefings(2)
    os.kill(os.getpid(), signal.SIGKILL)
crawl(Path(sys.argv[1]), items())
"""
    done = processes.run("-c", code, str(tmp_path))
    assert done.code == -9, done.err
    crawl(tmp_path, make_briefings(3))
    crawl(tmp_path / "undisturbed", make_briefings(3))
    assert contents(tmp_path) == contents(tmp_path / "undisturbed")
