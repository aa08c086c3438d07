"""Pages of a fictional press office, in the markup of the SCIO family."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

HOST = "www.china.org.cn"
"""Name under which a local server serves the pages: it is the source's own, and the text is invented."""

CHAIR = "Tolmer Vask"
OFFICIALS = ("Irena Dolmatin", "Pavo Kestrel")
OUTLETS = ("Harbour Gazette", "Varenia Radio", "Lindmark Wire")
_TOPICS = ("ferry timetable", "salt tax", "night trams", "lighthouse repairs", "school orchards", "river gauges")


def address(key: int, number: int = 1, host: str = HOST) -> str:
    """Return the address of a page of a briefing."""
    suffix = "" if number == 1 else f"_{number}"
    return f"http://{host}/business/2024-05/17/content_{key}{suffix}.htm"


def briefing(key: int = 7001, pages: int = 7, host: str = HOST) -> dict[str, bytes]:
    """Return a briefing as pages by address: on each page a question and its answer, page 1 opened by the chair."""
    return {address(key, number, host): briefing_page(key, number, pages) for number in range(1, pages + 1)}


def page_turns(key: int, number: int) -> list[tuple[str, list[str]]]:
    """Return speakers and paragraphs of a page: an outlet asks, an official answers; on page 1 the chair is first."""
    topic = _TOPICS[(key + number) % len(_TOPICS)]
    outlet, official = OUTLETS[number % len(OUTLETS)], OFFICIALS[number % len(OFFICIALS)]
    chair = (CHAIR, [f"Good morning and welcome to briefing {key}. Two officials take your questions."])
    question = f"My question concerns the {topic}, number {key}-{number}. When will the ministry decide about it?"
    answer = [
        f"The {topic} was reviewed in spring, and the report {key}-{number} went to the council last week.",
        "A decision is expected before the harvest. Until then the present rules stay as they are.",
    ]
    return [*([chair] if number == 1 else []), (outlet, [question]), (official, answer)]


def briefing_page(key: int, number: int, pages: int) -> bytes:
    """Return one page of a briefing: the header and the turns."""
    body = "\n".join(
        f"<p><strong>{escape(name)}:</strong></p>\n" + "\n".join(f"<p>{escape(text)}</p>" for text in texts)
        for name, texts in page_turns(key, number)
    )
    return document(f"Briefing {key} on harbour affairs", _header() + body + _pager(key, number, pages))


def document(title: str, content: str) -> bytes:
    """Return a page of the site with a title and the content of its body node."""
    return f"""<!DOCTYPE html>
<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8" /><title>{escape(title)}</title></head>
<body><div class="wrapper">
<h1 id="title">{escape(title)}</h1>
<dl id="guild"><dd>0 Comment(s)Print E-mail China.org.cn, May 17, 2024</dd></dl>
<div id="container_txt">
{content}
</div>
<p>Follow China.org.cn on Twitter and Facebook to join the conversation.</p>
</div></body></html>""".encode()


def list_page(entries: Iterable[str], pages: Sequence[str] = (), current: int = 1) -> bytes:
    """Return a list page: links to briefings in order, and a pager over the pages of the list."""
    items = "\n".join(f'<li><a href="{url}">Briefing {n} on harbour affairs</a></li>' for n, url in enumerate(entries))
    pager = " ".join(
        f"<span>{n}</span>" if n == current else f'<a href="{url}">{n}</a>' for n, url in enumerate(pages, start=1)
    )
    return f"""<!DOCTYPE html>
<html><head><title>Press Room</title></head><body><div class="wrapper"><h1>Press Room</h1>
<div class="columns1"><ul>
{items}
</ul>
<div id="autopage"><center>{pager}</center></div>
</div></div></body></html>""".encode()


def gallery(key: int, pictures: int = 4) -> bytes:
    """Return a photo gallery: a picture and its caption per page."""
    content = (
        f'<p><img src="photo_{key}.jpg" /></p>'
        f"<p>A ferry leaves the old harbour at dawn. [Photo by Ansel Brook/Varenia Press]</p>"
    )
    return document("Photos: the old harbour", content + _pager(key, 1, pictures))


def notice() -> bytes:
    """Return the announcement of a briefing, which has no transcript."""
    content = (
        "<p>A press conference will be held on June 17 (10 a.m.).</p>"
        "<p>Venue: Hall of the Press Office</p><p>Add.: 4 Quay Street, Lindmark</p>"
    )
    return document("Notice of press conference on June 17 (10 a.m.)", content)


def empty() -> bytes:
    """Return an empty page with status 200."""
    return document("", "")


def _header() -> str:
    speakers = "<br />\n".join(f"Ms. {name}, deputy minister of harbours and canals" for name in OFFICIALS)
    return f"""<p><strong>Speakers:</strong><br />
{speakers}</p>
<p><strong>Chairperson:</strong><br />
{CHAIR}, spokesperson of the Press Office of Varenia</p>
<p><strong>Date:</strong><br />
May 16, 2024</p>
"""


def _pager(key: int, number: int, pages: int) -> str:
    if pages == 1:
        return ""
    links = "&nbsp;&nbsp;".join(
        f"<span>{n}</span>" if n == number else f'<a href="{address(key, n).rpartition("/")[2]}">{n}</a>'
        for n in range(1, pages + 1)
    )
    return f'\n<div id="autopage"><center>{links}</center></div>'
