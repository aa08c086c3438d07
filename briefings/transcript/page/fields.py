"""The data of a page beside its text: title, summary, language, and the days that it prints or names."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache
from itertools import takewhile
from typing import NamedTuple
from urllib.parse import urlsplit

from lxml import etree
from lxml.etree import _Element

from briefings.items import NoteKind
from briefings.transcript.page.body.selecting import SelectorTree
from briefings.transcript.page.boilerplate import boilerplate_rule
from briefings.transcript.page.content import ASIDE, Content, elements
from briefings.transcript.page.layout.lines import Line, squeeze, text_of
from briefings.transcript.page.notes import is_of_another_day, note_kind
from briefings.transcript.wording.dates import (
    date_in_address,
    dates_in,
    day_of_publication,
    days_in_lines,
    first_date,
    published_in,
    puts_day_first,
    says_published,
)

_DATA = frozenset(
    {("property", "article:published_time"), ("itemprop", "datePublished")}
    | {("name", name) for name in ("pubdate", "PubDate", "publishdate", "DC.date")}
)
"""Attributes, with their values, of meta elements that give the day of publication."""
_CARDS = frozenset(("article", "li", "tr", "a"))
"""Elements that hold related items of a page, each with a day of its own."""
_FIGURE = re.compile(r"\d")
"""What every date has, and few lines of menus."""
_LINES_BETWEEN = 30
"""Maximum number of lines between a headline and the text; a day further away is of something else."""
_LONGEST = 120
_BESIDE_A_DATE = 25
"""Letters beside the date on a line above a headline: a weekday, a place."""


def read_days(
    page: SelectorTree, content: Content, title: str | None, byline: str | None, url: str, language: str
) -> tuple[date | None, date | None]:
    """Return the day of publication, and the day beside the headline without a word on its meaning.

    `byline` is what a selector of a source or house found, `language` the tag that the page gives.
    Days in menus, footers and the cards of other items are of something else, and so is a `<time>` after the text: of a
    comment, for example.
    """
    data = (first_date(one.get("content")) for one in page.root.iter("meta") if not _DATA.isdisjoint(one.items()))
    published = first_date(byline) or next(filter(None, data), None)
    is_of_another = _items_around(content.element)
    times = _days_of_times(page, content.element)
    published = published or next((day for one, day in times if day and not is_of_another(one)), None)
    near = date_in_address(url)
    day_first = puts_day_first(language, url)

    def is_alone(text: str) -> bool:
        """Return True for a line that is a date with little beside it; in more words it may be a day of anything."""
        spans = [end - begin for _, begin, end in dates_in(text, near, day_first=day_first)]
        return len(spans) == 1 and len(text) - spans[0] <= _BESIDE_A_DATE

    beside = [*days_in_lines(_beside_headline(content, title, is_of_another, is_alone), near, day_first=day_first)]
    called = {day: words for day, _, words in beside if words}
    plain = (day for day, text, words in beside if not words and day not in {published, *called} and is_alone(text))
    printed = next(plain, None)
    published = published or day_of_publication(called.items())
    # A sentence may be somebody's words.
    bylines = (
        (day, line.text) for line in content.shown.plain
        if len(line.text) <= _LONGEST and not line.text.endswith(".")
        and _FIGURE.search(line.text) and (says_published(line.text) or boilerplate_rule(line) == "byline")
        and (day := published_in(line.text, near) or first_date(line.text, near, day_first=day_first))
        and not is_of_another(line.element)
    )  # fmt: skip
    published = published or day_of_publication(bylines)
    return published or _day_in_json(page), printed


def _day_in_json(page: SelectorTree) -> date | None:
    """Return the day of publication in JSON-LD; None for several, of which others are those of other items."""
    scripts = (one.text or "" for one in page.root.iter("script") if one.get("type") == "application/ld+json")
    days = {day for script in scripts for day in _DAY_IN_JSON.findall(script)}
    return first_date(days.pop()) if len(days) == 1 else None


def _days_of_times(page: SelectorTree, content: _Element) -> Iterator[tuple[_Element, date | None]]:
    if times := [*page.root.iter("time")]:
        behind = set(elements(content, "following::time"))
        yield from ((one, first_date(one.get("datetime"))) for one in times if one not in behind)


def _items_around(content: _Element) -> Callable[[_Element | None], bool]:
    """Return a test for elements in a menu, or in the card of another item."""
    around = {content, *content.iterancestors()}

    # Many elements may be in one card: it is searched once.
    @cache
    def links(card: _Element) -> bool:
        return card.tag == "a" or card.find(".//a[@href]") is not None

    def is_of_another(element: _Element | None) -> bool:
        within = () if element is None else (element, *element.iterancestors())
        apart = takewhile(lambda one: one not in around, within)
        # WordPress links the day of a text to the text itself.
        return any(
            one.tag in ASIDE or (one.tag in _CARDS and one.get("rel") != "bookmark" and links(one)) for one in apart
        )

    return is_of_another


def _beside_headline(
    content: Content,
    title: str | None,
    is_of_another: Callable[[_Element | None], bool],
    is_alone: Callable[[str], bool],
) -> Iterator[str]:
    """Yield the short lines between headline and text, then dates alone in a line above it, or below it in the text."""

    def may_have_it(line: Line) -> bool:
        is_apart = is_of_another(line.element) or is_of_another_day(line.text)
        return not is_apart and note_kind(line) is not NoteKind.CAPTION

    lines = content.shown.lines
    begins = content.inside[0] if content.inside else None
    first = next((index for index, line in enumerate(lines) if line is begins), 0 if begins else len(lines))
    headline = next((index for index in range(first - 1, -1, -1) if lines[index].text == title), first)
    between = [one for one in lines[headline + 1 : first] if not one.is_mostly_link and may_have_it(one)]
    is_within = begins is not None and begins.text == title
    if (headline == first and not is_within) or len(between) > _LINES_BETWEEN:
        return
    around = lines[first + 1 : first + 3] if is_within else lines[max(0, headline - 2) : headline][::-1]
    yield from (line.text for line in between if len(line.text) <= _LONGEST)
    yield from (line.text for line in around if is_alone(line.text) and may_have_it(line))


_DAY_IN_JSON = re.compile(r'"datePublished"\s*:\s*"(\d{4}-\d\d-\d\d)')
_PRINTED_TITLE = etree.XPath("string(descendant::meta[@property='og:title']/@content)")
_HEAD_TITLE = etree.XPath("string((//title/text())[1])")
_MADE_BY = etree.XPath("string(descendant::meta[@name='generator']/@content)")
_PROGRAM = re.compile(r"[^\W\d]+(?: [^\W\d]+)+")
"""Name of a program, of two words or more: a site made with Ghost may write of a ghost."""
_LANGUAGE_TAG = re.compile(r"\s*[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\s*")
_HOME = re.compile(r"(?:https?:)?//[\w.:-]+/?|/")
_SITE_SUFFIX = re.compile(r"(?<!\s)\s++(?:[-–—|_]|--)\s+(?:[^-–—|_]{2,60}|(?:https?://|www\.)\S+)$")
_SEPARATOR = re.compile(r"\s*(?:[-–—|_:·»]|--)\s+(?=\S)")
"""What stands between the name of a site and a title: with a space behind it, as in "Quay: the ferry sails"."""


class Fields(NamedTuple):
    """Data of a page; None if it has none."""

    title: str | None = None
    summary: str | None = None
    language: str | None = None
    published_on: date | None = None
    printed_on: date | None = None
    """Day beside its headline without a word on its meaning."""
    day: date | None = None
    """Day its header or title prints: a page with another day is of another briefing."""


def read_fields(page: SelectorTree, content: Content, url: str) -> Fields:
    """Read the data by the selectors of the content's markup first, otherwise by common markup."""
    markup = content.markup
    title = _first_text(page, markup.title) or _title(page, content.shown.lines, url)
    byline = _first_text(page, markup.byline)
    language = page.root.get("lang", "") if page.root.tag == "html" else ""
    named = language.strip() if _LANGUAGE_TAG.fullmatch(language) else None
    days = read_days(page, content, title, byline, url, language)
    return Fields(title, _first_text(page, markup.summary), named, *days)


