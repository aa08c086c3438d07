"""China's State Council Information Office, as china.org.cn and english.scio.gov.cn publish its briefings."""

from collections.abc import Sequence

from briefings.transcript import Markup
from spiders.briefing import BriefingSpider


class ChinaOrgCnSpider(BriefingSpider):
    """Press conferences and briefings of the SCIO since 2008."""

    name = "china_org_cn"
    # Both publish the same conferences. Clone domains serve the same paths with spam around them.
    allowed_domains: Sequence[str] = ("china.org.cn", "english.scio.gov.cn")
    markup = Markup(
        title=".wrapper #title",
        byline=".wrapper #guild > dd",
        body="#container_txt",
        pager="#autopage > center",
        entries=".columns1 > ul > li > a",
        list_pager=".columns1 > #autopage > center",
    )
    # The section's address as links on public pages give it; not verified on the live site.
    lists = ("http://www.china.org.cn/pressroom/",)
