"""The day a briefing was held, and the day it was published."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from briefings.address import day_in_address
from briefings.items import NoteKind
from briefings.transcript.page.header import Header
from briefings.transcript.page.page import Page
from briefings.transcript.speech.turns import Assembled, PrintedNote
from briefings.transcript.wording.dates import first_date, says_published


def title_of(pages: Sequence[Page]) -> str | None:
    """The title of the first page that has one."""
    return next((page.title for page in pages if page.title), None)


def day_held(headers: Sequence[Header], pages: Sequence[Page], assembled: Assembled, first: str) -> date | None:
    """The header's date, else the title's, else a letterhead's before anyone speaks; never the day of publication.

    `first` is the address of page 1.
    """
    near = day_in_address(first)
    given = next((header.held_on for header in headers if header.held_on), None)
    held, _ = _days_before_speech(assembled.notes, near)
    return given or first_date(title_of(pages), near) or held


def day_published(pages: Sequence[Page], assembled: Assembled, first: str) -> date | None:
    """What a page's byline or its data say, else a line before or behind what is said, else the day in the address."""
    near = day_in_address(first)
    _, published = _days_before_speech(assembled.notes, near)
    behind = [p.text for p in assembled.placements if p.place in ("boilerplate", "note") and says_published(p.text)]
    return (
        next((page.published_on for page in pages if page.published_on), None)
        or published
        or next((found for text in behind if (found := first_date(text, near))), None)
        or near
    )


def _days_before_speech(notes: Sequence[PrintedNote], near: date | None) -> tuple[date | None, date | None]:
    """The day of the event and that of publication, as the notes before anyone speaks print them.

    A date in or beside a line that says released, issued, published or updated is one of publication.
    """
    printed = [n.text for n in notes if n.paragraph == 0 and n.kind in (NoteKind.TIME, NoteKind.HEADING)]
    held = published = None
    for number, text in enumerate(printed):
        day = first_date(text, near)
        if day is None:
            continue
        if says_published(text) or (
            number and first_date(printed[number - 1]) is None and says_published(printed[number - 1])
        ):
            published = published or day
        else:
            held = held or day
    return held, published
