"""A briefing that contradicts itself is detected."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from briefings.items import Briefing, MissingPage, Note, NoteKind, PageRef
from briefings.reasons import ReasonKind
from briefings.records.consistency import problems_of
from tests.support.parts import each
from tests.support.records import LAUGHTER, make_briefing

if TYPE_CHECKING:
    from collections.abc import Callable


def test_a_sound_briefing_has_none() -> None:
    assert problems_of(make_briefing(notes=[LAUGHTER])) == []
    assert problems_of(make_briefing(missing=[2])) == []
    assert problems_of(make_briefing(said=[])) == []


def _swap_turns(briefing: Briefing) -> None:
    briefing.turns.reverse()


def _double_turn(briefing: Briefing) -> None:
    briefing.turns[1].id = briefing.turns[0].id


def _over_a_gap(briefing: Briefing) -> None:
    briefing.pages.append(PageRef(3, briefing.url, ""))
    briefing.turns[2].page_last = 3


def _backwards(briefing: Briefing) -> None:
    briefing.pages.append(PageRef(2, briefing.url, ""))
    briefing.turns[0].page_first = briefing.turns[0].page_last = 2


def _note_outside(briefing: Briefing) -> None:
    text = briefing.turns[0].text
    briefing.turns[0].notes = [Note(NoteKind.STAGE, "ab", len(text) - 1, 2)]


def _set(**values: object) -> Callable[[Briefing], None]:
    def change(briefing: Briefing) -> None:
        for name, value in values.items():
            setattr(briefing, name, value)

    return change


def _set_turn(**values: object) -> Callable[[Briefing], None]:
    def change(briefing: Briefing) -> None:
        for name, value in values.items():
            setattr(briefing.turns[1], name, value)

    return change


def test_page_can_be_read_in_part_and_missing() -> None:
    briefing = make_briefing()
    briefing.missing_pages.append(MissingPage(1, ReasonKind.TRUNCATED, "ends before </html>"))
    briefing.complete = False
    for turn in briefing.turns:
        turn.complete = False
    assert problems_of(briefing) == []


@each(
    ("change", "sentence"),
    [
        (_swap_turns, "turns[0].seq is 2"),
        (_double_turn, "turns[1].id is that of turns[0]"),
        (_over_a_gap, "turns[2] stands on pages [2], which were not read"),
        (_backwards, "turns[1] goes from page 1 to 1, after a turn that ends on page 2"),
        (_note_outside, "turns[0].notes[0] stands outside the text"),
        (_set(id=""), "id is empty"),
        (_set(content_hash=""), "content_hash is empty"),
        (_set(turn_count=4), "turn_count is 4, but there are 3 turns"),
        (_set(words=1), "words is 1, but the turns have"),
        (_set(complete=False), "complete is false, but 0 pages are missing"),
        (_set(coverage=math.nan), "coverage is not a number"),
        (_set(date=None), "date and date_basis are not both there"),
        (_set(date="2026-03-05"), "date is not held_on"),
        (_set(published_on="2026-02-30"), "published_on is not a day such as 2026-03-05"),
        (_set(revision=0), "revision is 0"),
        (_set(pages=[]), "turns[0] stands on pages [1], which were not read"),
        (_set_turn(briefing="elsewhere/1"), "turns[1].briefing is not the id of the briefing"),
        (_set_turn(title="Another"), "turns[1].title is not that of the briefing"),
        (_set_turn(complete=False), "turns[1].complete is not that of the briefing"),
        (_set_turn(revision=2), "turns[1].revision is not that of the briefing"),
        (_set_turn(exchange=-1), "turns[1].exchange is -1"),
        (_set_turn(words=-1), "turns[1].words is -1"),
        (_set_turn(speaker="Ilka Torvane"), "turns[1].speaker and speaker_evidence"),
    ],
)
def test_a_contradiction_is_named(change: Callable[[Briefing], None], sentence: str) -> None:
    briefing = make_briefing()
    change(briefing)
    assert any(found.startswith(sentence) for found in problems_of(briefing)), problems_of(briefing)
