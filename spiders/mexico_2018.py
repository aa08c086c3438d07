"""Mexico's president of 2018 to 2024: the morning press conferences, as his own site keeps them."""

from briefings.crawling import BriefingSpider
from briefings.transcript import Markup


class Mexico2018Spider(BriefingSpider):
    """Press conferences among the transcripts of all events, by the word `conferencia` in their addresses.

    Years: 2018 to 2024
    Languages: Spanish
    Verified: some ten public collectors read lists and articles with these selectors; the labels of nine texts
    Open: whether the site answers today; collectors of 2020 to 2024 saw 165 to 360 list pages
    """

    name = "mexico_2018"
    allowed_domains = ("lopezobrador.org.mx",)
    lists = ("https://lopezobrador.org.mx/transcripciones/",)
    markup = Markup(
        body="div.entry-content",
        entries=".entry-title",
        entry_urls=r"/\d{4}/\d\d/\d\d/[^/]*conferencia",
        article_pages=False,
    )
    custom_settings = {"BRIEFINGS_MAX_LIST_PAGES": 600}  # noqa: RUF012 - Scrapy's own type
