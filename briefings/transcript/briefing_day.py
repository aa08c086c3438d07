"""The day a briefing was held, and the day it was published."""

from collections.abc import Sequence, Set
from datetime import date

from briefings.address import day_in_address
from briefings.items import DateBasis, NoteKind
from briefings.transcript.page.header import Header
from briefings.transcript.page.notes import is_of_another_day, is_of_the_event
from briefings.transcript.page.page import Page
from briefings.transcript.speech.turns import AssembledTurns, PrintedNote
from briefings.transcript.wording.dates import (
    date_in_address,
    day_of_publication,
    day_without_year,
    days_in_lines,
    first_date,
    is_near,
    published_in,
    puts_day_first,
    says_published,
)


def days_of(
    headers: Sequence[Header], pages: Sequence[Page], assembled: AssembledTurns, title: str, first: str
) -> tuple[date | None, date | None, date | None, DateBasis | None]:
    """Return the days on which a briefing was held and published, the best known day, and the meaning of that.

    `first` is the address of page 1. Held is the header's day, otherwise the title's, otherwise a letterhead's before
    anyone speaks. Printed is a day beside the headline, or one without a year in it. Published is the day of a page's
    byline or data, otherwise of a line before or after the speech, otherwise in figures in the address. A day in words
    in an address made from a title may be either day.
    """
    near, in_address = date_in_address(first), day_in_address(first)
    day_first = puts_day_first(pages[0].fields.language or "", first)
    linked = {line.text for page in pages for line in page.lines if line.is_mostly_link}
    byline = next((page.fields.published_on for page in pages if page.fields.published_on), None)
    other = [day for day in (byline or near, first_date(title, near)) if day]
    held, published = _days_before_speech(assembled.notes, near, day_first, linked, other)
    given = next((header.held_on for header in headers if header.held_on), None)
    behind = [p.text for p in assembled.placements if p.place in ("boilerplate", "note") and says_published(p.text)]
    days_behind = [(day, text) for text in behind if (day := first_date(text, near))]
    # The page may have been changed years after the day in its address.
    stamp = day_of_publication([*days_behind, *([(in_address, "")] if in_address else [])])
    published = byline or published or (stamp if stamp in dict(days_behind) else None)
    printed = next((page.fields.printed_on for page in pages if page.fields.printed_on), None)
    known = near or published or printed
    of_title = first_date(title, known)
    if of_title and of_title == published_in(title, known):
        published, of_title = published or of_title, None
    if of_title and held and not is_near(of_title, held):
        # "Briefing on the treaty of 4 May 1998"
        of_title = None
    held = given or of_title or held
    ranked = {
        DateBasis.HELD: held,
        DateBasis.PRINTED: printed or day_without_year(title, known),
        DateBasis.PUBLISHED: published,
        DateBasis.ADDRESS: in_address or near,
    }
    best, basis = next(((day, basis) for basis, day in ranked.items() if day), (None, None))
    return held, published or in_address, best, basis


def _days_before_speech(
    notes: Sequence[PrintedNote],
    near: date | None,
    day_first: bool | None,
    linked: Set[str],
    other: Sequence[date],
) -> tuple[date | None, date | None]:
    """Return the day of the event and that of publication, as the notes before anyone speaks print them.

    A date in or beside a line that says released, issued, published or updated is one of publication, and so is one
    above an earlier one. The day of a line in `linked` is that of another page. A line that is a date or names the
    event is believed before others ("Archived on 3 May 2031"), and others only if they print one day. Of several days
    the one near `other` days of the page counts: the frame of a site may print today's above all.
    """
    lead = (n for n in notes if n.paragraph == 0 and n.text not in linked)
    printed = [
        n.text for n in lead
        if (n.kind in (NoteKind.TIME, NoteKind.HEADING) or is_of_the_event(n.text)) and not is_of_another_day(n.text)
    ]  # fmt: skip
    found = [*days_in_lines(printed, near, day_first=day_first)]
    plain = [(day, text) for day, text, words in found if not words]
    own = {n.text for n in notes if n.kind is NoteKind.TIME or is_of_the_event(n.text)}
    sure = [day for day, text in plain if text in own]
    days = [day for day, _ in plain] if sure or len({day for day, _ in plain}) == 1 else []
    called = day_of_publication((day, words) for day, _, words in found if words)
    believed = [day for day in (*sure, *days) if any(is_near(day, one) for one in other)][:1] or (sure or days)[:1]
    # Below the day of posting the IMF prints that of the briefing.
    held = min((day for day in days if is_near(day, believed[0])), default=None)
    return held, called or next((day for day in days[:1] if held and day != held and is_near(held, day)), None)
