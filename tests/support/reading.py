"""Short ways from a piece of HTML to the reader's result."""

from __future__ import annotations

from collections.abc import Sequence

from briefings.items import Briefing
from briefings.loaders import load_briefing
from briefings.reasons import Reason, ReasonKind
from briefings.transcript import Markup, Page, Transcript, read_page, read_transcript
from briefings.transcript.page.layout.lines import Line
from briefings.transcript.page.links.lists.listing import Listing
from tests.support.list_shapes import LIST

SITE = "http://www.varenia.example/press/2026-03/05/"
BODY = Markup(body="#container_txt")
HTTP_500 = Reason(ReasonKind.SERVER_ERROR, "http 500")


def address(number: int = 1) -> str:
    return f"{SITE}content_9{'' if number == 1 else f'_{number}'}.htm"


def page(body: str, number: int = 1, url: str | None = None) -> Page:
    html = f'<html><body><h1>A briefing</h1><div id="container_txt">{body}</div></body></html>'
    return read_page(html.encode(), url or address(number), markup=BODY)


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def transcript(*bodies: str, missing: Sequence[int] = ()) -> Transcript:
    """Return the transcript of pages 1, 2, ...; a missing page has an empty body here."""
    gone = dict.fromkeys(missing, HTTP_500)
    return read_transcript([page(body, n) for n, body in enumerate(bodies, 1) if n not in gone], gone)


def briefing(*bodies: str, missing: Sequence[int] = ()) -> Briefing:
    return load_briefing(transcript(*bodies, missing=missing), source="test")


def said(read: Briefing) -> list[tuple[str | None, str]]:
    return [(turn.label, turn.text) for turn in read.turns]


def lines(*texts: str) -> Sequence[Line]:
    return [Line(text) for text in texts]


def listing(html: bytes | str, url: str = LIST, markup: Markup | None = None) -> Listing:
    """Read a page as a list."""
    return read_page(html if isinstance(html, bytes) else html.encode(), url, as_list=True, markup=markup).listing
