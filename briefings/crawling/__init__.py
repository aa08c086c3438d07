"""Follow a briefing through its pages: the base of all spiders, their arguments, and the requests still to be made."""

# First of all: while it is imported, Scrapy's TLS part looks up the source of everything on the stack, three times, and
# the stack is four times as deep within the imports below.
import scrapy.core.downloader.contextfactory  # noqa: F401

from briefings.crawling.arguments import ARGUMENTS, checked_address
from briefings.crawling.briefing.requested_pages import SourcedPages
from briefings.crawling.briefing.responses import page_at
from briefings.crawling.canary import Canary
from briefings.crawling.house_spider import HouseSpider
from briefings.crawling.lists.known_places import css_of_place
from briefings.crawling.saved_pages import transcripts_of
from briefings.crawling.spider import BriefingSpider
from briefings.crawling.survey_spider import SurveySpider

__all__ = [
    "ARGUMENTS",
    "BriefingSpider",
    "Canary",
    "HouseSpider",
    "SourcedPages",
    "SurveySpider",
    "checked_address",
    "css_of_place",
    "page_at",
    "transcripts_of",
]
