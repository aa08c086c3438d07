"""Read one page: bytes in, lines and links out."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from briefings.transcript.address import Address


class PageKind(StrEnum):
    """What a page is. Only a TRANSCRIPT becomes part of a briefing; the others are recognised and counted."""

    TRANSCRIPT = "transcript"
    LIST = "list"
    GALLERY = "gallery"
    NOTICE = "notice"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Markup:
    """Where a site keeps things, as CSS selectors; first choices, never the only way in."""

    title: str = ""
    body: str = ""
    byline: str = ""
    summary: str = ""
    pager: str = ""
    entries: str = ""
    list_pager: str = ""


@dataclass(slots=True)
class Page:
    """One page as read; `read_transcript` makes a transcript of all pages of a briefing."""

    address: Address
    """Which page of which briefing it is: `.briefing`, `.number`, `.url`, `.page(n)`."""
    kind: PageKind
    pager: dict[int, str] = field(default_factory=dict)
    """Page number to absolute address: every page of the same briefing this page knows of, itself included."""
    entries: list[str] = field(default_factory=list)
    """On a list page: absolute addresses of the briefings it lists, in order, each once."""
    lists: list[str] = field(default_factory=list)
    """On a list page: absolute addresses of the other pages of the list, in order."""
    sha256: str = ""
    fetched_at: str | None = None
    status: int | None = None


def read_page(
    html: bytes,
    url: str,
    *,
    encoding: str | None = None,
    markup: Markup | None = None,
    fetched_at: str | None = None,
    status: int | None = None,
) -> Page:
    """To come."""
    raise NotImplementedError
