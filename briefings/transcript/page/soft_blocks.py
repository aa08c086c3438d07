"""Tell a page that was served in place of a transcript: a captcha, a login, "page not found" with status 200.

To take a transcript for one of them is the worse mistake of the two. So a page on which somebody speaks is never one,
whatever is said there or stands around it, and what counts as evidence is a title, or a short line that begins with
what such pages say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from lxml.etree import _Element

from briefings.reasons import Reason
from briefings.transcript.page.boilerplate import boilerplate_rule
from briefings.transcript.page.content import body_of, elements, text_of
from briefings.transcript.page.encoding import decode
from briefings.transcript.page.header import read_header
from briefings.transcript.page.lines import Line, lines_of, squeeze
from briefings.transcript.page.page import Page
from briefings.transcript.page.page_kind import PageKind
from briefings.transcript.page.soft_block_words import (
    ACCEPT,
    CAPTCHA,
    CHALLENGE_SCRIPT,
    CONSENT,
    COOKIE_WALL,
    LOGIN,
    LOGIN_PAGE,
    NO_LABELS,
    PHRASES,
    PHRASES_OF_NO_FRAME,
    SCRIPT_CHALLENGE,
    refused,
)
from briefings.transcript.page.speech_signs import speech_sign
from briefings.transcript.page.tree import parse
from briefings.transcript.wording.shapes import shape_of

_LABEL = re.compile(r"(?P<label>[^:：]{1,80}?)\s?[:：]\s*|(?P<q>Q)\b[.:]?\s*|\[(?P<box>[A-Z][^\]]{2,60})\]:?\s*")
_SPEECH = 200  # characters of a short exchange
_CHINESE = re.compile(r"[\u3040-\u9fff\uac00-\ud7af]")
_PROSE = 40
_SAID_WITH_TITLE = 1500
"""Characters of prose up to which a title is believed. The longest known page of that kind has 500."""
_SAID_WITH_LINE = 400
"""The same for a line: it may be one of a transcript."""
_NEARLY_NOTHING, _NOTHING = 200, 20
_LONGEST_LINE = 200
_WIDGET = (
    "//*[contains(@class, 'g-recaptcha') or contains(@class, 'h-captcha') or contains(@class, 'cf-turnstile')"
    " or contains(@class, 'geetest')] | //iframe[contains(@src, 'captcha')] | //img[contains(@src, 'captcha')]"
    " | //input[contains(@name, 'captcha')]"
)


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What a page shows when nobody speaks on it."""

    root: _Element
    titles: list[str]
    lines: list[str]
    said: int
    """Characters of prose in its content."""


def soft_block(page: Page, html: bytes, encoding: str | None = None) -> Reason | None:
    """What was served instead of a transcript; None when `page` may well be one.

    `html` are the bytes that `page` was read from, `encoding` the charset of the HTTP header if it named one. A page
    that the site does not want us to have is refused; a soft 404 is not there. Nothing is raised.
    """
    # What stands in place of a page has no numbered pager that this page is part of.
    if page.kind is PageKind.LIST or page.siblings.sure or _is_spoken(page.lines):
        return None
    said = sum(_length(line.text) for line in _prose(page.lines))
    root, _ = parse(decode(html, encoding).text)
    seen = _Evidence(root, _titles(root), [line.text for line in page.lines if not line.within], said)
    return _by_phrase(seen) or _by_form(seen, page) or _by_script(seen, page) or _by_consent(seen)


# -- Whether somebody speaks


def _is_spoken(lines: Sequence[Line]) -> bool:
    """Whether a page has a transcript's header, or labels with something said behind them."""
    if read_header(lines).people:
        return True
    spoken = list(_said_behind_labels(lines))
    if max(spoken, default=0) >= 30 or len([length for length in spoken if length >= 15]) > 1:
        return True
    # Labels of another form; a form to fill in has labels too, and says less between them.
    return sum(_length(line.text) for line in lines) >= _SPEECH and bool(speech_sign(lines))


