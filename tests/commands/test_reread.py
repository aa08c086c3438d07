"""`scrapy reread`: today's reader over the archived pages, without a request."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import time
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import briefings.transcript
from briefings.items import READER_VERSION
from briefings.records.jsonl import briefing_of
from briefings.store.database import Database
from briefings.store.folder import SourceFolder
from briefings.store.kept_pages import read_again
from briefings.store.source_store import SourceStore
from briefings.transcript import CHINA_ORG_CN, read_transcript
from briefings.transcript.speech.label_rules import RULES
from briefings.upkeep.reread import readings
from briefings.upkeep.workers import processes as reading_processes
from tests.support import processes
from tests.support.changed_rows import change_record
from tests.support.in_step import assert_in_step
from tests.support.kept_folders import SOURCE, copy_of, flip, scrapy
from tests.support.sample_golden import GOLDEN, comparable, read_lines
from tests.support.stored_lines import contents, kept, lines

if TYPE_CHECKING:
    from tests.support.processes import Process

# A source that harms the process reading the page PAGE; optionally only a process started by another.
SPOILT = """
import multiprocessing, os, signal, sys, time
from dataclasses import dataclass
from pathlib import Path

from briefings.transcript import Markup
from spiders.sample import SampleSpider


@dataclass(frozen=True)
class SpoiltMarkup(Markup):
    def selectors(self):
        frame = sys._getframe()
        while frame is not None:
            if "PAGE" in str(frame.f_locals.get("url")):
                WHAT
            frame = frame.f_back
        return super().selectors()


class Spoilt(SampleSpider):
    markup = SpoiltMarkup(**{name: getattr(SampleSpider.markup, name) for name in SpoiltMarkup.__dataclass_fields__})
"""
KILL = "multiprocessing.parent_process() and os.kill(os.getpid(), signal.SIGKILL)"
NO_MEMORY = "raise MemoryError"
HANG = """
                with Path(__file__).with_name("hanging").open("a") as file:
                    print(os.getpid(), file=file)
                time.sleep(600)
"""
LESS = [rule for rule in RULES if rule.name != "outlet"]
NOTHING = "sample: 8 briefings read again: 0 revised.\n"
KNOWN = "sample: 0 briefings read again: 0 revised; 8 this reader read already.\n"


def _kept_with(folder: SourceFolder, number: int) -> Any:
    return briefing_of(lines(folder.briefings)[number - 1])


def _spoil(tmp_path: Path, page: str, what: str) -> dict[str, Any]:
    """Return an environment in which `what` happens to the process that reads the page."""
    (tmp_path / "spoilt.py").write_text(SPOILT.replace("PAGE", page).replace("WHAT", what))
    return {**os.environ, "PYTHONPATH": str(tmp_path)}


def _reread(folder: SourceFolder, jobs: str) -> list[str]:
    data = f"BRIEFINGS_DATA={folder.root}"
    return ["-m", "scrapy", "reread", SOURCE, "--jobs", jobs, "-s", data, "-s", "SPIDER_MODULES=spoilt"]


def _hanging(tmp_path: Path, number: int, by: Process) -> set[int]:
    """Return the hanging processes once there are `number` of them; `by` is the command they read for."""
    file = tmp_path / "hanging"
    while True:
        found = set(map(int, file.read_text().split())) if file.exists() else set()
        if len(found) == number:
            return found
        assert not by.is_over(0.05), by.err


@pytest.fixture(scope="module")
def misread_data(sample_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample as left by a reader that knew no outlets, all in second revisions; read-only."""
    folder = copy_of(sample_data, tmp_path_factory.mktemp("misread") / "data")
    with pytest.MonkeyPatch.context() as reader:
        reader.setattr(briefings.transcript, "read_transcript", partial(read_transcript, rules=LESS))
        read = [read_again(_kept_with(folder, number), folder.archive, CHINA_ORG_CN) for number in range(1, 9)]
    with SourceStore(folder.root, SOURCE) as store:
        for briefing in read:
            turns = [replace(turn, revision=2) for turn in briefing.turns]
            store.commit(replace(briefing, revision=2, turns=turns, reader=0))
    assert set(kept(folder.root, SOURCE).values()) == {2}
    assert [turn["text"] for turn in lines(folder.turns)] != [
        turn["text"] for turn in read_lines(GOLDEN["turns.jsonl"])
    ]
    return folder.root


