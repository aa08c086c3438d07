"""The spiders to compare with: stock Scrapy's empty callback, and the spider a user writes in an hour.

    python bench/stock_spiders.py empty|plain URLS [tags]

Crawls the addresses in a file with stock settings, except without delay and with the log at INFO; `plain` feeds
plain.jsonl.
"""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from itemloaders.processors import Join, MapCompose, TakeFirst
from scrapy import Field, Item, Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import HtmlResponse, Response
from scrapy.loader import ItemLoader


class EmptyCallback(Spider):
    """Requests every page and does nothing with it; `tags` asks whether each has changed."""

    name = "empty"
    handle_httpstatus_list = [304]  # noqa: RUF012

    def __init__(self, urls: str, tags: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.urls = Path(urls).read_text().split()
        self.tags = tags

    async def start(self) -> AsyncIterator[Request]:
        for url in self.urls:
            yield Request(url, headers={"If-None-Match": f'"{urlsplit(url).path}"'} if self.tags else None)

    def parse(self, response: Response) -> Iterator[Turn] | None:
        return None


class Turn(Item):
    url = Field()
    title = Field()
    label = Field()
    text = Field()


class TurnLoader(ItemLoader):
    default_item_class = Turn
    default_input_processor = MapCompose(str.strip)
    default_output_processor = TakeFirst()
    text_out = Join("\n\n")


class PlainSpider(EmptyCallback):
    """One XPath, and an ItemLoader per turn."""

    name = "plain"

    def parse(self, response: Response) -> Iterator[Turn]:
        assert isinstance(response, HtmlResponse)
        loader = None
        title = response.xpath("string(//h1)").get()
        for paragraph in response.xpath('//div[@id="container_txt"]/p'):
            label = paragraph.xpath("string(strong)").get("")
            if label:
                if loader is not None:
                    yield loader.load_item()
                loader = TurnLoader()
                loader.add_value("url", response.url)
                loader.add_value("title", title)
                loader.add_value("label", label.rstrip(":"))
            elif loader is not None:
                loader.add_value("text", paragraph.xpath("string()").get())
        if loader is not None:
            yield loader.load_item()


def main() -> None:
    name, urls, *tags = sys.argv[1:]
    settings: dict[str, Any] = {"CONCURRENT_REQUESTS_PER_DOMAIN": 8, "LOG_LEVEL": "INFO"}
    if name == "plain":
        settings["FEEDS"] = {"plain.jsonl": {"format": "jsonlines", "overwrite": True}}
    process = AsyncCrawlerProcess(settings)
    process.crawl({"empty": EmptyCallback, "plain": PlainSpider}[name], urls=urls, tags="".join(tags))
    process.start()


if __name__ == "__main__":
    main()
