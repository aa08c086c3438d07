"""Turn a transcript into records: the only place where fields are cleaned, joined, counted and hashed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import accumulate
from typing import Any

from briefings.items import Briefing, MissingPage, Note, PageRef, Participant, Turn
from briefings.reasons import Reason, ReasonKind
from briefings.records.identity import content_hash, count_words, identity_of, text_hash_of, turn_ids
from briefings.transcript import BriefingKind, KnownPerson, Page, PrintedNote, SpokenTurn, Transcript, kind_of

_PARAGRAPH_BREAK = "\n\n"


def load_briefing(transcript: Transcript, *, source: str = "file", unlabelled: bool = False) -> Briefing:
    """Return the record of a transcript with its turns.

    `source` is the name of the spider that read it. With `unlabelled`, text without named speakers is wanted as it is
    and is no shortcoming.
    """
    missing = [MissingPage(number, why.kind, why.words) for number, why in sorted(transcript.missing.items())]
    shortcomings = [*transcript.shortcomings, *_shortcomings(transcript, unlabelled=unlabelled)]
    complete = not missing and not shortcomings
    lengths = (len(_joined(turn.printed.paragraphs)) for turn in transcript.turns)
    briefing = Briefing(
        id=transcript.address.briefing, source=source, url=transcript.address.url,
        title=_printed(transcript.title), summary=_printed(transcript.summary),
        held_on=_iso(transcript.held_on), published_on=_iso(transcript.published_on),
        date=_iso(transcript.date), date_basis=transcript.date_basis, language=transcript.language,
        participants=[_participant(known) for known in transcript.participants],
        notes=_placed(transcript.notes, list(accumulate(lengths, initial=0))),
        pages=[_page_ref(page) for page in transcript.pages], missing_pages=missing,
        shortcomings=shortcomings, complete=complete, complete_by=transcript.complete_by if complete else None,
        coverage=transcript.coverage, outside=transcript.outside, warnings=list(transcript.warnings),
    )  # fmt: skip
    briefing.turns = list(_turns(transcript, briefing))
    briefing.turn_count = len(briefing.turns)
    briefing.words = sum(turn.words for turn in briefing.turns)
    briefing.content_hash = content_hash(briefing)
    return briefing


# -- Fields


def _printed(text: str | None) -> str | None:
    """Return a field as printed, with white space folded; None when nothing is left."""
    return " ".join((text or "").split()) or None


def _bare(text: str | None) -> str | None:
    """Return a label or position as printed, without the colon or semicolon after it."""
    return _printed((text or "").strip().rstrip(":：;；").rstrip())


def _iso(day: date | str | None) -> str | None:
    """Return a date as ISO 8601."""
    return day.isoformat() if isinstance(day, date) else day


def _joined(paragraphs: Iterable[str]) -> str:
    return _PARAGRAPH_BREAK.join(paragraphs)


def _placed(notes: Iterable[PrintedNote], starts: Sequence[int]) -> list[Note]:
    """Return notes with offsets in the text; `starts` are those of their paragraphs."""
    found = [Note(note.kind, note.text, starts[note.paragraph] + note.offset, note.length) for note in notes]
    return sorted(found, key=lambda note: note.at)


def _participant(known: KnownPerson) -> Participant:
    person = known.person
    return Participant(person.name, person.honorific, person.position, person.chair, known.evidence)


def _page_ref(page: Page) -> PageRef:
    address, origin = page.address, page.origin
    return PageRef(address.number, address.url, origin.sha256, origin.fetched_at, origin.status, origin.warc)


def _shortcomings(transcript: Transcript, *, unlabelled: bool) -> list[Reason]:
    if not transcript.turns:
        return [Reason(ReasonKind.NO_TRANSCRIPT, "no turn was read")]
    if not unlabelled and kind_of(transcript) is BriefingKind.UNCLEAR:
        return [Reason(ReasonKind.SPEAKERS_NOT_UNDERSTOOD, "speakers not understood")]
    missed = transcript.judgement.missed if transcript.voiced and transcript.judgement else []
    if missed:
        words = f"speakers not understood: {missed[0]!r}, {len(missed)} in all"
        return [Reason(ReasonKind.SPEAKERS_NOT_UNDERSTOOD, words)]
    return []


def _turns(transcript: Transcript, briefing: Briefing) -> Iterator[Turn]:
    fields = [_turn_fields(turn) for turn in transcript.turns]
    identities = [identity_of(turn["label"], turn["text"]) for turn in fields]
    ids = turn_ids(briefing.id, identities)
    for seq, (spoken, turn) in enumerate(zip(transcript.turns, fields, strict=True)):
        yield Turn(
            id=ids[seq],
            briefing=briefing.id, revision=1, seq=seq, source=briefing.source,
            held_on=briefing.held_on, date=briefing.date, date_basis=briefing.date_basis,
            title=briefing.title, complete=briefing.complete,
            label_rule=spoken.printed.label_rule, role=spoken.who.role, speaker_evidence=spoken.who.evidence,
            kind=spoken.kind, exchange=spoken.exchange,
            page_first=spoken.printed.page_first, page_last=spoken.printed.page_last, url=spoken.url,
            words=count_words(turn["text"]), cut=spoken.printed.cut, text_hash=text_hash_of(identities[seq]),
            **turn,
        )  # fmt: skip


def _turn_fields(spoken: SpokenTurn) -> dict[str, Any]:
    """Clean what one turn prints: its label, text, notes and the names of its speaker."""
    turn, who = spoken.printed, spoken.who
    lengths = (len(paragraph) + len(_PARAGRAPH_BREAK) for paragraph in turn.paragraphs)
    starts = list(accumulate(lengths, initial=0))
    # A note after the last paragraph is at the end of the text, not after a break that is absent.
    starts[-1] = max(0, starts[-1] - len(_PARAGRAPH_BREAK))
    return {
        "label": _bare(turn.label), "speaker": _printed(who.speaker), "outlet": _printed(who.outlet),
        "honorific": _printed(who.honorific), "position": _bare(who.position),
        "text": _joined(turn.paragraphs), "notes": _placed(turn.notes, starts),
    }  # fmt: skip
