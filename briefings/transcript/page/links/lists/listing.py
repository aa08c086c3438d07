"""The contents of a list page: its entries, and the other pages of the list."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from lxml.etree import _Element

from briefings.address import comparable, day_in_address, month_in_address
from briefings.markup import Markup
from briefings.transcript.page.links.lists.entry_groups import (
    Group,
    best_of,
    groups_of,
    is_particular,
    shape_of_address,
    site_of,
    stands_in,
)
from briefings.transcript.page.links.lists.places import Places
from briefings.transcript.page.links.lists.row_days import days_of_rows
from briefings.transcript.page.links.lists.row_pages import pages_in_rows, parts_side_by_side
from briefings.transcript.page.links.lists.rows import Rows
from briefings.transcript.page.links.pagers.pager import NO_PAGER, Pager
from briefings.transcript.page.links.placed_links import PlacedLink
from briefings.transcript.page.links.read_links import Link, Links
from briefings.transcript.wording.periods import period_of

_SHORTEST_HEADLINE = 20
_MEDIA = re.compile(r"\.(?:mp[34]|m4[av]|wav|ogg|avi|mov|wmv|webm|jpe?g|png|gif|webp|svg|zip)(?:\?.*)?$", re.I)
"""Sound, pictures and archives: no briefing is in them, and they are large."""


class Entry(NamedTuple):
    """An entry of a list: its address, the longest text of its links or its title, and the day beside or in that.

    `changed` is the day of its last change, if a sitemap or feed gives it: the entry is not younger than that.
    """

    url: str
    text: str
    day: date | None = None
    changed: date | None = None
    further: tuple[str, ...] = ()
    """Addresses of its further pages, if its row has them."""

    @property
    def days(self) -> tuple[date, date] | None:
        """The first and the last day it may have: its day, or the month in its address; None if nothing tells."""
        return (self.day, self.day) if self.day else month_in_address(self.url)


@dataclass(frozen=True, slots=True)
class Listing:
    """The contents of a page, read as a list page."""

    entries: tuple[Entry, ...] = ()
    found_by: str = "group"
    """"selector" (the source's `entries`), "pattern" (its `entry_urls`, or what the user allows) or "group" (the
    general rules); "sitemap" and "feed" are read by `briefings.crawling`."""
    further: Pager = NO_PAGER
    """Other pages of the list, with the signs of those that have no address."""
    rivals: tuple[tuple[str, ...], ...] = ()
    """Addresses of two groups that might be the entries, if only the user or a look can tell; `entries` is empty."""
    candidates: tuple[Entry, ...] = ()
    """All links of the content, if the general rules chose among them: the user's choice comes first."""
    elsewhere: tuple[str, ...] = ()
    """Addresses on other sites among the entries, in rows of their own."""
    lists: tuple[str, ...] = ()
    """Pages of years, months or frames that have the entries, or more of them, the newest first."""
    parts: tuple[Entry, ...] = ()
    """Sitemaps named by an index of sitemaps."""
    broken: str = ""
    """Reason why not all entries can be read, of a sitemap or feed its fault; "" if there is none."""

    @property
    def is_xml(self) -> bool:
        return self.found_by in {"sitemap", "feed"}

    @property
    def named(self) -> frozenset[str]:
        """Comparable addresses of its entries."""
        return frozenset(comparable(entry.url) for entry in self.entries)

    @property
    def leads_on(self) -> bool:
        """True if it names entries, or the pages that do."""
        return bool(self.entries or self.parts or self.lists)

    @property
    def rival_entries(self) -> tuple[Entry, ...]:
        """The links of both groups that might be the entries."""
        rivals = {comparable(url) for group in self.rivals for url in group}
        return tuple(one for one in self.candidates if comparable(one.url) in rivals)

    @property
    def shapes(self) -> frozenset[str]:
        return frozenset(shape_of_address(entry.url) for entry in self.entries)


NO_LISTING = Listing()


def read_listing(links: Links, *, markup: Markup, entries: Sequence[_Element] | None, further: Pager) -> Listing:
    """Read a page as a list page.

    `markup` is the source's, `entries` are the elements that its selector of that name found, None without one;
    `further` is what was read of the list's other pages. Nothing is raised.
    """
    places = Places()
    paging = _paging(links, further)
    content = _content(links, paging, places)
    pattern = re.compile(markup.entry_urls) if markup.entry_urls else None
    listing = Listing(further=further)
    if entries is not None:
        matched = frozenset(entries)
        chosen = [link for link in links.shown if stands_in(link, matched)]
        chosen_entries = _with_rows(_entries(chosen, links.own, pattern), chosen)
        return replace(listing, entries=chosen_entries, found_by="selector")
    candidates = _entries(content, links.own, pattern)
    if pattern:
        return replace(listing, entries=_with_rows(candidates, content), found_by="pattern")
    listing = replace(listing, candidates=candidates)
    further_parts = parts_side_by_side(content)
    firsts = [link for link in content if comparable(link.url) not in further_parts]
    best, rivals = best_of(groups_of(firsts, links.own, places), _with_list(links, paging))
    if best is None:
        lists = () if rivals else archive_pages(content) or tuple(links.frames)
        named = (tuple(link.url for link in group.links.values()) for group in rivals)
        return replace(listing, rivals=tuple(named), lists=lists)
    if all(period_of(text) is not None for text in best.texts.values()):
        # Such a link may lead to all of a month, or to what was said once a month.
        listing = replace(listing, lists=archive_pages(content))
    listing = replace(listing, elsewhere=_of_other_sites(best, content, links.own, places))
    found, several = _of_group(best, candidates, content), _pages_of_several(content)
    if shared := [entry.url for entry in found if entry.url in several]:
        words = f"several of its entries are parts of one page, {shared[0]}: no part is read as a briefing"
        listing = replace(listing, broken=words)
        found = tuple(entry for entry in found if entry.url not in shared)
    return replace(listing, entries=_with_rows(found, content))


