"""Lists of thirty entries on three pages as sites of many kinds lay them out: columns, cards, tables, blogs, archives.

Each has its own shape of addresses, its own pager, and around its rows what such sites show: pictures, tags, authors,
other languages, files, links in teasers.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape

HOST, PER_PAGE, PAGES = "http://press.varenia.example", 10, 3
TOPICS = (
    "ferry timetable", "salt levy", "night trams", "lighthouse repairs", "orchard blight", "river gauge",
    "harbour wall", "fish market", "mountain road", "school meals",
)  # fmt: skip
MONTHS = "January February March April May June July August September October November December".split()
OFFICES = ("Spokesperson", "Minister", "Governor", "Council")


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a list, by its number; the higher the newer."""

    number: int
    path: str
    day: date

    @property
    def title(self) -> str:
        n = self.number
        return f"{OFFICES[n % 4]} on the {TOPICS[n % 10]} and {TOPICS[(n * 3 + 1) % 10]}, with questions"

    @property
    def words(self) -> str:
        """Its day as words."""
        return f"{MONTHS[self.day.month - 1]} {self.day.day}, {self.day.year}"

    def a(self, text: str | None = None, attributes: str = "") -> str:
        """A link to it."""
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
    """Whether its pager stands above its rows too."""
    has_days: bool = True
    """Whether it prints a day for every entry, or has one in its address."""

    def entries(self, page: int) -> list[Entry]:
        """The entries of a page, the newest first."""
        first = PER_PAGE * (PAGES - page + 1)
        days = {n: date(2024, 6, 28) - timedelta(days=4 * (30 - n)) for n in range(first, first - PER_PAGE, -1)}
        return [Entry(n, self.path(n, day), day) for n, day in days.items()]

    def pages(self, host: str = HOST) -> dict[str, bytes]:
        """Address to what is served there."""
        return {host + url: self._page(number) for number, url in enumerate(self.urls, 1)}

    def days(self, host: str = HOST) -> dict[str, date]:
        """Address to day of all entries."""
        return {host + one.path: one.day for page in range(1, PAGES + 1) for one in self.entries(page)}

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


def _slug(n: int) -> str:
    return f"{TOPICS[n % 10].replace(' ', '-')}-{'abcdefghijklmnopqrstuvwxyzabcdefg'[n]}{'xyz'[n % 3]}"


def _hash(n: int, length: int = 12) -> str:
    return hashlib.sha256(str(n).encode()).hexdigest()[:length]


def _numbers(urls: Sequence[str], page: int, more: str = "»") -> str:
    shown = [f"<b>{n}</b>" if n == page else f"<a href='{escape(url)}'>{n}</a>" for n, url in enumerate(urls, 1)]
    on = f"<a href='{escape(urls[page])}'>{more}</a>" if page < len(urls) else ""
    return f"<div class='pagination'>{' '.join(shown)} {on}</div>"


def _older(urls: Sequence[str], page: int) -> str:
    on = f"<a href='{escape(urls[page])}'>Older Posts</a>" if page < len(urls) else ""
    back = f"<a href='{escape(urls[page - 2])}'>Newer Posts</a>" if page > 1 else ""
    return f"<div id='blog-pager'>{back} {on} <a href='/'>Home</a></div>"


def _more(html: str) -> Pager:
    """Something that holds the address of the next page, @."""
    return lambda urls, page: html.replace("@", escape(urls[page])) if page < len(urls) else ""


def _each(row: Callable[[Entry], str], before: str = "", after: str = "") -> Rows:
    return lambda entries: before + "".join(map(row, entries)) + after


def _columns(entries: Sequence[Entry]) -> str:
    item = _each(lambda e: f"<li>{e.a()}<br><small>{e.day.day} {MONTHS[e.day.month - 1]} {e.day.year}</small></li>")
    left, right = item(entries[:5]), item(entries[5:])
    return f"<div class='col-left'><ul>{left}</ul></div><div class='col-right'><ul>{right}</ul></div>"


def _pinned(entries: Sequence[Entry]) -> str:
    pinned = Entry(3, "/news/20240312_3.html", date(2024, 3, 12))
    rows = _each(lambda e: f"<li><span>{e.day}</span>{e.a()}</li>")(entries)
    return f"<div class='hero'><h2>{pinned.a()}</h2><p>{pinned.day}</p></div><ul class='news'>{rows}</ul>"


def _accordion(entries: Sequence[Entry]) -> str:
    found = ""
    for n in range(0, len(entries), 5):
        rows = _each(lambda e: f"<li>{e.a()} - {e.day.day} {MONTHS[e.day.month - 1][:3]}</li>")(entries[n : n + 5])
        month = f"{MONTHS[entries[n].day.month - 1]} {entries[n].day.year}"
        found += f"<div class='accordion'><h3><button>{month}</button></h3><ul>{rows}</ul></div>"
    return found


_ITEMS = json.dumps({"@type": "ItemList", "itemListElement": [{"url": f"{HOST}/ads/{n}"} for n in range(9)]})

