"""The President of Russia: transcripts in English."""

from briefings.crawling import BriefingSpider
from briefings.transcript import Markup


class KremlinSpider(BriefingSpider):
    """News conferences among speeches and meetings. What is one person's speech is an article, and left out.

    Years: to now
    Languages: English
    Verified: public collectors read list and articles with these selectors in 2026; the site refused those who asked
        more than 150 times in a row, so that this waits fifteen seconds, as they do
    Open: how far back the list goes. Plain http, as the collectors use
    """

    name = "kremlin"
    allowed_domains = ("en.kremlin.ru",)
    lists = ("http://en.kremlin.ru/events/president/transcripts",)
    markup = Markup(
        body="[itemprop=articleBody]",
        entry_urls=r"/events/president/transcripts/\d+$",
        article_pages=False,
    )
    custom_settings = {"DOWNLOAD_DELAY": 15, "BRIEFINGS_MAX_LIST_PAGES": 900}  # noqa: RUF012 - Scrapy's own type