def _said_behind_labels(lines: Sequence[Line]) -> Iterator[int]:
    """The length of what follows each line, or beginning of a line, that may be the label of a speaker."""
    for index, line in enumerate(lines):
        match = _LABEL.match(line.text)
        if match is None or line.is_mostly_link:
            continue
        label = match["label"] or match["box"] or "Q"
        if not match["q"]:
            shape = shape_of(label)
            words = re.findall(r"\w+", label.casefold())
            if shape.veto or not (shape.name_form or shape.chinese) or NO_LABELS.intersection(words):
                continue
        rest = line.text[match.end() :]
        after = lines[index + 1].text if index + 1 < len(lines) else ""
        yield _length(rest or after)


def _length(text: str) -> int:
    """How long a text is in English letters: one of Chinese, Japanese or Korean says as much as three of them."""
    return len(text) + 2 * len(_CHINESE.findall(text))


def _prose(lines: Sequence[Line]) -> list[Line]:
    return [
        line
        for line in lines
        if _length(line.text) >= _PROSE and not line.is_mostly_link and boilerplate_rule(line) is None
    ]


# -- What speaks for something else


def _by_phrase(seen: _Evidence) -> Reason | None:
    reason = _first_match(seen.titles, PHRASES) if seen.said <= _SAID_WITH_TITLE else None
    if reason or seen.said > _SAID_WITH_LINE:
        return reason
    # A short "not found" may have been left outside the content node; nothing in the frame of a page says that.
    around = [line.text for line in lines_of(body_of(seen.root))] if seen.said <= _NEARLY_NOTHING else []
    return _first_match(seen.lines, PHRASES) or _first_match(around, PHRASES_OF_NO_FRAME)


def _first_match(texts: Iterable[str], phrases: Iterable[tuple[Reason, re.Pattern[str]]]) -> Reason | None:
    short = [text for text in texts if len(text) <= _LONGEST_LINE]
    return next((reason for text in short for reason, pattern in phrases if pattern.match(text)), None)


def _by_form(seen: _Evidence, page: Page) -> Reason | None:
    """A password or a captcha to be filled in; on a page that says anything, it may belong to the frame around it."""
    if elements(seen.root, "//input[@type='password']"):
        asks = any(LOGIN.match(text) for text in seen.titles)
        if (asks and seen.said <= _SAID_WITH_LINE) or (not seen.said and page.visible_page <= _NEARLY_NOTHING):
            return LOGIN_PAGE
    # A page of few words and a picture is taken for a gallery, where a captcha may guard the comments.
    most = _NEARLY_NOTHING if page.kind is not PageKind.GALLERY else _NOTHING
    if not seen.said and page.visible_page <= most and elements(seen.root, _WIDGET):
        return CAPTCHA
    return None


def _by_script(seen: _Evidence, page: Page) -> Reason | None:
    """A page with nothing on it but a script that sets a cookie and loads it again."""
    if page.visible_page > _NEARLY_NOTHING:
        return None
    scripts = " ".join(text_of(script) for script in elements(seen.root, "//script"))
    return SCRIPT_CHALLENGE if CHALLENGE_SCRIPT.search(scripts) else None


def _by_consent(seen: _Evidence) -> Reason | None:
    """A page about cookies with a button to accept them: its title says so, and most of its text."""
    if not any(COOKIE_WALL.match(text) for text in (*seen.titles, *seen.lines[:3])):
        return None
    buttons = elements(seen.root, "//button | //a | //input[@type='submit' or @type='button']")
    if not any(ACCEPT.fullmatch(squeeze(text_of(one) or one.get("value") or "")) for one in buttons):
        return None
    about = sum(len(text) for text in seen.lines if CONSENT.search(text))
    return refused("cookie wall") if about * 2 >= sum(map(len, seen.lines)) else None


def _titles(root: _Element) -> list[str]:
    found = [squeeze(text_of(one)) for one in elements(root, "//head/title | //h1")]
    return [text for text in found if text]
