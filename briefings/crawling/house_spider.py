"""Store what is read under the house that publishes it, whichever spider reads it: the base of the general spider."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings
from scrapy.spiderloader import SpiderLoaderProtocol
from scrapy.utils.misc import load_object

from briefings.crawling.arguments import Arguments
from briefings.crawling.house import checked_name, house_at
from briefings.crawling.spider import BriefingSpider
from briefings.hosts import is_on_domain


class HouseSpider(BriefingSpider):
    """Reads the briefings of any house; its source is the house named by `source`, else the host of the addresses.

    If the project has a spider of that name, the run is a run of that spider: a house has one markup and one folder.
    """

    @classmethod
    def source_of(cls, arguments: Arguments) -> str:
        """Return the house. Raises ValueError if the addresses have several hosts and no house is named."""
        if arguments.source == cls.name:
            raise ValueError(f"source={cls.name} is the name of this spider: name the house that it is to read.")
        if arguments.source is not None:
            return checked_name(arguments.source)
        return house_at((*arguments.entries, *arguments.lists)) or cls.name

    @classmethod
    def check_arguments(cls, spiders: SpiderLoaderProtocol | None = None, /, **kwargs: Any) -> Arguments:
        """Read the arguments, through the spider of the house if `spiders` has one. Raises ValueError."""
        own = cls._spider_of_house(spiders, cls.read_given(**kwargs)) if spiders else None
        return own.check_arguments(spiders, **kwargs) if own else super().check_arguments(spiders, **kwargs)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Make the spider for a crawl: that of the house, if it has one."""
        spiders, arguments = _loader(crawler.settings), cls.read_given(**kwargs)
        own = cls._spider_of_house(spiders, arguments)
        if own is None:
            spider = super().from_crawler(crawler, *args, **kwargs)
            for name in sources_of((*arguments.entries, *arguments.lists), spiders):
                said = "the source %s reads this site, too: with -a source=%s what is read is kept there"
                spider.logger.warning(said, name, name)
            return spider
        # Markup, hosts and settings are taken from the class of the crawl.
        crawler.spidercls = own
        own.update_settings(crawler.settings)
        return own.from_crawler(crawler, *args, **kwargs)  # type: ignore[return-value]

    @classmethod
    def _spider_of_house(cls, spiders: SpiderLoaderProtocol, arguments: Arguments) -> type[BriefingSpider] | None:
        source = cls.source_of(arguments)
        if source == cls.name or source not in spiders.list():
            return None
        spider = spiders.load(source)
        if not issubclass(spider, BriefingSpider):
            raise ValueError(f"{source} is a spider that reads no briefings: name the house with another -a source=.")
        return spider


def sources_of(urls: Sequence[str], spiders: SpiderLoaderProtocol) -> Iterator[str]:
    """Yield the spiders that read the hosts of all these addresses."""
    for name in spiders.list():
        domains = getattr(spiders.load(name), "allowed_domains", None)
        if urls and domains and all(is_on_domain(url, domains) for url in urls):
            yield name


def _loader(settings: BaseSettings) -> SpiderLoaderProtocol:
    # Scrapy's own way to it copies all settings.
    loader: SpiderLoaderProtocol = load_object(settings["SPIDER_LOADER_CLASS"]).from_settings(settings)
    return loader
