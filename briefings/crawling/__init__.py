"""Follow a briefing over its pages: the base of all spiders, their arguments, and the requests still to be made."""

from briefings.crawling.arguments import ARGUMENTS, hint_for
from briefings.crawling.entry import EntryAttempt
from briefings.crawling.guesses import Guesses
from briefings.crawling.house_spider import HouseSpider
from briefings.crawling.open_briefing import OpenBriefing
from briefings.crawling.responses import XML_LISTS, read_xml_list
from briefings.crawling.sourced_pages import BY_THE_PAGES, SourcedPages
from briefings.crawling.spider import BriefingSpider
from briefings.crawling.xml_lists import unpacked

__all__ = [
    "ARGUMENTS",
    "BY_THE_PAGES",
    "XML_LISTS",
    "BriefingSpider",
    "EntryAttempt",
    "Guesses",
    "HouseSpider",
    "OpenBriefing",
    "SourcedPages",
    "hint_for",
    "read_xml_list",
    "unpacked",
]
