"""TEI: one XML file per briefing, valid under Parla-CLARIN, the TEI customisation for debates.

The text of a `u` is that of its `seg`s, one for each paragraph, without the `incident`s and `note`s in them. Characters
that XML cannot hold become U+FFFD.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from lxml import etree

from briefings.export.formats.file_each import write_each
from briefings.export.formats.options import Options
from briefings.export.rows import Rows
from briefings.export.selection import Corpus
from briefings.items import Kind, Role

_TEI = "http://www.tei-c.org/ns/1.0"
_DEFAULT: dict[Any, str] = {None: _TEI}  # the stubs of lxml do not know the default namespace
_XML = "http://www.w3.org/XML/1998/namespace"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PARAGRAPH = "\n\n"


def write_tei(corpus: Corpus, options: Options, folder: Path) -> None:
    """Write one XML file per briefing."""
    write_each(corpus, folder, ".xml", _content)


def _content(rows: Rows) -> bytes:
    return etree.tostring(_document(rows), encoding="UTF-8", xml_declaration=True)


def _element(parent: etree._Element | None, name: str, text: str | None = None, **attributes: Any) -> etree._Element:
    """Make a TEI element; attributes that are None are left out, `xml_id` and `xml_lang` are those of XML."""
    tag = f"{{{_TEI}}}{name}"
    made = etree.Element(tag, nsmap=_DEFAULT) if parent is None else etree.SubElement(parent, tag)
    for key, value in attributes.items():
        if value is not None:
            made.set(f"{{{_XML}}}{key[4:]}" if key.startswith("xml_") else key, _fit(str(value)))
    if text is not None:
        made.text = _fit(text)
    return made


def _fit(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)


def _document(rows: Rows) -> etree._Element:
    people = _People(rows)
    root = _element(None, "TEI", xml_lang=rows.briefing["language"] or "und")
    header = _element(root, "teiHeader")
    _describe_file(header, rows.briefing)
    _describe_codes(header)
    profile = _element(header, "profileDesc")
    _element(_element(profile, "langUsage"), "language", ident=rows.briefing["language"] or "und")
    people.describe(profile)
    revision = rows.briefing["revision"]
    _element(_element(header, "revisionDesc"), "change", f"Revision {revision} of the transcript.", n=revision)
    body = _element(_element(root, "text"), "body")
    _write_debate(_element(body, "div", type="debateSection"), rows, people)
    return root


def _describe_file(header: etree._Element, briefing: Mapping[str, Any]) -> None:
    title, date = briefing["title"] or "(no title)", briefing["date"]
    file = _element(header, "fileDesc")
    _element(_element(file, "titleStmt"), "title", title)
    _element(_element(file, "publicationStmt"), "p", "Made by briefings. The rights in the text are its source's.")
    source = _element(_element(file, "sourceDesc"), "bibl")
    _element(source, "title", title)
    if date:
        _element(source, "date", date, when=date, type=briefing["date_basis"])
    _element(source, "idno", briefing["url"], type="URI")
    _element(source, "idno", briefing["id"], type="briefing")
    _element(source, "idno", briefing["source"], type="source")


def _describe_codes(header: etree._Element) -> None:
    encoding = _element(header, "encodingDesc")
    what = "Turns were found by rules; a name is given only where the page gives evidence."
    _element(_element(encoding, "projectDesc"), "p", what)
    classes = _element(encoding, "classDecl")
    for name, codes in (("role", list(Role)), ("kind", list(Kind))):
        taxonomy = _element(classes, "taxonomy", xml_id=name)
        for code in codes:
            _element(_element(taxonomy, "category", xml_id=f"{name}.{code}"), "catDesc", code)


class _People:
    """People and outlets of a briefing, each with an id of this file, since names are not valid XML ids."""

    def __init__(self, rows: Rows) -> None:
        self._persons: dict[str, dict[str, Any]] = {}
        self._outlets: dict[str, str] = {}
        for person in rows.briefing["participants"]:
            self._persons.setdefault(person["name"], {**person, "id": f"p{len(self._persons) + 1}"})
        for turn in rows.turns:
            if turn["speaker"]:
                new = {**turn, "id": f"p{len(self._persons) + 1}"}
                self._persons.setdefault(turn["speaker"], new).setdefault("speaker_id", turn["speaker_id"])
            if turn["outlet"]:
                self._outlets.setdefault(turn["outlet"], f"o{len(self._outlets) + 1}")

    def who(self, turn: Mapping[str, Any]) -> str | None:
        """Return the value of the attribute `who`: the person, else the outlet."""
        if turn["speaker"]:
            return f"#{self._persons[turn['speaker']]['id']}"
        return f"#{self._outlets[turn['outlet']]}" if turn["outlet"] else None

    def describe(self, profile: etree._Element) -> None:
        """Write the lists, unless empty, which TEI forbids."""
        if not self._persons and not self._outlets:
            return
        description = _element(profile, "particDesc")
        persons = _element(description, "listPerson") if self._persons else None
        for name, known in self._persons.items():
            person = _element(persons, "person", xml_id=known["id"])
            full = _element(person, "persName")
            if known["honorific"]:
                _element(full, "roleName", known["honorific"])
            _element(full, "name", name)
            if known["position"]:
                _element(person, "occupation", known["position"])
            if known.get("speaker_id"):
                _element(person, "idno", known["speaker_id"], type="speaker_id")
        outlets = _element(description, "listOrg") if self._outlets else None
        for name, id_ in self._outlets.items():
            _element(_element(outlets, "org", xml_id=id_), "orgName", name)


def _write_debate(div: etree._Element, rows: Rows, people: _People) -> None:
    _element(div, "head", rows.briefing["title"] or "(no title)")
    for page in rows.briefing["missing_pages"]:
        _element(_element(div, "gap", reason="missing"), "desc", f"page {page['number']}: {page['reason']}")
    before = 0
    # Such a note gives the number of characters of speech before it.
    waiting = sorted(rows.briefing["notes"], key=lambda note: note["at"])
    for turn in rows.turns:
        while waiting and waiting[0]["at"] <= before:
            _write_note(div, waiting.pop(0))
        if turn["label"]:
            _element(div, "note", turn["label"], type="speaker")
        codes = [f"#{name}.{turn[name]}" for name in ("role", "kind") if turn[name]]
        spoken = _element(
            div, "u", xml_id=f"u.{turn['id']}", n=turn["seq"], who=people.who(turn), ana=" ".join(codes) or None
        )
        _write_text(spoken, turn["text"], turn["notes"])
        before += len(turn["text"])
    for note in waiting:
        _write_note(div, note)


def _write_text(spoken: etree._Element, text: str, notes: Sequence[Mapping[str, Any]]) -> None:
    """Write the paragraphs as `seg`s, with each note in its place."""
    start = 0
    for number, paragraph in enumerate(text.split(_PARAGRAPH)):
        start += len(_PARAGRAPH) if number else 0
        end = start + len(paragraph)
        here = sorted((note for note in notes if _stands_in(note, start, end, len(text))), key=lambda note: note["at"])
        places = [min(max(note["at"], start), end) for note in here]
        seg = _element(spoken, "seg", text[start : places[0] if places else end])
        for note, (place, until) in zip(here, pairwise([*places, end]), strict=True):
            _write_note(seg, note).tail = _fit(text[place:until])
        start = end


def _stands_in(note: Mapping[str, Any], start: int, end: int, length: int) -> bool:
    """Tell whether a note belongs to a paragraph: also in the gap after it, or after all text, to the last one."""
    return start <= note["at"] < end + len(_PARAGRAPH) or (end == length and note["at"] > end)


def _write_note(parent: etree._Element, note: Mapping[str, Any]) -> etree._Element:
    if note["kind"] == "stage":
        incident = _element(parent, "incident")
        _element(incident, "desc", note["text"])
        return incident
    return _element(parent, "note", note["text"], type=note["kind"])
