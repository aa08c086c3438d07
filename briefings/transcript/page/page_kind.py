"""Tell a transcript from other pages that look like one, by the lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from lxml.etree import _Element

from briefings.items import NoteKind
from briefings.transcript.page.boilerplate import boilerplate_rule, letters_of
from briefings.transcript.page.layout.lines import Line
from briefings.transcript.page.notes import note_kind
from briefings.transcript.page.openings import openings
from briefings.transcript.page.speech_signs import speech_sign

_NOTICE_TITLE = re.compile(
    r"\W*(?:notice|media advisory|advisory|invitation|announcement|accreditation)\b", re.IGNORECASE
)
_NOTICE_FIELD = re.compile(r"(?:venue|add(?:ress)?|place|location)\s*+(?:\.\s*+)?[:：]", re.IGNORECASE)
# Names of lists in the press rooms of China, including lists that print whole transcripts between their links.
_LIST_NAME = re.compile(r"/(?:node_\d+|default|index)(?:_\d+)?\.s?html?$")
_FEW_WORDS, _MUCH = 500, 1_000
"""Maximum letters beside the picture of a gallery, and minimum of a text that is more than a list has between links."""
_LEAST_ENTRIES = 5
"""Minimum number of links alone on a line, of a page with more linked than plain text: a list, a home page."""


class PageKind(StrEnum):
    """Kind of a page. Only a TRANSCRIPT becomes part of a briefing; the others are recognised and counted."""

    TRANSCRIPT = "transcript"
    LIST = "list"
    GALLERY = "gallery"
    NOTICE = "notice"
    EMPTY = "empty"


def is_named_list(url: str) -> bool:
    """Return True for the usual address of a list page: node_ID, default, index."""
    return _LIST_NAME.search(url) is not None


def is_mostly_links(lines: Sequence[Line]) -> bool:
    """Return True for lines that are mostly links, as of a list or a home page, without a sign of speech."""
    if sum(line.is_mostly_link for line in lines if line.linked) < _LEAST_ENTRIES:
        return False
    plain = sum(len(line.text) for line in lines if not line.is_mostly_link)
    linked = sum(line.linked for line in lines)
    return plain <= _MUCH and linked * 2 >= sum(len(line.text) for line in lines) and not speech_sign(lines)


def has_label(lines: Sequence[Line]) -> bool:
    """Return True when a line opens with what may be a label."""
    return any(
        opening.is_like_a_label or opening.form in ("weak", "bracket")
        for index, line in enumerate(lines)
        if note_kind(line) is None and not _NOTICE_FIELD.match(line.text)
        for opening in openings(index, line)
    )


def kind_by_form(lines: Sequence[Line], title: str | None, content: _Element) -> PageKind:
    """Return the kind of a page by its form, unless somebody speaks there: a notice, a gallery, nothing, a text."""
    if _NOTICE_TITLE.match(title or "") or len([line for line in lines if _NOTICE_FIELD.match(line.text)]) > 1:
        return PageKind.NOTICE
    said, kind = 0, PageKind.EMPTY
    for line in lines:
        if boilerplate_rule(line, title) is None:
            kind = PageKind.TRANSCRIPT
            said += letters_of(line.text) if note_kind(line) != NoteKind.CAPTION else 0
        if said > _FEW_WORDS:
            return kind
    return PageKind.GALLERY if lines and next(content.iter("img"), None) is not None else kind
