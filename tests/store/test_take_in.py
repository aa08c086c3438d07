"""A source is rebuilt from its files; contents that no run leaves are named, and nothing is changed."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from briefings.records.jsonl import turn_line
from briefings.records.revisions import Decision
from briefings.store.entries import EntryState
from briefings.store.errors import DamageError
from briefings.store.folder import SourceFolder
from briefings.store.forget import forget
from briefings.store.records import Key
from briefings.store.source_store import SourceStore
from briefings.upkeep.repair import repair
from tests.support.records import SOURCE, briefing_line, make_briefing, make_briefings
from tests.support.stored_lines import contents, kept


def _line(content: bytes, number: int, line: bytes) -> bytes:
    split = content.splitlines(keepends=True)
    split[number] = line
    return b"".join(split)


def _changed(content: bytes, number: int, **fields: Any) -> bytes:
    record = json.loads(content.splitlines()[number])
    return _line(content, number, json.dumps({**record, **fields}).encode() + b"\n")


@pytest.mark.parametrize(
    ("file", "damage", "sentence"),
    [
        ("turns", lambda old: _line(old, 5, b'{"id": "half\n'), "turns.jsonl: line 6 is not a JSON object"),
        ("turns", lambda old: _line(old, 5, b""), "briefings.jsonl: line 2 names 4 turns, of which 3 are there"),
        (
            "turns",
            lambda old: _changed(old, 5, seq="1"),
            "briefings.jsonl: line 2 names 4 turns, which are not in order",
        ),
        (
            "turns",
            lambda old: _changed(old, 5, text_hash=None),
            "briefings.jsonl: line 2 is not a line of a briefing, or its turns are none",
        ),
        ("turns", lambda old: old[: len(old) // 2], "briefings.jsonl: line 2 names 4 turns, of which 1 are there"),
        ("turns", lambda _: b"", "briefings.jsonl: line 1 names 4 turns, of which 0 are there"),
        ("turns", lambda old: old + old, "briefings.jsonl: line 1 names 4 turns, of which"),
        ("briefings", lambda old: _line(old, 1, b"\0\0\0\n"), "briefings.jsonl: line 2 is not a JSON object"),
        (
            "briefings",
            lambda old: _line(old, 1, b""),
            "turns.jsonl: line 5 is of revision 1 of news.veldria.example/1001, which has no line",
        ),
        ("briefings", lambda old: _changed(old, 1, turn_count=3), "briefings.jsonl: line 2 names 3 turns, of which 4"),
        ("briefings", lambda old: _changed(old, 1, missing_pages=3), "briefings.jsonl: line 2 is not a line of a"),
        # Half a character, which no export can write.
        ("turns", lambda old: _changed(old, 5, text="half \ud83d"), "briefings.jsonl: line 2 is not a line of a"),
        (
            "briefings",
            lambda old: _changed(old, 1, pages=[{"number": 1, "fetched_at": None, "warc": "a.wazc.gz:7"}]),
            "briefings.jsonl: line 2 is not a line of a briefing",
        ),
        ("briefings", lambda old: _changed(old, 1, source="other"), "briefings.jsonl: line 2 is of the source other"),
        ("briefings", lambda old: old + old, "briefings.jsonl: line 4 repeats revision 1 of"),
        ("briefings", lambda old: old.decode().encode("utf-16"), "briefings.jsonl: line 1 is not a JSON object"),
    ],
)
def test_damage_is_named_and_left_alone(root: Path, file: str, damage: Any, sentence: str) -> None:
    path: Path = getattr(SourceFolder(root, SOURCE), file)
    SourceFolder(root, SOURCE).written.unlink()  # as in a copy of the two files
    whole = path.read_bytes()
    path.write_bytes(damage(whole))
    (root / "briefings.sqlite").unlink()
    before = contents(root)
    for _ in range(2):
        with pytest.raises(DamageError) as raised:
            SourceStore(root, SOURCE)
        assert sentence in str(raised.value)
        assert "No line was changed" in str(raised.value)
        assert contents(root) == before
    path.write_bytes(whole)
    SourceStore(root, SOURCE).close()
    assert len(kept(root)) == 3


@pytest.mark.parametrize("file", ["briefings", "superseded", "forgotten"])
def test_a_file_that_lost_something_with_the_database_is_named_and_a_repair_says_so(root: Path, file: str) -> None:
    """Else a revision number would be used twice, or a forgotten briefing be read again."""
    with SourceStore(root, SOURCE) as store:
        store.commit(make_briefing("1001", [(None, "Corrected.")], revision=2))
    forget(root, [Key(SOURCE, make_briefing("1002").id)], "asked for")
    path: Path = getattr(SourceFolder(root, SOURCE), file)
    size = path.stat().st_size
    path.unlink()
    (root / "briefings.sqlite").unlink()
    with pytest.raises(DamageError, match=rf"{file}\.jsonl: has 0 of its {size} bytes"):
        SourceStore(root, SOURCE)
    said: list[str] = []
    repair(root, said.append, lambda _: None)
    assert f"set aside: {SOURCE}/{file}.jsonl: has 0 of its {size} bytes; nobody knows what the others said" in said
    SourceStore(root, SOURCE).close()


@pytest.mark.parametrize("name", ["turns", "briefings", "superseded", "rejected", "forgotten"])
@pytest.mark.parametrize(
    "edit",
    [lambda old: b"\xef\xbb\xbf" + old, lambda old: old.replace(b"\n", b"\r\n"), lambda old: old.removesuffix(b"\n")],
    ids=["a mark in front", "newlines of Windows", "no newline at the end"],
)
def test_what_an_editor_does_to_the_ends_of_lines_loses_nothing_and_stays_in_no_file(
    root: Path, name: str, edit: Any
) -> None:
    with SourceStore(root, SOURCE) as store:
        store.commit(make_briefing("1001", [(None, "Corrected.")], revision=2))
        store.reject(["words is 1"], {"id": "9"})
    forget(root, [Key(SOURCE, make_briefing("1002").id)], "asked for")
    file, before = getattr(SourceFolder(root, SOURCE), name), contents(root)
    file.write_bytes(edit(before[file.name]))
    SourceFolder(root, SOURCE).written.unlink()
    (root / "briefings.sqlite").unlink()
    SourceStore(root, SOURCE).close()
    assert contents(root) == before


def test_what_an_editor_adds_to_forgotten_or_takes_off_is_left_out(root: Path) -> None:
    forget(root, [Key(SOURCE, make_briefing("1002").id)], "asked for")
    file, before = SourceFolder(root, SOURCE).forgotten, contents(root)
    file.write_bytes(before[file.name].replace(b'": "', b'":    "').removesuffix(b"\n"))
    (root / "briefings.sqlite").unlink()
    SourceStore(root, SOURCE).close()
    assert contents(root) == before


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("forgotten", b'/1002"', b'/1001"'),  # another would be taken out
        ("forgotten", b'"why": "asked for"', b'"why": "asked fur"'),
        ("rejected", b'"id"', b'"it"'),
        ("rejected", b'"digest"', b'"digast"'),
        ("rejected", b', "digest": "', b', "digest": "0'),
    ],
)
def test_a_line_without_its_digest_is_believed_neither_by_a_start_nor_by_a_repair(
    root: Path, name: str, old: bytes, new: bytes
) -> None:
    forget(root, [Key(SOURCE, make_briefing("1002").id)], "asked for")
    with SourceStore(root, SOURCE) as store:
        store.reject(["words is 1"], {"id": "9"})
    file: Path = getattr(SourceFolder(root, SOURCE), name)
    file.write_bytes(file.read_bytes().replace(old, new, 1))
    assert new in file.read_bytes()
    (root / "briefings.sqlite").unlink()
    before = contents(root)
    with pytest.raises(DamageError, match=rf"{name}\.jsonl: line 1 is not as it was written"):
        SourceStore(root, SOURCE)
    assert contents(root) == before
    said: list[str] = []
    repair(root, said.append, lambda _: None)
    assert any(f"set aside: {SOURCE}/{name}.jsonl, byte 0: is not as it was written" in one for one in said), said
    assert new not in contents(root).get(file.name, b"")


def test_lines_of_0_1_0_which_have_no_digest_are_taken_in(root: Path) -> None:
    forget(root, [Key(SOURCE, make_briefing("1002").id)], "asked for")
    with SourceStore(root, SOURCE) as store:
        store.reject(["words is 1"], {"id": "9"})
    folder = SourceFolder(root, SOURCE)
    before = {file: file.read_bytes() for file in (folder.rejected, folder.forgotten)}
    for file, written in before.items():
        file.write_bytes(re.sub(rb', "digest": "[0-9a-f]+"', b"", written))
    (root / "briefings.sqlite").unlink()
    folder.written.unlink()
    SourceStore(root, SOURCE).close()
    assert {file: file.read_bytes() for file in before} == before


def test_a_line_of_another_source_is_not_as_it_was_written(root: Path) -> None:
    with SourceStore(root, SOURCE) as store:
        store.reject(["words is 1"], {"id": "9"})
    SourceStore(root, "other").close()
    for file in (SourceFolder(root, "other").rejected, SourceFolder(root, "other").forgotten):
        file.write_bytes(SourceFolder(root, SOURCE).rejected.read_bytes())
        (root / "briefings.sqlite").unlink()
        with pytest.raises(DamageError, match=rf"other/{file.name}: line 1 is not as it was written"):
            SourceStore(root, "other")
        file.unlink()


def test_a_line_of_another_source_is_set_aside_and_asked_for_by_none(root: Path) -> None:
    """Each later crawl would say that it lacks a briefing which its site never had."""
    SourceStore(root, "other").close()
    folder, other = SourceFolder(root, SOURCE), SourceFolder(root, "other")
    other.briefings.write_bytes(folder.briefings.read_bytes().splitlines(keepends=True)[0])
    (root / "briefings.sqlite").unlink()
    said: list[str] = []
    repair(root, said.append, lambda _: None)
    assert any(f"byte 0: is of the source {SOURCE}, not other" in one for one in said), said
    with SourceStore(root, "other") as store:
        assert store.entries.in_state(EntryState.UNREAD) == []


def test_files_that_lost_what_superseded_leads_to_are_damaged(root: Path) -> None:
    """An older copy of the two files beside a newer superseded.jsonl would use a revision number twice."""
    folder = SourceFolder(root, SOURCE)
    old = contents(root)
    with SourceStore(root, SOURCE) as store:
        store.commit(make_briefing("1001", [(None, "Corrected.")], revision=2))
    (root / "briefings.sqlite").unlink()
    folder.written.unlink()
    for file in (folder.turns, folder.briefings):
        file.write_bytes(old[file.name])
    with pytest.raises(DamageError, match=r"superseded\.jsonl: line 1 repeats a turn of revision 1 of .*1001"):
        SourceStore(root, SOURCE)


@pytest.mark.parametrize("kept_log", [False, True])
def test_a_source_whose_database_is_gone_is_taken_in(
    root: Path, caplog: pytest.LogCaptureFixture, kept_log: bool
) -> None:
    """With its older revisions and its rejected and forgotten records; each briefing is due once."""
    with SourceStore(root, SOURCE) as store:
        store.commit(make_briefing("1001", [(None, "Corrected.")], revision=2))
        store.reject(["words is 1"], {"id": "9"})
    forget(root, [Key(SOURCE, make_briefing("1002").id)], "asked for")
    files = contents(root)
    (root / "briefings.sqlite").unlink()
    if kept_log:
        (root / "briefings.sqlite-wal").write_bytes(b"left over")
    with SourceStore(root, SOURCE) as store:
        known = store.row(make_briefing("1001").id)
        assert known is not None
        assert (known["revision"], known["looked_at"]) == (2, None)
        assert make_briefing("1002").id in store.forgotten
        assert not store.reject(["words is 1"], {"id": "9"})
    assert contents(root) == files
    assert "2 briefings taken into the database from the files" in caplog.text


def test_of_two_revisions_of_a_briefing_in_one_file_the_later_one_is_the_newest(root: Path) -> None:
    """As in a copy assembled by hand."""
    old, new = make_briefings(1)[0], make_briefing("1000", [("Ilka Torvane", "Corrected.")], revision=2)
    folder = SourceFolder(root, SOURCE)
    folder.database.unlink()
    folder.written.unlink()
    folder.turns.write_text("".join(turn_line(turn) for turn in [*new.turns, *old.turns]), encoding="utf-8")
    folder.briefings.write_text(briefing_line(new) + briefing_line(old), encoding="utf-8")
    SourceStore(root, SOURCE).close()
    assert kept(root) == {old.id: 2}
    assert folder.superseded.read_text(encoding="utf-8").endswith(briefing_line(old))


def test_turns_at_the_end_whose_briefing_has_no_line_are_left_out_and_said(
    root: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """As in a copy of the two files made during a run."""
    before = contents(root)
    with SourceStore(root, SOURCE) as store:
        store.commit(make_briefing("2000"))
        store.commit(make_briefing("2001", [(None, "Other words.")]))
    (root / "briefings.sqlite").unlink()
    SourceFolder(root, SOURCE).briefings.write_bytes(before["briefings.jsonl"] + b'{"id": "to')
    SourceFolder(root, SOURCE).written.unlink()
    SourceStore(root, SOURCE).close()
    assert contents(root) == before
    assert "briefings.jsonl: its last line is not whole and is left out" in caplog.text
    assert "turns.jsonl: the turns of news.veldria.example/2001 at its end are left out" in caplog.text


def test_what_no_more_than_a_file_says_gives_way_to_what_a_crawl_reads(root: Path) -> None:
    folder = SourceFolder(root, SOURCE)
    before, (briefing, *_) = contents(root), make_briefings(3)
    folder.turns.write_bytes(_changed(before["turns.jsonl"], 1, outlet="Noone's Gazette"))
    folder.database.unlink()
    with SourceStore(root, SOURCE) as store:
        assert store.keep(briefing) is Decision.UNCHANGED
        assert [one.proved for one in store.records.newest_of(SOURCE)] == [True, False, False]
    assert contents(root) == before
