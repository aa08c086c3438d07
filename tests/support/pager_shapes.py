"""Three-page briefings in all the shapes of addresses and pagers that were met, with the page at each address."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

HOST = "http://press.varenia.example"
Pager = Callable[[Sequence[str], int], str]
"""Function from the addresses of all pages and the number of one (from 1) to the HTML of its pager."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One shape: the addresses of its pages and how each names the others."""

    name: str
    urls: tuple[str, ...]
    pager: Pager
    head: Pager | None = None
    ends: tuple[str, ...] = ("",)
    """Further endings of an address: each page is served at its address with any of them."""

    def site(self) -> dict[str, bytes]:
        """Return the pages by address."""
        return {url + end: page_html(self, number) for number, url in enumerate(self.urls, 1) for end in self.ends}


def page_html(shape: Shape, number: int, *, title: str = "Briefing on the northern quay", extra: str = "") -> bytes:
    """Return page `number` of a briefing: its own question and answer, navigation around them, its pager below."""
    topic = ("ferry", "salt tax", "night tram", "lighthouse", "orchard", "river gauge")[number % 6]
    said = "".join(
        f"<p><b>{label}:</b> {text}</p>"
        for label, text in (
            ("Harbour Gazette", f"My question number {number} concerns the {topic}, and who pays for it this spring?"),
            (
                "Tolmer Vask",
                f"The {topic} is paid by the council, as report {number} says. " + "It will take a while. " * 4,
            ),
            (
                "Varenia Radio",
                f"Will the {topic} be ready before the harvest, and does page {number} of the plan say so?",
            ),
            (
                "Tolmer Vask",
                f"The plan for the {topic} says May. " + f"There are {number} more meetings before that. " * 3,
            ),
        )
    )
    head = shape.head(shape.urls, number) if shape.head else ""
    menu = "".join(f"<li><a href='/{word}/'>{word.title()}</a></li>" for word in "news speeches visits".split())
    return (
        f"<!DOCTYPE html><html><head><title>{escape(title)} | Press Office</title>{head}</head><body>"
        f"<div class='header'><ul class='menu'>{menu}</ul></div><div class='main'><h1>{escape(title)}</h1>"
        f"<p>March 5, 2026</p><div class='story'>{said}{extra}</div>{shape.pager(shape.urls, number)}</div>"
        "<div class='footer'><p>Press Office, 4 Quay Street</p></div></body></html>"
    ).encode()


def numbers(urls: Sequence[str], number: int) -> str:
    """Show 1 2 3, this page without a link."""
    shown = (f"<span>{n}</span>" if n == number else link(url, str(n)) for n, url in enumerate(urls, 1))
    return f"<div class='pages'>{' '.join(shown)}</div>"


def all_linked(urls: Sequence[str], number: int) -> str:
    """Show [1] [2] [3], all linked, with a class that marks this page."""
    shown = (
        f"<li{' class=active' if n == number else ''}><a href='{escape(url)}'>[{n}]</a></li>"
        for n, url in enumerate(urls, 1)
    )
    return f"<ul>{''.join(shown)}</ul>"


def next_link(text: str = "Next", cls: str = "") -> Pager:
    """Show a link to the next page and, from the second page on, one to the previous."""

    def pager(urls: Sequence[str], number: int) -> str:
        back = link(urls[number - 2], "Previous") if number > 1 else ""
        on = f"<a class='{cls}' href='{escape(urls[number])}'>{text}</a>" if number < len(urls) else ""
        return f"<p>{back} {on}</p>"

    return pager


def words_with_number(text: str) -> Pager:
    """Show words with the number of the next page, such as "Continue reading on page 2"."""

    def pager(urls: Sequence[str], number: int) -> str:
        return f"<p>{link(urls[number], text.format(number + 1))}</p>" if number < len(urls) else ""

    return pager


def select(urls: Sequence[str], number: int) -> str:
    """Show a select box of addresses."""
    options = (
        f"<option value='{escape(url)}'{' selected' if n == number else ''}>Page {n}</option>"
        for n, url in enumerate(urls, 1)
    )
    return f"<form><select onchange='location=this.value'>{''.join(options)}</select></form>"


def rel_next(urls: Sequence[str], number: int) -> str:
    """Show rel=next in the head."""
    return f"<link rel='next' href='{escape(urls[number])}'>" if number < len(urls) else ""


def window(urls: Sequence[str], number: int) -> str:
    """Show the first page, the last, and one on either side of this page."""
    shown = sorted({1, number - 1, number, number + 1, len(urls)} & set(range(1, len(urls) + 1)))
    parts: list[str] = []
    for before, n in zip([0, *shown], shown, strict=False):
        parts += ["…"] if n > before + 1 else []
        parts.append(f"<b>{n}</b>" if n == number else link(urls[n - 1], str(n)))
    return f"<div class='pagination'>{' '.join(parts)}</div>"


def nothing(_urls: Sequence[str], _number: int) -> str:
    """Show no pager in the body."""
    return ""


def link(url: str, text: str) -> str:
    """Return one link."""
    return f"<a href='{escape(url)}'>{text}</a>"


def addresses(first: str, other: str, numbers: Sequence[object] = (2, 3)) -> tuple[str, ...]:
    """Return addresses on the site: the first, and the others by a pattern."""
    return (f"{HOST}{first}", *(f"{HOST}{other.format(number)}" for number in numbers))


