"""China's State Council Information Office, as english.scio.gov.cn publishes its briefings."""

from briefings.crawling import BriefingSpider
from briefings.transcript import CHINA_ORG_CN


class ScioSpider(BriefingSpider):
    """Press conferences of the SCIO among the news of its Press Room. Plain http: the certificate does not hold.

    Years: 2014 to now
    Languages: English
    Verified: a public collector read the general list and its second page on 2026-09-03: 30 items a page, about five
        days, mostly news; stored copies of the second list, which has press conferences alone
    Open: whether the second list still prints whole transcripts between its links
    """

    name = "scio"
    allowed_domains = ("english.scio.gov.cn",)
    markup = CHINA_ORG_CN
    lists = (
        "http://english.scio.gov.cn/pressroom/node_8020819.html",
        "http://english.scio.gov.cn/pressroom/node_8021725.html",
    )
