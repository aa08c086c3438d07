"""Lists that print their entries in full or begin each of them, as the pages of a tag, a category or an author may."""

import re

from briefings.address import comparable
from briefings.transcript.further_pages.followers import links_to
from briefings.transcript.page.links.pagers.page_addresses import grown, growth
from briefings.transcript.page.page import Page

_IN_HEADING = re.compile(r"a\S* h[1-6]\b")
"""Place of a link that is all of a heading: what it says may be cut or lack the name of the site."""


def is_list_with(page: Page, first: Page) -> bool:
    """Tell whether a page has the headline of a briefing as a link to it beside others, where page 1 links to none."""
    title, own, mine = first.fields.title, first.address.url, comparable(first.address.url)
    its = {link.place for link in links_to(page, first) if link.said == title or _IN_HEADING.match(link.place)}
    headlines = its - {link.place for link in first.links.placed.links if link.spot[0] != mine}
    others = {link.url for link in page.links.placed.links if link.place in headlines and link.spot[0] != mine}
    # Of a trail, "Home / Briefings / The ferry", the others lead to what is above the briefing.
    beside = {url: growth(own, url) for url in others if not own.startswith(f"{url.rstrip('/')}/")}
    # A number above 1 in the address of page 1 is an id: `?p=16` is no page of `?p=14`.
    return any(grown(own, url) is None or (step is not None and (step.own or 0) > 1) for url, step in beside.items())
