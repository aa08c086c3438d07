"""The base of our pipelines, middlewares and add-ons, which Scrapy makes with their crawler."""

from typing import Self

from scrapy.crawler import Crawler
from scrapy.utils.spider import DefaultSpider


def is_trial(crawler: Crawler) -> bool:
    """Tell whether one of Scrapy's commands only tries something, such as `scrapy parse`: that leaves nothing behind.

    The shell has no spider yet; the others put a `start` of their own in its place.
    """
    spider = crawler.spider
    return spider is None or isinstance(spider, DefaultSpider) or spider.start.__module__.startswith("scrapy.commands.")


class Component:
    """Component that needs only its crawler."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the component for a crawl, as Scrapy asks for it."""
        return cls(crawler)
