"""The reader: pure functions from bytes to a transcript, usable without Scrapy.

page = read_page(html, url)
transcript = read_transcript([page])
"""

from briefings.markup import CHINA_ORG_CN, Markup
from briefings.transcript.explain import explain
from briefings.transcript.explain_links import LinkReason, explain_links
from briefings.transcript.further_pages.announced import announced
from briefings.transcript.further_pages.followers import Look, LookResult, follows
from briefings.transcript.further_pages.judge import judge_look
from briefings.transcript.further_pages.new_speech import has_no_speech, is_mostly_speech
from briefings.transcript.further_pages.page_in_title import are_of_two_briefings, are_parts, page_in_title
from briefings.transcript.further_pages.parts import are_of_one_event
from briefings.transcript.page.body.encoding import charset_in, decode
from briefings.transcript.page.body.served_kind import ServedKind
from briefings.transcript.page.links.account import KnownLinks, LinkAccount, LinkPlace, account_of_links, place_on_page
from briefings.transcript.page.links.lists.entry_groups import shape_of_address
from briefings.transcript.page.links.lists.listing import Entry, Listing, archive_pages
from briefings.transcript.page.links.pagers.page_addresses import grown, growth, unnumbered
from briefings.transcript.page.links.pagers.pager import NO_PAGER, Pager
from briefings.transcript.page.links.pagers.pager_words import is_of_pager, number_in, promises_more, says_next
from briefings.transcript.page.links.placed_links import OF_PERIOD, PlacedLink, PlacedLinks, Sign, row_of_key
from briefings.transcript.page.links.read_links import quoted_addresses
from briefings.transcript.page.page import Page
from briefings.transcript.page.page_kind import PageKind
from briefings.transcript.page.read_page import read_page
from briefings.transcript.page.speech_signs import speech_sign
from briefings.transcript.speech.turns import PrintedNote
from briefings.transcript.transcript import SpokenTurn, Transcript, read_transcript
from briefings.transcript.transcript_or_article import BriefingKind, kind_of
from briefings.transcript.wording.dates import first_date
from briefings.transcript.wording.periods import period_of
from briefings.transcript.wording.press_labels import is_press

__all__ = [
    "CHINA_ORG_CN",
    "NO_PAGER",
    "OF_PERIOD",
    "BriefingKind",
    "Entry",
    "KnownLinks",
    "LinkAccount",
    "LinkPlace",
    "LinkReason",
    "Listing",
    "Look",
    "LookResult",
    "Markup",
    "Page",
    "PageKind",
    "Pager",
    "PlacedLink",
    "PlacedLinks",
    "PrintedNote",
    "ServedKind",
    "Sign",
    "SpokenTurn",
    "Transcript",
    "account_of_links",
    "announced",
    "archive_pages",
    "are_of_one_event",
    "are_of_two_briefings",
    "are_parts",
    "charset_in",
    "decode",
    "explain",
    "explain_links",
    "first_date",
    "follows",
    "grown",
    "growth",
    "has_no_speech",
    "is_mostly_speech",
    "is_of_pager",
    "is_press",
    "judge_look",
    "kind_of",
    "number_in",
    "page_in_title",
    "period_of",
    "place_on_page",
    "promises_more",
    "quoted_addresses",
    "read_page",
    "read_transcript",
    "row_of_key",
    "says_next",
    "shape_of_address",
    "speech_sign",
    "unnumbered",
]
