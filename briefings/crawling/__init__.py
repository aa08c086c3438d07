"""Follow a briefing through its pages: the base of all spiders, their arguments, and the requests still to be made."""

from briefings.crawling.arguments import ARGUMENTS, hint_for
from briefings.crawling.canary import Canary
from briefings.crawling.house_spider import HouseSpider
from briefings.crawling.responses import read_xml_list
from briefings.crawling.saved_pages import SavedPage, transcripts_of
from briefings.crawling.site_map import css_of_place
from briefings.crawling.sourced_pages import PageUrl
from briefings.crawling.spider import BriefingSpider
from briefings.crawling.survey_spider import SurveySpider
from briefings.crawling.xml_lists import unpacked

__all__ = [
    "ARGUMENTS",
    "BriefingSpider",
    "Canary",
    "HouseSpider",
    "PageUrl",
    "SavedPage",
    "SurveySpider",
    "css_of_place",
    "hint_for",
    "read_xml_list",
    "transcripts_of",
    "unpacked",
]
