"""A press room of many years: dated briefings of one page each, on list pages with a windowed pager."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from html import escape
from typing import TYPE_CHECKING

from tests.support.pages import briefing_page, document

if TYPE_CHECKING:
    from tests.support.server import Site

HOST = "english.scio.gov.cn"
"""Name under which a local server serves the pages: it is the source's own, and the text is invented."""

LIST = f"http://{HOST}/pressroom/node_8020819.html"
SECOND_LIST = f"http://{HOST}/pressroom/node_8021725.html"
"""Other list of the source: one page, which names the newest few."""


def list_url(number: int) -> str:
    """Return the address of a list page."""
    return LIST if number == 1 else LIST.replace(".html", f"_{number}.html")


@dataclass
class PressRoom:
    """Briefings, newest first, on list pages of `per_page`. Change `days` and `serve` again."""

    site: Site
    count: int = 400
    per_page: int = 10
    newest: date = date(2020, 12, 28)
    step: int = 9
    """Number of days between two briefings."""
    oldest_first: bool = False
    """True if the list starts with the oldest briefing."""
    extra: dict[int, list[int]] = field(default_factory=dict)
    """Keys of briefings inserted later, by their place in the list."""

    @property
    def keys(self) -> list[int]:
        """Return the keys of all briefings in the order of the list."""
        keys: list[int] = []
        for place in range(self.count + 1):
            keys += self.extra.get(place, [])
            keys += [100_000 - place] if place < self.count else []
        return keys[::-1] if self.oldest_first else keys

    def day(self, key: int) -> date:
        """Return the day of a briefing, which is in its address and beside its link."""
        return self.newest - timedelta(days=self.step * (100_000 - key)) if key <= 100_000 else self.newest

    def url(self, key: int) -> str:
        """Return the address of a briefing."""
        return f"http://{HOST}/pressroom/{self.day(key):%Y-%m/%d}/content_{key}.html"

    @property
    def pages(self) -> int:
        """Return the number of list pages."""
        return -(-len(self.keys) // self.per_page)

    def serve(self) -> None:
        """Serve all list pages and briefings as they are now."""
        keys = self.keys
        for number in range(1, self.pages + 1):
            self.site.serve(list_url(number), self._list_page(keys, number, self.pages))
        self.site.serve(SECOND_LIST, self._list_page(keys[:5], 1, 1))
        for key in keys:
            self.site.serve(self.url(key), briefing_page(key, 1, 1))

    def _list_page(self, keys: list[int], number: int, pages: int) -> bytes:
        shown = keys[(number - 1) * self.per_page : number * self.per_page]
        items = "\n".join(
            f'<li><a href="{self.url(key)}">{escape(f"Press conference {key} on harbour affairs")}</a>'
            f" <span>{self.day(key):%Y-%m-%d}</span></li>"
            for key in shown
        )
        window = range(max(1, number - 4), min(pages, number + 4) + 1)
        pager = " ".join(f"<span>{n}</span>" if n == number else f'<a href="{list_url(n)}">{n}</a>' for n in window)
        content = f'<div class="columns1"><ul>{items}</ul><div id="autopage"><center>{pager}</center></div></div>'
        return document("Press Room", content)
