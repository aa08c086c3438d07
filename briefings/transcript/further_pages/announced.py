"""Pages that the pages of a briefing announce but that were neither read nor are missing for a reason of their own."""

from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urljoin

from briefings.address import comparable
from briefings.reasons import Reason, ReasonKind
from briefings.transcript.further_pages.page_in_title import page_in_title, part_in_title
from briefings.transcript.page.links.pagers.pager import MOST_PAGES
from briefings.transcript.page.links.pagers.pager_words import pattern, says_page
from briefings.transcript.page.page import Page

_LAST, _BELOW, _LONGEST = 3, 8, 200
"""Number of last lines of a text, and of lines below, that may say where the rest is, and their maximum length."""


def announced(pages: Mapping[int, Page], gaps: Mapping[int, Reason], *, most: int = MOST_PAGES) -> dict[int, Reason]:
    """Return the pages up to number `most` that totals, titles and signs without an address announce, by number."""
    last = max((*pages, *gaps))
    pagers = [page.siblings for page in pages.values()]
    # What may be no row of pages, or has no addresses, counts nothing.
    totals = [(one.total or 0, one.quote) for one in pagers if one.pages or not (one.possible or one.unresolved)]
    totals += [(one.printed.total, one.printed.words) for one in pagers]
    total, printed = max(totals, default=(0, ""))
    quote = next((f': "{quote}"' for quote in (printed, *(one.quote for one in pagers)) if quote), "")
    found = {
        number: f"page {number} of {total or last} is announced without an address{quote}"
        for number in range(1, min(max(total, last), most) + 1) if number not in pages and number not in gaps
    }  # fmt: skip
    if not (found or gaps) and (words := _sign_of_more(pages, last)):
        found[last + 1] = words
    return {number: Reason(ReasonKind.NOT_FOLLOWED, words) for number, words in found.items()}


def not_given(pages: Sequence[Page]) -> tuple[dict[int, Reason], list[Reason]]:
    """Return the pages that some pages of a briefing name or count and that are not among them, and other open ends.

    This is for pages that nobody follows any further. The pages are by number, the open ends are reasons why the
    briefing may go on elsewhere. `pages` are in order.
    """
    held = {comparable(page.address.url) for page in pages}
    by_number = {page.siblings.current or page.address.number: page for page in pages}
    named = {
        number: Reason(ReasonKind.NOT_GIVEN, f"not given: {url}")
        for page in pages
        for number, url in page.siblings.others.items() if comparable(url) not in held and number not in by_number
    }  # fmt: skip
    missing = dict(sorted((named | announced(by_number, named)).items()))
    return missing, [] if missing else list(_open_ends(pages, held))


def _sign_of_more(pages: Mapping[int, Page], last: int) -> str:
    """Return a sign that there are pages after the last, when all pages up to it were read; "" for none."""
    first, fields = pages[min(pages)], pages[min(pages)].fields
    said = (link.said for link in first.links.placed.links)
    own, of = page_in_title(fields.title, fields.day or fields.printed_on or fields.published_on, said)
    if own > 1 or of > last:
        return f"its title says: page {own}{f' of {of}' * bool(of)}"
    # Several pages of one part are its own: a series of talks has a part a briefing.
    if len(pages) == 1 and (part := part_in_title(fields.title)):
        return f"its title says: {part}"
    pagers = [page.siblings for page in pages.values()]
    unresolved = next((one.unresolved for one in pagers if last == 1 or (one.total or 0) > last), "")
    return f'more pages are shown: "{unresolved}"' if unresolved else ""


def _open_ends(pages: Sequence[Page], held: set[str]) -> Iterator[Reason]:
    last = pages[-1].siblings
    behind = last.behind(pages[-1].address.url, pages[0].address.url)
    ends = [(link.url, link.said) for link in last.links if link == behind or says_page(link.said)]
    pagers = [page.siblings for page in pages]
    ends += [(url, one.quote) for one in pagers for url in (*one.possible.values(), *one.listed)]
    # The Chinese word for a front page has that for a page in it, and stands in the top bar of every page.
    told = held | {comparable(urljoin(page.address.url, "/")) for page in pages}
    for url, said in ends:
        if comparable(url) not in told:
            told.add(comparable(url))
            yield Reason(ReasonKind.NOT_FOLLOWED, f'may go on at {url} ("{said[:60]}")')


def sign_of_rest(said: Sequence[str], below: Sequence[str]) -> str:
    """Return the words that say where the rest of a text is, or for whom: its last line or one below it; else ""."""
    lines = [text for text in (*said[-_LAST:], *below[:_BELOW]) if len(text) <= _LONGEST]
    found = pattern("rest").search("\n".join(lines))
    return found[0] if found else ""
