"""Store what is read under the house that publishes it, whichever spider reads it: the base of the general spider."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Self
from urllib.parse import urlsplit

from scrapy.crawler import Crawler
from scrapy.spiderloader import SpiderLoaderProtocol, get_spider_loader

from briefings.crawling.arguments import Arguments
from briefings.crawling.spider import BriefingSpider
from briefings.hosts import WEB_PORTS, is_on_domain, target_of

# Small letters, as some disks take MFA and mfa for one folder; no leading dot, which hides a folder.
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,98}[a-z0-9]|[a-z0-9]", re.ASCII)
# Names in the data folder beside those of its sources' folders.
_TAKEN = ("briefings.sqlite", "damaged", "people.toml", "releases")


class HouseSpider(BriefingSpider):
    """Reads the briefings of any house; its source is the house named by `source`, else the host of the addresses.

    A house has one markup and one folder: it cannot have the name of a spider of the project.
    """

    @classmethod
    def source_of(cls, arguments: Arguments) -> str:
        """Return the house. Raises ValueError for one that cannot be a folder, or several hosts without one."""
        if arguments.source == cls.name:
            raise ValueError(f"source={cls.name} is the name of this spider: name the house that it is to read.")
        house = arguments.source
        if house is None:
            house = house_at((*arguments.entries, *arguments.lists)) or cls.name
        if not _NAME.fullmatch(house) or house.startswith(_TAKEN):
            raise ValueError(
                f"{house} cannot be the name of a house: give one with -a source=NAME, of up to 100 small letters and"
                f" digits, with . _ or - between them, but none of {', '.join(_TAKEN)}."
            )
        return house

    @classmethod
    def check_arguments(cls, spiders: SpiderLoaderProtocol | None = None, /, **kwargs: Any) -> Arguments:
        """Read the arguments. Raises ValueError, also for a house that has a spider among `spiders`."""
        cls._refuse_own(cls.read_given(**kwargs), spiders)
        return super().check_arguments(spiders, **kwargs)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Make the spider for a crawl; name the spiders of the project that read the same site."""
        spiders = get_spider_loader(crawler.settings)
        cls._refuse_own(cls.read_given(**kwargs), spiders)
        spider = super().from_crawler(crawler, *args, **kwargs)
        for name in sources_of(spider.own_addresses, spiders):
            spider.logger.warning("the spider %s reads this site, too: scrapy crawl %s", name, name)
        return spider

    @classmethod
    def _refuse_own(cls, arguments: Arguments, spiders: SpiderLoaderProtocol | None) -> None:
        if spiders and arguments.source != cls.name and arguments.source in spiders.list():
            raise ValueError(f"{arguments.source} has a spider of its own: give it these addresses, without source=.")


def house_at(urls: Iterable[str]) -> str | None:
    """Return the house of addresses: their host, with the port after `_` unless it is the default; None without any.

    Raises ValueError if they have several hosts.
    """
    houses = dict.fromkeys(map(_house, urls))
    if len(houses) > 1:
        named = ", ".join(list(houses)[:3]) + (", ..." if len(houses) > 3 else "")
        raise ValueError(
            f"The addresses are of {len(houses)} hosts ({named}), and what is read of a host is kept under its name:"
            " crawl one host at a time, or name the house that publishes all of them with -a source=NAME."
        )
    return next(iter(houses), None)


def _house(url: str) -> str:
    host, port = target_of(url)
    if ":" in host:
        host = f"ipv6-{host.replace(':', '-')}".rstrip("-")
    return host if port == WEB_PORTS[urlsplit(url).scheme] else f"{host}_{port}"


def sources_of(urls: Sequence[str], spiders: SpiderLoaderProtocol) -> Iterator[str]:
    """Yield the spiders that read the hosts of all these addresses."""
    for name in spiders.list():
        domains = getattr(spiders.load(name), "allowed_domains", None)
        if urls and domains and all(is_on_domain(url, domains) for url in urls):
            yield name
