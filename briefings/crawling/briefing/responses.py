"""Read the response to a request."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any, NamedTuple
from urllib.parse import urljoin

from scrapy.http import Response

from briefings.address import read_address, renamed
from briefings.clock import now
from briefings.crawling.lists.sitemaps_and_feeds import read_feed, read_sitemap, unpacked
from briefings.network.failures import status_reason
from briefings.reasons import Reason, ReasonKind
from briefings.runs.account import RunAccount
from briefings.runs.open_store import FETCHED_AT, WARC
from briefings.transcript import Markup, Page, ServedKind, read_page, speech_sign

_PAGES = {200, 203}
_NEXT = re.compile(r"<([^<>\s]{1,2000})>(?:\s*;[^,;<>]{0,200}){0,5}?\s*;\s*rel\s*=\s*\"?next\b", re.IGNORECASE)
"""Pattern of the address of a next page in a Link header."""
_REFRESH = re.compile(r"\s*\d(?:\.\d*)?\s*[;,]\s*url\s*=\s*[\"']?([^\"'\s]+)", re.IGNORECASE)
"""Pattern of a Refresh header that leads on at once, to an address."""
LITTLE_TEXT = 600
"""Maximum number of characters of a page that may stand for another: it leads on, or is a refusal or an error."""


class Lost(NamedTuple):
    """A request to which no answer came, and the reason."""

    url: str
    reason: Reason


Answer = Response | Lost


def read_response(
    response: Response, markup: Markup | None, account: RunAccount, *, as_list: bool = False
) -> Page | Reason:
    """Return the page in a response, or why it cannot be read; `as_list`: it was requested as a list page."""
    # Not an unrequested part of a page, nor a page without content: the spider gets every 2xx status.
    if response.status not in _PAGES:
        return status_reason(response)
    header = (response.headers.get("Content-Type") or b"").decode("latin-1")
    try:
        page = page_at(
            response.url,
            response.body,
            markup,
            as_list=as_list,
            fetched_at=response.meta.get(FETCHED_AT, now()),
            status=response.status,
            warc=response.meta.get(WARC),
            content_type=header,
        )
        if named := list(_next_pages(response)):
            placed = page.links.placed.with_header(named, page.address)
            page = replace(page, links=page.links._replace(placed=placed))
        if as_list and page.origin.served.is_list:
            return page
        if page.origin.served.objection:
            kind = ReasonKind.FILE if page.origin.served.is_file else ReasonKind.NOT_A_PAGE
            return Reason(kind, page.origin.served.objection)
        return _sent_on(response, page) or page.origin.in_place or page
    except ValueError as error:
        return Reason(ReasonKind.UNREADABLE, f"unreadable: {str(error)[:100]}")
    except Exception:
        account.crash(response.url)
        return Reason(ReasonKind.UNREADABLE, "unreadable: the reader failed")


def is_notice(page: Page) -> bool:
    """Return True for a short page without a day or speech, which may stand in place of another, without its frame."""
    is_short = sum(len(line.text) for line in page.lines) <= LITTLE_TEXT
    return is_short and not (page.fields.day or page.fields.printed_on or speech_sign(page.lines))


def _sent_on(response: Response, page: Page) -> Reason | None:
    """Return the reason for a short page without speech that a Refresh header leaves for another; None for others."""
    found = _REFRESH.match((response.headers.get("Refresh") or b"").decode("latin-1"))
    url = urljoin(response.url, found[1]) if found and is_notice(page) else response.url
    return None if url == response.url else Reason(ReasonKind.REDIRECTED, f"sent on by a Refresh header to {url}")


def _next_pages(response: Response) -> Iterator[str]:
    """Yield the addresses of next pages named by Link headers."""
    for found in _NEXT.finditer(b", ".join(response.headers.getlist("Link")).decode("latin-1")):
        with suppress(ValueError):
            yield read_address(urljoin(response.url, found[1])).url


def page_at(url: str, body: bytes, markup: Markup | None, *, as_list: bool, **origin: Any) -> Page:
    """Read the bytes at an address; a sitemap or feed is read only `as_list`. Raises what `read_page` does."""
    body = unpacked(body) if as_list else body
    page = read_page(body, url, markup=markup, as_list=as_list, **origin)
    if not (as_list and page.origin.served.is_list):
        return page
    listing = read_feed(body, url) if page.origin.served.kind is ServedKind.FEED else read_sitemap(body, url)
    if markup is not None:
        # The source's markup says which addresses are those of briefings.
        entries = (one._replace(url=renamed(one.url, markup.aliases)) for one in listing.entries)
        named = tuple(one for one in entries if re.search(markup.entry_urls or "", one.url))
        listing = replace(listing, entries=named)
    return replace(page, listing=listing)


def place_of(came: Answer) -> str | None:
    return came.meta.get(WARC) if isinstance(came, Response) else None


def was_redirected(came: Answer) -> bool:
    """Return True when the answer came from another address than the requested one.

    A wall that sets its cookie leads back to that.
    """
    return isinstance(came, Response) and came.url not in came.meta.get("redirect_urls", [came.url])[:1]
