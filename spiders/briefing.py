"""The general spider: briefings of any house, by the addresses it is given."""

from briefings.crawling import HouseSpider


class GeneralSpider(HouseSpider):
    """Reads the briefings at given addresses: `-a url=`, `-a urls=FILE` or `-a lists=`.

    They are stored under the name of their host, or under the house's name given by `-a source=NAME`.
    """

    name = "briefing"
