"""Signs of more pages that have no address: a printed total or position, a count in a script, a button, a range."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from typing import Any, cast

from lxml import etree
from lxml.etree import _Element

from briefings.transcript.page.body.selecting import SelectorTree
from briefings.transcript.page.body.tree import body_of
from briefings.transcript.page.layout.lines import is_hidden, squeeze
from briefings.transcript.page.links.forms import fields_to_fill
from briefings.transcript.page.links.pagers.no_pagers import has_other_name, is_pager_name
from briefings.transcript.page.links.pagers.page_addresses import is_page_key
from briefings.transcript.page.links.pagers.pager import Pager, PrintedPosition, position_in
from briefings.transcript.page.links.pagers.pager_words import is_of_pager, number_in, page_named, pattern
from briefings.transcript.page.links.pagers.row import Row

_TEXTS = etree.XPath("descendant::text() | descendant::input[@type = 'button' or @type = 'submit']/@value")
_HIDDEN = etree.XPath("descendant::input[@type = 'hidden']")
_SHORTEST, LONGEST = 3, 59
_NUMBERED = re.compile(r"\d\D{1,20}\d|第")
"""Characters of "page 2 of 7", in any language."""
_CALL = r"create\w{0,20}pagehtml\s*\((?P<box>\s*['\"][a-z]\w{0,40}['\"]\s*,)?\s*"
"""Beginning of the call by which content systems in China write a pager, perhaps into a box of that name."""
_WRITTEN = re.compile(
    rf"(?:{_CALL}['\"]?|\bcountpage\s*=\s*|\b(?:draw|make|show|write|render|init|new\s)\s?"
    r"(?:pager|pagination|paging|pages|pagebar|pagenav)\(\s*['\"]?)(?P<total>\d{1,4})\b",
    re.IGNORECASE,
)
"""Calls and the variable of content systems that write their pagers by a script."""
_WRITERS = re.compile(rb"pag(?:ehtml|(?<=countpag)e|(?:e[rs]|ination|ing|ebar|enav)\()")
"""Words, one of which is in the small letters of all that `_WRITTEN` finds.

All begin alike, which makes the search seven times as quick as one for each, and far quicker than for `_WRITTEN`.
"""
_DECLARED = re.compile(
    r"\b(?:var|let|const)\s+(?:(?:total|max|num)_?pages?(?:_?count)?|pages?_?(?:count|total)|count_?pages?)"
    r"\s{0,3}=\s{0,3}['\"]?(?P<total>\d{1,4})\b",
    re.IGNORECASE,
)
"""Count of pages in a variable of the page itself, from which its script makes a pager."""
_DECLARERS = re.compile(rb"(?:total|max|num|count)_?page|pages?_?(?:count|total)")
_WRITTEN_BY_NAME = re.compile(rf"{_CALL}[a-z_]", re.IGNORECASE)
"""Such a call with a variable for the count: ministries in China set `pageCount` above it."""
_NAMED_BY = re.compile(
    rf"{_CALL}[^,()]{{1,40}},\s*['\"]?(?P<number>\d{{1,4}})['\"]?\s*,\s*['\"](?P<name>[\w.-]{{1,80}})['\"]\s*,"
    r"\s*['\"](?P<extension>\w{1,5})['\"]",
    re.IGNORECASE,
)
"""Such a call with the number of this page, counted from 0, and the name of its file: page 2 is `name_1.html`.

One that begins with the name of a box counts from 1.
"""
_COUNTED = re.compile(
    r"(?:(?:pag\w{0,12}(?:\.render)?(?:\(\s*(?:['\"][^'\"]{1,40}['\"]\s*,\s*)?(?=\{)|\s)|(?<!\w)ItemList['\"])"
    r"[^}<>]{0,200}?[\s,{:'\"](?:(?P<entries>total(?!\w{0,3}page)\w{0,10}|items|count|length|numberOfItems)"
    r"|total\w{0,10}|page-count)"
    r"|(?<!\w)(?:(?:total|max|num|all)[_-]?pages?(?:[_-]?(?:count|num))?|pages?[_-]?(?:count|total)"
    r"|(?:count|total)[_-]?pages?|data-total|data-next(?:-page)?))['\"]?\s{0,3}(?:[:=]|value=)\s{0,3}['\"]?(?P<total>\d{1,5})\b",
    re.IGNORECASE,
)
"""Count in the call or the element by which a script writes a pager, or in data, as for search engines (JSON-LD).

