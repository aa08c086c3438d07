"""The reader: pure functions from bytes to a transcript, usable without Scrapy.

page = read_page(html, url)
transcript = read_transcript([page])
"""

from briefings.transcript.briefing_kind import BriefingKind, kind_of
from briefings.transcript.page.encoding import charset_in
from briefings.transcript.page.listing import Entry
from briefings.transcript.page.markup import CHINA_ORG_CN, Markup
from briefings.transcript.page.page import Page, read_page
from briefings.transcript.page.page_kind import PageKind
from briefings.transcript.transcript import SpokenTurn, Transcript, read_transcript

__all__ = [
    "CHINA_ORG_CN",
    "BriefingKind",
    "Entry",
    "Markup",
    "Page",
    "PageKind",
    "SpokenTurn",
    "Transcript",
    "charset_in",
    "kind_of",
    "read_page",
    "read_transcript",
]
