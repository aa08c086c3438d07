"""The reader: pure functions from bytes to a transcript, usable without Scrapy.

page = read_page(html, url)
transcript = read_transcript([page])
"""

from briefings.markup import CHINA_ORG_CN as CHINA_ORG_CN
from briefings.markup import Markup as Markup
from briefings.transcript.explain import explain as explain
from briefings.transcript.explain_links import LinkReason as LinkReason
from briefings.transcript.explain_links import explain_links as explain_links
from briefings.transcript.further_pages.announced import announced as announced
from briefings.transcript.further_pages.followers import Look as Look
from briefings.transcript.further_pages.followers import LookResult as LookResult
from briefings.transcript.further_pages.followers import follows as follows
from briefings.transcript.further_pages.judge import judge_look as judge_look
from briefings.transcript.further_pages.new_speech import has_no_speech as has_no_speech
from briefings.transcript.further_pages.new_speech import is_mostly_speech as is_mostly_speech
from briefings.transcript.further_pages.page_in_title import are_of_two_briefings as are_of_two_briefings
from briefings.transcript.further_pages.page_in_title import are_parts as are_parts
from briefings.transcript.further_pages.page_in_title import page_in_title as page_in_title
from briefings.transcript.further_pages.parts import are_of_one_event as are_of_one_event
from briefings.transcript.page.body.encoding import charset_in as charset_in
from briefings.transcript.page.body.encoding import decode as decode
from briefings.transcript.page.body.served_kind import ServedKind as ServedKind
from briefings.transcript.page.links.account import KnownLinks as KnownLinks
from briefings.transcript.page.links.account import LinkAccount as LinkAccount
from briefings.transcript.page.links.account import LinkPlace as LinkPlace
from briefings.transcript.page.links.account import account_of_links as account_of_links
from briefings.transcript.page.links.account import place_on_page as place_on_page
from briefings.transcript.page.links.lists.entry_groups import shape_of_address as shape_of_address
from briefings.transcript.page.links.lists.listing import Entry as Entry
from briefings.transcript.page.links.lists.listing import Listing as Listing
from briefings.transcript.page.links.lists.listing import archive_pages as archive_pages
from briefings.transcript.page.links.pagers.page_addresses import grown as grown
from briefings.transcript.page.links.pagers.page_addresses import growth as growth
from briefings.transcript.page.links.pagers.page_addresses import unnumbered as unnumbered
from briefings.transcript.page.links.pagers.pager import NO_PAGER as NO_PAGER
from briefings.transcript.page.links.pagers.pager import Pager as Pager
from briefings.transcript.page.links.pagers.pager_words import is_of_pager as is_of_pager
from briefings.transcript.page.links.pagers.pager_words import number_in as number_in
from briefings.transcript.page.links.pagers.pager_words import promises_more as promises_more
from briefings.transcript.page.links.pagers.pager_words import says_next as says_next
from briefings.transcript.page.links.placed_links import OF_PERIOD as OF_PERIOD
from briefings.transcript.page.links.placed_links import PlacedLink as PlacedLink
from briefings.transcript.page.links.placed_links import PlacedLinks as PlacedLinks
from briefings.transcript.page.links.placed_links import Sign as Sign
from briefings.transcript.page.links.placed_links import row_of_key as row_of_key
from briefings.transcript.page.links.read_links import quoted_addresses as quoted_addresses
from briefings.transcript.page.page import Page as Page
from briefings.transcript.page.page_kind import PageKind as PageKind
from briefings.transcript.page.read_page import read_page as read_page
from briefings.transcript.page.speech_signs import speech_sign as speech_sign
from briefings.transcript.speech.turns import PrintedNote as PrintedNote
from briefings.transcript.transcript import SpokenTurn as SpokenTurn
from briefings.transcript.transcript import Transcript as Transcript
from briefings.transcript.transcript import read_transcript as read_transcript
from briefings.transcript.transcript_or_article import BriefingKind as BriefingKind
from briefings.transcript.transcript_or_article import kind_of as kind_of
from briefings.transcript.wording.dates import first_date as first_date
from briefings.transcript.wording.periods import period_of as period_of
from briefings.transcript.wording.press_labels import is_press as is_press
