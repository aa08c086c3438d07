"""`scrapy reread`: today's reader over the archived pages, without a request."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from briefings.records.jsonl import briefing_of
from briefings.store.database import Database
from briefings.store.folder import SourceFolder
from briefings.versions import READER_VERSION
from tests.support.changed_rows import change_record
from tests.support.in_step import assert_in_step
from tests.support.kept_folders import SOURCE, copy_of, flip, scrapy
from tests.support.sample_golden import GOLDEN, comparable, read_lines
from tests.support.stored_lines import contents, kept, lines

if TYPE_CHECKING:
    pass

NOTHING = "sample: 8 briefings read again: 0 revised.\n"
KNOWN = "sample: 0 briefings read again: 0 revised; 8 already read by this reader.\n"


def _kept_with(folder: SourceFolder, number: int) -> Any:
    return briefing_of(lines(folder.briefings)[number - 1])


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
    assert "Nothing kept in " in wrong.err
    all_of_it = scrapy(folder.root, "reread", SOURCE, by_id.id, "--jobs", "1").out
    assert "6 briefings read again" in all_of_it
    assert "There is no source none in " in scrapy(folder.root, "reread", "none").err


def test_a_briefing_of_a_folder_that_was_deleted_is_named_and_its_lines_are_written_again(
    misread: SourceFolder,
) -> None:
    shown = misread.briefings.read_bytes()
    one = _kept_with(misread, 1)
    shutil.rmtree(misread.folder)
    done = scrapy(misread.root, "reread", one.id, "--jobs", "1")
    assert (done.code, done.err.count("Traceback")) == (3, 0), done
    assert f"{one.id}: not read again: page 1 is not in the archive: " in done.out
    assert misread.briefings.read_bytes() == shown


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
    assert ("0 revised" in again, "already read by this reader" in again) == (True, True)


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


@pytest.mark.slow
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


@pytest.mark.further
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


@pytest.mark.further
def test_a_copy_is_read_again_like_any_other_and_stays_one(copies_data: Path, tmp_path: Path) -> None:
    copy_of(copies_data, tmp_path / "data")
    folder = SourceFolder(tmp_path / "data", "china_org_cn")
    before = contents(folder.root, folder.source)
    done = scrapy(folder.root, "reread", "--jobs", "1")
    told = "china_org_cn: 0 briefings read again: 0 revised; 2 already read by this reader.\n"
    assert (done.code, done.out) == (0, told)
    assert contents(folder.root, folder.source) == before
    (copy,) = (line for line in lines(folder.briefings) if line["copy_of"])
    change_record(folder, copy["id"], {}, {"speaker": "Nobody"})
    assert "1 revised" in scrapy(folder.root, "reread", copy["url"], "--jobs", "1").out
    (again,) = (line for line in lines(folder.briefings) if line["copy_of"])
    assert (again["revision"], again["turn_count"], again["changes"]) == (2, 0, [])
    assert_in_step(folder.root, folder.source)
