"""Damage that no killed run leaves behind is named, and nothing is changed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from briefings.store import DamageError, SourceFolder, SourceStore
from tests.support.records import SOURCE, make_briefing, make_briefings
from tests.support.stored_lines import contents, kept


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A data folder that holds three briefings."""
    root = tmp_path / "data"
    with SourceStore(root, SOURCE) as store:
        for briefing in make_briefings(3):
            store.commit(briefing)
    return root


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
        ("turns", lambda old: _line(old, 5, b'{"id": "half\n'), "turns.jsonl: line 6 is no JSON object"),
        ("turns", lambda old: _line(old, 5, b""), "turns.jsonl: line 6 is not turn 1 of"),
        ("turns", lambda old: _changed(old, 5, seq="1"), "turns.jsonl: line 6 is not turn 1 of"),
        ("turns", lambda old: _changed(old, 5, text_hash=None), "turns.jsonl: line 6 is no line of a turn"),
        ("turns", lambda old: old[: len(old) // 2], "briefings.jsonl: line 2 stands for 4 turns, but turns.jsonl ends"),
        ("turns", lambda _: b"", "briefings.jsonl: line 1 stands for 4 turns, but turns.jsonl ends after 0"),
        ("turns", lambda old: old + old, "turns.jsonl: line 13 is not followed"),
        ("briefings", lambda old: _line(old, 1, b"\0\0\0\n"), "briefings.jsonl: line 2 is no JSON object"),
        ("briefings", lambda old: _line(old, 1, b""), "turns.jsonl: line 5 is not turn 0 of"),
        ("briefings", lambda old: _changed(old, 1, turn_count=3), "turns.jsonl: line 8 is not turn 0 of"),
        (
            "briefings",
            lambda old: _changed(old, 1, missing_pages=3),
            "briefings.jsonl: line 2 is no line of a briefing",
        ),
        ("briefings", lambda _: b"", "turns.jsonl: line 5 is not followed"),
    ],
)
def test_damage_is_named_and_left_alone(root: Path, file: str, damage: Any, sentence: str) -> None:
    """Where the ledger fits the files, it saves reading what it knows; so it has to be lost or the file shorter."""
    path: Path = getattr(SourceFolder(root, SOURCE), file)
    whole = path.read_bytes()
    path.write_bytes(damage(whole))
    if path.stat().st_size >= len(whole):
        (root / "ledger.sqlite").unlink()
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


def test_turns_of_two_uncommitted_briefings_are_damage(root: Path) -> None:
    folder = SourceFolder(root, SOURCE)
    other = root.parent / "other"
    with SourceStore(other, SOURCE) as store:
        store.commit(make_briefing("1"))
        store.commit(make_briefing("2"))
    with folder.turns.open("ab") as file:
        file.write(SourceFolder(other, SOURCE).turns.read_bytes())
    with pytest.raises(DamageError, match=r"turns\.jsonl: line 16 is not followed"):
        SourceStore(root, SOURCE)


def test_a_revision_that_stands_twice_is_damage(root: Path) -> None:
    folder = SourceFolder(root, SOURCE)
    for file, count in ((folder.turns, 4), (folder.briefings, 1)):
        content = file.read_bytes()
        file.write_bytes(content + b"".join(content.splitlines(keepends=True)[:count]))
    with pytest.raises(DamageError, match=r"briefings\.jsonl: line 4 repeats revision 1 of"):
        SourceStore(root, SOURCE)
