"""The spider of a source, by which its pages are read again."""

from __future__ import annotations

from scrapy import Spider
from scrapy.settings import BaseSettings
from scrapy.spiderloader import get_spider_loader

_GENERAL = "briefing"


def spider_of(settings: BaseSettings, source: str) -> type[Spider] | None:
    """The spider that reads a source: the one of its name, else the general one; None in a project without either."""
    loader = get_spider_loader(settings)
    there = loader.list()
    return next((loader.load(name) for name in (source, _GENERAL) if name in there), None)
