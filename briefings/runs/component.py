"""The base of our pipelines, middlewares and add-ons, which Scrapy makes with their crawler."""

from __future__ import annotations

from typing import Self

from scrapy.crawler import Crawler


class Component:
    """Component that needs only its crawler."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the component for a crawl, as Scrapy asks for it."""
        return cls(crawler)
