"""China's State Council Information Office, as china.org.cn publishes its briefings."""

from collections.abc import Sequence

from briefings.crawling import BriefingSpider
from briefings.transcript import CHINA_ORG_CN


class ChinaOrgCnSpider(BriefingSpider):
    """Press conferences and briefings of the SCIO since 2008, by their addresses.

    No list of briefings alone is known on this host: its channels and feeds mix them with news, so a run without an
    address is refused. Name a channel with `-a lists=ADDRESS`; articles on it are counted and left out. The selectors
    come from public scrapers of 2008 to 2024; nobody of this project has seen the pages themselves.
    """

    name = "china_org_cn"
    # Both publish the same conferences. Clone domains serve the same paths with spam around them.
    allowed_domains: Sequence[str] = ("china.org.cn", "english.scio.gov.cn")
    markup = CHINA_ORG_CN
