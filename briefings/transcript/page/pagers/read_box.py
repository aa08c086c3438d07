"""What one box shows of other pages: its numbers, this page among them, next links, and what has no address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from urllib.parse import urlsplit

from briefings.address import same_page
from briefings.transcript.page.links import Link
from briefings.transcript.page.pagers.page_addresses import Degree, growth, is_second_letter, size_key, template
from briefings.transcript.page.pagers.pager import Named, Next, Pager, grown
from briefings.transcript.page.pagers.pager_boxes import Box, Item
from briefings.transcript.page.pagers.pager_words import (
    BARE_NUMBER_OF,
    NUMBER_OF,
    RANGE_OF,
    Says,
    number_and_total,
    part_of,
)

MOST_PAGES = 999
_MOST_LIST_PAGES = 99_999
_PAGE_SCRIPT = re.compile(r"javascript:.{0,300}(?:page|postback|paging)", re.IGNORECASE)


def _is_size(item: Item, own: str) -> bool:
    return item.link is not None and bool(item.link.url) and size_key(own, item.link.url)


def read_box(box: Box, own: str, article: bool) -> Pager:
    """What one box shows of the other pages of an article, or of a list; NO_PAGER or the like where it shows none."""
    most = MOST_PAGES if article else _MOST_LIST_PAGES
    ignored = tuple(f"page {item.number}" for item in box.numbers if not 0 < (item.number or 0) <= most)
    numbers = [item for item in box.numbers if 0 < (item.number or 0) <= most and not _is_size(item, own)]
    total, said = _total(box)
    current = _current(numbers, own, box) or said
    pages = _pages(box, numbers, own, current, article)
    if pages and current is None and 1 not in pages and min(pages) == 2:
        current = 1
    if pages and current is not None:
        pages[current] = own
    # The parts of a series have a title each, and may be briefings of their own.
    sure = bool(pages) and (box.by_selector or (_is_sure(pages, current, own) and not part_of(box.quote)))
    pages = _filled(pages, total) if article else pages
    if pages:
        total = max(total or 0, *pages)
    arrows = [item for item in box.items if item.link is not None and item.link.url]
    next_links = [
        (item.link.url, item.link.said) for item in arrows
        if item.link and item.says in _NEXT_SAYINGS[article] and not same_page(item.link.url, own)
    ]  # fmt: skip
    nexts = () if pages and current is not None and current + 1 in pages else _nexts(box, own, article, current)
    previous = _leads(arrows, Says.PREVIOUS)
    is_last = total is not None and said == total and previous is not None
    unresolved = "" if pages or nexts or is_last else _unresolved(box, numbers, total, article)
    return Pager(
        pages=dict(sorted(pages.items())),
        current=current if pages or said else None,
        total=total,
        sure=sure,
        quote=box.quote if pages or nexts or total else "",
        nexts=nexts,
        next_links=tuple(next_links),
        previous=previous,
        first=pages.get(1) or _leads(arrows, Says.FIRST),
        unresolved=unresolved,
        unlinked=max(item.number or 0 for item in numbers) if unresolved and numbers else 0,
        ignored=ignored,
    )


# By whether an article is read: "older" and "load more" go on in a list only, "continue reading" in an article.
_NEXT_SAYINGS = {
    True: frozenset((Says.NEXT, Says.NEXT_PAGE, Says.MORE)),
    False: frozenset((Says.NEXT, Says.NEXT_PAGE, Says.OLDER, Says.LOAD_MORE)),
}


def _total(box: Box) -> tuple[int | None, int | None]:
    """How many pages a box says there are, and which it says this one is: "page 2 of 7"."""
    if RANGE_OF.search(box.quote):
        return None, None
    found = NUMBER_OF.search(box.quote) or (BARE_NUMBER_OF.search(box.quote) if box.named else None)
    number, total = number_and_total(found)
    return (total, number) if number else (None, None)


def _current(numbers: Sequence[Item], own: str, box: Box) -> int | None:
    """The number of this page: marked, or a link to itself, or the only one without a link beside linked ones."""
    marked = {item.number for item in numbers if item.is_current}
    if len(marked) == 1:
        return marked.pop()
    itself = {item.number for item in numbers if item.link and item.link.url and same_page(item.link.url, own)}
    if len(itself) == 1:
        return itself.pop()
    linked = {item.number for item in numbers if item.link and item.link.url}
    plain = {item.number for item in numbers if not (item.link and item.link.url)} - linked
    if linked and len(plain) == 1 and not BARE_NUMBER_OF.search(box.quote):
        return plain.pop()
    return None


def _pages(box: Box, numbers: Sequence[Item], own: str, current: int | None, article: bool) -> dict[int, str]:
    """Printed number to address; empty where the numbers are no pages."""
    linked: dict[int, str] = {}
    for item in numbers:
        if item.link and item.link.url and item.number is not None and not same_page(item.link.url, own):
            linked.setdefault(item.number, item.link.url)
    for item in box.items:  # "Last" names the last page where its address does
        if item.says is Says.LAST and item.link and item.link.url and (at := template(linked)):
            number = next((n for n in range(max(linked) + 1, MOST_PAGES) if at(n) == item.link.url), None)
            linked |= {number: item.link.url} if number else {}
    linked.pop(current or 0, None)
    if not linked:
        return {}
    if box.by_selector:
        return linked
    shown = sorted({item.number for item in numbers if item.number is not None})
    # A window shows what stands beside this page.
    near = {current - 1, current + 1} & set(shown) if current is not None else shown
    in_a_row = any(n + 1 in shown for n in shown) and bool(near)
    grows = all(_is_kin(own, url) for url in linked.values())
    has_arrow = any(item.says in {Says.NEXT, Says.NEXT_PAGE, Says.PREVIOUS} for item in box.items)
    if len(set(linked.values())) < len(linked) or not _rises(numbers):
        return {}
    if not in_a_row and not (has_arrow and grows) and not (box.named and grows):
        return {}
    if grows:
        return linked
    if current is None:
        return {}
    return linked if article or template(linked) or box.named else {}


def _is_kin(own: str, url: str) -> bool:
    """Whether one of two addresses grew out of the other, or they differ in one number."""
    return growth(own, url) is not None or growth(url, own) is not None or grown(own, url) is not None


def _rises(numbers: Sequence[Item]) -> bool:
    """Whether the numbers rise from left to right, as those of a pager do; "first" and "last" may be printed twice.

    Those that fall all the way to 1 are a pager turned round; issues and years do not end there.
    """
    shown = [item.number or 0 for item in numbers]
    falls = sum(b <= a for a, b in pairwise(shown))
    return falls <= 1 or (falls == len(shown) - 1 and shown[-1] == 1)


def _is_sure(pages: dict[int, str], current: int | None, own: str) -> bool:
    others = {number: url for number, url in pages.items() if number != current}
    if current is None:
        return False
    row = any(number + 1 in pages for number in pages)
    apart = [url for url in others.values() if growth(own, url) is None and growth(url, own) is None]
    # One that leads to another host is a slip or a trap: it must not hide that the others are pages of this one.
    stem = len(apart) < len(others) and all(urlsplit(url).hostname != urlsplit(own).hostname for url in apart)
    return row and (stem or (len(others) > 1 and template(others) is not None))


def _filled(pages: dict[int, str], total: int | None) -> dict[int, str]:
    """Pages 4, 5, 6 of "1 2 3 ... 7", where the addresses of two others show how they are made."""
    last = max((*pages, total or 0), default=0)
    if len(pages) >= last or not pages or not (at := template(pages)):
        return pages
    return {
        number: pages.get(number) or at(number)
        for number in range(1, min(last, MOST_PAGES) + 1)
        if number in pages or number > 1
    }


def _nexts(box: Box, own: str, article: bool, current: int | None) -> tuple[Next, ...]:
    """The links to the next page that may be tried."""
    found: list[Next] = []
    if article and len(box.items) == 1 and (lone := _lone_page(box.items[0], own)):
        return (lone,)
    for item in box.items:
        if item.link is None or not item.link.url or same_page(item.link.url, own):
            continue
        says = item.says
        if "next" in item.link.rel and says not in {Says.PREVIOUS, Says.FIRST}:
            says = Says.NEXT if says is not Says.NEXT_PAGE else says
        if says not in _NEXT_SAYINGS[article]:
            continue
        number = grown(own, item.link.url)
        if number is None:
            number = _next_of_both(box, own, item.link.url, current)
        if number is None and not article and goes_on(own, item.link.url):
            number = 0
        if number is not None:
            found.append(
                Next(item.link.url, Named.ADDRESS, item.number or _printed(box, item.link.url), item.link.said)
            )
        elif says is Says.NEXT_PAGE or (says is Says.OLDER and not article):
            found.append(Next(item.link.url, Named.WORDS, item.number, item.link.said))
        elif article and says is Says.NEXT and (counted := _counted(box)):
            found.append(Next(item.link.url, Named.WORDS, counted if _total(box)[1] else None, box.quote))
        elif article and says is Says.NEXT and _counts_on(own, item.link.url):
            found.append(Next(item.link.url, Named.WORDS, None, item.link.said))
    return tuple(sorted(found, key=lambda one: one.named is Named.WORDS))


def _counted(box: Box) -> int:
    """The number of the next page where a box says "page 2 of 7"; "2/7" without a word may be a day, and is tried."""
    found = NUMBER_OF.search(box.quote) or BARE_NUMBER_OF.search(box.quote)
    number, total = number_and_total(found) if not RANGE_OF.search(box.quote) else (0, 0)
    return number + 1 if number < total else 0


def _lone_page(item: Item, own: str) -> Next | None:
    """The one link of a box that says "page 2": to be tried, as it may as well be a reference to another paper."""
    link, number = item.link, item.number
    if link is None or not link.url or same_page(link.url, own) or not number or number < 2 or not link.text:
        return None
    return Next(link.url, Named.WORDS, None, link.said) if link.text[0].isalpha() and item.says is Says.NUMBER else None


def _counts_on(own: str, url: str) -> bool:
    """Whether an address counts on from the first of a row: `talk_2.html` from `talk_1.html`, `quay-b` from `quay-a`.

    From the middle of a row it may as well be the next briefing, whose number is one higher too.
    """
    found, back = growth(own, url), growth(url, own)
    if found is not None and back is not None and found.both and found.degree is not Degree.SLUG:
        return (back.number, found.number) == (1, 2)
    return is_second_letter(own, url)


def goes_on(own: str, url: str) -> bool:
    """Whether an address is a further one of the same list: a higher number in the same place, or the same script."""
    found = growth(own, url)
    if found is not None and found.both and found.degree is not Degree.SLUG:
        back = growth(url, own)
        return back is not None and found.number > back.number
    mine, its = urlsplit(own), urlsplit(url)
    return mine.netloc == its.netloc and mine.path == its.path and its.query not in {"", mine.query}


def _printed(box: Box, url: str) -> int | None:
    return next((item.number for item in box.numbers if item.link and item.link.url == url), None)


def _next_of_both(box: Box, own: str, url: str, current: int | None) -> int | None:
    """The number of a next link where this address has one too: page 3 behind page 2, if page 1 or 2 is vouched for.

    The next article often has the next id, so that a number alone proves nothing: "previous" must lead one back.
    """
    found = growth(own, url)
    if found is None or not found.both:
        return None
    for item in box.items:
        if item.says in {Says.PREVIOUS, Says.FIRST} and item.link and item.link.url:
            back = grown(item.link.url, own)
            if back and grown(item.link.url, url):
                return found.number
    return found.number if current is not None and found.number - current in {0, 1} and box.numbers else None


def _leads(items: Iterable[Item], says: Says) -> str | None:
    return next((item.link.url for item in items if item.says is says and item.link), None)


def _unresolved(box: Box, numbers: Sequence[Item], total: int | None, article: bool) -> str:
    """A sign that there are more pages which has no address, where the box says that it is about pages."""
    unlinked = [item for item in box.items if item.link is not None and not item.link.url]
    about_pages = box.named or any(item.link and _is_about_pages(item.link) for item in unlinked)
    on = {item.says for item in unlinked} & {Says.NEXT, Says.NEXT_PAGE}
    more = not article and any(item.says in {Says.LOAD_MORE, Says.OLDER} for item in unlinked)
    if (
        (total and total > 1)
        or (about_pages and _is_from_one(numbers) and (unlinked or box.by_selector))
        or (on and (about_pages or Says.NEXT_PAGE in on) and not _is_disabled(unlinked))
        or more
    ):
        return f"{box.quote} (no address)"
    return ""


def _is_about_pages(link: Link) -> bool:
    """Whether a link's script, or the form it sends, turns pages."""
    return link.tag == "input" or _PAGE_SCRIPT.search(link.href) is not None


def _is_from_one(numbers: Sequence[Item]) -> bool:
    return {1, 2} <= {item.number for item in numbers}


def _is_disabled(items: Sequence[Item]) -> bool:
    """Whether the next link is switched off, as on a last page."""
    for item in items:
        one = item.link.element if item.link else None
        while one is not None and one.tag not in {"ul", "ol", "nav", "body"}:
            names = (one.get("class") or "").lower()
            if "disabled" in names or one.get("disabled") is not None or one.get("aria-disabled") == "true":
                return True
            one = one.getparent()
    return False