On a list it may be of `entries`; on an article's page it may be of comments or other articles, so there it needs an
empty pager beside it.
"""
_MAY_BE_PAGERS = etree.XPath(
    "((descendant::*/@class | descendant::*/@id)[contains(., 'ag')]/.. | descendant::*[contains(name(), 'pag')])"
    "[not(*[not(self::script)]) and not(text()[normalize-space()])]"
)
_MOST_AROUND = 2
_BRACKETS = frozenset("([（【")
_LOAD_MORE = re.compile(r"(?:^|[\s_-])(?:load|show|view|fetch)[-_]?more(?:$|[\s_-])")
_ELSEWHERE = frozenset(("aside", "footer", "nav", "script", "style", "noscript", "option"))
_LEAST_SHOWN = 5
"""Minimum number of shown entries; fewer of a total are pictures, or the hits of a box at the side."""
_SHOWN = 60


def printed_position(rows: Sequence[Row], short: Sequence[str], root: _Element) -> PrintedPosition:
    """Return the position in the largest number of pages that a page prints in a row, a box or a short line."""
    found = [*(row.position for row in rows), *map(_position, (*short, *_positions_in_boxes(root)))]
    largest = max(found, default=PrintedPosition())
    numbers = {one.number for one in found if one.total == largest.total}
    # A PDF converted into one page prints all its numbers, perhaps without the first.
    is_one_page = len(numbers) > 1 and len(numbers - {0, 1}) == largest.total - 1
    return PrintedPosition() if is_one_page else largest


def _positions_in_boxes(root: _Element) -> Iterator[str]:
    """Yield what is shown around boxes of numbers that count from 1, of which one is chosen: "Page [2] of 7"."""
    for box in cast("Iterator[Any]", root.iterdescendants("select")):
        options = [squeeze(one.text or "") for one in box]
        if len(options) > 1 and options == [str(number) for number in range(1, len(options) + 1)]:
            chosen = next((n for n, one in enumerate(box, 1) if one.get("selected") is not None), 1)
            yield squeeze(f"{box.getparent().text or ''} {chosen} {box.tail or ''}")


def sign_of_pages(pager: Pager, own: str, page: SelectorTree, short: Sequence[str], *, is_list: bool) -> Pager:
    """Return the pager with a sign of more pages outside of rows, mostly without addresses: scripts, "page 1 of 4".

    `short` are its short lines outside of links, `is_list` says that it may be the first of a list.
    """
    sign, count, is_of_entries = _counted_by_script(page, is_list=is_list)
    number, pages = _named_by_script(page.text, own, count) if sign else (0, {})
    if pages:
        return replace(pager, pages=pages, current=number, total=count, quote=sign, unresolved="")
    if sign:
        printed = PrintedPosition(count) if is_of_entries else pager.printed
        return replace(pager, total=count, unresolved=sign, printed=printed)
    total, number, shown = pager.printed
    if total and not (number == total and pager.links):
        return replace(pager, total=total, current=number, quote=shown, unresolved=f"{shown} (no address)")
    notes = (one for one in short if one[:1] in _BRACKETS and pattern("continued_next").search(one.casefold()))
    continued = (one for one in short if page_named(one) and is_of_pager(one) and number_in(one) is None)
    return replace(pager, unresolved=next((f"{one} (no address)" for one in (*notes, *continued)), ""))


def _counted_by_script(page: SelectorTree, *, is_list: bool) -> tuple[str, int, bool]:
    """Return the words of a script that count more than one page or entry, the count, and if it may be of entries.

    They are "" and 0 without such words.
    """
    small, text = page.small, page.text
    if is_list and "{{#}}" in text:  # where Infinite Scroll puts the number of a page
        return "{{#}} in place of the number of a page... (a pager made by a script)", 0, False
    found = _WRITTEN.search(text) if _WRITERS.search(small) else None
    if found is None and _DECLARERS.search(small) and not any(_are_of_others(page.root)):
        found = _DECLARED.search(text)
    if not (found and int(found["total"]) > 1) and (is_list or b"pag" in small):
        by_name = b"pagehtml" in small and _WRITTEN_BY_NAME.search(text)
        found = _COUNTED.search(text) if is_list or by_name or not all(_are_of_others(page.root)) else None
    if not (found and int(found["total"]) > 1):
        return "", 0, False
    is_of_entries = is_list and found.groupdict().get("entries") is not None
    return f"{found[0][-_SHOWN:]}... (a pager made by a script)", int(found["total"]), is_of_entries


def _named_by_script(text: str, own: str, total: int) -> tuple[int, dict[int, str]]:
    """Return the number of this page and the addresses of all, as named by the call that writes the pager.

    Return 0 and none if the call does not name them, or names this page differently.
    """
    found = _NAMED_BY.search(text)
    if found is None:
        return 0, {}
    number, name, first = int(found["number"]), found["name"], int(found["box"] is not None)
    names = [f"{name}{f'_{one}' if one > first else ''}.{found['extension']}" for one in range(total + first)]
    folder, _, file = own.partition("?")[0].rpartition("/")
    if number >= len(names) or (file != names[number] and (file or number > first)):
        return 0, {}
    here = number + 1 - first
    return here, {**{place: f"{folder}/{one}" for place, one in enumerate(names[first:], 1)}, here: own}


def _are_of_others(root: _Element) -> Iterator[bool]:
    """Yield for each empty element that is named a pager whether it is one of something else: the dots of a slider."""
    found = cast("list[_Element]", _MAY_BE_PAGERS(body_of(root)))
    named = (one for one in found if is_pager_name(f"{one.tag} {one.get('class') or ''} {one.get('id') or ''}"))
    return map(has_other_name, named)


def goes_on_by_script(root: _Element) -> PrintedPosition:
    """Return the sign that a list has more than the page shows, with the total it gives; all empty without one."""
    body, more = body_of(root), list[str]()
    turning = frozenset(filter(_turns_pages, body.iter("form")))
    for text in cast("list[Any]", _TEXTS(body)):
        if not _SHORTEST <= len(text) <= LONGEST:
            continue
        shown = squeeze(str(text))
        found = pattern("1 - 5 of 36").search(shown) if "1" in shown else None
        found = (found if found and int(found["begin"]) == 1 else None) or pattern("5 of 36 posts").search(shown)
        if found and _is_of_list(text.getparent()):
            total = int(found["total"].replace(",", ""))
            if _LEAST_SHOWN <= int(found["end"]) < total:
                return PrintedPosition(total, words=f"{shown} (no address)")
        elif (_says_more(text, shown) or _is_called_more(text, turning)) and _is_of_list(text.getparent()):
            more.append(shown)
    # A button beside every entry unfolds the text of that entry.
    return PrintedPosition(words=f"{more[0]} (no address)") if len(more) == 1 else PrintedPosition()


def _says_more(text: Any, shown: str) -> bool:
    """Tell whether a text says "Load more", or is that of a button with "More briefings", which may head a box too."""
    by_button = text.getparent().tag == "button" and pattern("more posts").fullmatch(shown) is not None
    return by_button or pattern("load_more").fullmatch(shown) is not None


def _is_called_more(text: Any, turning: Collection[_Element]) -> bool:
    """Tell whether a text, of any language, is all of what its class calls a button that loads more.

    So is that of a link or a button to which its script gives the number of a page, or whose form turns pages.
    """
    around = (text.getparent(), *islice(text.getparent().iterancestors(), _MOST_AROUND))
    numbers = (one.get("data-page") or one.get("data-next-page") or "" for one in around if one.tag in {"a", "button"})
    if around[0].tag in {"button", "input"} and next(around[0].iterancestors("form"), None) in turning:
        return True
    return any(map(str.isdecimal, numbers)) or any(_LOAD_MORE.search(one.get("class") or "") for one in around)


def _turns_pages(form: _Element) -> bool:
    """Tell whether a form has nothing to fill, and a hidden field for the number of a page behind the first."""
    pairs = ((one.get("name") or "", one.get("value") or "") for one in cast("list[_Element]", _HIDDEN(form)))
    is_further = any(value.isdecimal() and int(value) > 1 and is_page_key(key, value) for key, value in pairs)
    return is_further and not fields_to_fill(form)


def _leads_or_is_off(element: _Element) -> bool:
    """Tell whether an element is a link or a button that is switched off, or a link that leads elsewhere."""
    is_script = (element.get("href") or "#").startswith(("#", "javascript:"))
    return element.tag in {"a", "button"} and (not is_script or element.get("disabled") is not None)


@lru_cache(maxsize=4_096)  # the menus of a site are the same on all its pages
def _position(text: str) -> PrintedPosition:
    """Return the number and the total of "page 2 of 7"; zeros for any other text."""
    match = pattern("page 2 of 7").fullmatch(text.strip("()[] .|")) if _NUMBERED.search(text) else None
    return position_in(match, text)


def _is_of_list(element: _Element) -> bool:
    """Tell whether an element shows its text, and is in no menu and no link."""
    around = (element, *element.iterancestors())
    is_elsewhere = any(one.tag in _ELSEWHERE or is_hidden(one) or _leads_or_is_off(one) for one in around)
    return not (is_elsewhere or has_other_name(element))
