"""`scrapy show`: a stored transcript for reading, and the changes of its revisions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefings.items import Note, NoteKind
from briefings.records.jsonl import turn_line
from briefings.store.forgotten import Tombstone
from briefings.store.source_store import SourceStore
from tests.support.kept_folders import scrapy
from tests.support.odd_texts import ODD, odd_corpus, write_source
from tests.support.records import LAUGHTER, SOURCE, TALK, briefing_line, make_briefing

if TYPE_CHECKING:
    from pathlib import Path

ID = "news.veldria.example/1001"


def test_header_turns_and_notes_are_shown(tmp_path: Path) -> None:
    briefing = make_briefing("1001", notes=[LAUGHTER], missing=[2])
    write_source(tmp_path, [briefing])
    done = scrapy(tmp_path, "show", ID)
    assert done.code == 0
    assert done.out.splitlines() == [
        "Harbour briefing",
        "2026-03-04 (held)",
        briefing.url,
        "INCOMPLETE: page 2: http 500",
        f"{ID}, source {SOURCE}, revision 1",
        "",
        "[0] Ilka Torvane:",
        TALK[0][1],
        "[stage: (Laughter.)]",
        "",
        "[1] Ersk Courier:",
        TALK[1][1],
        "",
        "[2] Ilka Torvane:",
        TALK[2][1],
    ]
    assert scrapy(tmp_path, "show", briefing.url).out == done.out


def test_revisions_say_what_they_changed(tmp_path: Path) -> None:
    opened = f"{TALK[0][1]} " * 3
    note = Note(NoteKind.EDITOR, "Correction: The lock is in Lund.", 8)
    said = [(TALK[0][0], f"{opened}No boats."), (TALK[1][0], "What does a mooring cost?"), TALK[2]]
    newer = make_briefing("1001", said, revision=2, notes=[note])
    folder = write_source(tmp_path, [newer])
    old = make_briefing("1001", [(TALK[0][0], f"{opened}Two boats."), *TALK[1:]], notes=[replace(note, at=9)])
    folder.superseded.write_text("".join(map(turn_line, old.turns)) + briefing_line(old), encoding="utf-8")
    done = scrapy(tmp_path, "show", ID)
    chair = 'text, 32 words: ...rt Ersk opens on Monday. Two boats." -> ...rt Ersk opens on Monday. No boats."'
    asked = f'text, 5 words: "{TALK[1][1]}" -> "What does a mooring cost?"'
    assert f"Revision 2 changed:\n    turn 0 changed: {chair}\n    turn 1 changed: {asked}\n" in done.out
    assert "What does a mooring cost?" in done.out
    first = scrapy(tmp_path, "show", ID, "--revision", "1")
    assert (f"\n{TALK[1][1]}\n" in first.out, "\nWhat does a mooring" in first.out) == (True, False)
    assert "--site takes no briefing and no --revision." in scrapy(tmp_path, "show", "--site", SOURCE, ID).err
    for none in ("0", "7"):
        wrong = scrapy(tmp_path, "show", ID, "--revision", none)
        assert (wrong.code, f"has no revision {none}; it has 1, 2." in wrong.err) == (2, True)


def test_what_a_page_prints_does_not_steer_the_terminal(tmp_path: Path) -> None:
    write_source(tmp_path, [make_briefing("1001", [("Ilka Torvane", "a \x1b[2J b \u202e c")])])
    assert "a \\x1b[2J b \\u202e c" in scrapy(tmp_path, "show", ID).out


def test_odd_texts_are_shown(tmp_path: Path) -> None:
    odd_corpus(tmp_path)
    done = scrapy(tmp_path, "show", "news.veldria.example/2001")
    assert done.code == 0
    for text in (ODD[2], ODD[4], ODD[9]):
        assert text in done.out


def test_a_copy_leads_to_its_original(tmp_path: Path) -> None:
    copy = replace(make_briefing("2", []), copy_of=ID)
    write_source(tmp_path, [make_briefing("1001"), copy])
    done = scrapy(tmp_path, "show", copy.id)
    assert f"A copy of {ID}, which has its turns: scrapy show {ID}" in done.out


def test_what_is_not_kept(tmp_path: Path) -> None:
    write_source(tmp_path, [make_briefing("1001")])
    absent = scrapy(tmp_path, "show", "news.veldria.example/5")
    assert (absent.code, f"in {tmp_path} has the id or the address news.veldria.example/5." in absent.err) == (2, True)
    write_source(tmp_path / "other", [], forgotten=[Tombstone(ID, "2026-03-09T00:00:00Z", "asked for", [], None)])
    gone = scrapy(tmp_path / "other", "show", ID)
    assert (gone.code, f"{ID} names no kept briefing. The source {SOURCE} knows it as: forgotten." in gone.err) == (
        2,
        True,
    )
    assert scrapy(tmp_path, "show").code == 2


def test_a_real_revision_of_the_store(tmp_path: Path) -> None:
    newer = make_briefing("1001", [TALK[2], *TALK[:2], ("Ilka Torvane", "And on Sunday.")])
    for briefing in (make_briefing("1001"), newer):
        with SourceStore(tmp_path, SOURCE) as store:
            store.keep(briefing)
    done = scrapy(tmp_path, "show", ID)
    assert 'Revision 2 changed:\n    turn 3 added: label "Ilka Torvane"' in done.out
    assert "    turn 2 is turn 0 now\n" in done.out
