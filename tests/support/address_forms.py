"""Twelve briefings of three pages on one site, each in another form of addresses, with every sentence marked."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING

from tests.support.pager_shapes import HOST, THE_23, Shape, addresses, numbers
from tests.support.server import packed, tagged

if TYPE_CHECKING:
    from tests.support.server import Site

LIST = f"{HOST}/list.html"
_KNOWN = ("content_N.htm", "_2.html", "?page=", "?paged=", "?start=20", "/page/2/", "/2", "p2.html", "-2.html")
_MORE = (
    Shape(";p=2", addresses("/talk", "/talk;p={}"), numbers),
    Shape("?page=1 for page 2", addresses("/briefing/quay", "/briefing/quay?page={}", (1, 2)), numbers),
    Shape("opaque names", addresses("/a81.html", "/{}.html", ("k07", "zz3")), numbers),
)


def _in_folder(shape: Shape, number: int) -> Shape:
    """Return the same shape in a folder of its own, so that all are on one site."""
    return replace(shape, urls=tuple(url.replace(HOST, f"{HOST}/f{number}") for url in shape.urls))


FORMS: dict[str, Shape] = {
    shape.name: _in_folder(shape, number)
    for number, shape in enumerate((*(one for one in THE_23 if one.name in _KNOWN), *_MORE), 1)
}


def mark_of(name: str) -> str:
    """Return a word that is in every sentence of a briefing, and nowhere else."""
    return f"quillot{list(FORMS).index(name) + 10}"


def page(name: str, number: int) -> bytes:
    """Return a page of a briefing: two questions with their answers, and the pager."""
    shape, mark = FORMS[name], mark_of(name)
    said = "".join(
        f"<p><b>{label}:</b> {text}</p>"
        for label, text in (
            ("Harbour Gazette", f"Who pays for the {mark} ferry on route {number}, and from which {mark} budget?"),
            ("Tolmer Vask", f"The council pays for the {mark} ferry, as report {number} says. It is {mark} money."),
            ("Varenia Radio", f"Will the {mark} pier number {number} be ready before the harvest?"),
            ("Tolmer Vask", f"The {mark} plan says May. There are {number} more meetings about {mark} before that."),
        )
    )
    title = f"Briefing on the northern quay, part {mark[-2:]}"
    return (
        f"<!DOCTYPE html><html><head><title>{title}</title></head><body><div class='main'><h1>{title}</h1>"
        f"<p>March 5, 2026</p><div class='story'>{said}</div>{shape.pager(shape.urls, number)}</div></body></html>"
    ).encode()


def serve(site: Site) -> None:
    """Serve all of them, and a list that names the first page of each; every second page compressed."""
    rows = "".join(
        f"<li><a href='{escape(shape.urls[0])}'>Briefing on the northern quay, part {mark_of(name)[-2:]}</a></li>"
        for name, shape in FORMS.items()
    )
    listing = f"<!DOCTYPE html><html><head><title>Briefings</title></head><body><ul>{rows}</ul></body></html>"
    site.serve(LIST, tagged(listing.encode()))
    for name, shape in FORMS.items():
        for number, url in enumerate(shape.urls, 1):
            site.serve(url, (packed if number % 2 else tagged)(page(name, number)))
