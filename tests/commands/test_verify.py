"""`scrapy verify` over what a real crawl left, damaged as disks, hands and programs damage files."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from briefings.store.ledger import Ledger
from filelock import FileLock

from briefings.records.identity import short_hash
from briefings.store import SourceFolder
from tests.support.damage import CLEAN, LEDGER_DAMAGE, faults
from tests.support.kept_folders import SOURCE, change_line, copy_of, flip, scrapy

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_what_a_crawl_left_is_without_fault_and_stays_as_it_is(sample_data: Path, tmp_path: Path) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    before = _everything(folder.root)
    done = scrapy(folder.root, "verify")
    assert (done.code, done.out, done.err) == (0, CLEAN, "")
    assert _everything(folder.root) == before
    assert scrapy(folder.root, "verify", SOURCE).out == CLEAN


def test_the_log_of_a_killed_run_s_ledger_is_read_and_stays_as_it_is(sample_data: Path, tmp_path: Path) -> None:
    first = copy_of(sample_data, tmp_path / "first")
    with closing(Ledger(first.ledger)) as ledger:
        ledger.write("UPDATE briefings SET complete = 0")
        killed = copy_of(first.root, tmp_path / "killed")
    assert killed.ledger.with_name("ledger.sqlite-wal").stat().st_size
    before = _everything(killed.root)
    assert "has another complete of" in scrapy(killed.root, "verify").out
    assert _everything(killed.root) == before


def _everything(root: Path) -> dict[Path, tuple[int, bytes]]:
    """Every file below a folder, with the time of its last change; folders too, which change with the names in them."""
    paths = root.rglob("*")
    return {path: (path.stat().st_mtime_ns, path.read_bytes() if path.is_file() else b"") for path in paths}


def test_damage_is_named_and_exits_with_8(sample_data: Path, tmp_path: Path) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    flip(folder.turns, folder.turns.read_bytes().index(b'"text": "') + 12)
    done = scrapy(folder.root, "verify", SOURCE)
    assert done.code == 8
    assert "sample/turns.jsonl, line 1: text_hash is not that of label and text" in done.out
    assert done.out.endswith(" records: 3 faults.\n")  # and the content_hash and the digest of the briefing


def test_other_sources_are_named_where_one_is_unknown(sample_data: Path, tmp_path: Path) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    done = scrapy(folder.root, "verify", "simple")
    assert (done.code, done.out) == (2, "")
    assert f"There is no source simple in {folder.root}; there are sample." in done.err
    empty = scrapy(tmp_path / "none", "verify")
    assert (empty.code, "none has no source" in empty.err) == (2, True)


def test_a_crawl_under_way_is_not_disturbed(sample_data: Path, tmp_path: Path) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    with FileLock(folder.lock):
        done = scrapy(folder.root, "verify")
    assert (done.code, done.out) == (8, "")
    assert "another run is writing there" in done.err


def test_without_a_ledger_the_files_are_checked_all_the_same(sample_data: Path, tmp_path: Path) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    folder.ledger.unlink()
    assert faults(folder) == ["There is no ledger.sqlite: the next start builds it from the files."]
    assert not folder.ledger.exists()


def _drop_line(number: int) -> Callable[[Path], None]:
    def drop(file: Path) -> None:
        lines = file.read_bytes().splitlines(keepends=True)
        del lines[number - 1]
        file.write_bytes(b"".join(lines))

    return drop


def _swap_lines(file: Path) -> None:
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join([lines[1], lines[0], *lines[2:]]))


def _set(number: int, **fields: Any) -> Callable[[Path], None]:
    return lambda file: change_line(file, number, lambda record: record.update(fields))


def _tear(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-9])


LINE_DAMAGE = {
    "a line that is gone": ("turns.jsonl", _drop_line(2), ["briefings.jsonl, line 1: names", "ledger knows of"]),
    "a briefing that is gone": ("briefings.jsonl", _drop_line(2), ["which has no line", "ledger.sqlite: knows"]),
    "lines in another order": ("turns.jsonl", _swap_lines, ["turns[0].seq is 1", "has other turns of"]),
    "no JSON": ("turns.jsonl", lambda file: flip(file, 0), ["turns.jsonl, line 1: is no JSON object"]),
    "a torn end": ("turns.jsonl", _tear, ["breaks off without its newline"]),
    "a field of another type": ("turns.jsonl", _set(3, seq="3"), ["line 3: seq is a string, not an integer"]),
    "a role there is none of": ("turns.jsonl", _set(3, role="guest"), ["line 3: role is not one of"]),
    "a wrong count": ("briefings.jsonl", _set(1, turn_count=2), ["line 1: names 2 turns of"]),
    "wrong words": ("turns.jsonl", _set(1, words=7), ["turns.jsonl, line 1: words is 7, but the text has"]),
    "a label that was changed": ("turns.jsonl", _set(1, label="Nobody"), ["line 1: text_hash is not that of"]),
    "another title": ("briefings.jsonl", _set(1, title="Other"), ["content_hash is not that of what is kept"]),
    "an id": ("turns.jsonl", _set(1, id="0" * 16), ["turns.jsonl, line 1: id is not that of briefing, label"]),
    "a revision": ("briefings.jsonl", _set(1, revision=2), ["belongs to revision 1 of"]),
    "a copy of nothing": ("briefings.jsonl", _set(1, copy_of="x/1"), ["is a copy of x/1, which is not kept"]),
}  # fmt: skip


@pytest.mark.parametrize("name", LINE_DAMAGE)
def test_a_damaged_line_is_named(sample_data: Path, tmp_path: Path, name: str) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    file, damage, named = LINE_DAMAGE[name]
    damage(folder.folder / file)
    found = "\n".join(faults(folder))
    assert [what for what in named if what not in found] == []


def test_a_briefing_that_is_kept_twice_is_named(sample_data: Path, tmp_path: Path) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    for file in (folder.turns, folder.briefings):
        file.write_bytes(file.read_bytes() * 2)
    found = "\n".join(faults(folder))
    assert "sample/briefings.jsonl, line 9: repeats revision 1 of" in found
    assert "sample/turns.jsonl, lines 131 to" in found


def test_a_page_that_is_not_in_the_archive_as_it_was_is_named(sample_data: Path, tmp_path: Path) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    change_line(folder.briefings, 1, lambda briefing: briefing["pages"][0].update(sha256="0" * 64))
    change_line(folder.briefings, 2, lambda briefing: briefing["pages"][0].update(warc="elsewhere.warc.gz:0"))
    pages = json.loads(folder.briefings.read_bytes().splitlines()[3])["pages"]
    name, _, offset = pages[0]["warc"].rpartition(":")
    change_line(folder.briefings, 4, lambda briefing: briefing["pages"][0].update(warc=f"{name}:{int(offset) + 1}"))
    found = faults(folder)
    assert any("briefings.jsonl, line 1: page 1: sha256 is not that of the page at" in fault for fault in found)
    assert "sample/archive/elsewhere.warc.gz: is gone, and 1 page of kept briefings with it" in found
    assert any(
        f"briefings.jsonl, line 4: page 1: {name}:{int(offset) + 1} is no whole gzip" in fault for fault in found
    )


_GZIP_HEAD = 10


@pytest.mark.parametrize("part", [0.1, 0.3, 0.5, 0.7, 0.9])
def test_a_bit_that_flipped_in_the_archive_is_named(sample_data: Path, tmp_path: Path, part: float) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    (file,) = folder.archive.iterdir()
    at = int(file.stat().st_size * part)
    # Nothing is read of the time and the system that the head of a gzip member could name.
    at = max(at, file.read_bytes().rfind(b"\x1f\x8b\x08", 0, at + 3) + _GZIP_HEAD)
    flip(file, at)
    found = [fault for fault in faults(folder) if fault.startswith(f"sample/archive/{file.name}, bytes")]
    assert len(found) == 1
    first, last = (int(word) for word in found[0].partition(", bytes ")[2].partition(":")[0].split(" to "))
    assert first <= at < last


def test_an_archive_that_was_cut_is_named(sample_data: Path, tmp_path: Path) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    (file,) = folder.archive.iterdir()
    file.write_bytes(file.read_bytes()[:-5])
    found = "\n".join(faults(folder))
    assert "hold no whole gzip member" in found
    assert f"but the ledger knows of {file.stat().st_size + 5}" in found


@pytest.mark.parametrize("statement", LEDGER_DAMAGE)
def test_a_ledger_that_says_something_else_is_named(sample_data: Path, tmp_path: Path, statement: str) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    with sqlite3.connect(folder.ledger) as db:
        db.execute(statement)
    db.close()
    assert LEDGER_DAMAGE[statement] in "\n".join(faults(folder))


def test_a_damaged_ledger_is_named(sample_data: Path, tmp_path: Path) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    content = folder.ledger.read_bytes()
    folder.ledger.write_bytes(content[:4096] + b"\xff" * 4096 + content[8192:])
    found = faults(folder)
    assert "data/ledger.sqlite: the ledger is damaged" in found[0]
    assert "`scrapy repair` builds it from the files" in found[0]


def test_older_revisions_are_checked_too(sample_data: Path, tmp_path: Path) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    folder.ledger.unlink()
    id_ = json.loads(folder.briefings.read_bytes().splitlines()[0])["id"]
    older: list[bytes] = []
    for file in (folder.turns, folder.briefings):
        lines = file.read_bytes().splitlines(keepends=True)
        mine = [line for line in lines if json.loads(line).get("briefing", json.loads(line)["id"]) == id_]
        older += mine
        later = [line.replace(b'"revision": 1', b'"revision": 2') for line in mine]
        file.write_bytes(b"".join([*later, *lines[len(mine) :]]))

    def found(lines: list[bytes]) -> str:
        folder.superseded.write_bytes(b"".join(lines))
        return "\n".join(faults(folder)[1:])  # the first says that there is no ledger

    assert found(older) == ""
    assert f"superseded.jsonl, line 13: {id_}: turns[0].seq is 1" in found([older[1], older[0], *older[2:]])
    assert f"superseded.jsonl, lines 1 to 12: belongs to revision 1 of {id_}, which has no line" in found(older[:-1])
    assert f"superseded.jsonl, line {2 * len(older)}: repeats revision 1 of {id_}" in found(older * 2)
    folder.superseded.unlink()
    folder.rejected.write_text('{"reason": ["x"], "record": {}}\n{"reason": "x", "record": {}}\n')
    assert any("rejected.jsonl, line 2: reason is a string, not an array" in fault for fault in faults(folder))


def test_a_hash_of_another_reader_is_no_fault(sample_data: Path, tmp_path: Path) -> None:
    """A later reader may count words otherwise; what an earlier one wrote is not wrong for it."""
    folder = copy_of(sample_data, tmp_path / "data")
    folder.ledger.unlink()
    change_line(folder.turns, 1, lambda turn: turn.update(text_hash=short_hash("x")))
    assert len(faults(folder)) == 2
    change_line(folder.briefings, 1, lambda briefing: briefing.update(reader=0))
    assert len(faults(folder)) == 1


def test_a_copy_is_without_fault_as_long_as_its_original_is_kept(copies_data: Path, tmp_path: Path) -> None:
    copy_of(copies_data, tmp_path / "data")
    folder = SourceFolder(tmp_path / "data", "china_org_cn")
    assert faults(folder) == []
    (original,) = {line["copy_of"] for line in map(json.loads, folder.briefings.read_bytes().splitlines())} - {None}
    # In another source it is kept just as well.
    other = SourceFolder(folder.root, "elsewhere")
    other.folder.mkdir()
    folder.briefings.rename(other.briefings)
    whole = {json.loads(line)["copy_of"]: line for line in other.briefings.read_bytes().splitlines(keepends=True)}
    folder.briefings.write_bytes(whole[original])
    other.briefings.write_bytes(whole[None])
    assert not [fault for fault in faults(folder) if "not kept" in fault]
    other.briefings.unlink()
    assert any(f"is a copy of {original}, which is not kept" in fault for fault in faults(folder))
