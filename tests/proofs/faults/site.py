"""The site that faults disturb: a list page and briefings of three pages, with letters of several scripts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.support.pages import HOST, address, briefing_page, list_page, page_turns
from tests.support.server import page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.support.server import Reply, Site

LISTS = f"http://{HOST}/pressroom/node_8001.htm"
ROBOTS = f"http://{HOST}/robots.txt"
PAGES = 3
FIRST, EVERY = 7001, 5
"""Number of the first briefing; of this many in a row the first is never disturbed."""
Turn = tuple[str, str, int]
"""Label, text and starting page of a turn."""
_FOREIGN = "council of “Varenia–Süd” (渡轮时刻表)"


@dataclass(frozen=True, slots=True)
class Spot:
    """The briefing at which a fault happens."""

    key: int
    host: str = HOST

    @property
    def id(self) -> str:
        """The id of the briefing."""
        return f"{self.host}/{self.key}"

    def url(self, number: int = 2) -> str:
        """Return the address of one of its pages."""
        return address(self.key, number, self.host)

    def around(self) -> tuple[Spot, Spot]:
        """Return the nearest undisturbed briefings before and after it in the list."""
        before = self.key - (self.key - FIRST) % EVERY
        return Spot(before), Spot(before + EVERY)

    def body(self, number: int = 2, pages: int = PAGES) -> bytes:
        """Return one of its correct pages."""
        return briefing_page(self.key, number, pages).replace(b"council", _FOREIGN.encode())

    def good(self) -> dict[str, bytes]:
        """Return all correct pages by address."""
        return {self.url(number): self.body(number) for number in range(1, PAGES + 1)}

    def spoken(self) -> list[Turn]:
        """Return its turns as invented, which is what an undisturbed crawl reads."""
        return [
            (name, "\n\n".join(texts).replace("council", _FOREIGN), number)
            for number in range(1, PAGES + 1)
            for name, texts in page_turns(self.key, number)
        ]


def serve(site: Site, spots: Iterable[Spot], faults: Iterable[dict[str, Reply | list[Reply]]] = ()) -> None:
    """Serve the list and the briefings it names; the replies in `faults` replace good ones."""
    spots = list(spots)
    site.serve(LISTS, page(list_page([spot.url(1) for spot in spots])))
    site.serve(ROBOTS, page(b"User-agent: *\nDisallow: /private/\n"))
    for spot in spots:
        site.serve_all(spot.good())
    for replies in faults:
        for url, reply in replies.items():
            site.serve(url, *(reply if isinstance(reply, list) else [reply]))
