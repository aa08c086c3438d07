"""The general spider: briefings of other sites, by the addresses it is given."""

from briefings.crawling import BriefingSpider


class GeneralSpider(BriefingSpider):
    """Reads the briefings at the addresses it is given: `-a url=`, `-a urls=FILE` or `-a lists=`."""

    name = "briefing"
