"""What one box shows of other pages: its numbers, next links, and what has no address."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from briefings.address import same_page
from briefings.transcript.page.links import Link
from briefings.transcript.page.pagers.box_numbers import Numbers, count_of, numbers_of
from briefings.transcript.page.pagers.page_addresses import Degree, growth, is_second_letter
from briefings.transcript.page.pagers.pager import Named, Next, Pager, grown
from briefings.transcript.page.pagers.pager_boxes import Box, Item
from briefings.transcript.page.pagers.says import Says

_PAGE_SCRIPT = re.compile(r"javascript:.{0,300}(?:page|postback|paging)", re.IGNORECASE)
# By whether an article is read: "older" and "load more" go on in a list only, "continue reading" in an article.
_ON = {
    True: frozenset((Says.NEXT, Says.NEXT_PAGE, Says.MORE)),
    False: frozenset((Says.NEXT, Says.NEXT_PAGE, Says.OLDER, Says.LOAD_MORE)),
}


def read_box(box: Box, own: str, article: bool) -> Pager:
    """What one box shows of the other pages of an article, or of a list; NO_PAGER or the like where it shows none."""
    numbers = numbers_of(box, own, article)
    on = [item for item in box.items if item.url and item.says in _ON[article] and not same_page(item.url, own)]
    is_named = numbers.current is not None and numbers.current + 1 in numbers.pages
    nexts = () if is_named else _nexts(box, on, own, article)
    previous = _leads(box, Says.PREVIOUS)
    is_last = numbers.total is not None and numbers.current == numbers.total and (previous is not None or not article)
    unresolved = "" if numbers.pages or nexts or is_last else _unresolved(box, numbers, article)
    return Pager(
        pages=numbers.pages,
        current=numbers.current,
        total=numbers.total,
        sure=numbers.sure,
        quote=box.quote if numbers.pages or nexts or numbers.total else "",
        nexts=nexts,
        next_links=tuple(dict.fromkeys((item.url, item.said) for item in on)),
        previous=previous,
        first=numbers.pages.get(1) or _leads(box, Says.FIRST),
        unresolved=unresolved,
        unlinked=max((item.number for item in numbers.shown), default=0) if unresolved else 0,
        ignored=numbers.ignored,
    )


def _nexts(box: Box, on: Sequence[Item], own: str, article: bool) -> tuple[Next, ...]:
    """The links to the next page that may be tried, those whose addresses grew first."""
    if article and len(box.items) == 1 and (lone := _lone_page(box.items[0], own)):
        return (lone,)
    judged = (_in_article(box, item, own) if article else _in_list(box, item, own) for item in on)
    return tuple(sorted((one for one in judged if one), key=lambda one: one.named is Named.WORDS))


def _in_article(box: Box, item: Item, own: str) -> Next | None:
    if box.by_selector or grown(own, item.url) is not None:
        return Next(item.url, Named.ADDRESS, item.number or None, item.said)
    count = count_of(box)
    if item.says is Says.NEXT and count.number < count.total:  # "2/7" without a word may be a day, and is tried
        return Next(item.url, Named.WORDS, count.number + 1 if count.in_words else None, box.quote)
    if item.says is Says.NEXT_PAGE or (item.says is Says.NEXT and _counts_on(own, item.url)):
        return Next(item.url, Named.WORDS, item.number or None, item.said)
    return None


def _in_list(box: Box, item: Item, own: str) -> Next | None:
    if box.by_selector or grown(own, item.url) is not None or goes_on(own, item.url):
        return Next(item.url, Named.ADDRESS, item.number or None, item.said)
    if item.says in {Says.NEXT_PAGE, Says.OLDER}:
        return Next(item.url, Named.WORDS, item.number or None, item.said)
    return None


def _lone_page(item: Item, own: str) -> Next | None:
    """The one link of a box that says "page 2": to be tried, as it may as well be a reference to another paper."""
    if item.link is None or item.says is not Says.NUMBER or item.number < 2 or not item.link.text[:1].isalpha():
        return None
    return Next(item.url, Named.WORDS, None, item.said) if item.url and not same_page(item.url, own) else None


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


def _leads(box: Box, says: Says) -> str | None:
    return next((item.url for item in box.items if item.says is says and item.url), None)


def _unresolved(box: Box, numbers: Numbers, article: bool) -> str:
    """A sign that there are more pages which has no address, where the box says that it is about pages."""
    unlinked = [item for item in box.items if item.link is not None and not item.url]
    on = {item.says for item in unlinked}
    about_pages = box.named or any(item.link and _is_about_pages(item.link) for item in unlinked)
    is_from_one = {1, 2} <= {item.number for item in numbers.shown}
    says_on = Says.NEXT_PAGE in on or (about_pages and Says.NEXT in on)
    signs = (
        (numbers.total or 0) > 1,
        about_pages and is_from_one and (unlinked or box.by_selector),
        says_on and not any(_is_disabled(item) for item in unlinked),
        not article and not on.isdisjoint((Says.LOAD_MORE, Says.OLDER)),
    )
    return f"{box.quote} (no address)" if any(signs) else ""


def _is_about_pages(link: Link) -> bool:
    """Whether a link's script, or the form it sends, turns pages."""
    return link.tag == "input" or _PAGE_SCRIPT.search(link.href) is not None


def _is_disabled(item: Item) -> bool:
    """Whether a link is switched off, as the next link is on a last page."""
    one = item.link.element if item.link else None
    while one is not None and one.tag not in {"ul", "ol", "nav", "body"}:
        names = (one.get("class") or "").lower()
        if "disabled" in names or one.get("disabled") is not None or one.get("aria-disabled") == "true":
            return True
        one = one.getparent()
    return False
