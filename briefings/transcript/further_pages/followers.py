"""Judge whether a page requested as another page of a briefing is one, by two pages.

Headlines and days prove nothing: of 33 real briefings of one press room 32 share their headline, and couples share
the day too. Proof is a pager that holds both, a canonical address, or an address that grew out of page 1's.
"""

import re
from collections.abc import Sequence, Set
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from briefings.address import comparable, same_page
from briefings.transcript.further_pages.new_speech import ENOUGH_PARAGRAPHS, said_on, says_more
from briefings.transcript.further_pages.page_in_title import bare_title
from briefings.transcript.page.links.pagers.page_addresses import Degree, grown, growth
from briefings.transcript.page.links.pagers.pager_words import is_of_pager, page_named, says_page
from briefings.transcript.page.links.placed_links import DIGITS, PlacedLink
from briefings.transcript.page.page import Page
from briefings.transcript.page.speech_signs import speech_sign
from briefings.transcript.wording.dates import date_in_address, day_and_month, first_date
from briefings.transcript.wording.periods import period_of

_MOST_REPEATED = 0.6
"""Maximum share of page 1's paragraphs: a page of comments repeats them all, one of the briefing its header at most."""
_ADDED = re.compile(r"\s*[:,(|/\-–—]\S*(?:\s+\S+){0,5}")
"""What the title of a part adds to that of the whole: a sign and a few words."""
_COUNTED = re.compile(r"(?<!\d)\d{1,2}$")


class Look(StrEnum):
    """Result of a look at a link, stored in the map of the site for the place of the link."""

    PAGES = "pages"
    """A page of the briefing: the other links of its place are requested, and each is judged."""
    AGAIN = "again"
    """The page it was linked from, once more, or all pages of the briefing on one."""
    OPEN = "open"
    """Nothing proves that it belongs to the briefing, and nothing speaks against it."""
    ELSEWHERE = "elsewhere"
    ENTRIES = "entries"
    """A briefing, at a link of a list that named none: the links of its place are the entries."""
    LISTS = "lists"
    """A year or a month, on a list that named no briefing: the links of its place lead to pages that may."""
    GONE = "gone"
    """The site has nothing there."""
    SHARED = "shared"
    """A text that all first pages of the site show without an address."""
    REFUSED = "refused"
    """The site refuses a page that a list may go on at, which is told."""
    UNSEEN = "unseen"
    """The page was not seen: the site did not answer, or not in full. Not stored."""


class LookResult(NamedTuple):
    """The result of a look, and the reason in a few words ("its pager names page 1", "same page again")."""

    look: Look
    why: str


def follows(
    first: Page, candidate: Page, number: int | None = None, *, vouched: bool = False, is_version: bool = False
) -> LookResult:
    """Judge whether `candidate` is a further page of the briefing of which `first` is an accepted page.

    `number` is the page number it was requested as, if one was printed; `vouched` is True if the source makes the
    addresses of both by `page_url`, and `is_version` if one that grew by words may be that of a shorter version. Use
    page 1 as `first` if it is known: addresses grow out of that one. Otherwise the two may be in any order; nothing is
    raised.
    """
    if objection := _objection(first, candidate, number):
        return objection
    other_day = told_by_day(first, candidate)
    if vouched and not other_day:
        return LookResult(Look.PAGES, "its source says that it is at this address")
    canonical = candidate.links.canonical
    if not other_day and canonical and same_page(canonical, first.address.url):
        return LookResult(Look.PAGES, "it names page 1 as its address")
    why = other_day or _other_title(first, candidate, number)
    mine, its = _in_pager(first), _in_pager(candidate)
    has_first = comparable(first.address.url) in its
    # The sessions of one conference have a title and a day each, the parts of a series a title, and one box names all.
    if why and not (has_first and not candidate.fields.day):
        # A part of a book has a title of its own, perhaps behind the book's, and its address or its day; so has another
        # briefing of that day. A number behind the title counts where the address grew, too.
        added, grew = _added_to_title(first, candidate), grown(first.address.url, candidate.address.url) is not None
        leads_back = (added or grew or share_day(first, candidate)) and links_to(candidate, first)
        is_part = leads_back or added.endswith(")") or (grew and _COUNTED.search(added))
        return LookResult(Look.OPEN if is_part and not other_day else Look.ELSEWHERE, why)
    if has_first:
        why = why or _other_days(first, candidate)
        return LookResult(Look.OPEN if why else Look.PAGES, f"its pager names page 1{why and ', and '}{why}")
    if row := _shared_row(first, candidate):
        # The row may be of two briefings of a day, each with pages of its own, or one of them with a single page.
        apart = [bool(mine) and comparable(candidate.address.url) not in mine, bool(its)]
        if all(apart):
            return LookResult(Look.ELSEWHERE, "its pager names other pages")
        have_pagers = first.siblings.quote and candidate.siblings.quote
        return LookResult(Look.PAGES if have_pagers or not any(apart) else Look.OPEN, row)
    step = grown(first.address.url, candidate.address.url)
    has_title = first.fields.title or candidate.fields.title
    if has_title and (step or (step is not None and not is_version)):
        return LookResult(Look.PAGES, "its address grew out of page 1's")
    return LookResult(Look.OPEN, "the same title or none, and nothing that proves it")