def _pages_of_several(content: Iterable[Link]) -> set[str]:
    """Return the addresses to which only headlines lead, each to a part of its own: the talks of a year on one page."""
    parts: dict[str, dict[str, str]] = {}
    for link in content:
        parts.setdefault(link.url, {})[link.href.partition("#")[2]] = link.said
    return {
        url for url, said in parts.items()
        if "" not in said and len(set(said.values())) > 1 and min(map(len, said.values())) >= _SHORTEST_HEADLINE
    }  # fmt: skip


def archive_pages(links: Iterable[Link | PlacedLink]) -> tuple[str, ...]:
    """Return the addresses of links that are only a year, a month, or both, as of an archive: the newest first."""
    periods = {link.url: period for link in links if (period := period_of(link.said)) is not None}
    return tuple(sorted(periods, key=lambda url: periods[url], reverse=True))


def _of_other_sites(group: Group, content: Sequence[Link], own: str, places: Places) -> tuple[str, ...]:
    """Return the addresses on other sites in the place of a group, except those beside one of its links."""
    home = site_of(own)
    elements = [member.link.element for member in group.members]
    of_group, rows = {places.of(one)[0] for one in elements}, {one.getparent() for one in elements}
    found = (
        link.url for link in content
        if site_of(link.url) != home and places.of(link.element)[0] in of_group and link.element.getparent() not in rows
    )  # fmt: skip
    return tuple(dict.fromkeys(found))


def _paging(links: Links, pager: Pager) -> set[str]:
    """Return the comparable addresses of links that lead on in the list."""
    # Next and previous links may be in a line among the entries.
    path = comparable(links.own).partition("?")[0]
    of_script = (link.url for link in pager.links if comparable(link.url).partition("?")[0] == path)
    behind = pager.behind(links.own, in_list=True)
    ways = (*pager.pages.values(), *pager.listed, behind and behind.url, pager.before(links.own))
    return {comparable(url) for url in (*ways, *of_script) if url}


def _with_list(links: Links, paging: set[str]) -> list[_Element]:
    """Return what stands with a list: the links that lead on in it, or else the only first heading of the page."""
    pagers = [link.element for link in links.shown if comparable(link.url) in paging]
    headings = [*links.shown[0].element.getroottree().iter("h1")] if links.shown else []
    return pagers or (headings if len(headings) == 1 else [])


def _content(links: Links, paging: set[str], places: Places) -> list[Link]:
    """Return the links that may be entries: not in a menu, and not leading on in the list."""
    return [
        link for link in links.shown
        if not (places.of(link.element)[1] or comparable(link.url) in paging or _MEDIA.search(link.url))
    ]  # fmt: skip


def _with_rows(entries: tuple[Entry, ...], content: Sequence[Link]) -> tuple[Entry, ...]:
    """Return the entries, each with the further pages in its row, which are no entries of their own."""
    shapes = frozenset(shape_of_address(entry.url) for entry in entries)
    urls = {comparable(link.url): link.url for link in content if shape_of_address(link.url) in shapes}
    keys = [comparable(entry.url) for entry in entries]
    pages = pages_in_rows(keys, content, frozenset(urls))
    if not pages:
        return entries
    further = {page for others in pages.values() for page in others}
    return tuple(
        entry._replace(further=tuple(urls[page] for page in pages.get(key, ()) if page in urls))
        for entry, key in zip(entries, keys, strict=True)
        if key not in further
    )


def _entries(links: Iterable[Link], own: str, pattern: re.Pattern[str] | None) -> tuple[Entry, ...]:
    """Return every link once, with its longest text, except the page itself and what the pattern does not match."""
    urls: dict[str, str] = {}
    texts: dict[str, str] = {}
    here = comparable(own)
    wanted = [link for link in links if not (pattern and not pattern.search(link.url)) and comparable(link.url) != here]
    for link in wanted:
        address = comparable(link.url)
        urls.setdefault(address, link.url)
        texts[address] = max(texts.get(address, ""), link.said, key=len)
    days = days_of_rows(wanted, Rows(wanted)) if wanted else {}
    return tuple(Entry(url, texts[address], days.get(address)) for address, url in urls.items())


def _of_group(group: Group, candidates: Sequence[Entry], content: Sequence[Link]) -> tuple[Entry, ...]:
    """Return the candidates of a group, and those elsewhere in the content that are entries too, each with its day."""
    days: dict[str, date | None] = {address: group.days.get(address) for address in group.links}
    days |= _elsewhere(group, {comparable(entry.url): entry.day for entry in candidates}, content)
    named = [(entry, comparable(entry.url)) for entry in candidates]
    return tuple(
        entry._replace(day=days[address] or day_in_address(entry.url)) for entry, address in named if address in days
    )


def _elsewhere(group: Group, known: Mapping[str, date | None], content: Sequence[Link]) -> dict[str, date | None]:
    """Return the days of links outside a group that have its shape, by address, if they are particular or headlines.

    The newest is often shown larger than the others; `known` are the days of all links.
    """
    are_dated = 2 * len(group.days) >= len(group.links)
    found = {}
    for link in content:
        address = comparable(link.url)
        if address in group.links or (shape := shape_of_address(link.url)) not in group.shapes:
            continue
        day = day_in_address(link.url) or known.get(address)
        is_lead = any(one.tag in {"h1", "h2", "h3"} for one in (*link.element.iterancestors(), *link.element))
        if is_particular(link.url) or (is_lead and (day if are_dated else "#" in shape)):
            found[address] = day
    return found
