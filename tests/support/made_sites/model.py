"""A site as served, and the truth about it: its briefings, their pages and every word spoken in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html import escape

from tests.support.made_sites.words import coin

Paging = Callable[[Sequence[str], int], str]
"""Function from the addresses of a thing's pages and the number of one (from 1) to the pager's HTML on that page."""

_TOPICS = ("ferry", "salt store", "night tram", "lighthouse", "orchard", "river gauge", "fish hall", "rope walk")
_MONTHS = ("January", "February", "March", "April", "May", "June")


@dataclass(slots=True)
class Talk:
    """A briefing: its pages, and the coined words of each in order."""

    number: int
    title: str
    day: str
    urls: tuple[str, ...]
    words: tuple[tuple[str, ...], ...] = ()
    is_listed: bool = True


@dataclass(slots=True)
class MadeSite:
    """A site as served, and the truth about it."""

    name: str
    host: str
    start: str
    """Address given to the crawl."""
    by_list: bool
    """True if that is a list page."""
    traps: frozenset[str]
    undecidable: bool
    """True if nobody could tell from its pages that they belong together, so that it must be told."""
    talks: list[Talk] = field(default_factory=list)
    lists: list[str] = field(default_factory=list)
    """Addresses of the pages of the list."""
    pages: dict[str, bytes] = field(default_factory=dict)

    @property
    def needed(self) -> set[str]:
        """Return the addresses that a crawl must request."""
        return {*self.lists, self.start, *(url for talk in self.talks for url in talk.urls)}


def day_of(number: int) -> str:
    """Return a printed day for a briefing by number."""
    return f"{_MONTHS[number % 6]} {1 + number * 3 % 27}, {2024 - number // 6}"


def speech(words: Sequence[str], site: int) -> str:
    """Return the talk on a page: a question and an answer around each two words."""
    said = []
    for place, word in enumerate(words):
        topic = _TOPICS[(site + place) % len(_TOPICS)]
        if place % 2 == 0:
            said.append(
                f"<p><b>{coin(site).title()} Courier:</b> What becomes of the {topic} called {word}, and who pays for"
                f" it before the harvest is in?</p>"
            )
        else:
            said.append(
                f"<p><b>Ilka Torvane:</b> We looked at {word} with care. The {topic} is paid by the council, and I"
                f" expect that the work on {word} ends in May. Anything else would surprise us all.</p>"
            )
    return "".join(said)


def prose(words: Sequence[str], site: int) -> str:
    """Return an article: prose in which nobody is named as speaking."""
    return "".join(
        f"<p>The {_TOPICS[(site + place) % len(_TOPICS)]} near {word} was painted over the summer, and the harbour"
        f" board expects that the new colour lasts for about eleven winters. Visitors of {word} are welcome.</p>"
        for place, word in enumerate(words)
    )


def link(url: str, text: str, attributes: str = "") -> str:
    """Return an `a` element."""
    return f'<a{" " if attributes else ""}{attributes} href="{escape(url)}">{text}</a>'
