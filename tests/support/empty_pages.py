"""A real crawl of empty pages: each yields items and leads to the next, through the project's pipelines."""

from __future__ import annotations

import asyncio
from itertools import islice
from typing import TYPE_CHECKING, Any

import scrapy
from scrapy.crawler import AsyncCrawlerRunner

from briefings import settings as project
from tests.support.records import SOURCE

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable, Iterator
    from pathlib import Path

    from scrapy.http import Response

SETTINGS = {
    name: getattr(project, name)
    for name in ("ITEM_PIPELINES", "FEED_EXPORTERS", "FEED_EXPORT_ENCODING", "FEED_STORE_EMPTY")
}


def crawl(
    root: Path,
    items: Iterable[Any],
    *,
    at_once: int = 1,
    before: Callable[[], None] = lambda: None,
    settings: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """Send `items` through the pipelines into the data folder `root`, and return the run's stats.

    Each page yields `at_once` items. `before` is called when the spider is open, before the first item.
    """

    coming = iter(items)

    class ItemSpider(scrapy.Spider):
        name = SOURCE

        async def start(self) -> AsyncIterator[Any]:
            before()
            yield scrapy.Request("data:,")

        def parse(self, response: Response) -> Iterator[Any]:
            found = list(islice(coming, at_once))
            yield from found
            if found:
                yield scrapy.Request("data:,", dont_filter=True)

    runner = AsyncCrawlerRunner(
        {
            **SETTINGS,
            "BRIEFINGS_DATA": str(root),
            "TWISTED_REACTOR_ENABLED": False,
            "TELNETCONSOLE_ENABLED": False,
            "EXTENSIONS": {"briefings.runs.account.RunAccount": 100},
            "DOWNLOAD_HANDLERS": {"http": None, "https": None},  # no page comes from the network
            **(settings or {}),
        }
    )
    crawler = runner.create_crawler(ItemSpider)
    asyncio.run(_run(runner, crawler))
    return dict(crawler.stats.get_stats())


async def _run(runner: AsyncCrawlerRunner, crawler: scrapy.crawler.Crawler) -> None:
    await runner.crawl(crawler)
