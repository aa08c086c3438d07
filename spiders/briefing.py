"""The general spider: briefings of any house, by the addresses it is given."""

from briefings.crawling import HouseSpider


class GeneralSpider(HouseSpider):
    """Reads the briefings at the addresses it is given: `-a url=`, `-a urls=FILE` or `-a lists=`.

    They are kept under the name of their host, or under the one that `-a source=NAME` gives their house.
    """

    name = "briefing"
