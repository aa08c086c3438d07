"""The pages of a briefing whose addresses its source makes, because a script makes the site's own pager."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from urllib.parse import urljoin

from briefings.transcript import Page

PageUrl = Callable[[str, int], str | None]
"""Function from the address of page 1 and a number to that page's address; None if pages name one another."""


def made_pages(page_url: PageUrl | None, first: str, pages: Iterable[Page], most: int) -> dict[int, tuple[str, str]]:
    """Return the pages whose number some pages show or count, as absolute address and quoted sign by number.

    None above `most`, except the last one there is; none at all without `page_url`.
    """
    shown = [(page.siblings.total or 0, page.siblings.quote) for page in pages] if page_url else []
    last, quote = max(shown, default=(0, ""))
    numbers = [number for number in (*range(2, min(last, most) + 1), last) if number > 1]
    made = {number: page_url(first, number) for number in numbers} if page_url else {}
    return {number: (urljoin(first, url), quote) for number, url in made.items() if url is not None}