@pytest.fixture
def misread(misread_data: Path, tmp_path: Path) -> SourceFolder:
    """A copy of it."""
    return copy_of(misread_data, tmp_path / "data")


def _as_golden(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**record, "revision": 1, **({"changes": []} if "changes" in record else {})} for record in records]


def test_what_today_s_reader_reads_alike_is_not_written_again(sample_data: Path, tmp_path: Path) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    before = contents(folder.root, SOURCE)
    done = scrapy(folder.root, "reread", SOURCE, "--jobs", "1")
    assert (done.code, done.out, done.err) == (0, KNOWN, "")
    one = _kept_with(folder, 1)
    change_record(folder, one.id, {"reader": 0}, {})
    assert scrapy(folder.root, "reread", "--jobs", "1").out == NOTHING, "the number of the reader alone is no reason"
    assert scrapy(folder.root, "reread", "--jobs", "1").out == KNOWN, "not what was read again just now"
    change_record(folder, one.id, {"reader": READER_VERSION}, {})
    assert contents(folder.root, SOURCE) == before


def test_briefings_that_are_named_are_read_and_no_other(misread: SourceFolder) -> None:
    folder = misread
    by_id, by_address, *_ = (briefing_of(line) for line in lines(folder.briefings) if len(line["pages"]) > 1)
    address = by_address.pages[1].url
    done = scrapy(folder.root, "reread", by_id.id, address, "--jobs", "1")
    revised = {id_ for id_, revision in kept(folder.root, SOURCE).items() if revision == 3}
    assert (done.code, f"sample: 2 briefings read again: {len(revised)} revised." in done.out) == (0, True), done
    assert set() < revised <= {by_id.id, by_address.id}
    wrong = scrapy(folder.root, "reread", by_id.id, address.replace("content", "contents"))
    assert (wrong.code, wrong.out) == (2, "")
    assert "Nothing that is kept in " in wrong.err
    all_of_it = scrapy(folder.root, "reread", SOURCE, by_id.id, "--jobs", "1").out
    assert "6 briefings read again" in all_of_it
    assert "There is no source none in " in scrapy(folder.root, "reread", "none").err


def test_what_was_misread_becomes_a_revision_with_its_changes(misread: SourceFolder) -> None:
    done = scrapy(misread.root, "reread", "--jobs", "1")
    assert (done.code, done.err) == (0, "")
    revised = [briefing for briefing in lines(misread.briefings) if briefing["revision"] == 3]
    assert f"8 briefings read again: {len(revised)} revised." in done.out
    assert revised
    assert any(briefing["changes"] for briefing in revised)
    assert _as_golden(comparable(lines(misread.turns))) == read_lines(GOLDEN["turns.jsonl"])
    assert_in_step(misread.root, SOURCE)
    again = scrapy(misread.root, "reread", "--jobs", "1").out
    assert ("0 revised" in again, "this reader read already" in again) == (True, True)


@pytest.mark.slow
def test_the_number_of_cores_makes_no_difference(misread: SourceFolder, tmp_path: Path) -> None:
    one, two = copy_of(misread.root, tmp_path / "one"), copy_of(misread.root, tmp_path / "two")
    dry = [scrapy(misread.root, "reread", "--dry-run", "--jobs", jobs) for jobs in ("1", "2")]
    assert dry[0] == dry[1]
    assert scrapy(one.root, "reread", "--jobs", "1") == scrapy(two.root, "reread", "--jobs", "2")
    assert contents(one.root, SOURCE) == contents(two.root, SOURCE)


