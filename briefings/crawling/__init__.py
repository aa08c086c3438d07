"""How a briefing is followed: the base of all spiders, its arguments, what is still to be asked for."""

from briefings.crawling.spider import BriefingSpider

__all__ = ["BriefingSpider"]