def _objection(first: Page, candidate: Page, number: int | None) -> LookResult | None:
    """Return the objection to a follower that holds whatever else proves it; None without one."""
    if same_page(first.address.url, candidate.address.url):
        return LookResult(Look.AGAIN, "same page again")
    own = candidate.siblings.current
    if number is not None and own is not None and own != number and len(candidate.siblings.pages) > 1:
        return LookResult(Look.ELSEWHERE, f"its pager says that it is page {own}")
    has_first = comparable(first.address.url) in _in_pager(candidate)
    if first.fields.title and not candidate.fields.title and not has_first and not _goes_on(candidate):
        # A database warning, a traceback, "nothing to show here": errors come without the site around them.
        return LookResult(Look.ELSEWHERE, "neither a speaker, nor the frame of page 1, nor words that go on")
    known, found = set(first.paragraphs), set(candidate.paragraphs)
    if not any(line.text != candidate.fields.title and not line.within for line in candidate.lines):
        return LookResult(Look.ELSEWHERE, "no transcript on the page")
    # A last page may have a few words, and no paragraph but the foot of the site.
    if found and not found - known and not says_more([first], candidate):
        return LookResult(Look.AGAIN, "same page again")
    # Where speech is on one of them alone, the other's paragraphs are those of the site's frame, which each page has.
    shown: list[Set[int | str]] = [said_on(first), said_on(candidate)]
    said, again = shown if any(shown) else [known, found]
    if len(said) >= ENOUGH_PARAGRAPHS and len(said & again) > _MOST_REPEATED * len(said):
        return LookResult(Look.AGAIN, "it repeats page 1")
    return None


def _goes_on(page: Page) -> bool:
    """Tell whether a page opens with the rest of a sentence, or somebody speaks on it."""
    words = next((line.text for line in page.lines if not line.within), "")
    return (words[:1].islower() and bool(page.paragraphs)) or bool(speech_sign(page.lines))


def _in_pager(page: Page) -> set[str]:
    """Return the addresses in the pager of a page, in the form in which they are compared; none of a single one."""
    urls = page.siblings.pages.values()
    return set(map(comparable, urls)) if len(urls) > 1 else set()


def _shared_row(first: Page, candidate: Page) -> str:
    """Return the proof of a page by the rows of links of both; "" without one.

    It is one row that both show, each with its own place marked; a row of the candidate that has the first beside
    others, while the first has the candidate there; or links to each other that count both, "page 2" and "page 1".
    """
    mine, its = comparable(first.address.url), comparable(candidate.address.url)
    shared = [one for one in candidate.links.placed.rows().items() if any(link.spot[0] == mine for link in one[1])]
    for place, row in first.links.placed.rows().items() if shared else ():
        addresses = {link.spot[0] for link in row}
        for other, beside in shared if its in addresses else ():
            shown = {link.spot[0] for link in beside}
            is_marked = place in first.links.placed.marked or mine in addresses
            if addresses | {mine} == shown | {its} and (len(shown | {its}) > 2 or is_marked):
                is_of_several = _counts_briefings((*row, *beside)) or _other_days(first, candidate)
                return "" if is_of_several else "both show the same row of pages"
            # The last page of a chain links back only: then the page before it has the row.
            is_chain = other == place and len(shown - {its}) + len(addresses - {mine}) > 2
            if is_chain and share_day(first, candidate) and not _counts_posts(mine, its):
                return "the row in which it stands names the page before it"
    there, back = _numbers_for(first, candidate), _numbers_for(candidate, first)
    return "each counts the other as a page" if any({one - 1, one + 1} & back for one in there) else ""


def _numbers_for(page: Page, other: Page) -> set[int]:
    """Return the page numbers in what a page calls another ("Continued on page 2"), and in what this calls itself."""
    there, back = ([link.said for link in links_to(*pair)] for pair in ((page, other), (other, page)))
    named = {page_named(said) for said in there if is_of_pager(said)}
    mine, its = page.siblings.printed, other.siblings.printed
    # Another briefing in as many pages prints its place too, and stands by its name among the related ones.
    is_turned = all(not said or is_of_pager(said) for said in (*there, *back))
    is_counted = (there or back) and is_turned and mine.total == its.total and says_page(its.words)
    return (named | ({its.number} if is_counted else set())) - {0}


