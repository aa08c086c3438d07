"""Signs, once a briefing is read, of pages that nothing led to: totals, titles, signs of more."""

from __future__ import annotations

from collections.abc import Mapping

from briefings.reasons import Reason, ReasonKind
from briefings.transcript import Page, page_in_title


def unmet(pages: Mapping[int, Page], gaps: Mapping[int, Reason], doubt: str, most: int) -> dict[int, Reason]:
    """Return the announced pages that were neither read nor are missing for a reason of their own, by number.

    `doubt` is what another page says of the first, `most` the maximum number of pages read of a briefing.
    """
    last = max((*pages, *gaps))
    pagers = [page.siblings for page in pages.values()]
    totals = [(one.count, one.quote) for one in pagers]
    totals += [
        (one.total, one.words) for one in (pager.printed for pager in pagers) if len(pages) > 1 or not one.is_bare
    ]
    total, printed = max(totals, default=(0, ""))
    quote = next((f': "{quote}"' for quote in (printed, *(one.quote for one in pagers)) if quote), "")
    found = {
        number: f"page {number} of {total or last} is announced without an address{quote}"
        for number in range(1, min(max(total, last), most) + 1) if number not in pages and number not in gaps
    }  # fmt: skip
    if not (found or gaps) and (words := _sign_of_more(pages, last, doubt)):
        found[last + 1] = words
    return {number: Reason(ReasonKind.NOT_FOLLOWED, words) for number, words in found.items()}


def _sign_of_more(pages: Mapping[int, Page], last: int, doubt: str) -> str:
    """Return a sign that there are pages after the last, when all pages up to it were read; "" for none."""
    own, of = page_in_title(pages[1].fields.title)
    if doubt:
        return doubt
    if own > 1 or of > last:
        return f"its title says: page {own}{f' of {of}' * bool(of)}"
    pagers = [page.siblings for page in pages.values()]
    unresolved = next((one.unresolved for one in pagers if last == 1 or (one.total or 0) > last), "")
    return f'more pages are shown: "{unresolved}"' if unresolved else ""
