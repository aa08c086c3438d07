"""The spider of a source, by which its pages are read again."""

from __future__ import annotations

from scrapy import Spider
from scrapy.settings import BaseSettings
from scrapy.spiderloader import get_spider_loader


def spider_of(settings: BaseSettings, source: str) -> type[Spider] | None:
    """The spider of a source; None when there is none of that name now."""
    loader = get_spider_loader(settings)
    return loader.load(source) if source in loader.list() else None
