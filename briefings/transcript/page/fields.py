"""Read a page's data beside its text: title, summary, days, language."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from lxml import etree

from briefings.transcript.page.content import Content, text_of
from briefings.transcript.page.lines import squeeze
from briefings.transcript.page.page_days import read_days
from briefings.transcript.page.selecting import SelectorTree
from briefings.transcript.wording.dates import first_date

_PRINTED_TITLE = etree.XPath("string((//meta[@property='og:title']/@content)[1])")
_HEAD_TITLE = etree.XPath("string((//title/text())[1])")
_LANGUAGE_TAG = re.compile(r"\s*[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\s*")
_SITE_SUFFIX = re.compile(r"(?<!\s)\s++(?:[-–|_]|--)\s+[^-–|_]{2,60}$")


class Fields(NamedTuple):
    """The data of a page; None where it has none."""

    title: str | None = None
    summary: str | None = None
    language: str | None = None
    published_on: date | None = None
    printed_on: date | None = None
    """A day beside its headline that is not called anything."""
    day: date | None = None
    """The day its header or title prints: a page with another day is of another briefing."""


def read_fields(page: SelectorTree, content: Content, url: str) -> Fields:
    """Read them by the selectors of the content's markup first, else by what pages commonly have."""
    markup = content.markup
    title = _first_text(page, markup.title) or _title(page)
    byline = _first_text(page, markup.byline)
    language = page.root.get("lang", "") if page.root.tag == "html" else ""
    named = language.strip() if _LANGUAGE_TAG.fullmatch(language) else None
    days = read_days(page, content, title, byline, url, language)
    return Fields(title, _first_text(page, markup.summary), named, *days)


def _first_text(page: SelectorTree, css: str) -> str | None:
    return next((text for found in page.css(css) if (text := squeeze(text_of(found)))), None)


def _title(page: SelectorTree) -> str | None:
    headings = [text for found in page.tagged("h1") if (text := squeeze(text_of(found)))]
    if len(headings) == 1:
        return headings[0]
    printed = str(_PRINTED_TITLE(page.root)) or str(_HEAD_TITLE(page.root))
    if not printed:
        return headings[0] if headings else None
    whole = squeeze(printed)
    suffix = _SITE_SUFFIX.search(whole)
    return whole[: suffix.start()] if suffix and not first_date(suffix[0]) else whole or None
