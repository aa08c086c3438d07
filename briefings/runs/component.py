"""The base of our pipelines, middlewares and add-ons, which Scrapy makes with their crawler."""

from __future__ import annotations

from typing import Self

from scrapy.crawler import Crawler


class Component:
    """A component that needs nothing but its crawler."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make it for a crawl, as Scrapy asks for it."""
        return cls(crawler)