def test_a_dry_run_says_what_would_change_and_writes_nothing(misread: SourceFolder) -> None:
    before = contents(misread.root, SOURCE)
    done = scrapy(misread.root, "reread", "--dry-run", "--jobs", "1")
    assert done.code == 0
    assert contents(misread.root, SOURCE) == before
    assert "www.press.varenia.example/2000062: would be revision 3\n" in done.out
    assert '    turn 2 added: label "' in done.out
    assert ': label_rule "style" -> "outlet"' in done.out


def test_a_reading_of_who_spoke_alone_is_a_revision_without_changed_turns(sample_data: Path, tmp_path: Path) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    turn = next(turn for turn in lines(folder.turns) if turn["speaker"])
    change_record(folder, turn["briefing"], {}, {"speaker": "Nobody"})
    dry = scrapy(folder.root, "reread", "--dry-run", "--jobs", "1").out
    assert f'    turn {turn["seq"]}: speaker "Nobody" -> "{turn["speaker"]}"' in dry
    assert "1 revised" in scrapy(folder.root, "reread", "--jobs", "1").out
    assert turn["id"] in {line["id"] for line in lines(folder.turns) if line["speaker"] == turn["speaker"]}
    (revised,) = (line for line in lines(folder.briefings) if line["revision"] == 2)
    assert revised["changes"] == []


def test_when_a_briefing_is_due_stays_as_it_was(misread: SourceFolder) -> None:
    def due() -> list[Any]:
        with closing(sqlite3.connect(misread.database)) as db:
            return db.execute("SELECT id, changed_at, looked_at FROM briefings ORDER BY id").fetchall()

    with closing(Database(misread.database)) as database:
        database.write("UPDATE briefings SET changed_at = '2025-01-01T00:00:00Z', looked_at = '2025-02-02T00:00:00Z'")
    before = due()
    assert " revised" in scrapy(misread.root, "reread", "--jobs", "1").out
    assert due() == before


def test_what_is_wrong_with_every_source_is_said_once(tmp_path: Path) -> None:
    for source in ("harbour", "ministry"):
        (tmp_path / source / "archive").mkdir(parents=True)
    (tmp_path / "briefings.sqlite").write_bytes(b"no database at all " * 300)
    done = scrapy(tmp_path, "reread")
    assert (done.code, done.err.count("briefings.sqlite")) == (8, 1), done.err


def test_a_briefing_whose_page_is_damaged_or_gone_is_named_and_stays(misread: SourceFolder) -> None:
    (file,) = misread.archive.iterdir()
    first, second = (json.loads(line) for line in misread.briefings.read_bytes().splitlines()[:2])
    flip(file, int(first["pages"][0]["warc"].rpartition(":")[2]) + 60)
    pages = [{**page, "warc": "gone.warc.gz:0"} for page in second["pages"]]
    change_record(misread, second["id"], {"pages": pages}, {})
    done = scrapy(misread.root, "reread", "--jobs", "1")
    assert done.code == 3
    assert f"{first['id']}: not read again: page 1 is damaged in the archive: " in done.out
    assert f"{second['id']}: not read again: page 1 is not in the archive: gone.warc.gz:0" in done.out
    assert ", 2 could not be read again." in done.out
    assert [kept(misread.root, SOURCE)[briefing["id"]] for briefing in (first, second)] == [2, 2]


def test_a_copy_is_read_again_like_any_other_and_stays_one(copies_data: Path, tmp_path: Path) -> None:
    copy_of(copies_data, tmp_path / "data")
    folder = SourceFolder(tmp_path / "data", "china_org_cn")
    before = contents(folder.root, folder.source)
    done = scrapy(folder.root, "reread", "--jobs", "1")
    told = "china_org_cn: 0 briefings read again: 0 revised; 2 this reader read already.\n"
    assert (done.code, done.out) == (0, told)
    assert contents(folder.root, folder.source) == before
    (copy,) = (line for line in lines(folder.briefings) if line["copy_of"])
    change_record(folder, copy["id"], {}, {"speaker": "Nobody"})
    assert "1 revised" in scrapy(folder.root, "reread", copy["url"], "--jobs", "1").out
    (again,) = (line for line in lines(folder.briefings) if line["copy_of"])
    assert (again["revision"], again["turn_count"], again["changes"]) == (2, 0, [])
    assert_in_step(folder.root, folder.source)


