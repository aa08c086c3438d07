"""The White House of 2021 to 2025, as its archive keeps the briefings of the press secretary."""

from briefings.crawling import BriefingSpider
from briefings.transcript import Markup


class WhiteHouse2021Spider(BriefingSpider):
    """Press briefings and gaggles of the White House, about 1,160 on 116 list pages.

    Years: 2021 to 2025
    Languages: English
    Verified: a public collector read lists and articles with these selectors, at four seconds a page
    Open: everything else; the archive has a sitemap too, with all the House published
    """

    name = "white_house_2021"
    allowed_domains = ("bidenwhitehouse.archives.gov",)
    lists = ("https://bidenwhitehouse.archives.gov/briefing-room/press-briefings/",)
    markup = Markup(
        body="section.body-content",
        entries="h2.news-item__title-container",
        entry_urls=r"/briefing-room/press-briefings/\d{4}/",
        article_pages=False,
    )
