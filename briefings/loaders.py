"""A transcript to records: the only place where fields are cleaned, joined, counted and hashed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import accumulate

from briefings.items import Briefing, MissingPage, Note, PageRef, Participant, Turn
from briefings.reasons import Reason, ReasonKind
from briefings.records import content_hash, count_words, identity_of, text_hash_of, turn_ids
from briefings.transcript import BriefingKind, Known, Page, PrintedNote, Transcript, kind_of

_PARAGRAPH_BREAK = "\n\n"


def printed(text: str | None) -> str | None:
    """A field as printed, white space folded; None when nothing is left."""
    return " ".join(text.split()) or None if text else None


def without_separators(text: str | None) -> str | None:
    """A label without the colon, and a position without the semicolon, that led on from it."""
    return printed(text.strip().rstrip(":：;；").rstrip()) if text else None


def iso(day: date | str | None) -> str | None:
    """A date as ISO 8601."""
    return day.isoformat() if isinstance(day, date) else day or None


def placed_notes(notes: Iterable[PrintedNote], starts: Sequence[int]) -> list[Note]:
    """Notes with their offset in the text; each stands in or before the paragraph that begins at one of `starts`."""
    found = [Note(note.kind, note.text, starts[note.paragraph] + note.offset, note.length) for note in notes]
    return sorted(found, key=lambda note: note.at)


def participant_of(known: Known) -> Participant:
    person = known.person
    return Participant(person.name, person.honorific, person.position, person.chair, known.evidence)


def page_ref_of(page: Page) -> PageRef:
    address, origin = page.address, page.origin
    return PageRef(address.number, address.url, origin.sha256, origin.fetched_at, origin.status, origin.warc)


def load_briefing(transcript: Transcript, *, source: str = "file", unlabelled: bool = False) -> Briefing:
    """The record of a transcript with its turns.

    `source` is the name of the source that it is kept under. `unlabelled` says that text in which nobody is named as
    speaking is wanted as it is: it is no shortcoming then.
    """
    texts = [_PARAGRAPH_BREAK.join(spoken.printed.paragraphs) for spoken in transcript.turns]
    shortcomings = [*transcript.shortcomings, *_shortcomings(transcript, unlabelled=unlabelled)]
    complete = not transcript.missing and not shortcomings
    briefing = Briefing(
        id=transcript.address.briefing, source=source, url=transcript.address.url,
        title=printed(transcript.title), summary=printed(transcript.summary),
        held_on=iso(transcript.held_on), published_on=iso(transcript.published_on),
        date=iso(transcript.date), date_basis=transcript.date_basis, language=transcript.language or None,
        participants=[participant_of(known) for known in transcript.participants],
        notes=placed_notes(transcript.notes, list(accumulate(map(len, texts), initial=0))),
        pages=[page_ref_of(page) for page in transcript.pages],
        complete=complete, complete_by=transcript.complete_by if complete else None,
        missing_pages=[MissingPage(number, why.kind, why.words) for number, why in sorted(transcript.missing.items())],
        shortcomings=shortcomings, coverage=transcript.coverage, outside=transcript.outside,
        warnings=list(transcript.warnings),
    )  # fmt: skip
    briefing.turns = list(_turns(transcript, briefing, texts))
    briefing.turn_count = len(briefing.turns)
    briefing.words = sum(turn.words for turn in briefing.turns)
    briefing.content_hash = content_hash(briefing)
    return briefing


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


def _turns(transcript: Transcript, briefing: Briefing, texts: Sequence[str]) -> Iterator[Turn]:
    labels = [without_separators(spoken.printed.label) for spoken in transcript.turns]
    identities = [identity_of(label, text) for label, text in zip(labels, texts, strict=True)]
    ids = turn_ids(briefing.id, identities)
    for seq, spoken in enumerate(transcript.turns):
        turn, who = spoken.printed, spoken.who
        yield Turn(
            id=ids[seq],
            briefing=briefing.id, revision=1, seq=seq, source=briefing.source,
            held_on=briefing.held_on, date=briefing.date, date_basis=briefing.date_basis,
            title=briefing.title, complete=briefing.complete,
            label=labels[seq], label_rule=turn.label_rule,
            role=who.role, speaker=printed(who.speaker), outlet=printed(who.outlet), honorific=printed(who.honorific),
            position=without_separators(who.position), speaker_evidence=who.evidence,
            kind=spoken.kind, exchange=spoken.exchange,
            text=texts[seq], notes=placed_notes(turn.notes, _starts(turn.paragraphs)),
            page_first=turn.page_first, page_last=turn.page_last, url=spoken.url,
            words=count_words(texts[seq]), cut=turn.cut, text_hash=text_hash_of(identities[seq]),
        )  # fmt: skip


def _starts(paragraphs: Sequence[str]) -> list[int]:
    """The offset at which each paragraph begins in the text, and the end of the text."""
    starts = list(accumulate((len(one) + len(_PARAGRAPH_BREAK) for one in paragraphs), initial=0))
    # A note after the last paragraph stands at the end of the text, not behind a break that is not there.
    starts[-1] = max(0, starts[-1] - len(_PARAGRAPH_BREAK))
    return starts