@pytest.mark.slow  # four processes, each of which imports Scrapy
def test_a_briefing_that_kills_who_reads_it_is_named_and_all_others_are_read(
    misread: SourceFolder, tmp_path: Path
) -> None:
    victim = _kept_with(misread, 3)
    done = processes.run(*_reread(misread, "2"), env=_spoil(tmp_path, victim.url, KILL))
    assert (done.code, done.err) == (3, "")
    unread = [line.partition(":")[0] for line in done.out.splitlines() if "not read again: the process that" in line]
    assert unread == [victim.id]
    revised = {briefing["id"] for briefing in lines(misread.briefings) if briefing["revision"] == 3}
    assert f"8 briefings read again: {len(revised)} revised, 1 could not be read again." in done.out
    assert victim.id not in revised
    assert_in_step(misread.root, SOURCE)
    again = scrapy(misread.root, "reread", victim.id, "--jobs", "1")
    assert (again.code, kept(misread.root, SOURCE)[victim.id]) == (0, 3)


def test_a_briefing_that_takes_too_much_memory_is_named_and_left(misread: SourceFolder, tmp_path: Path) -> None:
    victim = _kept_with(misread, 3)
    done = processes.run(*_reread(misread, "1"), env=_spoil(tmp_path, victim.url, NO_MEMORY))
    assert (done.code, done.err) == (3, "")
    assert f"{victim.id}: not read again: the reader failed: MemoryError: \n" in done.out
    assert "8 briefings read again: " in done.out
    assert ", 1 could not be read again." in done.out


@pytest.mark.slow  # processes that import Scrapy
def test_what_cannot_be_sent_to_another_process_keeps_no_other_briefing_from_being_read(misread: SourceFolder) -> None:
    unsendable = replace(CHINA_ORG_CN, list_count=lambda: None)  # type: ignore[arg-type]
    with SourceStore(misread.root, SOURCE) as store:
        revisions = list(store.records.newest_of(SOURCE))
    found = list(readings(revisions, misread, unsendable, workers=reading_processes(2)))
    assert [kept.id for kept, _ in found] == [line["id"] for line in lines(misread.briefings)]
    assert {str(trouble).partition(":")[0] for _, (_, trouble) in found} == {"the reader failed"}


def test_ctrl_c_ends_it_with_a_sentence_and_the_same_command_goes_on(sample_data: Path, tmp_path: Path) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    copy = _kept_with(folder, 8)
    change_record(folder, copy.id, {}, {})  # so that it is read
    environment = _spoil(tmp_path, copy.url, HANG)
    reread = processes.start(*_reread(folder, "1"), env=environment)
    _hanging(tmp_path, 1, reread)
    reread.send_signal(signal.SIGINT)
    assert (reread.wait(), reread.out, reread.err) == (7, "", "Interrupted; run the same command again.\n")
    assert scrapy(folder.root, "reread", SOURCE, "--jobs", "1").code == 0
    assert_in_step(folder.root, SOURCE)


@pytest.mark.slow  # processes that import Scrapy
def test_its_processes_end_with_it_also_when_it_is_killed(misread: SourceFolder, tmp_path: Path) -> None:
    reread = processes.start(*_reread(misread, "2"), env=_spoil(tmp_path, "http", HANG))
    readers = _hanging(tmp_path, 2, reread)
    reread.kill()
    reread.wait()
    until = time.monotonic() + processes.PATIENCE
    while any(Path(f"/proc/{pid}").exists() for pid in readers):
        assert time.monotonic() < until
        time.sleep(0.05)
