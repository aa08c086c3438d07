"""The pager of a single page, by the HTML below its text."""

from __future__ import annotations

from briefings.transcript import Pager, read_page
from tests.support.boilerplate import URL
from tests.support.pager_shapes import Shape, page_html


def below(html: str, head: str = "", url: str = URL) -> Pager:
    """Return the pager of a single page with `html` below its text."""
    shape = Shape("", (url,), lambda _urls, _number: html, lambda _urls, _number: head)
    return read_page(page_html(shape, 1), url).siblings


def row(shown: str, *numbers: object, sep: str = " ") -> str:
    """Return links with numbers: the address is `shown`, with the number for its braces."""
    return sep.join(f"<a href='{shown.format(n)}'>{n}</a>" for n in numbers)
