"""Turn a transcript into records: the only place where fields are cleaned, joined, counted and hashed."""

from collections.abc import Iterable, Iterator, MutableMapping, Sequence
from itertools import accumulate
from typing import Any

from itemloaders import ItemLoader
from itemloaders.processors import Identity, MapCompose, TakeFirst

from briefings.items import Briefing, MissingPage, Note, PageRef, Turn
from briefings.reasons import Reason, ReasonKind
from briefings.records.identity import content_hash, identity_of, text_hash_of, turn_ids
from briefings.records.word_count import count_words
from briefings.transcript import BriefingKind, Page, PrintedNote, SpokenTurn, Transcript, kind_of

_BREAK = "\n\n"
"""What stands between the paragraphs of a turn's text."""


def printed(text: str) -> str | None:
    """Return a field as printed, with white space folded; None when nothing is left."""
    return " ".join(text.split()) or None


def placed_notes(notes: Iterable[PrintedNote], loader_context: MutableMapping[str, Any]) -> list[Note]:
    """Return notes with offsets in the text, computed from their paragraphs' offsets (`starts` in the context)."""
    starts: Sequence[int] = loader_context["starts"]
    found = [Note(note.kind, note.text, starts[note.paragraph] + note.offset, note.length) for note in notes]
    return sorted(found, key=lambda note: note.at)


def page_ref_of(page: Page) -> PageRef:
    """Return what the record of a briefing keeps of a page."""
    address, origin = page.address, page.origin
    return PageRef(address.number, address.url, origin.sha256, origin.fetched_at, origin.status, origin.warc)


_AS_READ = (
    "title", "summary", "held_on", "published_on", "date", "date_basis", "language", "participants", "notes", "pages",
    "warnings",
)  # fmt: skip
"""Fields of a briefing that come from fields of the same name in its transcript."""


class BriefingLoader(ItemLoader):
    """Loader of the fields of one briefing, except those that its turns give."""

    default_item_class = dict
    default_output_processor = TakeFirst()
    title_in = summary_in = MapCompose(printed)
    held_on_in = published_on_in = date_in = MapCompose(str)
    pages_in = MapCompose(page_ref_of)
    notes_in = placed_notes
    participants_out = notes_out = pages_out = missing_pages_out = shortcomings_out = warnings_out = turns_out = (
        Identity()
    )


def load_briefing(transcript: Transcript, *, source: str = "file", unlabelled: bool = False) -> Briefing:
    """Return the record of a transcript with its turns.

    `source` is the name of the spider that read it. With `unlabelled`, text without named speakers is wanted as it is
    and is no shortcoming.
    """
    lengths = (len(_BREAK.join(turn.printed.paragraphs)) for turn in transcript.turns)
    loader = BriefingLoader(starts=list(accumulate(lengths, initial=0)))
    loader.add_value("id", transcript.address.briefing)
    loader.add_value("source", source)
    loader.add_value("url", transcript.address.url)
    for name in _AS_READ:
        loader.add_value(name, getattr(transcript, name))
    missing = sorted(transcript.missing.items())
    loader.add_value("missing_pages", [MissingPage(number, reason.kind, reason.words) for number, reason in missing])
    shortcomings = [*transcript.shortcomings, *_shortcomings(transcript, unlabelled=unlabelled)]
    loader.add_value("shortcomings", shortcomings)
    fields: dict[str, Any] = loader.load_item()
    complete = not missing and not shortcomings
    briefing = Briefing(**fields, complete=complete, coverage=transcript.coverage, outside=transcript.outside)
    briefing.complete_by = transcript.complete_by if complete else None
    briefing.turns = list(_turns(transcript, briefing))
    briefing.turn_count = len(briefing.turns)
    briefing.words = sum(turn.words for turn in briefing.turns)
    briefing.content_hash = content_hash(briefing)
    return briefing


def _shortcomings(transcript: Transcript, *, unlabelled: bool) -> list[Reason]:
    if not transcript.turns:
        return [Reason(ReasonKind.NO_TRANSCRIPT, "no turn was read")]
    if not unlabelled and kind_of(transcript) is BriefingKind.UNCLEAR:
        return [Reason(ReasonKind.SPEAKERS_NOT_UNDERSTOOD, "speakers not understood")]
    if transcript.voiced and (missed := transcript.judgement.missed):
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
    starts = list(accumulate([len(paragraph) + len(_BREAK) for paragraph in turn.paragraphs], initial=0))
    # A note after the last paragraph is at the end of the text, not after a break that is absent.
    starts[-1] = max(0, starts[-1] - len(_BREAK))
    # An ItemLoader for every turn took a fiftieth of a crawl.
    values = {"label": turn.label, "position": who.position, "speaker": who.speaker}
    values |= {"outlet": who.outlet, "honorific": who.honorific}
    # A colon or a semicolon may stand behind a name or a position.
    fields = {name: printed(value.rstrip().rstrip(":：;；")) if value else None for name, value in values.items()}
    return {**fields, "text": _BREAK.join(turn.paragraphs), "notes": placed_notes(turn.notes, {"starts": starts})}
