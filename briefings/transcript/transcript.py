"""Turn pages into a transcript: everything a briefing prints, each character in one place."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date as Day  # noqa: N812 - Transcript has a field date

from briefings.address import Address
from briefings.items import CompleteBy, DateBasis, Kind, NoteKind, Participant
from briefings.reasons import Reason, ReasonKind
from briefings.transcript.around_speech import (
    Placed,
    SeenPage,
    headers_of,
    look_at,
    place_repeated,
    place_set_apart,
    place_torn,
    repeated_at_edges,
    shown_alike,
    torn_pages,
)
from briefings.transcript.briefing_day import days_of
from briefings.transcript.coverage import measure
from briefings.transcript.further_pages.announced import not_given, sign_of_rest
from briefings.transcript.further_pages.page_rows import mark_page_rows
from briefings.transcript.lines_below_names import lines_below_names
from briefings.transcript.page.header import Header
from briefings.transcript.page.layout.lines import Line
from briefings.transcript.page.notes import is_part_heading, is_stage_note
from briefings.transcript.page.openings import Opening
from briefings.transcript.page.page import Page
from briefings.transcript.page.speech_signs import speech_sign
from briefings.transcript.page_order import in_order
from briefings.transcript.participants import roster_of
from briefings.transcript.preamble import preamble
from briefings.transcript.printed_pages import page_heads
from briefings.transcript.speech.attribution import attribute
from briefings.transcript.speech.doubtful_speech import doubtful_speech
from briefings.transcript.speech.exchanges import classify, number_exchanges, unanswered
from briefings.transcript.speech.label_rules import RULES, Rule
from briefings.transcript.speech.labels import Judgement
from briefings.transcript.speech.roster import Roster
from briefings.transcript.speech.speakers import Attribution
from briefings.transcript.speech.surnames import name_surnames
from briefings.transcript.speech.turns import AssembledTurns, DraftTurn, Placement, PrintedNote, assemble
from briefings.transcript.speech.unlabelled import talk_turns
from briefings.transcript.speech.voices import are_voices
from briefings.transcript.spoken_language import language_of
from briefings.transcript.wording.label_keys import label_key


@dataclass(slots=True)
class SpokenTurn:
    """A turn with all that is known of its speaker."""

    printed: DraftTurn
    who: Attribution
    kind: Kind
    exchange: int | None
    url: str


@dataclass(slots=True)
class Transcript:
    """The contents of all read pages of a briefing, in order; `load_briefing` makes the record of it."""

    address: Address
    """Address of the first page."""
    judgement: Judgement = field(repr=False, compare=False)
    """Every place where a turn could open, the rules applied to it and the one that accepted it."""
    title: str | None = None
    summary: str | None = None
    held_on: Day | None = None
    published_on: Day | None = None
    date: Day | None = None
    date_basis: DateBasis | None = None
    language: str | None = None
    participants: list[Participant] = field(default_factory=list)
    notes: list[PrintedNote] = field(default_factory=list)
    """Notes outside any turn; their `paragraph` counts the turns before them."""
    turns: list[SpokenTurn] = field(default_factory=list)
    voiced: bool = False
    """True if its labels, taken together, are accepted as speakers; a list of fields has labels, too."""
    sign: str = ""
    """First sign that somebody speaks if the labels are not accepted, quoted."""
    pages: list[Page] = field(default_factory=list)
    missing: dict[int, Reason] = field(default_factory=dict)
    shortcomings: list[Reason] = field(default_factory=list)
    """Other reasons why it is incomplete: links where it may go on."""
    complete_by: CompleteBy = CompleteBy.OWN_SIGNS
    """Evidence that there are no more pages, if none is missing."""
    coverage: float = 1.0
    outside: float = 0.0
    warnings: list[str] = field(default_factory=list)
    placements: list[Placement] = field(default_factory=list)
    """Every line of every page with the rule that placed it."""


def read_transcript(
    pages: Sequence[Page],
    missing: Mapping[int, Reason] | None = None,
    *,
    first: str | None = None,
    rules: Sequence[Rule] = RULES,
) -> Transcript:
    """Read the pages of one briefing; `missing` names the unavailable pages and why.

    Pages may come in any order if their addresses, pagers or links that say next tell it, else in the briefing's.
    Without `missing`, pages that are announced but not given are missing: page 1 of seven announces six.
    `first` is the address of page 1, which may be among the missing; without it, it follows from the pages' addresses.
    `rules` are the reasons to accept a label; a caller who knows a source may leave some out or add others. Raises
    ValueError when there is no page, or when the pages belong to several briefings.
    """
    pages = in_order(pages)
    mark_page_rows(pages)
    gaps, open_ends = not_given(pages) if missing is None else (dict(missing), [])
    seen = look_at(pages)
    lines = [line for page in pages for line in page.lines]
    headers = headers_of(seen)
    placed = _placed_by_themselves(seen, headers)
    roster = roster_of(pages, headers, lines, placed)
    below_names = lines_below_names(lines, placed)
    placed |= dict.fromkeys(below_names, ("note", NoteKind.EDITOR))
    roster.labels |= set(map(label_key, below_names.values()))
    judged = Judgement(lines, set(placed) | _surely_notes(seen, placed), roster, rules)
    placed |= dict.fromkeys(judged.listed, ("boilerplate", "list_of_names"))
    placed |= dict.fromkeys(judged.fields, ("header", "header_field"))
    judged.note_missed([*placed, *_printed_again(seen, lines, placed, judged.labels)])
    assembled, voiced, sign = _believed(seen, placed, judged, roster, gaps)
    doubtful = doubtful_speech(assembled.turns, judged.labels, lines)
    judged.missed += [words for words in doubtful if words not in judged.missed]
    result = _transcript(pages, gaps, headers, roster, assembled, judged, _first_address(pages[0], first))
    result.voiced, result.sign = voiced, sign
    _mark_torn(result)
    result.shortcomings += open_ends
    if voiced and (label := unanswered(assembled.turns)):
        words = f"speakers not understood: nobody answers {label!r}"
        result.shortcomings.append(Reason(ReasonKind.SPEAKERS_NOT_UNDERSTOOD, words))
    if len(pages) > 1 or pages[0].siblings.pages:
        result.complete_by = CompleteBy.PAGER
    return result


def _printed_again(
    seen: Sequence[SeenPage], lines: Sequence[Line], placed: Placed, labels: Sequence[Opening]
) -> Iterator[int]:
    """Yield the lines that pages share at an edge and set alike: a participant in a header is no label on page 2."""
    around = dict(placed)
    place_repeated(seen, labels, around)
    if again := around.keys() - placed:
        shown = Counter(set_so for page in seen for set_so in {(line.text, line.nesting) for line in page.lines})
        yield from (index for index in again if shown[lines[index].text, lines[index].nesting] > 1)


def _believed(
    seen: Sequence[SeenPage], placed: Placed, judged: Judgement, roster: Roster, gaps: Mapping[int, Reason]
) -> tuple[AssembledTurns, bool, str]:
    """Return the turns, whether they are speech, and if not, the first sign that somebody speaks ("" for none)."""
    assembled = _assembled(seen, placed, judged.labels, gaps, judged.missed)
    if are_voices(assembled.turns, roster):
        return assembled, True, ""
    if (talk := judged.talk) and talk.is_certain:
        return assembled if judged.named else _assembled(seen, placed, talk_turns(talk), gaps), True, ""
    # The headline of an article may be a quotation: "Maren: We open early".
    lines = (line for page in seen for line in page.lines)
    shown = [line for index, line in enumerate(lines) if placed.get(index) != ("header", "title")]
    sign = speech_sign(shown, seen[0].page.fields.language)
    if judged.labels and not sign:
        # Nobody speaks after these labels, nor anywhere else: they are fields of an article.
        assembled = _assembled(seen, placed, (), gaps)
    return assembled, False, sign


def _assembled(
    seen: Sequence[SeenPage],
    placed: Placed,
    labels: Sequence[Opening],
    missing: Mapping[int, Reason],
    missed: Sequence[str] = (),
) -> AssembledTurns:
    """Return the turns that labels open, without the lines around them."""
    around = dict(placed)
    lines = [line for page in seen for line in page.lines]
    place_torn(seen, labels, around)
    place_repeated(seen, labels, around)
    place_set_apart(seen, lines, labels, around)
    notes = [kind for page in seen for kind in page.notes]
    around |= dict.fromkeys(preamble(lines, around, labels, missed), ("note", NoteKind.EDITOR))
    spans = {one.page.address.number: one.span for one in seen}
    return assemble(lines, notes, around, [label for label in labels if label.line not in around], spans, missing)


def _placed_by_themselves(seen: Sequence[SeenPage], headers: Sequence[Header]) -> dict[int, tuple[str, str]]:
    """Return the lines that are header or boilerplate, whoever speaks on the pages."""
    placed: dict[int, tuple[str, str]] = {}
    for page, header in zip(seen, headers, strict=True):
        for index, rule in enumerate(page.boilerplate):
            if index in header.lines:
                placed[page.offset + index] = ("header", header.lines[index])
            elif rule:
                placed[page.offset + index] = ("header" if rule == "title" else "boilerplate", rule)
    heads = (index for page in seen for index in page_heads(page))
    repeated = {*repeated_at_edges(seen), *(shown_alike(seen) if len(seen) > 1 else ())}
    others = dict.fromkeys(heads, ("boilerplate", "page_head")) | dict.fromkeys(repeated, ("boilerplate", "repeated"))
    return others | placed


def _surely_notes(seen: Sequence[SeenPage], placed: Placed) -> set[int]:
    """Return the notes that are no labels; a heading, and a line in brackets without a stage word, may be one."""
    return {
        page.offset + index
        for page in seen
        for index, (kind, line) in enumerate(zip(page.notes, page.lines, strict=True))
        if kind and page.offset + index not in placed and not line.told
        and (kind not in (NoteKind.STAGE, NoteKind.HEADING) or is_part_heading(line.text) or is_stage_note(line.text))
    }  # fmt: skip


def _transcript(
    pages: list[Page],
    gaps: dict[int, Reason],
    headers: Sequence[Header],
    roster: Roster,
    assembled: AssembledTurns,
    judged: Judgement,
    address: Address,
) -> Transcript:
    result = Transcript(address, judged, pages=pages, missing=gaps, participants=roster.known)
    urls = {page.address.number: page.address.url for page in pages}
    who, warnings = attribute(assembled.turns, roster, pages[0].told.roles)
    above = [note.text for note in assembled.notes if not note.paragraph and note.kind != NoteKind.CAPTION]
    name_surnames(who, assembled.turns, roster, [pages[0].fields.title or "", *above])
    kinds = classify(assembled.turns, who)
    exchanges = number_exchanges(assembled.turns, kinds)
    result.turns = [
        SpokenTurn(turn, by, kind, exchange, urls[turn.page_first])
        for turn, by, kind, exchange in zip(assembled.turns, who, kinds, exchanges, strict=True)
    ]
    result.notes, result.placements = assembled.notes, assembled.placements
    result.title = next((page.fields.title for page in pages if page.fields.title), None)
    result.summary = next((page.fields.summary for page in pages if page.fields.summary), None)
    days = days_of(headers, pages, assembled, result.title or "", address.url)
    result.held_on, result.published_on, result.date, result.date_basis = days
    result.language = language_of(pages[0].fields.language, assembled.turns)
    result.warnings = [warning for page in pages for warning in page.warnings] + warnings
    if nobodys := sum(turn.label is None and turn.opened_by is not None for turn in assembled.turns):
        result.warnings.append(f"{nobodys} turns have no label: it is not known who speaks there")
    if not any(turn.opened_by for turn in assembled.turns):
        result.warnings.append("no label was found: the text is kept as one unattributed turn")
    result.coverage, result.outside, doubts = measure(assembled.placements, assembled.turns, pages)
    result.warnings += doubts
    return result


def _first_address(page: Page, first: str | None) -> Address:
    address = page.address
    if address.number == 1:
        return address
    shown = {**page.siblings.possible, **page.siblings.pages}
    return replace(address, number=1, url=first or (address.page(1) if address.numbered else shown[1]))


def _mark_torn(result: Transcript) -> None:
    """Note as missing the end of a page that was cut off, not read to its end, or is elsewhere; its text is kept."""
    numbered = ((page.address.number, page.extent.unread) for page in result.pages)
    unread = {number: Reason(ReasonKind.TRUNCATED, words) for number, words in numbered if words}
    placed, last = result.placements, result.pages[-1]
    # Whatever stands on the line of a label is said.
    end = max((index + 2 for index, one in enumerate(placed) if one.place == "label"), default=0)
    if result.voiced and (words := sign_of_rest([one.text for one in placed[end:]], last.extent.below)):
        unread[last.address.number] = Reason(ReasonKind.TRUNCATED, f'its rest is elsewhere: "{words}"')
    torn_off = Reason(ReasonKind.TRUNCATED, "ends before </html>")
    torn = dict.fromkeys((page.address.number for page in torn_pages(result.pages)), torn_off)
    for number, reason in sorted({**torn, **unread}.items()):
        result.missing.setdefault(number, reason)
        printed = (turn.printed for turn in result.turns)
        for last_of_page in [turn for turn in printed if turn.page_first <= number <= turn.page_last][-1:]:
            last_of_page.cut = True
