"""The packaged sample sites: fictional briefings, most in the markup of china_org_cn, served on loopback."""

from scrapy.settings import BaseSettings

from briefings.crawling import BriefingSpider, Canary
from briefings.sample import FOLDERS
from briefings.sample.middleware import SampleSiteMiddleware
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
    custom_settings = {"DOWNLOAD_DELAY": 0, "CONCURRENT_REQUESTS_PER_DOMAIN": 8}  # noqa: RUF012 - Scrapy's own type

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Add the middleware that serves the sample to the project's, before the one that requests robots.txt."""
        super().update_settings(settings)
        middlewares = {**settings.getdict("DOWNLOADER_MIDDLEWARES"), SampleSiteMiddleware: 90}
        settings.set("DOWNLOADER_MIDDLEWARES", middlewares, priority="spider")
