"""Invented pages as heavy as real ones, made with known turns, and a server for them.

A page has 40 to 60 KB and 156 links: navigation, related boxes, a form for comments, scripts, a footer. All pages of a
host share a frame, as on a real site: links that differ on every page are looked at. A briefing has two pages, and its
last turn on the first continues on the second. The same briefings are on two hosts: one whose markup a source of the
project knows, and one that nobody described.
"""

import gzip
import re
import sys
from functools import cache, lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random
from typing import NamedTuple

KNOWN, UNKNOWN = "www.china.org.cn", "www.varenia.example"
PAGES_EACH, TURNS_EACH, LINKS = 2, 16, 156
_WORDS = (
    "harbour ferry council tariff orchard lantern bridge season measure report quota vessel market index grain the of"
    " and to in for with on this that which has been was are it by from growth steady first quarter year percent plan"
    " reform rural export import coastal inland safety water supply school health service credit fiscal policy 2,400"
    " 6.8 17 nine several department local central region continue improve support protect reduce expand"
).split()
_OFFICIALS = ("Ilse Maren", "Tolmer Vask", "Irena Dolmatin", "Pavo Kestrel", "Orla Finnay")
_OUTLETS = ("Harbour Gazette", "Varenia Radio", "Lindmark Wire", "Ersk Courier", "Coastal Daily")
_ASKS = ("My question concerns the", "Could you tell us more about the", "What is your comment on the")
_SECTIONS = "politics economy society culture sports science travel opinion photo video world business".split()


class KnownTurn(NamedTuple):
    """The expected reading of one turn."""

    label: str
    text: str


class Made(NamedTuple):
    """A briefing as made: the HTML of its pages, and its turns."""

    pages: tuple[str, ...]
    turns: tuple[KnownTurn, ...]


def address(host: str, briefing: int, page: int = 1) -> str:
    """Return the address of a page of a briefing."""
    key = 40_000_000 + briefing
    return f"http://{host}/business/2026-03/05/content_{key}{'' if page == 1 else f'_{page}'}.htm"


@lru_cache(maxsize=8)
def make(host: str, briefing: int, turns_each: int = TURNS_EACH, pages: int = PAGES_EACH, links: int = LINKS) -> Made:
    """Make up a briefing from its number, always the same."""
    rng = Random(briefing)
    turns: list[KnownTurn] = []
    bodies: list[str] = []
    for page in range(1, pages + 1):
        blocks: list[str] = []
        if page > 1:
            # The last turn continues where the page was broken.
            more = _paragraph(rng, ".")
            blocks.append(f"<p>{more}</p>")
            turns[-1] = turns[-1]._replace(text=f"{turns[-1].text}\n\n{more}")
        for _ in range(turns_each):
            asks = len(turns) % 2 == 0
            label = rng.choice(_OUTLETS if asks else _OFFICIALS)
            said = [_question(rng)] if asks else [_paragraph(rng, ".") for _ in range(rng.randint(2, 6))]
            blocks += [f"<p><strong>{label}:</strong></p>", *(f"<p>{text}</p>" for text in said)]
            turns.append(KnownTurn(label, "\n\n".join(said)))
        bodies.append("\n".join(blocks))
    made = tuple(_framed(host, briefing, page, pages, body, links) for page, body in enumerate(bodies, start=1))
    return Made(made, tuple(turns))


def _paragraph(rng: Random, end: str) -> str:
    sentences = (" ".join(rng.choices(_WORDS, k=rng.randint(7, 20))).capitalize() for _ in range(rng.randint(3, 5)))
    return ". ".join(sentences) + end


def _question(rng: Random) -> str:
    return f"{_paragraph(rng, '.')} {rng.choice(_ASKS)} {' '.join(rng.choices(_WORDS, k=9))}?"