def _first_text(page: SelectorTree, css: str) -> str | None:
    return next((text for found in page.css(css) if (text := squeeze(text_of(found)))), None)


def _title(page: SelectorTree, lines: Sequence[Line], url: str) -> str | None:
    """Return the only headline that is not the site's own, else the title in the data without the site's name.

    A converter of PDF or Word may print its own name there ("Created by Page Turner SDK 3").
    """
    whole = squeeze(str(_PRINTED_TITLE(page.root)) or str(_HEAD_TITLE(page.root)))
    program = _PROGRAM.match(str(_MADE_BY(page.root)))
    whole = "" if program and program[0] in whole else whole
    shown = [(text, _is_logo(one, text, whole)) for one in page.root.iter("h1") if (text := squeeze(text_of(one)))]
    headings = [text for text, is_logo in shown if not is_logo]
    if not whole or (len(shown) == 1 and headings):
        return headings[0] if headings else None
    for logo in (text for text, is_logo in shown if is_logo):
        # "Harbour Office - Briefing on the quay": some name the site first.
        if whole.startswith(logo) and (separator := _SEPARATOR.match(whole, len(logo))):
            return whole[separator.end() :]
    suffix = _SITE_SUFFIX.search(whole)
    if suffix is None or first_date(suffix[0]) or any(line.text == whole for line in lines):
        return whole
    title = whole[: suffix.start()]
    is_of_site = re.sub(r"\W", "", title).casefold() in (urlsplit(url).hostname or "").replace(".", "")
    return None if is_of_site else title


def _is_logo(heading: _Element, text: str, title: str) -> bool:
    """Tell a headline that names the site: a link to its first page, or one beside the menu that ends a title.

    Then a lesser headline is the one that the title begins with: "Quay Press | The ferry sails" begins with its own.
    """
    links = (*heading.iter("a"), *heading.iterancestors("a"))
    begin = title.removesuffix(text).rstrip(" -–—|_")
    has_menu = any(header.find(".//nav") is not None for header in heading.iterancestors("header"))
    is_end = has_menu and begin in {squeeze(text_of(one)) for one in heading.getroottree().iter("h2")} - {""}
    return is_end or any(_HOME.fullmatch(one.get("href", "").strip()) for one in links)
