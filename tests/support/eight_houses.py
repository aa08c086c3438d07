"""Eight sources, each with its own site, and their pages round after round; a briefing of each changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from briefings.crawling import BriefingSpider
from briefings.transcript import CHINA_ORG_CN
from tests.support.pages import address, briefing, list_page
from tests.support.server import tagged

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.support.server import Site

NUMBERS = range(1, 9)
PAGES = 2
_EDITED = b"went to the council last week"


def host_of(number: int) -> str:
    """Return the host of a house."""
    return f"house{number}.varenia.example"


def keys_of(number: int) -> tuple[int, int]:
    """Return the briefings of a house: one that changes in each round, and one that never does."""
    return 7100 + 10 * number, 7101 + 10 * number


def list_of(number: int) -> str:
    """Return the address of its list."""
    return f"http://{host_of(number)}/pressroom/node_8001.htm"


class _House(BriefingSpider):
    markup = CHINA_ORG_CN


def _house(number: int) -> type[_House]:
    class House(_House):
        name = f"house_{number}"
        allowed_domains: Sequence[str] = (host_of(number),)
        lists: ClassVar[tuple[str, ...]] = (list_of(number),)

    return House


House1, House2, House3, House4, House5, House6, House7, House8 = map(_house, NUMBERS)


def mark_of(round_: int) -> str:
    """Return the sentence that one briefing of each house says in a round, and in no other."""
    return f"went to the council in round {round_}."


def serve(site: Site, round_: int, numbers: Sequence[int]) -> None:
    """Serve houses as they are in a round."""
    for number in numbers:
        host, (changing, still) = host_of(number), keys_of(number)
        pages = {url: body.replace(_EDITED, mark_of(round_).encode()[:-1]) for url, body in _pages(changing, host)}
        pages |= dict(_pages(still, host))
        pages[list_of(number)] = list_page([address(key, host=host) for key in keys_of(number)])
        for url, body in pages.items():
            site.serve(url, tagged(body))


def _pages(key: int, host: str) -> list[tuple[str, bytes]]:
    return list(briefing(key, PAGES, host).items())
