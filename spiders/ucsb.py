"""The American Presidency Project of the University of California, Santa Barbara: briefings and news conferences."""

from briefings.crawling import BriefingSpider
from briefings.transcript import Markup

_LISTS = "https://www.presidency.ucsb.edu/documents/app-categories"


class UcsbSpider(BriefingSpider):
    """Press briefings of the White House, and news conferences of presidents: 2,157 of these on 36 list pages.

    Years: to now
    Languages: English
    Verified: many public scrapers name these selectors, and one text was read
    Open: the first year; labels end with a full stop and stand in italics (`Q.`, `The President.`)
    """

    name = "ucsb"
    allowed_domains = ("www.presidency.ucsb.edu",)
    lists = (
        f"{_LISTS}/press/press-briefings?items_per_page=60",
        f"{_LISTS}/presidential/news-conferences?items_per_page=60",
    )
    markup = Markup(
        title=".field-ds-doc-title h1",
        body="div.field-docs-content",
        entries="div.view-content .field-title",
        entry_urls="/documents/",
        article_pages=False,
    )
