"""How a briefing is followed: the base of all spiders, its arguments, what is still to be asked for."""

from briefings.crawling.arguments import ARGUMENTS, hint_for
from briefings.crawling.house_spider import HouseSpider
from briefings.crawling.responses import XML_LISTS, read_xml_list
from briefings.crawling.saved_pages import MOST_PAGES, SavedPage, transcripts_of
from briefings.crawling.sourced_pages import BY_THE_PAGES, SourcedPages
from briefings.crawling.spider import BriefingSpider
from briefings.crawling.xml_lists import unpacked

__all__ = [
    "ARGUMENTS",
    "BY_THE_PAGES",
    "MOST_PAGES",
    "XML_LISTS",
    "BriefingSpider",
    "HouseSpider",
    "SavedPage",
    "SourcedPages",
    "hint_for",
    "read_xml_list",
    "transcripts_of",
    "unpacked",
]
