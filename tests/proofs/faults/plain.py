"""A spider as one writes it in ten minutes, on Scrapy's default settings, for comparison.

It follows the briefings of a list, and on each page the link after the current number, and keeps every paragraph.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scrapy import Request, Spider
from scrapy.http import Response, TextResponse

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator


class PlainSpider(Spider):
    """A spider that takes `lists`, the address of a list page."""

    name = "plain"
    lists: str

    async def start(self) -> AsyncIterator[Request]:
        """Request the list."""
        yield Request(self.lists)

    def parse(self, response: Response) -> Iterator[Request]:
        """Follow the briefings of the list."""
        assert isinstance(response, TextResponse)
        yield from response.follow_all(css="ul a", callback=self.parse_page)

    def parse_page(self, response: Response) -> Iterator[Request | dict[str, Any]]:
        """Keep the paragraphs of a page and follow the next."""
        assert isinstance(response, TextResponse)
        for paragraph in response.css("#container_txt p"):
            yield {"text": "".join(paragraph.css("::text").getall()).strip()}
        yield from response.follow_all(css="#autopage span + a", callback=self.parse_page)
