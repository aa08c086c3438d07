"""The sample crawl through the real command: its files, an unchanged second run, and kills that lose nothing.

The golden files were checked by eye against what the author of the site meant each page to say. After a wanted change,
`python -m tests.support.sample_golden` writes them again; read the difference before committing it.
"""

from __future__ import annotations

import random
import time
from pathlib import Path
from typing import Any

import pytest

from tests.support.crawls import Crawl, Crawler
from tests.support.kept_folders import crawl_sample
from tests.support.sample_golden import GOLDEN, comparable, read_lines

_SEED = 20261124
_EXPECTED = "8 briefings (156 turns): 8 new, 0 revised, 0 unchanged, 2 of them copies, all complete."


def records(crawl: Crawl) -> dict[str, list[dict[str, Any]]]:
    """Return all records of a sample crawl without fetch times, in an order that does not depend on the network."""
    return {name: comparable(crawl.lines("sample", name)) for name in GOLDEN}


def golden() -> dict[str, list[dict[str, Any]]]:
    """Return the reviewed records."""
    return {name: read_lines(file) for name, file in GOLDEN.items()}


def test_the_sample_gives_the_reviewed_records(crawler: Crawler) -> None:
    crawl = crawler.first("sample")
    assert (crawl.code, _EXPECTED in crawl.out) == (0, True), crawl.err
    assert records(crawl) == golden()
    assert {briefing["coverage"] for briefing in crawl.briefings("sample")} == {1.0}


def test_the_copies_on_the_other_hosts_have_no_turns_of_their_own() -> None:
    copies = {line["id"]: line for line in golden()["briefings.jsonl"] if line["copy_of"] is not None}
    assert {id_: line["copy_of"] for id_, line in copies.items()} == {
        "news.varenia.example/31022": "www.press.varenia.example/2000094",
        "m.press.varenia.example/2000062": "www.press.varenia.example/2000062",
    }
    assert {(line["turn_count"], line["words"], line["coverage"]) for line in copies.values()} == {(0, 0, 1.0)}
    assert not [turn["id"] for turn in golden()["turns.jsonl"] if turn["briefing"] in copies]


def test_a_header_on_every_page_stays_out_of_the_turns() -> None:
    turns = golden()["turns.jsonl"]
    assert not [turn["id"] for turn in turns if "Chairperson" in turn["text"] or "Speakers:" in turn["text"]]
    everywhere = [turn for turn in turns if turn["briefing"].endswith("/2000101")]
    assert max(turn["page_last"] for turn in everywhere) == 7


@pytest.mark.further
def test_a_second_run_changes_no_file(crawler: Crawler) -> None:
    first = crawler.first("sample")
    before = {name: _state(first.data / "sample" / name) for name in GOLDEN}
    second = crawler.run("sample")
    assert (second.code, "0 unchanged, 6 not due, all complete." in second.out) == (0, True), second.err
    third = crawler.run("sample", "-s", "BRIEFINGS_LOOK_AGAIN=0")
    assert (third.code, "0 new, 0 revised, 8 unchanged, 2 of them copies, all" in third.out) == (0, True), third.err
    # Every page has a validator: only 304s came.
    assert "'archive/stored'" not in second.err + third.err
    assert "'downloader/response_status_count/200'" not in second.err + third.err
    assert {name: _state(second.data / "sample" / name) for name in GOLDEN} == before


def _state(file: Path) -> tuple[bytes, int]:
    return file.read_bytes(), file.stat().st_mtime_ns


@pytest.fixture(scope="module")
def seconds(tmp_path_factory: pytest.TempPathFactory) -> float:
    """Seconds that an undisturbed crawl takes, on this machine with its present load."""
    begun = time.monotonic()
    assert crawl_sample(tmp_path_factory.mktemp("timed")).code == 0
    return time.monotonic() - begun


def _kill_and_run_again(crawler: Crawler, moment: float) -> Crawl:
    crawler.kill_after(0, "sample", seconds=moment)
    return crawler.run("sample")


@pytest.mark.slow
@pytest.mark.parametrize("number", range(20))
def test_many_kills_and_the_same_command_give_the_same_records(crawler: Crawler, seconds: float, number: int) -> None:
    again = _kill_and_run_again(crawler, random.Random(_SEED + number).uniform(0, 1.2) * seconds)
    assert again.code == 0, again.err
    assert records(again) == golden()