LAYOUTS: tuple[ListLayout, ...] = (
    ListLayout(
        "two columns", lambda n, d: f"/{d:%Y/%m}/{_slug(n)}",
        ("/briefings/", "/briefings/page/2/", "/briefings/page/3/"), _columns, _numbers,
    ),
    ListLayout(
        "a table with files and films", lambda n, d: f"/view.php?ID={n + 300}",
        ("/list.php", "/list.php?Page=2", "/list.php?Page=3"),
        _each(
            lambda e: f"<tr><td>{e.day:%d.%m.%Y}</td><td>{e.a()}</td><td><a href='/pdf/{e.number}.pdf'>PDF</a></td>"
            f"<td><a href='/video/{e.number}'>Watch the recording</a></td></tr>",
            "<table><tr><th>Date<th>Subject<th>PDF<th>Video</tr>", "</table>",
        ), _numbers,
    ),
    ListLayout(
        "cards with picture, topics and author", lambda n, d: f"/{_slug(n)}",
        ("/newsroom", "/newsroom/p/2", "/newsroom/p/3"),
        _each(
            lambda e: f"<div class='card'>{e.a('<img src=/i.jpg alt=photo>')}<div class='chips'>"
            f"<a href='/topics/{e.number % 5}'>Topic of the {TOPICS[e.number % 5]}</a></div><h3>{e.a()}</h3><p>By "
            f"<a href='/authors/{e.number % 4}'>The Press Desk of Ministry {e.number % 4}</a></p>"
            f"<time datetime='{e.day}'>{e.day:%d %b}</time></div>"
        ), _numbers,
    ),
    ListLayout(
        "headlines without a link, read more", lambda n, d: f"/node/{n + 120}",
        ("/transcripts", "/transcripts?page=1", "/transcripts?page=2"),
        _each(
            lambda e: f"<div class='item'><h3>{e.title}</h3><p>{e.words}</p><p>What was said of it in the room, in"
            f" two lines or so.</p>{e.a('Read more')}</div>"
        ), _numbers,
    ),
    ListLayout(
        "teasers with links of their own", lambda n, d: f"/{d:%Y/%m}/{_slug(n)}/",
        ("/category/briefings/", "/category/briefings/page/2/", "/category/briefings/page/3/"),
        _each(
            lambda e: f"<article><h2>{e.a()}</h2><p>The council read <a href='/documents/plan-{e.number}'>the plan for"
            f" the coming winter season</a> and <a href='/documents/report-{e.number}'>the auditor's report on northern"
            f" quays</a> before the questions. {e.a('[…]')}</p><p>Posted on <a href='/{e.day:%Y/%m/%d}/'>{e.words}</a>"
            f" by <a href='/author/desk'>desk</a></p></article>"
        ), _older,
    ),
    ListLayout(
        "one pinned above every page", lambda n, d: f"/news/{d:%Y%m%d}_{n}.html",
        ("/news/", "/news/index_1.html", "/news/index_2.html"), _pinned, _numbers,
    ),
    ListLayout(
        "links to other languages", lambda n, d: f"/en/briefing/{n}",
        ("/en/briefings", "/en/briefings?start=10", "/en/briefings?start=20"),
        _each(
            lambda e: f"<li><div>{e.a()}</div><div>Also in <a href='/fr/briefing/{e.number}'>Français</a> |"
            f" <a href='/es/briefing/{e.number}'>Español</a></div><em>{e.day:%d/%m/%Y}</em></li>", "<ul>", "</ul>",
        ), _numbers,
    ),
    ListLayout(
        "three tags an entry, no day", lambda n, d: f"/content/{_slug(n)}-{n}",
        ("/content/briefings", "/content/briefings?page=1", "/content/briefings?page=2"),
        _each(
            lambda e: f"<div class='views-row'><div>{e.a()}</div><div class='labels'>"
            + "".join(f"<a href='/tag/{e.number}{x}'>{TOPICS[e.number % 10]} {x}-news</a> " for x in "abc")
            + "</div></div>"
        ), _numbers, has_days=False,
    ),
    ListLayout(
        "a pager above and below", lambda n, d: f"/archive/transcripts/tr{n:03}.asp",
        ("/Briefings.aspx", "/Briefings.aspx?PageNum=2", "/Briefings.aspx?PageNum=3"),
        _each(lambda e: f"<dt>{e.day:%m/%d/%Y}</dt><dd>{e.a()}</dd>", "<dl>", "</dl>"), _numbers,
        above=True,
    ),
    ListLayout(
        "hashes in classes and addresses", lambda n, d: f"/b/{_hash(n)}",
        ("/b", f"/b?cursor={_hash(91)}", f"/b?cursor={_hash(92)}"),
        _each(
            lambda e: f"<div class='css-{_hash(e.number, 6)}'>{e.a(f'<i>{e.title}</i> <i>{e.words}</i>')}</div>"
        ), _more("<a href='@'>Next page</a>"),
        lambda urls, page: f"<script type='application/ld+json'>{_ITEMS}</script>",
    ),
    ListLayout(
        "a scroll without end, rel=next", lambda n, d: f"/stories/{_slug(n)}",
        ("/stories", "/stories?page=2", "/stories?page=3"),
        _each(lambda e: f"<article><h2>{e.a()}</h2><time datetime='{e.day}T10:00'>{e.words}</time></article>"),
        lambda urls, page: "", _more("<link rel='next' href='@'>"),
    ),
    ListLayout(
        "a scroll without end, a hidden link", lambda n, d: f"/stories/{n}/{_slug(n)}",
        ("/stories", "/stories?offset=10", "/stories?offset=20"),
        _each(lambda e: f"<article><h2>{e.a()}</h2></article>"),
        _more("<a rel='next' class='more visually-hidden' href='@'></a>"), has_days=False,
    ),
    ListLayout(
        "whole cards as links", lambda n, d: f"/en/news/briefing-{n}.html",
        ("/en/news/", "/en/news/page-2.html", "/en/news/page-3.html"),
        _each(lambda e: e.a(f"<span>{e.words}</span><h4>{e.title}</h4><p>Who asked, and what.</p>", "class='tile'")),
        _numbers,
    ),
    ListLayout(
        "a blog, older posts", lambda n, d: f"/{d:%Y/%m}/{_slug(n)}.html",
        ("/", "/search?updated-max=2024-05-10T10:00&max-results=10", "/search?updated-max=2024-04-01T10:00&start=20"),
        _each(
            lambda e: f"<h2 class='date-header'>{e.words}</h2><div class='post'><h3>{e.a()}</h3><div>It began at ten."
            f"</div><div>{e.a('10:00 AM')} <a href='/search/label/quay'>quay</a> <a href='{e.path}#comments'>No"
            f" comments:</a></div></div>"
        ), _older,
    ),
    ListLayout(
        "a heading a day", lambda n, d: f"/dpb/{n + 5000}.htm",
        ("/dpb/index.htm", "/dpb/index-p2.htm", "/dpb/index-p3.htm"),
        _each(lambda e: f"<h3>{e.words}</h3><ul><li>{e.a()}</li></ul>"), _numbers,
    ),
    ListLayout(
        "transcript, film and sound", lambda n, d: f"/transcript/{n}", ("/events", "/events?p=2", "/events?p=3"),
        _each(
            lambda e: f"<li><strong>{e.title}</strong><br>{e.words}<br>{e.a('Transcript')} | "
            f"<a href='/video/{e.number}'>Video</a> | <a href='/audio/{e.number}.mp3'>Audio</a></li>", "<ul>", "</ul>",
        ), _numbers,
    ),
    ListLayout(
        "/briefings/10 for page 2", lambda n, d: f"/briefing/detail/{n}",
        ("/briefings", "/briefings/10", "/briefings/20"),
        _each(
            lambda e: f"<div class='media'><div>{e.a('<img src=x>')}</div><div><h4>{e.a()}</h4><p>{e.day:%d-%m-%Y}</p>"
            f"</div></div>"
        ), _numbers,
    ),
    ListLayout(
        "name,2.html and a Polish next", lambda n, d: f"/aktualnosci/{n},{_slug(n)}.html",
        ("/aktualnosci.html", "/aktualnosci,2.html", "/aktualnosci,3.html"),
        _each(lambda e: f"<li>{e.a()} <span>{e.day} 10:30</span></li>", "<ul>", "</ul>"),
        lambda urls, page: _numbers(urls, page, "Następne"),
    ),
    ListLayout(
        "Chinese, the day in a date of figures", lambda n, d: f"/fyrbt/{d:%Y%m}/t{d:%Y%m%d}_{1100 + n}.shtml",
        ("/fyrbt/index.shtml", "/fyrbt/index_1.shtml", "/fyrbt/index_2.shtml"),
        _each(
            lambda e: f"<li><a href='{e.path}'>{e.day.month}月{e.day.day}日发言人记者会实录</a><i>[{e.day}]</i></li>",
            "<ul>", "</ul>",
        ), lambda urls, page: _numbers(urls, page, "下一页"),
    ),
    ListLayout(
        "months that unfold, days without a year", lambda n, d: f"/press/{_slug(n)}",
        ("/press", "/press?page=2", "/press?page=3"), _accordion, _numbers, has_days=False,
    ),
    ListLayout(
        "hits of a search in several folders",
        lambda n, d: ("/energy/{}", "/food-and-fish/{}", "/roads/briefings/{}", "/pm/{}.html")[n % 4].format(_slug(n)),
        ("/search?q=briefing&t=1", "/search?q=briefing&t=1&page=2", "/search?q=briefing&t=1&page=3"),
        _each(lambda e: f"<li><p>{HOST}{e.path}</p><h3>{e.a()}</h3><p>… about the <b>briefing</b> …</p></li>"),
        _numbers, has_days=False,
    ),
)  # fmt: skip
