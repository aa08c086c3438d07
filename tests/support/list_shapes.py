"""List pages in many shapes of addresses, layouts and pagers, with various surroundings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from tests.support.boilerplate import BOILERPLATE

HOST = "http://press.varenia.example"
LIST = f"{HOST}/briefings"
PER_PAGE = 10
TOPICS = ("ferry", "salt tax", "night tram", "lighthouse", "orchard", "river gauge", "harbour wall", "fish market")


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of the site."""

    url: str
    title: str
    day: str


ADDRESSES: dict[str, Callable[[int], str]] = {
    "content_ID": lambda n: f"/press/2026-03/{n % 28 + 1:02}/content_{97000 + n}.htm",
    "a slug below years": lambda n: f"/2026/03/briefing-on-the-{TOPICS[n % 8].replace(' ', '-')}-{n}",
    "a plain slug": lambda n: (
        f"/briefings/{TOPICS[n % 8].replace(' ', '-')}-and-what-comes-{'abcdefghijklmnop'[n % 16]}{n}/"
    ),
    "?p= on the root": lambda n: f"/?p={128309 + n}",
    "file.jsp?id=": lambda n: f"/news/show.jsp?id={n}",
    "tYYYYMMDD": lambda n: f"/eng/xw/202603/t202603{n % 28 + 1:02}_{115000 + n}.html",
    "node_N short": lambda n: f"/node_{n}.htm",
    "a PDF": lambda n: f"/files/briefing-{n}.pdf",
}
"""Eight shapes of addresses of entries, by number."""


def items(shape: str, page: int, pages: int = 3) -> list[Item]:
    """Return the entries of list page `page`, newest first."""
    first = (pages - page) * PER_PAGE
    numbers = range(first + PER_PAGE, first, -1)
    return [
        Item(
            HOST + ADDRESSES[shape](n), f"Press briefing on the {TOPICS[n % 8]} of the northern quay, part {n}",
            f"March {n % 28 + 1}, 2026",
        )
        for n in numbers
    ]  # fmt: skip


Layout = Callable[[Sequence[Item]], str]


def _a(item: Item, text: str | None = None) -> str:
    return f"<a href='{escape(item.url)}'>{item.title if text is None else text}</a>"


def _odd(n: int) -> str:
    return "odd" if n % 2 else "even"


LAYOUTS: dict[str, Layout] = {
    "list items": lambda rows: "<ul class='list1'>" + "".join(
        f"<li>{_a(r)} <span>{r.day}</span></li>" for r in rows
    ) + "</ul>",
    "bare list items": lambda rows: "<ul>" + "".join(f"<li>{_a(r)}</li>" for r in rows) + "</ul>",
    "odd and even rows": lambda rows: "<div class='view-content'>" + "".join(
        f"<div class='views-row views-row-{n} views-row-{_odd(n)}{' views-row-first' if n == 0 else ''}'>"
        f"<span>{r.day}</span><h3>{_a(r)}</h3></div>"
        for n, r in enumerate(rows)
    ) + "</div>",
    "a table": lambda rows: "<table>" + "".join(
        f"<tr><td>{r.day}</td><td>{_a(r)}</td><td><a href='/desk/{n % 3}'>Desk {n % 3}</a></td></tr>"
        for n, r in enumerate(rows)
    ) + "</table>",
    "picture and title": lambda rows: "".join(
        f"<article class='card'>{_a(r, '<img src=x.jpg>')}<header><h2>{_a(r)}</h2></header><time datetime='2026-03-05'>"
        f"</time></article>"
        for r in rows
    ),
    "title, teaser and continue": lambda rows: "".join(
        f"<div class='post'><h2>{_a(r)}</h2><p>The council met about the {r.title[22:40]} again this week.</p>"
        f"{_a(r, 'Continues')}</div>"
        for r in rows
    ),
    "docket numbers": lambda rows: "<table>" + "".join(
        f"<tr><td>{_a(r, f'26-{n:03}')}</td><td>{r.title}</td><td>{r.day}</td></tr>" for n, r in enumerate(rows)
    ) + "</table>",
    "definition list": lambda rows: "<dl>" + "".join(f"<dt>{_a(r)}</dt><dd>{r.day}</dd>" for r in rows) + "</dl>",
    "one paragraph with breaks": lambda rows: "<p>" + "<br>".join(f"{_a(r)} ({r.day})" for r in rows) + "</p>",
}  # fmt: skip
"""Layouts of the rows of a list."""

AROUND = (
    "<div class='related'><h4>Related</h4>" + "".join(
        f"<p><a href='/news/{n}/a-headline-about-other-matters'>A headline about other matters entirely {n}</a></p>"
        for n in range(5)
    ) + "</div>" + BOILERPLATE["calendar"] + BOILERPLATE["tag cloud"] + BOILERPLATE["years"] + BOILERPLATE["share bar"]
    + "<div class='ministers'>" + "".join(f"<p><a href='/people/{n}'>Minister {n}</a></p>" for n in "abcdef") + "</div>"
)  # fmt: skip
"""Boxes beside a list: other sections, a calendar, tags, years."""


def list_html(rows: Sequence[Item], layout: str, pager: str = "", *, around: str = AROUND, head: str = "") -> bytes:
    """Return a list page."""
    menu = "".join(
        f"<li><a href='/{word}/'>{word.title()} and more</a></li>" for word in "news speeches visits".split()
    )
    return (
        f"<!DOCTYPE html><html><head><title>Briefings | Press Office</title>{head}</head><body><header><nav><ul>{menu}"
        f"</ul></nav></header><div class='content-sidebar-wrap'><div class='main'><h1>Press briefings</h1>"
        f"{LAYOUTS[layout](rows)}{pager}</div><div class='side'>{around}</div></div><footer><ul>{menu}</ul></footer>"
        "</body></html>"
    ).encode()
