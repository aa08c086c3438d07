"""Remove the rows of links between the pages of a briefing from the speech."""

from collections.abc import Sequence
from itertools import pairwise

from briefings.address import comparable
from briefings.transcript.page.boilerplate import is_said
from briefings.transcript.page.page import Page

_MOST_BETWEEN = 2
"""Maximum number of lines of a row without a link: the page itself, between the one before and the one after."""

_LONGEST_BESIDE = 40
"""Maximum number of characters outside the links of such a line: "Page: One", "This is a continuation of part 1."."""


def mark_page_rows(pages: Sequence[Page]) -> None:
    """Mark the lines of the pages of a briefing that show links to others of these as their pager.

    The reader of one page marks what it takes for a pager; which other rows lead to pages, all pages together tell.
    """
    known = {comparable(page.address.url) for page in pages}
    for page in pages:
        others = known - {comparable(page.address.url)}
        said = {link.said for link in page.links.placed.links if link.spot[0] in others} - {""} if others else set()
        marked = [
            place for place, line in enumerate(page.lines)
            # Not "Page 14" of a printed page, nor the linked name of a speaker in 2012, beside a link "2".
            if line.linked and len(line.text) - line.linked <= _LONGEST_BESIDE
            and 2 * sum(len(one) for one in said if one in line.text) >= line.linked
        ]  # fmt: skip
        for place, following in pairwise([*marked, len(page.lines) + _MOST_BETWEEN + 1]):
            end = following if following - place <= _MOST_BETWEEN + 1 else place + 1
            for line in page.lines[place:end]:
                if line.linked or not (is_said(line.text) or len(line.text) > _LONGEST_BESIDE):
                    line.within = line.within or "pager"
