"""The table of docs/pagers.md: `python -m tests.support.pager_table` writes it anew.

Each shape stands on a host of its own, and one crawl asks for a page of every one.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.support.crawls import Crawl, Crawler
from tests.support.fresh_pager_shapes import FRESH
from tests.support.pager_shapes import HOST, MORE, THE_23, TWENTY, TWENTY_OPAQUE, Shape, addresses, next_link
from tests.support.processes import REPO
from tests.support.server import Site
from tests.support.site_pager_shapes import SITES

PAGE = REPO / "docs" / "pagers.md"
HEADING = "## What was tried\n"
SHAPES = (*THE_23, *MORE, TWENTY, TWENTY_OPAQUE, *FRESH, *SITES)
POSTS = Shape("posts of one headline and day", addresses("/briefing-16", "/briefing-{}", (17, 18)), next_link())
TURNS = 4  # on each page
STARTS = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a briefing: "whole", "told", "not read" or "alone"; why it is not whole; how much was read."""

    word: str
    why: str
    pages: int
    beside: int
    """Addresses asked for that are none of its pages."""


def host_of(shape: Shape) -> str:
    """The host a shape stands on."""
    return f"http://s{(*SHAPES, POSTS).index(shape)}.varenia.example"


def serve(site: Site, shape: Shape, *, but: Sequence[str] = ()) -> None:
    """Serve the pages of a shape on its host, but for some of its addresses."""
    host = host_of(shape)
    own, domain = host.removeprefix("http://").partition(".")[0], HOST.removeprefix("http://press.")
    for url, body in shape.site().items():
        # No two shapes say the same, or they would be copies.
        text = body.decode().replace("the council", f"council {host}")
        text = text.replace(f"press.{domain}", f"{own}.{domain}").replace("PRESS.", f"{own.upper()}.")
        if url not in but:
            site.serve(url.replace(HOST, host), text.encode())


def crawl_from(crawler: Crawler, start: int, shapes: Sequence[Shape] = (*SHAPES, POSTS)) -> Crawl:
    """One crawl from page `start` of each shape."""
    file = crawler.data.with_name("addresses.txt")
    urls = [shape.urls[start - 1].replace(HOST, host_of(shape)) for shape in shapes]
    file.write_text("\n".join(urls), encoding="utf-8")
    return crawler.run("briefing", "-a", f"urls={file}")


def records_by_host(crawl: Crawl) -> dict[str, list[dict[str, Any]]]:
    """The briefings by the host of their shape."""
    found: dict[str, list[dict[str, Any]]] = {}
    for line in crawl.briefings("briefing"):
        found.setdefault(f"http://{line['id'].partition('/')[0]}", []).append(line)
    return found


def outcomes(crawl: Crawl, site: Site) -> dict[str, Outcome]:
    """By the name of each shape, what became of it."""
    found = records_by_host(crawl)
    unread = dict(re.findall(r"WARNING: (http://[^/]+)/\S* was not read \((.*)\)$", crawl.err, re.MULTILINE))
    asked: dict[str, set[str]] = {}
    for url in site.visits():
        if not url.endswith("/robots.txt"):
            asked.setdefault(f"http://{urlsplit(url).hostname}", set()).add(url)
    return {shape.name: _outcome(shape, found, unread, asked.get(host_of(shape), set())) for shape in SHAPES}


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


def pager_table(by_start: Mapping[int, Mapping[str, Outcome]]) -> str:
    """The table, a row a shape."""
    head = "| the briefing | from page 1 | from page 2 | from page 3 | why not whole |\n|---|---|---|---|---|\n"
    return head + "".join(f"{row}\n" for row in (_row(shape.name, by_start) for shape in SHAPES))


def _row(name: str, by_start: Mapping[int, Mapping[str, Outcome]]) -> str:
    found = [by_start[start][name] for start in STARTS]
    whys = list(dict.fromkeys(one.why for one in found if one.why))
    return f"| {name} | {' | '.join(cell(one) for one in found)} | {'; '.join(whys)} |".replace("  |", " |")


def cell(outcome: Outcome) -> str:
    """What the table says of an outcome."""
    return f"told, {outcome.pages} read" if outcome.word == "told" else outcome.word


def rows_of_the_page() -> dict[str, list[str]]:
    """The rows that docs/pagers.md has: the name of a shape to the cells behind it."""
    lines = PAGE.read_text(encoding="utf-8").partition(HEADING)[2].splitlines()
    rows = [[part.strip() for part in line.strip("|").split(" | ")] for line in lines if line.startswith("| ")]
    return {row[0]: row[1:4] for row in rows[1:]}


def _write() -> None:
    by_start = {}
    for start in STARTS:
        with Site() as site, tempfile.TemporaryDirectory() as folder:
            for shape in (*SHAPES, POSTS):
                serve(site, shape)
            by_start[start] = outcomes(crawl_from(Crawler(site, Path(folder) / "data"), start), site)
    text = PAGE.read_text(encoding="utf-8").partition(HEADING)
    before, _, _ = text[2].partition("| the briefing |")
    PAGE.write_text(f"{text[0]}{HEADING}{before}{pager_table(by_start)}", encoding="utf-8")


if __name__ == "__main__":
    _write()
