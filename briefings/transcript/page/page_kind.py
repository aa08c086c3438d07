"""Tell a transcript from other pages that look like one, by the lines."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from enum import StrEnum
from itertools import pairwise

from lxml.etree import _Element

from briefings.address import same_page
from briefings.items import NoteKind
from briefings.transcript.page.boilerplate import HEADINGS, boilerplate_rule, is_link, is_short, letters_of
from briefings.transcript.page.layout.lines import Line
from briefings.transcript.page.notes import note_kind
from briefings.transcript.page.openings import openings
from briefings.transcript.page.speech_signs import speech_sign
from briefings.transcript.wording.dates import first_date
from briefings.transcript.wording.vocabulary import CONFERENCE

_NOTICE_TITLE = re.compile(
    r"\W*(?:notice|media advisory|advisory|invitation|announcement|accreditation)\b", re.IGNORECASE
)
_NOTICE_FIELD = re.compile(r"(?:venue|add(?:ress)?|place|location)\s*+(?:\.\s*+)?[:：]", re.IGNORECASE)
# Names of lists in the press rooms of China, including lists that print whole transcripts between their links.
LIST_NAME = re.compile(r"/(?:node_\d+|default|index)(?:_\d+)?\.s?html?$")
_FEW_WORDS, _MUCH = 500, 1_000
"""Maximum letters beside the picture of a gallery, and minimum of a text that is more than a list has between links."""
_SEVERAL, _TOP = 2, 4
"""Minimum number of talks in a list, and maximum number of lines below a headline that may show its day."""
_LEAST_ENTRIES = 5
"""Minimum number of links alone on a line, on a page with more linked than plain text, of a list or a home page."""


class PageKind(StrEnum):
    """Kind of a page. Only a TRANSCRIPT becomes part of a briefing; the others are recognised and counted."""

    TRANSCRIPT = "transcript"
    LIST = "list"
    GALLERY = "gallery"
    NOTICE = "notice"
    EMPTY = "empty"


def lists_others(lines: Sequence[Line], url: str, urls_in: Callable[[Line], list[str]]) -> bool:
    """Tell whether a page is a list, though nobody says so; `urls_in` finds where the links of a line lead."""
    return _is_mostly_links(lines) or _prints_talks(lines, url, urls_in)


def _is_mostly_links(lines: Sequence[Line]) -> bool:
    """Return True for lines that are mostly links, as of a list or a home page, without a sign of speech."""
    if sum(line.is_mostly_link for line in lines if line.linked) < _LEAST_ENTRIES:
        return False
    plain = sum(len(line.text) for line in lines if not line.is_mostly_link)
    linked = sum(line.linked for line in lines)
    return plain <= _MUCH and linked * 2 >= sum(len(line.text) for line in lines) and not speech_sign(lines)


def _prints_talks(lines: Sequence[Line], url: str, urls_in: Callable[[Line], list[str]]) -> bool:
    """Tell whether a page prints talks of several days, each below a headline that leads to its own page.

    So do the fronts of blogs (Nikola, Lektor), which a sitemap names among their entries. Below a headline that leads
    here, or above the first, the page has a talk of its own. The name of the site, or of a folder, is no headline.
    """
    linked = (n for n, line in enumerate(lines) if line.tag in {"h1", *HEADINGS} and is_link(line))
    leads = {n: urls_in(lines[n]) for n in linked}
    heads = [n for n, urls in leads.items() if not any(url.startswith(f"{one.rstrip('/')}/") for one in urls)]
    own = [one for n in heads for one in leads[n] or [""] if not one or same_page(one, url)]
    if len(heads) < _SEVERAL or own or speech_sign(lines[: heads[0]]):
        return False
    parts = [lines[begin + 1 : end] for begin, end in pairwise([*heads, len(lines)])]
    # The parts of one talk may have pages of their own, too, but no days: to look for these first takes far less.
    talks = [part for part in parts if speech_sign(part)] if len(_days_of(parts)) >= _SEVERAL else []
    return min(len(talks), len(_days_of(talks))) >= _SEVERAL


def _days_of(talks: Sequence[Sequence[Line]]) -> set[date]:
    return {day for talk in talks for line in talk[:_TOP] if is_short(line.text) and (day := first_date(line.text))}


def has_label(lines: Sequence[Line]) -> bool:
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
    is_gallery = lines and next(content.iter("img"), None) is not None and not CONFERENCE.search(title or "")
    return PageKind.GALLERY if is_gallery else kind
