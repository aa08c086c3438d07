"""The other pages of a briefing by the spelling of addresses, and on a list page the briefings it lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from lxml import etree
from lxml.etree import _Element

from briefings.address import Address, as_numbered, read_address
from briefings.transcript.page.content import text_of
from briefings.transcript.page.lines import squeeze
from briefings.transcript.page.links import Link

_PAGER_TEXT = re.compile(
    r"(?:[\d\s<>«»‹›|·.…\-/()\[\]]|prev(?:ious)?|next|first|last|pages?|of|上一页|下一页|首页|尾页)*+",
    re.IGNORECASE,
)
_LONGEST_PAGER = 300
_MOST_PAGES_NAMED = 999
_CONTENT_NAME = "content_"
_LIST_NAME = re.compile(r"/(?:node_\d+|default|index)(?:_\d+)?\.s?html?$")
_PAGE_NAME = re.compile(r"/content_\d+(?:_\d+)?\.s?html?$")


def read_numbered(
    own: Address, links: Sequence[Link], pagers: Iterable[_Element]
) -> tuple[Address, dict[int, str], dict[_Element, str]]:
    """What a page knows of the other pages of its briefing.

    Takes the page's address, its links and the elements a selector named as its pager. Returns the address (now
    known to be numbered, if links to siblings show it), page number to address for every page named, itself
    included, and the elements that are pagers, each marked "pager".
    """
    siblings = _siblings(own, links)
    if not siblings and not own.numbered:
        numbered = as_numbered(own)
        siblings = [(link, address) for link, address in _siblings(numbered, links) if _is_pager(link.element)]
        if siblings:
            own = numbered
    named = {own.number: own.url}
    marks: dict[_Element, str] = {}
    seen: dict[_Element, bool] = {}
    for link, address in siblings:
        named.setdefault(address.number, address.url)
        box = _pager_around(link.element, seen)
        if box is not None:
            marks[box] = "pager"
    for pager in pagers:
        marks[pager] = "pager"
        # Numbers without a link (the current page, or links made by a script) count as well.
        for number in map(int, re.findall(r"\b\d{1,3}\b", _text(pager)) if own.numbered else ()):
            if 0 < number <= _MOST_PAGES_NAMED:
                named.setdefault(number, own.page(number))
    return own, dict(sorted(named.items())), marks


def is_named_list(url: str) -> bool:
    """Whether an address has the name of a list page: node_ID, default, index."""
    return _LIST_NAME.search(url) is not None


def is_named_page(url: str) -> bool:
    """Whether an address has the name of a page of a briefing: content_ID."""
    return _PAGE_NAME.search(url) is not None


def list_pages(url: str, links: Iterable[Link]) -> list[str]:
    """The other pages of a list: node_ID_N beside node_ID, default_1 beside default, or /page/N/."""
    named = is_named_list(url)
    stem = re.sub(r"(?:_\d{1,3})?(\.s?html?)$", "", url) if named else re.sub(r"page/\d+/?$", "", url)
    tail = re.compile(r"(?:_\d{1,3})?\.s?html?" if named else r"page/\d{1,4}/?")
    if re.search(r"/node_\d+$", stem):
        stem = re.sub(r"_\d{1,3}$", "", stem) if stem.count("_") > 1 else stem
    urls = (link.url for link in links if link.url != url and link.url.startswith(stem))
    return list(dict.fromkeys(other for other in urls if tail.fullmatch(other[len(stem) :])))


def foreign_pages(own: Address, links: Iterable[Link]) -> str:
    """The id of another briefing whose pages the numbers of a pager lead to, where none leads to a page of its own.

    "" for any other page. Only a link whose text is the number of its page counts: "Next" may mean the next briefing.
    """
    if not own.numbered:
        return ""
    numbers = [
        address
        for link in links
        if link.text.isdecimal() and (address := read_address(link.url)).numbered and link.text == str(address.number)
    ]
    if not numbers or any(address.briefing == own.briefing for address in numbers):
        return ""
    return numbers[0].briefing


def read_entries(links: Iterable[Link], own: Address) -> list[str]:
    """The first pages of briefings among links, in order and each once; the page's own briefing left out."""
    seen: dict[str, str] = {}
    for link in links:
        if _CONTENT_NAME not in link.url:  # most links
            continue
        address = read_address(link.url)
        if address.numbered and address.briefing != own.briefing:
            seen.setdefault(address.briefing, address.page(1))
    return list(seen.values())


def _siblings(own: Address, links: Iterable[Link]) -> list[tuple[Link, Address]]:
    if not own.numbered:
        return []
    stem = own.key.partition("?")[0]
    found = []
    for link in links:
        if stem not in link.url:  # most links, and none of them a sibling
            continue
        address = read_address(link.url)
        if not address.numbered:
            address = as_numbered(address)
        if address.numbered and address.briefing == own.briefing and address.number != own.number:
            found.append((link, address))
    return found


def _text(element: _Element) -> str:
    return squeeze(text_of(element))


def _is_pager(element: _Element) -> bool:
    """Whether an element shows nothing but page numbers and arrows; no more of it is read than a pager is long."""
    shown: list[str] = []
    length = 0
    for part in element.itertext(etree.Element):
        folded = squeeze(str(part))
        shown.append(folded)
        length += len(folded)
        if length > _LONGEST_PAGER:
            return False
    return _PAGER_TEXT.fullmatch(" ".join(shown)) is not None


def _pager_around(link: _Element, seen: dict[_Element, bool]) -> _Element | None:
    """The largest element around a link that shows nothing but page numbers and arrows; `seen` is what is known."""
    box: _Element | None = None
    around: _Element | None = link
    while around is not None:
        if around not in seen:
            seen[around] = _is_pager(around)
        if not seen[around]:
            break
        box, around = around, around.getparent()
    return box
