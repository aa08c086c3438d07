"""Plain text: every turn under its number and label, whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.export.reading import exported
from tests.support.odd_texts import odd_corpus, write_source
from tests.support.records import make_briefing

if TYPE_CHECKING:
    from pathlib import Path


def test_every_turn_stands_under_its_heading(tmp_path: Path) -> None:
    turns = odd_corpus(tmp_path / "data")
    exported(tmp_path / "data", "text", tmp_path / "t")
    files = sorted(file.relative_to(tmp_path / "t").as_posix() for file in (tmp_path / "t").rglob("*.txt"))
    names = ["ersk_courier/1899-12-31-1500-", "harbour_gazette/2026-03-04-2001-", "harbour_gazette/undated-3001-"]
    assert [file[: len(name)] for file, name in zip(files, names, strict=True)] == names
    for briefing, name in zip(("1500", "2001", "3001"), files, strict=True):
        text = (tmp_path / "t" / name).read_bytes().decode()
        for turn in (turn for turn in turns if turn["briefing"].endswith(briefing)):
            start = f"\n\n[{turn['seq']}] {turn['label'] or '(no label)'}:\n"
            assert text.split(start)[1].startswith(turn["text"] + "\n")
    undated = (tmp_path / "t" / files[2]).read_text(encoding="utf-8")
    assert undated.startswith("Harbour briefing\n(no date)\nhttp://news.veldria.example/")
    assert "\nINCOMPLETE: page 2: http 500\n\n[0] (no label):\nWho speaks, nobody knows.\n" in undated


def test_ids_that_differ_in_signs_alone_have_a_file_each(tmp_path: Path) -> None:
    write_source(tmp_path / "data", [make_briefing("a/b"), make_briefing("a_b"), make_briefing("A_b")])
    for name in ("text", "tei"):
        exported(tmp_path / "data", name, tmp_path / name)
        files = [file.name.lower() for file in (tmp_path / name / "harbour_gazette").iterdir()]
        assert len(set(files)) == 3
