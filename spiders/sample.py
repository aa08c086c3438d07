"""The packaged sample sites: fictional briefings, most in the markup of china_org_cn."""

from briefings.crawling import BriefingSpider, Canary
from briefings.sample import FOLDERS
from briefings.transcript import CHINA_ORG_CN


class SampleSpider(BriefingSpider):
    """Crawls the sample from its list pages; needs no network and no arguments."""

    name = "sample"
    # The second and the third each have a copy of one of the first's briefings.
    allowed_domains = tuple(FOLDERS)
    markup = CHINA_ORG_CN
    lists = (
        "http://www.press.varenia.example/pressroom/node_1001.htm",
        "http://news.varenia.example/transcripts/node_31.htm",
        "http://m.press.varenia.example/index.htm",
    )
    canary = Canary(
        lists[0].replace("node_1001", "2026-03/06/content_2000101"), pages=7, turns=37, held_on="2026-03-05"
    )
    # Its pages are part of this project.
    rights = "BSD-3-Clause"
    rights_checked = "2026-11-25"
    # Nobody is at the other end to be bothered.
    custom_settings = {  # noqa: RUF012 - Scrapy's own type
        "DOWNLOAD_DELAY": 0,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 8,
        "DOWNLOAD_HANDLERS": dict.fromkeys(("http", "https"), "briefings.sample.handler.SampleHandler"),
    }
