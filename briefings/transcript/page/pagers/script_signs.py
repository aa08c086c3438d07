"""Signs that a list goes on by a script or a form: what it shows of further entries that has no address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, cast

from lxml import etree
from lxml.etree import _Element

from briefings.transcript.page.lines import is_hidden, squeeze
from briefings.transcript.page.pagers.pager_refusals import refused_name
from briefings.transcript.page.pagers.pager_words import Says, saying
from briefings.transcript.page.pagers.short_texts import short_texts

_FORM_BUTTONS = etree.XPath("//body//input[(@type='submit' or @type='button') and string-length(@value) < 60]")
_MORE_BY_DATA = etree.XPath("//body//*[@data-next-page or @data-next-url or @data-next-href]")
_DATA = ("data-next-page", "data-next-url", "data-next-href")
_NOTHING = {"", "0", "false", "none", "null", "-1"}
_ELSEWHERE = frozenset(("a", "button", "option", "aside", "footer", "nav", "script", "style", "noscript"))
"""Links and buttons are read as boxes; the others belong to another part of the page."""
_FORM_SAYS = frozenset((Says.NEXT, Says.NEXT_PAGE, Says.OLDER, Says.LOAD_MORE))
_FIRST_OF = re.compile(
    r"(?<!\d)1\s?(?:-|–|to|bis|à|a)\s?(?P<end>\d{1,6})\s(?:of|von|de|sur|из|out of)\s(?P<total>\d[\d,]{0,6})", re.I
)
"""\"1 - 10 of 240\": the first entries, and how many there are."""
_LEAST_SHOWN = 5
"""Fewer of a total are pictures, or the hits of a box at the side."""


def goes_on_by_script(root: _Element) -> str:
    """The sign that a list has more than the page shows, in its words; "" where there is none."""
    return next(_signs(root), "")


def _found(path: etree.XPath, root: _Element) -> list[Any]:
    return cast("list[Any]", path(root))


def _signs(root: _Element) -> Iterator[str]:
    for one in _found(_MORE_BY_DATA, root):
        named = next((name for name in _DATA if (one.get(name) or "").strip().lower() not in _NOTHING), None)
        if named and _is_of_list(one):
            yield f'{named}="{one.get(named)[:60]}" (for a script)'
    for button in _found(_FORM_BUTTONS, root):
        said = saying(squeeze(button.get("value") or ""))
        if said and said.says in _FORM_SAYS and button.get("disabled") is None and _is_of_list(button):
            yield f"{squeeze(button.get('value'))} (a button of a form)"
    more = []
    for text in short_texts(root):
        shown, parent = squeeze(str(text)), text.getparent()
        if (said := saying(shown)) and said.says is Says.LOAD_MORE and _is_of_list(parent):
            more.append(shown)
        elif (found := _FIRST_OF.search(shown)) and _is_of_list(parent):
            end, total = (int(found[name].replace(",", "")) for name in ("end", "total"))
            if _LEAST_SHOWN <= end < total:
                yield f"{shown} (no address)"
    if len(more) == 1:  # one beside every entry unfolds its text
        yield f"{more[0]} (no address)"


def _is_of_list(element: _Element) -> bool:
    around = [element, *element.iterancestors()]
    if any(one.tag in _ELSEWHERE or is_hidden(one) for one in around):
        return False
    return not refused_name(element, article=False)
