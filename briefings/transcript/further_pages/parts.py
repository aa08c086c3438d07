"""Judge pages that may be parts of one briefing, or of one event, whatever their titles are."""

from collections.abc import Sequence

from briefings.address import comparable, same_page
from briefings.transcript.further_pages.followers import days_of, links_to, share_day, told_by_day
from briefings.transcript.further_pages.listed_entries import is_list_with
from briefings.transcript.further_pages.new_speech import has_no_speech
from briefings.transcript.further_pages.page_in_title import bare_title
from briefings.transcript.page.page import Page
from briefings.transcript.wording.vocabulary import CONFERENCE


def is_part(believed: Sequence[Page], page: Page) -> bool:
    """Tell whether a page is a part of a briefing: below the address of page 1, which leads on to it or to one before.

    Contents alone prove nothing: those of an index of briefings, and the tabs of one with its highlights, are the same
    on all pages below it. Nor does a page with a day of its own, or one that is called a briefing.
    """
    first = next((one for one in believed if comparable(page.address.url).startswith(_folder(one))), None)
    if first is None or told_by_day(first, page) or first.fields.language != page.fields.language:
        return False
    title, whole = (one.fields.title or "" for one in (page, first))
    has_its_day = bool(days_of(first)) and days_of(page) <= days_of(first)
    if not (has_its_day or (whole and title.startswith(whole))) or CONFERENCE.search(title.removeprefix(whole)):
        return False
    is_named = any(links_to(page, one) and _names_part(one, page, first) for one in believed)
    return is_named and not (has_no_speech(page, believed) or has_no_speech(first, [page]))


def _names_part(known: Page, page: Page, first: Page) -> bool:
    """Tell whether a page of a briefing leads on to another in words of a pager, or a part does as page 1 does."""
    is_next = any(same_page(link.url, page.address.url) for link in known.siblings.links)
    return is_next or bool(known is not first and links_to(known, page) and links_to(first, page))


def _folder(page: Page) -> str:
    return f"{comparable(page.address.url).rstrip('/')}/"


def are_of_one_event(front: Page, candidate: Page) -> bool:
    """Tell whether a transcript is that of the event to which another page leads: one day or title, or a way back."""
    titles = [bare_title(page.fields.title) for page in (front, candidate)]
    is_named = bool(all(titles)) and (titles[0] in titles[1] or titles[1] in titles[0])
    # Among the most read at the side of every page the front links to itself; where it leads on, both are tabs.
    of_site = {link.place for link in links_to(front, front)} - {link.place for link in links_to(front, candidate)}
    leads_back = any(link.place not in of_site for link in links_to(candidate, front))
    is_near = (share_day(front, candidate) or leads_back) and not is_list_with(candidate, front)
    return not told_by_day(front, candidate) and (is_named or is_near)