THE_23: tuple[Shape, ...] = (
    Shape("content_N.htm", addresses("/2026-03/05/content_97001.htm", "/2026-03/05/content_97001_{}.htm"), numbers),
    Shape("content_N.html, next", addresses("/press/content_97002.html", "/press/content_97002_{}.html"), next_link()),
    Shape("_2.html", addresses("/2026/quay.html", "/2026/quay_{}.html"), numbers),
    Shape("_2.shtml, arrows", addresses("/2026/quay.shtml", "/2026/quay_{}.shtml"), next_link("&raquo;")),
    Shape("?page=", addresses("/talk.php?id=7", "/talk.php?id=7&page={}"), numbers),
    Shape("?page=, next", addresses("/talk.php?id=7", "/talk.php?page={}&id=7"), next_link("Next page »")),
    Shape("?pageno=", addresses("/talk.asp?id=7", "/talk.asp?id=7&pageno={}"), all_linked),
    Shape("?paged=", addresses("/talk/?lang=en", "/talk/?lang=en&paged={}"), numbers),
    Shape("Chinese next", addresses("/2026/quay.htm", "/2026/quay_{}.htm"), next_link("下一页")),
    Shape("?p=", addresses("/talk", "/talk?p={}"), numbers),
    Shape("?pg=", addresses("/talk.html", "/talk.html?pg={}"), numbers),
    Shape("?start=20", addresses("/talk", "/talk?start={}", (20, 40)), numbers),
    Shape("/page/2/", addresses("/talk/", "/talk/page/{}/"), numbers),
    Shape("/2", addresses("/talk-on-the-quay", "/talk-on-the-quay/{}"), numbers),
    Shape("p2.html", addresses("/talk/", "/talk/p{}.html"), numbers),
    Shape("-2.html", addresses("/quay.html", "/quay-{}.html"), numbers),
    Shape("_2 without extension", addresses("/briefings/quay", "/briefings/quay_{}"), numbers),
    Shape("_1 for page 2", addresses("/quay.html", "/quay_{}.html", (1, 2)), numbers),
    Shape("?page=1 for page 2", addresses("/briefing/quay", "/briefing/quay?page={}", (1, 2)), numbers),
    Shape("rel=next with _2", addresses("/quay.html", "/quay_{}.html"), nothing, rel_next),
    Shape("rel=next with ?page=", addresses("/quay", "/quay?page={}"), nothing, rel_next),
    Shape("a name that grows", addresses("/no.html", "/no-{}.html", ("continued", "end")), next_link()),
    Shape("Continue on page 2", addresses("/quay.html", "/quay_{}.html"), words_with_number("Continue on page {}")),
)  # fmt: skip
"""Shapes of the trial in which fourteen were truncated silently."""

MORE: tuple[Shape, ...] = (
    Shape("opaque names", addresses("/a81.html", "/{}.html", ("k07", "zz3")), numbers),
    Shape("a select box", addresses("/quay.html", "/quay_{}.html"), select),
    Shape("a select box of opaque names", addresses("/a81.html", "/{}.html", ("k07", "zz3")), select),
    Shape("page-2 in a folder", addresses("/talk/quay", "/talk/quay/page-{}"), numbers),
    Shape("seite-2", addresses("/rede/quay.html", "/rede/quay-seite-{}.html"), next_link("Nächste Seite")),
    Shape("-p2", addresses("/rede/quay", "/rede/quay-p{}"), all_linked),
    Shape(",nPack,2", addresses("/quay,1", "/quay,1,nPack,{}"), next_link("Następna")),
    Shape("a dot", addresses("/quay.html", "/quay.{}.html"), numbers),
    Shape("//p2", addresses("/talk/", "/talk//p{}"), numbers),
    Shape("index2.html", addresses("/talk/index.html", "/talk/index{}.html"), numbers),
    Shape("a slug's -2 in a row", addresses("/talk/quay", "/talk/quay-{}"), numbers),
    Shape("short ids", addresses("/node_5.htm", "/node_5_{}.htm"), numbers),
    Shape("offset by ten", addresses("/talk?id=4", "/talk?id=4&offset={}", (10, 20)), next_link("Next 10 »")),
    Shape("zero based, all named", (f"{HOST}/t?page=0", f"{HOST}/t?page=1", f"{HOST}/t?page=2"), numbers),
    Shape("an icon with a class", addresses("/quay", "/quay?page={}", (1, 2)), next_link("��", "pager-next")),
    Shape("an untranslated word", addresses("/quay.html", "/quay_{}.html"), next_link("পরবর্তী")),
    Shape("tracking in the links", addresses("/quay?utm_source=list", "/quay?page={}&utm_source=pager"), numbers),
    Shape("a folder of the article", addresses("/quay.html", "/quay/{}.html", ("two", "end")), next_link("Next page")),
)  # fmt: skip

TWENTY = Shape("a window of twenty", addresses("/quay.html", "/quay_{}.html", range(2, 21)), window)
TWENTY_OPAQUE = Shape(
    "a window of twenty opaque names",
    addresses("/q.html", "/{}.html", [f"x{n * 7919 % 1000}y" for n in range(2, 21)]),
    window,
)
