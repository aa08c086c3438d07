"""`scrapy read` through the real command: turns of files and folders, and why a line was placed where it was."""

from __future__ import annotations

import json
from pathlib import Path

from tests.support import processes
from tests.support.processes import REPO, Process
from tests.support.sample_golden import GOLDEN, read_lines
from tests.support.server import Site

_SITE = REPO / "briefings" / "sample" / "site" / "pressroom"
_BASE = "http://www.press.varenia.example/pressroom/2026-03/06/content_2000101.htm"


def read(*args: str) -> Process:
    return processes.run("-m", "scrapy", "read", *args)


def test_a_saved_folder_gives_the_turns_of_the_crawl(tmp_path: Path) -> None:
    for file in (_SITE / "2026-03" / "06").glob("*.htm"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    done = read(str(tmp_path), "--url", _BASE)
    assert (done.code, done.err) == (0, "")
    turns = [json.loads(line) for line in done.out.splitlines()]
    crawled = [turn for turn in read_lines(GOLDEN["turns.jsonl"]) if turn["briefing"].endswith("/2000101")]
    assert turns == [{**turn, "source": "file"} for turn in crawled]


def test_explain_names_the_rule_of_every_line_and_why_a_line_is_no_label() -> None:
    done = read("--explain", str(_SITE / "2026-03" / "06" / "content_2000101_2.htm"))
    assert "p2\tlabel\toutlet\tVaren Daily:" in done.out
    assert "'Samples taken before 2024' is no label: function_word" in done.out
    assert "p2\tfurniture\tpager\t" in done.out
    assert done.code == 3, "six pages were not given"


def test_text_shows_the_label_and_the_speech() -> None:
    done = read("--format", "text", str(_SITE / "2026-02" / "12" / "content_2000094.htm"))
    assert "Radio Kestrel  [press; question; Radio Kestrel]\n    Is it still worth getting" in done.out


def test_an_address_is_fetched_and_a_failure_named(site: Site) -> None:
    done = read(f"http://127.0.0.1:{site.proxy.rpartition(':')[2].strip('/')}/gone.htm")
    assert (done.code, done.out) == (4, "")
    assert "/gone.htm: http 404" in done.err


def test_what_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    done = read(str(tmp_path / "none.htm"))
    assert done.code == 2
    assert "none.htm cannot be read: No such file or directory" in done.err
    assert "Traceback" not in done.err
