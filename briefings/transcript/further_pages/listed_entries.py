"""Lists that print their entries in full or begin each of them, as the pages of a tag, a category or an author may."""

from __future__ import annotations

import re

from briefings.address import same_page
from briefings.transcript.page.links.pagers.page_addresses import grown, growth
from briefings.transcript.page.page import Page

_IN_HEADING = re.compile(r"a\S* h[1-6]\b")
"""Place of a link that is all of a heading: what it says may be cut or lack the name of the site."""


def is_list_with(page: Page, first: Page) -> bool:
    """Tell whether a page has the headline of a briefing as a link to it beside others, where page 1 links to none."""
    title, own = first.fields.title, first.address.url
    known = {link.place for link in first.links.placed.links if not same_page(link.url, own)}
    links = [link for link in page.links.placed.links if link.place not in known]
    its = [link for link in links if same_page(link.url, own)]
    # Of a trail, "Home / Briefings / The ferry", the others lead to what is above the briefing.
    others = [link for link in links if not (same_page(link.url, own) or own.startswith(f"{link.url.rstrip('/')}/"))]
    headlines = {link.place for link in its if link.said == title or _IN_HEADING.match(link.place)}
    # A number above 1 in the address of page 1 is an id: `?p=16` is no page of `?p=14`.
    ids = {link.url for link in others if (step := growth(own, link.url)) and (step.own or 0) > 1}
    return any(link.place in headlines and (link.url in ids or grown(own, link.url) is None) for link in others)
