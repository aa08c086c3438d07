"""The rules of a consistent briefing beyond the types of its fields."""

import math
from collections.abc import Iterator
from datetime import date

from msgspec import ValidationError, convert

from briefings.items import Briefing, DateBasis, Turn

# Fields that each turn repeats so that it can be read alone.
_SHARED = ("source", "revision", "held_on", "date", "date_basis", "title", "complete")


def problems_of(briefing: Briefing) -> list[str]:
    """Return the contradictions in `briefing`, one sentence each.

    The fields must have the types of their schema. The sentences hold names and numbers, never text.
    """
    return [*_of_the_briefing(briefing), *_of_its_pages(briefing), *_of_its_turns(briefing)]


def _of_the_briefing(briefing: Briefing) -> Iterator[str]:
    if not briefing.id:
        yield "id is empty"
    if not briefing.content_hash:
        yield "content_hash is empty"
    if briefing.revision < 1:
        yield f"revision is {briefing.revision}"
    for name in ("coverage", "outside"):
        if not math.isfinite(getattr(briefing, name)):
            yield f"{name} is not a number"
    for name in ("held_on", "published_on", "date"):
        try:
            convert(getattr(briefing, name), date | None)
        except ValidationError:
            yield f"{name} is not a day such as 2026-03-05"
    if (briefing.date is None) != (briefing.date_basis is None):
        yield "date and date_basis are not both there or both null"
    if briefing.held_on and (briefing.date, briefing.date_basis) != (briefing.held_on, DateBasis.HELD):
        yield "date is not held_on, though that is known"
    if briefing.turn_count != len(briefing.turns):
        yield f"turn_count is {briefing.turn_count}, but there are {len(briefing.turns)} turns"
    words = sum(turn.words for turn in briefing.turns)
    if briefing.words != words:
        yield f"words is {briefing.words}, but the turns have {words}"


def _of_its_pages(briefing: Briefing) -> Iterator[str]:
    read = [page.number for page in briefing.pages]
    missing = [page.number for page in briefing.missing_pages]
    for name, numbers in (("pages", read), ("missing_pages", missing)):
        if numbers != sorted(set(numbers)) or (numbers and numbers[0] < 1):
            yield f"{name} are not numbered upwards from 1: {numbers}"
    if briefing.complete == bool(missing or briefing.shortcomings):
        lacks = f"{len(missing)} pages are missing and {len(briefing.shortcomings)} shortcomings named"
        yield f"complete is {str(briefing.complete).lower()}, but {lacks}"
    if briefing.complete_by is not None and not briefing.complete:
        yield f"complete is false, but complete_by is {briefing.complete_by}"


def _of_its_turns(briefing: Briefing) -> Iterator[str]:
    read = {page.number for page in briefing.pages}
    ids: dict[str, int] = {}
    page = 0
    for index, turn in enumerate(briefing.turns):
        place = f"turns[{index}]"
        if turn.seq != index:
            yield f"{place}.seq is {turn.seq}"
        if turn.briefing != briefing.id:
            yield f"{place}.briefing is not the id of the briefing"
        for name in _SHARED:
            if getattr(turn, name) != getattr(briefing, name):
                yield f"{place}.{name} is not that of the briefing"
        if turn.id in ids:
            yield f"{place}.id is that of turns[{ids[turn.id]}]"
        ids.setdefault(turn.id, index)
        if not page <= turn.page_first <= turn.page_last:
            yield f"{place} goes from page {turn.page_first} to {turn.page_last}, after a turn that ends on page {page}"
        elif gaps := sorted(set(range(turn.page_first, turn.page_last + 1)) - read):
            yield f"{place} stands on pages {gaps}, which were not read"
        page = turn.page_last
        yield from (f"{place}.{what}" for what in _of_a_turn(turn))


def _of_a_turn(turn: Turn) -> Iterator[str]:
    if turn.words < 0:
        yield f"words is {turn.words}"
    if turn.exchange is not None and turn.exchange < 0:
        yield f"exchange is {turn.exchange}"
    if (turn.speaker is None) != (turn.speaker_evidence is None):
        yield "speaker and speaker_evidence are not both there or both null"
    for index, note in enumerate(turn.notes):
        if note.at < 0 or note.length < 0 or note.at + note.length > len(turn.text):
            yield f"notes[{index}] stands outside the text"