def _framed(host: str, briefing: int, page: int, pages: int, body: str, links: int) -> str:
    """Return a page around a transcript, with about a third of its links before it and two thirds after it."""
    rng, frame = Random(f"{briefing} {page}"), Random(host)
    rest = links - (pages if pages > 1 else 0)
    menu, related = rest // 3, rest - rest // 3 - rest // 6
    box = 'id="container_txt"' if host == KNOWN else 'class="story"'
    title = f"Briefing {briefing} on harbour affairs"
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>{title} - Varenia Press</title><link rel="canonical" href="{address(host, briefing, page)}">
<link rel="stylesheet" href="/css/site.css"><style>.menu li {{ float: left }} .story p {{ margin: 1em }}</style>
<script>window.dataLayer = [];
{_slots(rng)}
</script></head><body class="article">
<div id="header" class="top"><a href="/"><img src="/logo.png" alt="Varenia Press"></a>
<form action="/search"><input type="text" name="q"><input type="submit" value="Search"></form></div>
<div class="nav"><ul class="menu">
{_menu(frame, menu)}
</ul></div>
<div class="wrapper"><div class="main"><h1 id="title">{title}</h1>
<div class="meta">Varenia Press, March 5, 2026</div>
<div {box}>
{body}
</div>
{_pager(host, briefing, page, pages)}
<div class="share">Share: <span class="fb"></span> <span class="tw"></span></div></div>
<div class="right">
{_boxes(frame, related)}
</div></div>
<div class="comments"><h3>Comments</h3><form action="/comment" method="post"><label>Name</label>
<input name="name"><label>Comment</label><textarea name="text"></textarea><button>Send</button></form></div>
<script>document.write('<span class="counter">' + {rng.randrange(10**6)} + '</span>');</script>
<div id="footer" class="footer"><ul>
{_menu(frame, rest // 6)}
</ul><p>Copyright Varenia Press. All rights reserved.</p></div>
</body></html>"""


def _slots(rng: Random) -> str:
    """Return the lines of a script."""
    return "\n".join(
        f'  window.dataLayer.push({{"event": "slot{number}", "id": {rng.randrange(10**9)}, "width": 300}});'
        for number in range(60)
    )


def _pager(host: str, briefing: int, page: int, pages: int) -> str:
    if pages == 1:
        return ""
    links = "".join(
        f'<a class="p{"current" if number == page else ""}" href="{address(host, briefing, number)}">{number}</a> '
        for number in range(1, pages + 1)
    )
    return f'<div id="autopage"><center>{links}</center></div>'


def _menu(rng: Random, links: int) -> str:
    rows = []
    for number in range(links):
        section = rng.choice(_SECTIONS)
        rows.append(
            f'<li class="item item-{number}"><a href="/{section}/node_{rng.randrange(10**5)}.htm">'
            f"{section.title()} {rng.choice(_WORDS)}</a></li>"
        )
    return "\n".join(rows)


def _boxes(rng: Random, links: int) -> str:
    """Return boxes of related articles, twelve rows each."""
    boxes = []
    for start in range(0, links, 12):
        rows = []
        for _ in range(start, min(start + 12, links)):
            day = f"2026-{rng.randint(1, 3):02}/{rng.randint(1, 28):02}"
            words = " ".join(rng.choices(_WORDS, k=rng.randint(5, 9))).capitalize()
            rows.append(
                f'<li><a href="/{rng.choice(_SECTIONS)}/{day}/content_{rng.randrange(10**8)}.htm" title="{words}">'
                f'{words}</a><span class="date">{day.replace("/", "-")}</span></li>'
            )
        boxes.append(f'<div class="box"><h3>More news {start}</h3><ul class="list">{"".join(rows)}</ul></div>')
    return "\n".join(boxes)


class Pages(BaseHTTPRequestHandler):
    """Serves the briefings of both hosts compressed, without a charset, with the path as ETag."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        found = re.fullmatch(r"http://([^/]+)(/business/2026-03/05/content_(\d+)(?:_(\d+))?\.htm)", self.path)
        tag = f'"{found[2]}"' if found else ""
        if found and self.headers.get("If-None-Match") == tag:
            self.answer(304, b"", tag)
        elif found:
            self.answer(200, _packed(found[1], int(found[3]) - 40_000_000, int(found[4] or 1)), tag)
        else:
            self.answer(404, b"", "")

    def answer(self, status: int, body: bytes, tag: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "text/html")
        if body:
            self.send_header("Content-Encoding", "gzip")
        if tag:
            self.send_header("ETag", tag)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@cache
def _packed(host: str, briefing: int, page: int) -> bytes:
    return gzip.compress(make(host, briefing).pages[page - 1].encode(), mtime=0)


def serve() -> None:
    """Print the port, then serve until the process is ended."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    server.daemon_threads = True
    sys.stdout.write(f"{server.server_address[1]}\n")
    sys.stdout.flush()
    server.serve_forever()


if __name__ == "__main__":
    serve()
