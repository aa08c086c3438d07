"""Signs that a list goes on by a script or a form: what it shows of further entries that has no address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, cast

from lxml import etree
from lxml.etree import _Element

from briefings.transcript.page.content import body_of
from briefings.transcript.page.lines import is_hidden, squeeze
from briefings.transcript.page.pagers.pager_forms import first_entries
from briefings.transcript.page.pagers.pager_refusals import refused_name
from briefings.transcript.page.pagers.pager_words import may_say, saying
from briefings.transcript.page.pagers.says import Says
from briefings.transcript.page.pagers.short_texts import placed_texts

_DATA = ("data-next", "data-next-page", "data-next-url", "data-next-href")
_MORE_BY_DATA = etree.XPath(f"({' | '.join(f'descendant::*/@{name}' for name in _DATA)})/..")
_NEXT_IN_DATA = re.compile(r"[1-9]\d{0,5}|[^#]*[/?].*")
"""A page's number or address; sliders have selectors there, and the last page has nothing, 0 or "none"."""
_CALLED = etree.XPath("(descendant::*/@class | descendant::*/@id)[contains(., 'more') or contains(., 'More')]/..")
_LOAD_MORE = re.compile(r"(?:^|[\s_-])(?:load|show|view|fetch)[-_]?more(?:$|[\s_-])", re.I)
_ELSEWHERE = frozenset(("aside", "footer", "nav", "script", "style", "noscript"))
_LINKS = frozenset(("a", "button", "option"))
"""Links and buttons are read as boxes, by what they say."""
_TEXT = etree.XPath("string()")
_LONGEST, _NESTED = 40, 2
"""Characters that a button shows, and elements of that name around one; more are beside entries, and unfold them."""
_LEAST_SHOWN = 5
"""Fewer of a total are pictures, or the hits of a box at the side."""


def goes_on_by_script(root: _Element) -> str:
    """The sign that a list has more than the page shows, in its words; "" where there is none."""
    body = body_of(root)
    return next((sign for signs in (_in_data, _called_more, _said) for sign in signs(body)), "")


def _found(path: etree.XPath, body: _Element) -> list[Any]:
    return cast("list[Any]", path(body))


def _in_data(body: _Element) -> Iterator[str]:
    for one in _found(_MORE_BY_DATA, body):
        named = next((name for name in _DATA if _NEXT_IN_DATA.fullmatch((one.get(name) or "").strip())), None)
        if named and _is_of_list(one, _ELSEWHERE | _LINKS):
            yield f'{named}="{one.get(named)[:60]}" (for a script)'


def _called_more(body: _Element) -> Iterator[str]:
    called = [one for one in _found(_CALLED, body) if _LOAD_MORE.search(f"{one.get('class')} {one.get('id')}")]
    buttons = [text for one in called if _is_of_list(one, _ELSEWHERE) and (text := _shown_without_address(one))]
    if len(set(buttons)) == 1 and len(buttons) <= _NESTED:
        yield f"{buttons[0]} (no address)"


def _said(body: _Element) -> Iterator[str]:
    more = []
    for text in placed_texts(body):
        if not (may_say(text.strip()) or "1" in text):
            continue
        shown = squeeze(str(text))
        said, first = saying(shown), first_entries().search(shown)
        if not (first or (said and said.says is Says.LOAD_MORE)):
            continue
        if not _is_of_list(text.getparent(), _ELSEWHERE | _LINKS):
            continue
        if first is None:
            more.append(shown)
        elif _LEAST_SHOWN <= int(first["end"]) < int(first["total"].replace(",", "")):
            yield f"{shown} (no address)"
    if len(more) == 1:  # one beside every entry unfolds its text
        yield f"{more[0]} (no address)"


def _shown_without_address(element: _Element) -> str:
    """The few words that an element shows; "" where it leads somewhere or is switched off."""
    leads = any(
        (one.get("href") or "#")[0] != "#" or one.get("disabled") is not None for one in element.iter("a", "button")
    )
    text = "" if leads else squeeze(str(_TEXT(element)))
    return text if len(text) <= _LONGEST else ""


def _is_of_list(element: _Element, elsewhere: frozenset[str]) -> bool:
    around = [element, *element.iterancestors()]
    if any(one.tag in elsewhere or is_hidden(one) for one in around):
        return False
    return not refused_name(element, article=False)
