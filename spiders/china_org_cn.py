"""China's State Council Information Office, as china.org.cn publishes its briefings."""

from briefings.crawling import BriefingSpider, Canary
from briefings.transcript import CHINA_ORG_CN


class ChinaOrgCnSpider(BriefingSpider):
    """Press conferences and briefings of the SCIO, by their addresses: no list of briefings alone is known there.

    Its channels and feeds mix them with news: name one with `-a lists=ADDRESS`, and articles are counted and left out.

    Years: 2008 to now
    Languages: English
    Verified: selectors of public scrapers of 2008 to 2024, and one page of a briefing of seven as text
    Open: everything else
    """

    name = "china_org_cn"
    # Both publish the same conferences. Clone domains serve the same paths surrounded by spam.
    allowed_domains = ("china.org.cn", "english.scio.gov.cn")
    markup = CHINA_ORG_CN
    canary = Canary("http://www.china.org.cn/china/2017-11/17/content_41905968.htm", pages=7, held_on="2017-11-16")
