"""China's Ministry of National Defense: its monthly press conferences, of several pages."""

from briefings.crawling import BriefingSpider
from briefings.transcript import Markup


class MndCnSpider(BriefingSpider):
    """Regular press conferences in Chinese and English. Plain http: the certificates of the hosts do not hold.

    Years: 2024 to now, by its lists
    Languages: Chinese, English
    Verified: two public collectors read lists and articles in September and October 2026
    Open: parts of a conference stand there as articles of their own, too, so that their turns come twice
    """

    name = "mnd_cn"
    allowed_domains = ("www.mod.gov.cn", "eng.mod.gov.cn")
    lists = (
        "http://www.mod.gov.cn/gfbw/xwfyr/lxjzh_246940/index.html",
        "http://eng.mod.gov.cn/2025xb/P/D_251802/index.html",
    )
    # Scripts make the links of both pagers. A list may have one page more than it says.
    markup = Markup(
        entry_urls=r"/\d{6,9}\.html$",
        page_count=r"createManuscriptPageHTML\(\s*'(\d+)'",
        list_count=r"createPageHTML\(\s*'(\d+)'",
    )

    def page_url(self, first: str, number: int) -> str:
        """Return the address of a page: page 2 of 16374.html is 16374_2.html."""
        return f"{first.removesuffix('.html')}_{number}.html"

    def list_url(self, first: str, number: int) -> str:
        """Return the address of a list page: page 2 of index.html is index_1.html."""
        return f"{first.removesuffix('.html')}_{number - 1}.html"
