"""China's State Council Information Office, as china.org.cn and english.scio.gov.cn publish its briefings."""

from collections.abc import Sequence
from typing import ClassVar

from briefings.crawling.spider import BriefingSpider
from briefings.transcript import CHINA_ORG_CN


class ChinaOrgCnSpider(BriefingSpider):
    """Press conferences and briefings of the SCIO since 2008."""

    name = "china_org_cn"
    # Both publish the same conferences. Clone domains serve the same paths with spam around them.
    allowed_domains: Sequence[str] = ("china.org.cn", "english.scio.gov.cn")
    markup = CHINA_ORG_CN
    # The section's address as links on public pages give it; not verified on the live site.
    lists: ClassVar[tuple[str, ...]] = ("http://www.china.org.cn/pressroom/",)
