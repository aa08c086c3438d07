"""China's State Council Information Office, as english.scio.gov.cn publishes its briefings."""

from collections.abc import Sequence
from typing import ClassVar

from briefings.crawling import BriefingSpider
from briefings.transcript import CHINA_ORG_CN


class ScioSpider(BriefingSpider):
    """Press conferences of the SCIO since about 2014, among the news of its Press Room.

    `lists`: the general feed of the Press Room was read by a public collector on 2026-09-03, with its second page:
    30 items a page, about five days, mostly news. The second list holds press conferences alone; stored copies of it
    print whole transcripts between its links, and a document of 2026 cites a page of it. Nobody of this project has
    opened either. Plain http: the certificate of the host does not hold.
    """

    name = "scio"
    allowed_domains: Sequence[str] = ("english.scio.gov.cn",)
    markup = CHINA_ORG_CN
    lists: ClassVar[tuple[str, ...]] = (
        "http://english.scio.gov.cn/pressroom/node_8020819.html",
        "http://english.scio.gov.cn/pressroom/node_8021725.html",
    )
