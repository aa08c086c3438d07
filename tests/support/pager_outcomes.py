"""Crawl briefings in all shapes of pagers, each on a host of its own, and tell the outcome of each."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Any
from urllib.parse import urlsplit

from briefings.transcript.page.links.pagers.page_addresses import template
from tests.support.crawls import Crawl, Crawler
from tests.support.fresh_pager_shapes import FRESH
from tests.support.pager_shapes import HOST, MORE, THE_23, TWENTY, TWENTY_OPAQUE, Shape, addresses, next_link
from tests.support.server import Site
from tests.support.site_pager_shapes import SITES

SHAPES = (*THE_23, *MORE, TWENTY, TWENTY_OPAQUE, *FRESH, *SITES)
POSTS = Shape("posts of one headline and day", addresses("/briefing-16", "/briefing-{}", (17, 18)), next_link())
TURNS = 4  # on each page
SEVEN = 7
FOR_THREE = {"a select box of file names", "words of a session"}
"""Shapes whose pagers or addresses are written for three pages."""


def with_seven_pages(shape: Shape) -> Shape | None:
    """Return the same shape with seven pages; None if its pagers are written for three."""
    at = template(dict(enumerate(shape.urls, 1)))
    folder, _, name = shape.urls[-1].rpartition("/")
    more = [at(n) if at else f"{folder}/{'bcdefgh'[n - 1]}{name[::-1]}" for n in range(len(shape.urls) + 1, SEVEN + 1)]
    seven = replace(shape, urls=(*shape.urls, *more))
    try:
        shown = b"".join(seven.site().values()).decode()
    except IndexError:
        return None
    names = [re.split("[/=]", url.rstrip("/"))[-1] for url in more]
    is_seven = more and shape.name not in FOR_THREE
    return (
        seven if is_seven and all(re.search(rf"{re.escape(escape(name))}/?['\"&]", shown) for name in names) else None
    )


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of a briefing: "whole", "told", "not read" or "alone"; why it is not whole; how much was read."""

    word: str
    why: str
    pages: int
    beside: int
    """Number of requested addresses that are not its pages."""


def host_of(shape: Shape) -> str:
    """Return the host of a shape."""
    return f"http://s{[one.name for one in (*SHAPES, POSTS)].index(shape.name)}.varenia.example"


def serve(site: Site, shape: Shape, *, but: Sequence[str] = ()) -> None:
    """Serve the pages of a shape on its host, except those in `but`."""
    host = host_of(shape)
    own, domain = host.removeprefix("http://").partition(".")[0], HOST.removeprefix("http://press.")
    for url, body in shape.site().items():
        # No two shapes have the same text, or they would be copies.
        text = body.decode().replace("the council", f"council {host}")
        text = text.replace(f"press.{domain}", f"{own}.{domain}").replace("PRESS.", f"{own.upper()}.")
        if url not in but:
            site.serve(url.replace(HOST, host), text.encode())


def crawl_from(crawler: Crawler, start: int, shapes: Sequence[Shape] = (*SHAPES, POSTS)) -> Crawl:
    """Crawl from page `start` of each shape."""
    file = crawler.data.with_name("addresses.txt")
    urls = [shape.urls[start - 1].replace(HOST, host_of(shape)) for shape in shapes]
    file.write_text("\n".join(urls), encoding="utf-8")
    return crawler.run("briefing", "-a", "source=shapes", "-a", f"urls={file}")


def records_by_host(crawl: Crawl) -> dict[str, list[dict[str, Any]]]:
    """Return the briefings by the host of their shape."""
    found: dict[str, list[dict[str, Any]]] = {}
    for line in crawl.briefings("shapes"):
        found.setdefault(f"http://{line['id'].partition('/')[0]}", []).append(line)
    return found


def outcomes(crawl: Crawl, site: Site, shapes: Sequence[Shape]) -> dict[str, Outcome]:
    """Return the outcome of each shape by name."""
    found = records_by_host(crawl)
    unread = dict(re.findall(r"WARNING: (http://[^/]+)/\S* was not read \((.*)\)$", crawl.err, re.MULTILINE))
    asked: dict[str, set[str]] = {}
    for url in site.visits():
        if not url.endswith("/robots.txt"):
            asked.setdefault(f"http://{urlsplit(url).hostname}", set()).add(url)
    return {shape.name: _outcome(shape, found, unread, asked.get(host_of(shape), set())) for shape in shapes}


def _outcome(
    shape: Shape, found: Mapping[str, list[dict[str, Any]]], unread: Mapping[str, str], asked: set[str]
) -> Outcome:
    host = host_of(shape)
    own = {url.replace(HOST, host) for url in shape.site()}
    lines, beside = found.get(host, []), len(asked - own)
    turns = sum(line["turn_count"] for line in lines)
    if len(lines) == 1 and lines[0]["complete"]:
        word = "whole" if turns == TURNS * len(shape.urls) else "alone"
        return Outcome(word, "" if word == "whole" else "nothing on it says so", turns // TURNS, beside)
    if lines:
        gaps = [gap["reason"] for line in lines for gap in line["missing_pages"]]
        gaps += [one["words"] for line in lines for one in line["shortcomings"]]
        return Outcome("told", _short(gaps[0]), turns // TURNS, beside)
    return Outcome("not read", _short(unread.get(host, "")), 0, beside)


def _short(why: str) -> str:
    return re.sub(r"https?://\S+?(?=,? |$)", "ADDRESS", why.partition("; ")[0])
