"""Recognise a page served in place of a transcript: a captcha, a login, "page not found" with status 200.

Taking a transcript for one of them is the worse mistake, so a page on which somebody speaks is never one, whatever is
printed there. The evidence is a title, or a short line, that begins with a phrase of such pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefings.reasons import Reason
from briefings.transcript.page.boilerplate import boilerplate_rule, letters_of
from briefings.transcript.page.header import read_header
from briefings.transcript.page.lines import Line
from briefings.transcript.page.page import Page
from briefings.transcript.page.page_kind import PageKind
from briefings.transcript.page.speech_signs import speech_sign, spoken_openings
from briefings.transcript.wording.vocabulary import FORM_WORDS

_SPEECH = 200  # characters of a short exchange
_PROSE = 40
_SAID, _SENTENCE = 15, 30
"""Letters after labels that are speech: the first number twice, or the second once."""


def soft_block(page: Page, html: bytes, encoding: str | None = None) -> Reason | None:
    """Return the reason why a page was served instead of a transcript; None when it may well be one.

    `html` are the bytes that `page` was read from, `encoding` the charset of the HTTP header if it named one. A page
    that the site does not want us to have is refused; a soft 404 does not exist. Nothing is raised.
    """
    # A page in place of another has no numbered pager with this page in it.
    if page.kind is PageKind.LIST or page.siblings.pages or page.siblings.listed or _is_spoken(page.lines):
        return None
    said = sum(letters_of(line.text) for line in _prose(page.lines))
    # Few pages come this far, and loading the words then takes a hundredth of a second.
    from briefings.transcript.page.served_instead import served_instead  # noqa: PLC0415

    return served_instead(page, html, encoding, said)


def _is_spoken(lines: Sequence[Line]) -> bool:
    """Return True for a page with a transcript's header, or with labels followed by speech."""
    if read_header(lines).people:
        return True
    times = 0
    for length in _said_behind_labels(lines):
        times += length >= _SAID
        if length >= _SENTENCE or times > 1:
            return True
    # Labels of another form; a form to fill in has labels too, with less text between them.
    return sum(letters_of(line.text) for line in lines) >= _SPEECH and bool(speech_sign(lines))


def _said_behind_labels(lines: Sequence[Line]) -> Iterator[int]:
    """Yield the length of what follows each opening that may be the label of a speaker."""
    for opening, said in spoken_openings([line for line in lines if not line.is_mostly_link]):
        words = re.findall(r"\w+", opening.label.casefold())
        if opening.is_like_a_label and (opening.form == "mark" or not FORM_WORDS.intersection(words)):
            yield letters_of(said)


def _prose(lines: Sequence[Line]) -> list[Line]:
    return [
        line
        for line in lines
        if letters_of(line.text) >= _PROSE and not line.is_mostly_link and boilerplate_rule(line) is None
    ]
