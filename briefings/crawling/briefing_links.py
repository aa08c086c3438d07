"""The knowledge of a site by which the links of one briefing are accounted for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from briefings.address import comparable, read_address
from briefings.crawling.open_briefing import OpenBriefing
from briefings.crawling.site_map import LED_ELSEWHERE
from briefings.transcript import PlacedLink

if TYPE_CHECKING:
    from briefings.crawling.look_spider import LookSpider


class BriefingKnowledge:
    """The knowledge of a site for the account of one briefing's links."""

    def __init__(self, spider: LookSpider, opened: OpenBriefing) -> None:
        self.spider, self.opened = spider, opened
        asked = [asked.url for asked in opened.asked.values()]
        pages = [page.address.url for page in opened.believed]
        self.own = {comparable(url) for url in (opened.address.url, *asked, *pages, *opened.looked.order)}

    @cached_property
    def keys_of_pages(self) -> set[str]:
        """The places of links to pages of the briefing."""
        believed = {comparable(page.address.url) for page in self.opened.believed}
        return {
            link.key for page in self.opened.believed for link in page.links.placed.links
            if (address := comparable(link.url)) in believed and address != comparable(page.address.url)
        }  # fmt: skip

    def is_outside(self, url: str) -> bool:
        return not self.spider.may_look(url)

    def is_own(self, url: str) -> bool:
        return comparable(url) in self.own

    def is_entry(self, url: str) -> bool:
        # A briefing's own address that was not requested may be a page that nothing else names; beyond the bound of
        # pages it is not looked at.
        address = read_address(url)
        is_own = address.briefing == self.opened.attempt.key and address.number <= self.opened.max_pages
        is_other = self.spider.was_asked(url) if is_own else self.spider.is_entry(url)
        return is_other or self.spider.site_map.look_at(url) in LED_ELSEWHERE

    def is_frame(self, link: PlacedLink) -> bool:
        return link.spot in self.spider.site_map.frame

    def leads_elsewhere(self, link: PlacedLink) -> bool:
        # Another page may stand beside a page of the briefing, whatever else stands there.
        key = link.key
        return key not in self.keys_of_pages and self.spider.site_map.look_of(key) in LED_ELSEWHERE
