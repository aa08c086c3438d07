"""India's Ministry of External Affairs: transcripts of media briefings."""

from briefings.crawling import BriefingSpider
from briefings.transcript import Markup

_SITE = "https://www.mea.gov.in/FrontEnd/FetchPublication"


class MeaInSpider(BriefingSpider):
    """Media briefings, by the two addresses from which the site's own pages load their lists and texts.

    Years: 2014 to now, by three texts
    Languages: English
    Verified: a public collector read both addresses in October 2026, at four seconds a page
    Open: how far back the list goes; whether addresses with media-briefings.htm still lead to the same numbers
    """

    name = "mea_in"
    allowed_domains = ("www.mea.gov.in",)
    lists = (f"{_SITE}ListingData?publicationId=49&SortBy=new&page=1&PageSize=50&PLngId=1",)
    markup = Markup(
        title="h2.titleText",
        body="div.description",
        entries="h3.pressTitle",
        article_pages=False,
        # What people see at /media-briefings?dtl/NUMBER/TITLE is an empty page, which loads this one.
        aliases=(
            (r"^https?://[\w.]+/media-briefings(?:\.htm)?\?dtl/(\d+).*", rf"{_SITE}DetailData?pkid=\1&languageId=1"),
        ),
    )
    custom_settings = {"DOWNLOAD_DELAY": 4}  # noqa: RUF012 - Scrapy's own type

    def list_url(self, first: str, number: int) -> str:
        """Return the address of a list page, to which the list has no links."""
        return first.replace("&page=1&", f"&page={number}&")
