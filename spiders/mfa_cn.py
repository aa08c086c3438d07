"""China's Ministry of Foreign Affairs: its spokespersons' regular press conferences, in English."""

from briefings.crawling import BriefingSpider
from briefings.transcript import Markup


class MfaCnSpider(BriefingSpider):
    """Regular press conferences; the list ends after 143 pages, in July 2022, and older ones need their addresses.

    Years: 2022 to now
    Languages: English
    Verified: three public collectors read list and articles in September and October 2026, at five seconds a page
    Open: a removed page answers 200 with another text; from 4 to 14 August there are remarks only, on another list
    """

    name = "mfa_cn"
    allowed_domains = ("www.fmprc.gov.cn", "www.mfa.gov.cn")
    lists = ("https://www.fmprc.gov.cn/eng/xw/fyrbt/lxjzh/",)
    markup = Markup(
        # Links to the spokespersons' portraits have addresses of the same form elsewhere.
        entry_urls=r"/lxjzh/\d{6}/t\d{8}_\d+\.html$",
        list_count=r"countPage\s*=\s*(\d+)",
        article_pages=False,
        aliases=((r"//www\.mfa\.gov\.cn/eng/", "//www.fmprc.gov.cn/eng/"),),
    )
    custom_settings = {"DOWNLOAD_DELAY": 5}  # noqa: RUF012 - Scrapy's own type

    def list_url(self, first: str, number: int) -> str:
        """Return the address of a list page: page 2 is index_1.html. Scripts make the links."""
        return f"{first}index_{number - 1}.html"
