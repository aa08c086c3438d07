"""The source china_org_cn with other markup, which reads other titles, so that `scrapy reread` has work to do."""

from collections.abc import Sequence

from briefings.crawling import BriefingSpider
from briefings.transcript import Markup


class OtherMarkupSpider(BriefingSpider):
    """Takes the byline of a page for its title."""

    name = "china_org_cn"
    allowed_domains: Sequence[str] = ("china.org.cn", "english.scio.gov.cn")
    markup = Markup(title="#guild", body="#container_txt", entry_urls=r"/content_\d+(?:_\d+)?\.s?html?$")
