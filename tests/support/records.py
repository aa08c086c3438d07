"""Records for the tests of what lasts: small, valid, and distinguished by the test's own words."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from briefings.items import Briefing, DateBasis, Kind, MissingPage, Note, NoteKind, PageRef, Role, SpeakerEvidence, Turn
from briefings.reasons import ReasonKind
from briefings.records.identity import content_hash
from briefings.records.jsonl import json_line, record_of

if TYPE_CHECKING:
    from collections.abc import Sequence

SOURCE = "harbour_gazette"

Said = tuple[str | None, str]
"""A label and the words spoken."""

TALK: list[Said] = [
    ("Ilka Torvane", "Good morning. The harbour of Port Ersk opens on Monday."),
    ("Ersk Courier", "What does a berth cost?"),
    ("Ilka Torvane", "Twelve marks a day — for boats from Veldria too."),
]


def briefing_line(briefing: Briefing) -> str:
    """Return the line of a briefing in briefings.jsonl."""
    return json_line(record_of(briefing))


def make_briefing(
    key: str = "1001",
    said: Sequence[Said] = TALK,
    *,
    source: str = SOURCE,
    revision: int = 1,
    missing: Sequence[int] = (),
    notes: Sequence[Note] = (),
    fetched_at: str | None = "2026-03-05T08:00:00Z",
) -> Briefing:
    """Return a briefing of page 1 and the pages in `missing`; `notes` are in its first turn."""
    id_ = f"news.veldria.example/{key}"
    url = f"http://news.veldria.example/2026-03/05/content_{key}.htm"
    turns = [make_turn(id_, seq, label, text, url) for seq, (label, text) in enumerate(said)]
    for turn in turns:
        turn.source, turn.revision, turn.complete = source, revision, not missing
    if turns:
        turns[0].notes = list(notes)
    briefing = Briefing(
        id=id_,
        source=source,
        url=url,
        title="Harbour briefing",
        held_on="2026-03-04",
        date="2026-03-04",
        date_basis=DateBasis.HELD,
        language="en",
        pages=[PageRef(1, url, _hash(repr(said)), fetched_at, 200)],
        complete=not missing,
        missing_pages=[MissingPage(number, ReasonKind.SERVER_ERROR, "http 500") for number in missing],
        turn_count=len(turns),
        words=sum(turn.words for turn in turns),
        revision=revision,
        content_hash="",
        turns=turns,
    )
    briefing.content_hash = content_hash(briefing)
    return briefing


def redated(briefing: Briefing, day: str | None, basis: DateBasis | None) -> Briefing:
    """Change a briefing in place to another day, or to none; return it."""
    held, published = (day if basis is one else None for one in (DateBasis.HELD, DateBasis.PUBLISHED))
    briefing.published_on = published
    records: list[Briefing | Turn] = [briefing, *briefing.turns]
    for record in records:
        record.held_on, record.date, record.date_basis = held, day, basis
    briefing.content_hash = content_hash(briefing)
    return briefing


def make_turn(briefing: str, seq: int, label: str | None, text: str, url: str) -> Turn:
    """Return one turn on page 1. Its id depends on briefing, label and text; repeat none within a briefing."""
    press = label == "Ersk Courier"
    return Turn(
        id=_hash(f"{briefing} {label} {text}"),
        briefing=briefing,
        revision=1,
        seq=seq,
        source=SOURCE,
        held_on="2026-03-04",
        date="2026-03-04",
        date_basis=DateBasis.HELD,
        title="Harbour briefing",
        label=label,
        label_rule=label and "own_line",
        role=Role.PRESS if press else Role.OFFICIAL,
        speaker=None if press else label,
        outlet=label if press else None,
        honorific=None,
        position=None,
        speaker_evidence=None if press or label is None else SpeakerEvidence.HEADER,
        kind=Kind.QUESTION if press else Kind.ANSWER,
        exchange=None,
        text=text,
        notes=[],
        page_first=1,
        page_last=1,
        url=url,
        words=len(text.split()),
        complete=True,
        cut=False,
        text_hash=_hash(f"{label} {text}"),
    )


def make_briefings(count: int) -> list[Briefing]:
    """Return `count` different briefings."""
    return [make_briefing(str(1000 + number), [*TALK, ("Ilka Torvane", f"Berth {number}.")]) for number in range(count)]


LAUGHTER = Note(NoteKind.STAGE, "(Laughter.)", 0)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
