"""The adapter of the reader to a measure of it on pages of many houses."""

from __future__ import annotations

from briefings.items import Briefing
from briefings.loaders import load_briefing
from briefings.transcript import kind_of, read_page, read_transcript


def read(data: bytes, url: str) -> tuple[str, Briefing | None]:
    """The kind of a page, and its briefing if it is a transcript."""
    page = read_page(data, url)
    if page.kind != "transcript":
        return str(page.kind), None
    transcript = read_transcript([page])
    return str(kind_of(transcript)), load_briefing(transcript)


def further(data: bytes, url: str) -> set[str]:
    """The addresses of the other pages of a list that a page names."""
    page = read_page(data, url, as_list=True)
    pager = page.listing.further
    behind = pager.behind(page.address.url, in_list=True)
    return {*pager.pages.values(), *pager.listed, *([behind.url] if behind else [])}