def turns_to(page: Page, other: Page) -> bool:
    """Tell whether a page leads to another in words of a pager, or in a row with one whose address grew like its own.

    A lone link in other words may lead to a shorter version.
    """
    its = other.address.url
    if any(same_page(link.url, its) for link in page.siblings.links):
        return True
    row = next((row for row in page.links.placed.rows().values() if any(same_page(link.url, its) for link in row)), [])
    return sum(link.is_grown for link in row) > 1


def share_day(one: Page, other: Page) -> bool:
    """Tell whether two pages show the same day: without one, "next" may lead to the next article of one headline."""
    return not days_of(one).isdisjoint(days_of(other))


def days_of(page: Page) -> set[date]:
    """Return the days that a page shows as its own."""
    return {day for day in (page.fields.day, page.fields.printed_on, page.fields.published_on) if day}


def _counts_briefings(links: Sequence[PlacedLink]) -> bool:
    """Tell whether links count from a number above 1 ("Briefing 41", "Briefing 42"), or name years, or days of a month.

    `links` are those of one row on two pages, as each page has its own number without a link. Pages count from 2 where
    a word stands for the first: "Start", "2", "3".
    """
    found = [DIGITS.search(link.said) for link in links]
    numbers = {int(one[0]) for one in found if one}
    return len(numbers) > 1 and min(numbers) > (1 if all(found) else 2)


def _counts_posts(own: str, other: str) -> bool:
    """Tell whether two addresses are like `briefing-16` and `briefing-17`: "next" of one post is another post."""
    found = growth(own, other)
    if found is None or found.own is None or found.degree is not Degree.SLUG:
        return False
    return abs(found.number - found.own) == 1


def links_to(page: Page, other: Page) -> list[PlacedLink]:
    its = comparable(other.address.url)
    return [link for link in page.links.placed.links if link.spot[0] == its]


def _added_to_title(first: Page, candidate: Page) -> str:
    """Return the few words that a title adds to the other page's: " (continued)", " – deel 2"; "" for any other."""
    title, longer = sorted((first.fields.title or "", candidate.fields.title or ""), key=len)
    added = longer.removeprefix(title) if title else ""
    return added if _ADDED.fullmatch(added) else ""


def told_by_day(first: Page, candidate: Page) -> str:
    """Return why a page is another briefing's by the days that both show; "" for no reason."""
    mine, its = first.fields, candidate.fields
    if mine.day and its.day and mine.day != its.day:
        return f"it is of another day, {its.day}"
    if mine.published_on and its.published_on and mine.published_on != its.published_on:
        return f"it was published on another day, {its.published_on}"
    if mine.printed_on and its.printed_on and mine.printed_on != its.printed_on:
        return f"another day stands beside its headline, {its.printed_on}"
    return ""


def _other_days(first: Page, candidate: Page) -> str:
    """Return that links between two pages name different days, or lead to addresses that do; "" if not.

    Such a row is of several briefings, or of one that went on past midnight if it says "Part 2".
    """
    on, back = ({link.said for link in links_to(*pages)} for pages in ((first, candidate), (candidate, first)))
    days = {date_in_address(page.address.url) for page in (first, candidate)} - {None}
    is_paged = any(map(says_page, on | back))
    named, others = _days_in(on), _days_in(back)
    is_named = bool(named and others and named.isdisjoint(others))
    return "links name them by different days" if is_named or (len(days) > 1 and not is_paged) else ""


def _days_in(said: Set[str]) -> set[date | str | tuple[int, int]]:
    """Return the days, months and years in what links say: a row may name the briefings of a week."""
    return {day for one in said if (day := first_date(one) or _short_day(one) or period_of(one))}


def _short_day(text: str) -> str:
    found = day_and_month().search(text)
    return found[0].casefold() if found else ""


def _other_title(first: Page, candidate: Page, number: int | None) -> str:
    mine, its = bare_title(first.fields.title, first.siblings.current or 1), bare_title(candidate.fields.title, number)
    if not (mine and its) or mine == its:
        return ""
    added = its[len(mine) :] if its.startswith(mine) and grown(first.address.url, candidate.address.url) else ""
    # What it adds may be what the link to its numbered address says, or how that address ends ("/2", of a wiki).
    named = [link.said.casefold() for link in links_to(first, candidate) if len(link.said) > 1]
    named += [added] if _COUNTED.search(added) and candidate.address.url.endswith(added) else []
    return "" if any(map(added.endswith, named)) else f"it has another title, {candidate.fields.title}"
