"""TEI: one XML file per briefing, valid under Parla-CLARIN, the TEI customisation for debates.

The text of a `u` is that of its `seg`s, one for each paragraph, without the `incident`s and `note`s in them. Characters
that XML cannot hold become U+FFFD.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from briefings.export.notes import paragraphs, place_notes
from briefings.export.rows import Rows
from briefings.items import Kind, Role

_TEI = "http://www.tei-c.org/ns/1.0"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class _Xml(str):
    """Markup, as against text, which must be escaped."""


def tei_of(rows: Rows) -> bytes:
    """Return the XML file of a briefing."""
    people = _People(rows)
    body = _e("body", _e("div", *_debate(rows, people), type="debateSection"))
    language = rows.briefing["language"] or "und"
    root = _e("TEI", _header(rows.briefing, language, people), _e("text", body), xmlns=_TEI, xml_lang=language)
    return f"<?xml version='1.0' encoding='UTF-8'?>\n{root}".encode()


def _e(name: str, *content: str | None, **attributes: Any) -> _Xml:
    """Write a TEI element; what is None is left out, the attributes `xml_id` and `xml_lang` are those of XML."""
    said = {key.replace("xml_", "xml:"): str(value) for key, value in attributes.items() if value is not None}
    given = "".join(f" {key}={quoteattr(_fit(value))}" for key, value in said.items())
    # A reader of XML would take a bare carriage return for the end of a line.
    parts = [
        part if isinstance(part, _Xml) else escape(_fit(part), {"\r": "&#13;"}) for part in content if part is not None
    ]
    return _Xml(f"<{name}{given}>{''.join(parts)}</{name}>" if parts else f"<{name}{given}/>")


def _fit(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)


def _header(briefing: Mapping[str, Any], language: str, people: _People) -> _Xml:
    title, date, revision = briefing["title"] or "(no title)", briefing["date"], briefing["revision"]
    source = _e(
        "bibl",
        _e("title", title),
        _e("date", date, when=date, type=briefing["date_basis"]) if date else None,
        _e("idno", briefing["url"], type="URI"),
        _e("idno", briefing["id"], type="briefing"),
        _e("idno", briefing["source"], type="source"),
    )
    codes = (_taxonomy("role", list(Role)), _taxonomy("kind", list(Kind)))
    found_by = "Turns were found by rules; a name is given only where the page gives evidence."
    return _e(
        "teiHeader",
        _e(
            "fileDesc",
            _e("titleStmt", _e("title", title)),
            _e("publicationStmt", _e("p", "Made by briefings. The rights in the text are its source's.")),
            _e("sourceDesc", source),
        ),
        _e("encodingDesc", _e("projectDesc", _e("p", found_by)), _e("classDecl", *codes)),
        _e("profileDesc", _e("langUsage", _e("language", ident=language)), people.description()),
        _e("revisionDesc", _e("change", f"Revision {revision} of the transcript.", n=revision)),
    )


def _taxonomy(name: str, codes: Sequence[str]) -> _Xml:
    categories = (_e("category", _e("catDesc", code), xml_id=f"{name}.{code}") for code in codes)
    return _e("taxonomy", *categories, xml_id=name)


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

    def description(self) -> _Xml | None:
        """Return the lists, unless empty, which TEI forbids."""
        persons = [_person(name, known) for name, known in self._persons.items()]
        outlets = [_e("org", _e("orgName", name), xml_id=id_) for name, id_ in self._outlets.items()]
        lists = [_e("listPerson", *persons) if persons else None, _e("listOrg", *outlets) if outlets else None]
        return _e("particDesc", *lists) if persons or outlets else None


def _person(name: str, known: Mapping[str, Any]) -> _Xml:
    honorific, position, speaker = known["honorific"], known["position"], known.get("speaker_id")
    return _e(
        "person",
        _e("persName", _e("roleName", honorific) if honorific else None, _e("name", name)),
        _e("occupation", position) if position else None,
        _e("idno", speaker, type="speaker_id") if speaker else None,
        xml_id=known["id"],
    )


def _debate(rows: Rows, people: _People) -> Iterator[_Xml]:
    yield _e("head", rows.briefing["title"] or "(no title)")
    for page in rows.briefing["missing_pages"]:
        yield _e("gap", _e("desc", f"page {page['number']}: {page['reason']}"), reason="missing")
    late = place_notes(rows.turns, rows.briefing["notes"])
    for turn in rows.turns:
        yield from map(_note, turn["before"])
        if turn["label"]:
            yield _e("note", turn["label"], type="speaker")
        codes = " ".join(f"#{name}.{turn[name]}" for name in ("role", "kind") if turn[name])
        said = {"xml_id": f"u.{turn['id']}", "n": turn["seq"], "who": people.who(turn), "ana": codes or None}
        yield _e("u", *_paragraphs(turn["text"], turn["notes"]), **said)
    yield from map(_note, late)


def _paragraphs(text: str, notes: Sequence[Mapping[str, Any]]) -> Iterator[_Xml]:
    """Yield the paragraphs as `seg`s, with each note in its place."""
    for pieces in paragraphs(text, notes):
        content: list[str] = []
        for piece in pieces:
            if piece.note:
                content.append(_note({"kind": piece.note, "text": piece.text}))
            if not piece.beside:
                content.append(piece.text)
        yield _e("seg", *content)


def _note(note: Mapping[str, Any]) -> _Xml:
    if note["kind"] == "stage":
        return _e("incident", _e("desc", note["text"]))
    return _e("note", note["text"], type=note["kind"])
