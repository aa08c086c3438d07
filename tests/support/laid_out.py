"""A list of thirty entries on three pages as a site lays it out, and the parts of such lists."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape

from briefings.address import read_address

HOST, PER_PAGE, PAGES = "http://press.varenia.example", 10, 3
TOPICS = (
    "ferry timetable", "salt levy", "night trams", "lighthouse repairs", "orchard blight", "river gauge",
    "harbour wall", "fish market", "mountain road", "school meals",
)  # fmt: skip
MONTHS = "January February March April May June July August September October November December".split()
OFFICES = ("Spokesperson", "Minister", "Governor", "Council")


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a list, by its number; higher numbers are newer."""

    number: int
    path: str
    day: date

    @property
    def title(self) -> str:
        n = self.number
        return f"{OFFICES[n % 4]} on the {TOPICS[n % 10]} and {TOPICS[(n * 3 + 1) % 10]}, with questions"

    @property
    def words(self) -> str:
        """Return its day in words."""
        return f"{MONTHS[self.day.month - 1]} {self.day.day}, {self.day.year}"

    def a(self, text: str | None = None, attributes: str = "") -> str:
        """Return a link to it."""
        return f"<a href='{escape(self.path)}' {attributes}>{self.title if text is None else text}</a>"


Rows = Callable[[Sequence[Entry]], str]
Pager = Callable[[Sequence[str], int], str]


@dataclass(frozen=True, slots=True)
class ListLayout:
    """A list: the path of an entry by number and day, the paths of its pages, its rows and its pager."""

    name: str
    path: Callable[[int, date], str]
    urls: tuple[str, ...]
    rows: Rows
    pager: Pager
    head: Pager = lambda urls, page: ""
    above: bool = False
    """True if its pager is above its rows too."""
    has_days: bool = True
    """True if every entry has a day, printed or in its address."""

    def entries(self, page: int) -> list[Entry]:
        """Return the entries of a page, newest first."""
        first = PER_PAGE * (PAGES - page + 1)
        days = {n: date(2024, 6, 28) - timedelta(days=4 * (30 - n)) for n in range(first, first - PER_PAGE, -1)}
        return [Entry(n, self.path(n, day), day) for n, day in days.items()]

    def pages(self, host: str = HOST) -> dict[str, bytes]:
        """Return the served pages by address."""
        return {host + url: self._page(number) for number, url in enumerate(self.urls, 1)}

    def days(self, host: str = HOST) -> dict[str, date]:
        """Return the days of all entries by address, without the name of a visit."""
        entries = [one for page in range(1, PAGES + 1) for one in self.entries(page)]
        return {read_address(host + one.path).url: one.day for one in entries}

    def _page(self, number: int) -> bytes:
        pager = self.pager(self.urls, number)
        body = f"{pager if self.above else ''}{self.rows(self.entries(number))}{pager}"
        head = self.head(self.urls, number)
        return (
            f"<!doctype html><html lang='en'><head><title>Briefings - Varenia</title>{head}</head><body>"
            f"<div id='top'><ul class='mainmenu'>{_MENU}</ul></div><div id='content'>{body}</div>{_FOOT}</body></html>"
        ).encode()


_MENU = "".join(
    f"<li><a href='/{word}/'>All about {word} of the office</a></li>" for word in "speeches photos contact law".split()
)
_FOOT = "<div id='footer'>" + "".join(
    f"<p><a href='/{part}/{n}'>{part}, link {n} of the footer</a></p>" for part in ("help", "regions") for n in range(9)
) + "</div>"  # fmt: skip


def slug(n: int) -> str:
    """Return a name of words for an entry."""
    return f"{TOPICS[n % 10].replace(' ', '-')}-{'abcdefghijklmnopqrstuvwxyzabcdefg'[n]}{'xyz'[n % 3]}"


def hashed(n: int, length: int = 12) -> str:
    """Return a name of digits and letters for an entry."""
    return hashlib.sha256(str(n).encode()).hexdigest()[:length]


def numbers(urls: Sequence[str], page: int, more: str = "»") -> str:
    """Return a pager of 1 2 3 and an arrow."""
    shown = [f"<b>{n}</b>" if n == page else f"<a href='{escape(url)}'>{n}</a>" for n, url in enumerate(urls, 1)]
    on = f"<a href='{escape(urls[page])}'>{more}</a>" if page < len(urls) else ""
    return f"<div class='pagination'>{' '.join(shown)} {on}</div>"


def older(urls: Sequence[str], page: int) -> str:
    """Return links to older and newer posts, as in blogs."""
    on = f"<a href='{escape(urls[page])}'>Older Posts</a>" if page < len(urls) else ""
    back = f"<a href='{escape(urls[page - 2])}'>Newer Posts</a>" if page > 1 else ""
    return f"<div id='blog-pager'>{back} {on} <a href='/'>Home</a></div>"


def more(html: str) -> Pager:
    """Return a pager made of HTML in which @ stands for the address of the next page."""
    return lambda urls, page: html.replace("@", escape(urls[page])) if page < len(urls) else ""


def each(row: Callable[[Entry], str], before: str = "", after: str = "") -> Rows:
    """Return rows that are all made alike."""
    return lambda entries: before + "".join(map(row, entries)) + after
