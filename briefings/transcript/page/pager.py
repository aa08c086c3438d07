"""Links of a page: the other pages of its briefing, and on a list page the briefings it lists."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urljoin

from lxml import etree
from lxml.etree import _Element

from briefings.address import Address, as_numbered, read_address
from briefings.transcript.page.content import text_of
from briefings.transcript.page.lines import squeeze

_PAGER_TEXT = re.compile(
    r"(?:\d{1,3}|[<>«»‹›|·.…\-/()\[\]]+|prev(?:ious)?|next|first|last|page|pages|of|上一页|下一页|首页|尾页|\s)*",
    re.IGNORECASE,
)
_LONGEST_PAGER = 300
_MOST_PAGES_NAMED = 999


def links_of(root: _Element, base: str) -> list[tuple[_Element, str]]:
    """Every http(s) link below an element as (the a element, its absolute address), in order."""
    found = []
    for link in root.iter("a"):
        href = (link.get("href") or "").strip()
        if not href or href.startswith(("#", "javascript:", "mailto:")):
            continue
        try:
            address = urljoin(base, href)
            read_address(address)
        except ValueError:
            continue
        found.append((link, address))
    return found


def read_pager(
    own: Address, links: Iterable[tuple[_Element, str]], pagers: Iterable[_Element]
) -> tuple[Address, dict[int, str], dict[_Element, str]]:
    """What a page knows of the other pages of its briefing.

    Takes the page's address, its links and the elements a selector named as its pager. Returns the address (now
    known to be numbered, if links to siblings show it), page number to address for every page named, itself
    included, and the elements that are pagers, each marked "pager".
    """
    links = list(links)
    siblings = _siblings(own, links)
    if not siblings and not own.numbered:
        numbered = as_numbered(own)
        siblings = _siblings(numbered, [(link, url) for link, url in links if _is_pager(link)])
        if siblings:
            own = numbered
    named = {own.number: own.url}
    marks: dict[_Element, str] = {}
    seen: dict[_Element, bool] = {}
    for link, address in siblings:
        named.setdefault(address.number, address.url)
        box = _pager_around(link, seen)
        if box is not None:
            marks[box] = "pager"
    for pager in pagers:
        marks[pager] = "pager"
        # Numbers without a link (the current page, or links made by a script) count as well.
        for number in map(int, re.findall(r"\b\d{1,3}\b", _text(pager)) if own.numbered else ()):
            if 0 < number <= _MOST_PAGES_NAMED:
                named.setdefault(number, own.page(number))
    return own, dict(sorted(named.items())), marks


def foreign_pages(own: Address, links: Iterable[tuple[_Element, str]]) -> str:
    """The id of another briefing whose pages the numbers of a pager lead to, where none leads to a page of its own.

    "" for any other page. Only a link whose text is the number of its page counts: "Next" may mean the next briefing.
    """
    numbers = [
        address for link, url in links if (address := read_address(url)).numbered and _text(link) == str(address.number)
    ]
    if not own.numbered or not numbers or any(address.briefing == own.briefing for address in numbers):
        return ""
    return numbers[0].briefing


def read_entries(links: Iterable[tuple[_Element, str]], own: Address) -> list[str]:
    """The first pages of briefings among links, in order and each once; the page's own briefing left out."""
    seen: dict[str, str] = {}
    for _, url in links:
        address = read_address(url)
        if address.numbered and address.briefing != own.briefing:
            seen.setdefault(address.briefing, address.page(1))
    return list(seen.values())


def _siblings(own: Address, links: Iterable[tuple[_Element, str]]) -> list[tuple[_Element, Address]]:
    if not own.numbered:
        return []
    found = []
    for link, url in links:
        address = read_address(url)
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
