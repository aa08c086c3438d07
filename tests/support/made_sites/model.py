"""A site as it is served, and what is true of it: its briefings, their pages and every word that is said in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html import escape

from tests.support.made_sites.words import coin

Paging = Callable[[Sequence[str], int], str]
"""From the addresses of the pages of a thing and the number of one (from 1) to the HTML that stands on that one."""

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
    """A site as it is served, and what is true of it."""

    name: str
    host: str
    start: str
    """The address that a crawl is given."""
    by_list: bool
    """True for a list page."""
    traps: frozenset[str]
    undecidable: bool
    """True where nobody could tell from its pages that they belong together, so that it has to be told."""
    talks: list[Talk] = field(default_factory=list)
    lists: list[str] = field(default_factory=list)
    """The addresses of the pages of the list."""
    pages: dict[str, bytes] = field(default_factory=dict)

    @property
    def needed(self) -> set[str]:
        """The addresses that a crawl has to ask for."""
        return {*self.lists, self.start, *(url for talk in self.talks for url in talk.urls)}


def day_of(number: int) -> str:
    """A day for the briefing of a number, printed."""
    return f"{_MONTHS[number % 6]} {1 + number * 3 % 27}, {2024 - number // 6}"


def speech(words: Sequence[str], site: int) -> str:
    """The talk on a page: a question and an answer around each two words."""
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
    """An article: prose in which nobody is named as speaking."""
    return "".join(
        f"<p>The {_TOPICS[(site + place) % len(_TOPICS)]} near {word} was painted over the summer, and the harbour"
        f" board expects that the new colour lasts for about eleven winters. Visitors of {word} are welcome.</p>"
        for place, word in enumerate(words)
    )


def link(url: str, text: str, attributes: str = "") -> str:
    """An `a`."""
    return f'<a{" " if attributes else ""}{attributes} href="{escape(url)}">{text}</a>'
