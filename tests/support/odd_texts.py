"""A data folder with texts that formats stumble over; its records are the truth for exports."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from msgspec.structs import asdict

from briefings.items import Briefing, DateBasis, Note, NoteKind, Participant, SpeakerEvidence
from briefings.records.jsonl import json_line, turn_line
from briefings.store.folder import SourceFolder, database_in
from tests.support.records import briefing_line, make_briefing, redated
from tests.support.stored_lines import lines

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from briefings.store.forgotten import Tombstone

LONG = 40_000
ODD = [
    'She said "no", then "yes"; and \'perhaps\'.',
    "A first paragraph,\n\nand a second; with, commas\tand a tab.",
    "Berths for everyone 🚢👩‍👩‍👧 and a flag 🇺🇳",
    "\u0646\u0639\u0645\u060c \u0645\u064a\u0646\u0627\u0621 - and back \u200f\u0639\u062f\u0646\u0627\u200e.",
    "港口星期一开放。谁来付钱？",
    '=HYPERLINK("http://news.veldria.example","open")',
    "+1 is what I said",
    "-1 is what they said",
    "@all, please sit down",
    "</script><script>alert(1)</script> <!-- ]]> &amp; & <b>",
    "a\u2028line\u2029and\x85another",
    "a lone \ud83d surrogate",
    "null",
    "NA",
    "007",
    " spaces around ",
    "a lone carriage\rreturn",
    "_x0041_ is no escape, \\n neither",
    "{{ braces }} {% percent %} ${HOME} `tick`",
    "e\u0301 and \u00e9; \u200bzero width\u200b; \u00a0no break",
    "a bell \x07 and \uffff, which XML cannot have",
    "word " * (LONG // 5),
]
"""Texts of turns."""


def write_source(
    root: Path, briefings: Iterable[Briefing], source: str = "harbour_gazette", *, forgotten: Iterable[Tombstone] = ()
) -> SourceFolder:
    """Write the two files of a source as a crawl leaves them, for a start to build a new database from."""
    for file in root.glob(f"{database_in(root).name}*"):
        file.unlink()
    folder = SourceFolder(root, source)
    folder.folder.mkdir(parents=True, exist_ok=True)
    folder.written.unlink(missing_ok=True)
    made = [own(briefing, source) for briefing in briefings]
    folder.briefings.write_text("".join(map(briefing_line, made)), encoding="utf-8")
    folder.turns.write_text("".join(turn_line(turn) for each in made for turn in each.turns), encoding="utf-8")
    if tombstones := [json_line(asdict(tombstone)) for tombstone in forgotten]:
        folder.forgotten.write_text("".join(tombstones), encoding="utf-8")
    return folder


def own(briefing: Briefing, source: str) -> Briefing:
    """Return the briefing as `source` would have read it."""
    return replace(briefing, source=source, turns=[replace(turn, source=source) for turn in briefing.turns])


def odd_corpus(root: Path) -> list[dict[str, Any]]:
    """Write a source with every odd text as a turn, and one with other oddities; return all turns.

    They come in the order of exports: by source, date and id.
    """
    odd = make_briefing("2001", [("Ilka Torvane" if n % 2 else "Ersk Courier", text) for n, text in enumerate(ODD)])
    odd.turns[2].notes = [
        Note(NoteKind.STAGE, '(Laughter, "loud".)', 3),
        Note(NoteKind.CAPTION, "A | berth\nat dawn", 9, 2),
    ]
    odd.title = odd.title and '=1+1 "Harbour", briefing'
    for turn in odd.turns:
        turn.title = odd.title
    odd.participants = [
        Participant("Ilka Torvane", "Dr.", "harbour | master", chair=True, evidence=SpeakerEvidence.HEADER)
    ]
    undated = make_briefing("3001", [(None, "Who speaks, nobody knows."), ("Ilka Torvane", "I do.")], missing=[2])
    redated(undated, None, None)
    undated.turns[0].speaker = undated.turns[0].speaker_evidence = undated.turns[0].role = None
    published = make_briefing("1500", [("Ilka Torvane", "Published, not held.")])
    redated(published, "1899-12-31", DateBasis.PUBLISHED)
    copy = replace(make_briefing("9001", []), copy_of=odd.id)
    gazette = write_source(root, [undated, odd, copy], "harbour_gazette")
    ersk = write_source(root, [published], "ersk_courier")
    turns = {turn["id"]: turn for folder in (ersk, gazette) for turn in lines(folder.turns)}
    return [turns[turn.id] for briefing in (published, odd, undated) for turn in briefing.turns]
