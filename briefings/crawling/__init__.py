"""Follow a briefing through its pages: the base of all spiders, their arguments, and the requests still to be made."""

# First of all: while it is imported, Scrapy's TLS part looks up the source of everything on the stack, three times, and
# the stack is four times as deep within the imports below.
import scrapy.core.downloader.contextfactory  # noqa: F401

from briefings.crawling.arguments import ARGUMENTS as ARGUMENTS
from briefings.crawling.arguments import checked_address as checked_address
from briefings.crawling.briefing.requested_pages import SourcedPages as SourcedPages
from briefings.crawling.briefing.responses import page_at as page_at
from briefings.crawling.canary import Canary as Canary
from briefings.crawling.house_spider import HouseSpider as HouseSpider
from briefings.crawling.lists.known_places import css_of_place as css_of_place
from briefings.crawling.saved_pages import transcripts_of as transcripts_of
from briefings.crawling.spider import BriefingSpider as BriefingSpider
from briefings.crawling.survey_spider import SurveySpider as SurveySpider
