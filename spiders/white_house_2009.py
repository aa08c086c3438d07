"""The White House of 2009 to 2017, as its archive keeps the briefings of the press secretary."""

from briefings.crawling import BriefingSpider
from briefings.transcript import Markup


class WhiteHouse2009Spider(BriefingSpider):
    """Press briefings and gaggles of the White House, some 1,780 on 178 list pages.

    Years: 2009 to 2017
    Languages: English
    Verified: 1,697 texts and 170 list pages as public repositories keep them; its general selectors are in the reader
    Open: whether the archive answers as it did; collectors waited ten seconds between requests
    """

    name = "white_house_2009"
    allowed_domains = ("obamawhitehouse.archives.gov",)
    lists = ("https://obamawhitehouse.archives.gov/briefing-room/press-briefings",)
    markup = Markup(entries="div.view-content h3.field-content", entry_urls="/the-press-office/", article_pages=False)
