"""A press office of six briefings of one to three pages, as served to crawls at first and later."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from zlib import crc32

from tests.support.pages import HOST, address, briefing, list_page
from tests.support.server import Reply, packed, tagged

if TYPE_CHECKING:
    from tests.support.server import Site

SOURCE = "china_org_cn"
KEYS = (7024, 7023, 7022, 7021, 7020)
"""Briefings at first, newest first."""
NEW = (7025,)
EDITED = (7022, 7020)
COPIED = (7021,)
"""Briefings that a second host of the source has too."""
OTHER_HOST = "english.scio.gov.cn"
_PER_LIST = 3


def pages_of(key: int) -> int:
    """Return the number of pages of a briefing: 1 to 3."""
    return key % 3 + 1


def list_address(number: int = 1) -> str:
    """Return the address of a page of the list."""
    return f"http://{HOST}/pressroom/node_8001{'' if number == 1 else f'_{number}'}.htm"


def lists(keys: tuple[int, ...]) -> dict[str, bytes]:
    """Return the list pages of these briefings, three per page, each followed by the copies of those on it."""
    parts = [keys[start : start + _PER_LIST] for start in range(0, len(keys), _PER_LIST)]
    copies = {key: address(key, host=OTHER_HOST) for key in COPIED}
    addresses = [list_address(number) for number in range(1, len(parts) + 1)]
    return {
        url: list_page([*map(address, part), *(copies[key] for key in part if key in copies)], addresses, number)
        for number, (url, part) in enumerate(zip(addresses, parts, strict=True), 1)
    }


def edited(key: int) -> dict[str, bytes]:
    """Return a briefing whose last page was edited in an answer."""
    pages = briefing(key, pages_of(key))
    last = address(key, pages_of(key))
    pages[last] = pages[last].replace(b"went to the council last week", b"went back to the council this week")
    return pages


def first_pages() -> dict[str, bytes]:
    """Return every page of the site as it is at first, by address."""
    found = lists(KEYS)
    for key in KEYS:
        found |= briefing(key, pages_of(key))
    for key in COPIED:
        found |= briefing(key, pages_of(key), OTHER_HOST)
    return found


def later_pages() -> dict[str, bytes]:
    """Return every page of the site later: one briefing is new, two are edited."""
    pages = first_pages() | lists((*NEW, *KEYS))
    for key in NEW:
        pages |= briefing(key, pages_of(key))
    for key in EDITED:
        pages |= edited(key)
    return pages


def answers(pages: dict[str, bytes]) -> dict[str, Reply]:
    """Return the answers of the site: all with validators, some compressed, some in chunks."""
    ways = (tagged, packed, lambda body: replace(tagged(body), chunked=True))
    return {url: ways[crc32(url.encode()) % len(ways)](body) for url, body in pages.items()}


def serve(site: Site, pages: dict[str, bytes]) -> None:
    """Serve the site."""
    for url, reply in answers(pages).items():
        site.serve(url, reply)
