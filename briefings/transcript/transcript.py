"""Pages to a transcript: everything a briefing prints, each character in one place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from briefings.address import Address, day_in_address
from briefings.items import Kind, NoteKind, Reason, ReasonKind, SpeakerEvidence
from briefings.transcript.page.boilerplate import final_short_lines, furniture_rule, is_prose, mark_furniture
from briefings.transcript.page.header import Header, Person, read_header, read_people_field
from briefings.transcript.page.lines import Line, visible
from briefings.transcript.page.notes import is_part_heading, note_kind
from briefings.transcript.page.page import Page
from briefings.transcript.speech.attribution import Attribution, attribute
from briefings.transcript.speech.candidates import Candidate
from briefings.transcript.speech.doubts import doubts
from briefings.transcript.speech.exchanges import classify, number_exchanges
from briefings.transcript.speech.introductions import introduced_in
from briefings.transcript.speech.label_rules import RULES, Rule
from briefings.transcript.speech.labels import Judgement
from briefings.transcript.speech.roster import Known, Roster
from briefings.transcript.speech.spelling import likely_misspellings
from briefings.transcript.speech.title_people import people_in_title
from briefings.transcript.speech.turns import Assembled, DraftTurn, Placement, PrintedNote, assemble
from briefings.transcript.wording.dates import first_date, says_published
from briefings.transcript.wording.shapes import label_key

_INTRODUCTION = 4_000
_TORN = Reason(ReasonKind.TRUNCATED, "ends before </html>")
_LONGEST_LABEL = 60
_TOP_LINES = 12
_HEADER_ALONE = 40
_LONG_PROSE = 200
_MOST = 0.5
# The lookahead comes first: from each of a million dots the way to the end is long.
_SENTENCE_END = re.compile(r"(?<![\W_])(?=[\W_]++$)[^.!?…。！？]*+[.!?…。！？]")


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
    """What all read pages of a briefing print, in order; `load_briefing` makes the record of it."""

    address: Address
    """The address of the first page."""
    title: str | None = None
    summary: str | None = None
    held_on: date | None = None
    published_on: date | None = None
    language: str | None = None
    participants: list[Known] = field(default_factory=list)
    notes: list[PrintedNote] = field(default_factory=list)
    """Notes outside any turn; their `paragraph` counts the turns before them."""
    turns: list[SpokenTurn] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    missing: dict[int, Reason] = field(default_factory=dict)
    coverage: float = 1.0
    outside: float = 0.0
    warnings: list[str] = field(default_factory=list)
    placements: list[Placement] = field(default_factory=list)
    """Every line of every page with the rule that placed it."""
    judgement: Judgement | None = field(default=None, repr=False, compare=False)
    """Every place where a turn could open, what was asked of it and what believed it."""


def read_transcript(
    pages: Sequence[Page], missing: Mapping[int, Reason] | None = None, *, rules: Sequence[Rule] = RULES
) -> Transcript:
    """Read the pages of one briefing, given in any order; `missing` names the pages that could not be had and why.

    `rules` are the reasons to believe a label; a caller who knows a source may leave some out or add others. Raises
    ValueError when there is no page, or when the pages belong to several briefings.
    """
    pages = _in_order(pages)
    gaps = dict(missing or {})
    lines = _numbered_lines(pages)
    headers = _headers(pages)
    placed: dict[int, tuple[str, str]] = {}
    for offset, page, header in zip(_offsets(pages), pages, headers, strict=True):
        for index, line in enumerate(page.lines):
            rule = furniture_rule(line, page.title)
            if index in header.lines:
                placed[offset + index] = ("header", header.lines[index])
            elif rule:
                placed[offset + index] = ("header" if rule in ("title", "summary") else "furniture", rule)
    _place_around(pages, placed)
    roster = _roster(pages, headers, lines, placed)
    aside = {index for index, line in enumerate(lines) if index not in placed and _is_surely_note(line)}
    judged = Judgement(lines, set(placed) | aside, roster, rules)
    labels = judged.labels
    placed |= dict.fromkeys(judged.listed, ("furniture", "list_of_names"))
    _place_torn(pages, labels, placed)
    _place_feet(pages, lines, labels, placed)
    labels = [label for label in labels if label.line not in placed]
    numbers = [page.address.number for page in pages]
    assembled = assemble(lines, placed, labels, numbers, gaps)
    return _transcript(pages, gaps, headers, roster, assembled, judged)


def _in_order(pages: Sequence[Page]) -> list[Page]:
    if not pages:
        raise ValueError("a transcript needs at least one page")
    numbered: dict[int, Page] = {}
    for page in pages:
        if page.address.briefing != pages[0].address.briefing:
            raise ValueError(f"{page.address.url} is no page of {pages[0].address.briefing}")
        numbered.setdefault(page.address.number, page)
    return [numbered[number] for number in sorted(numbered)]


def _numbered_lines(pages: Sequence[Page]) -> list[Line]:
    """All lines in order, each with the number of its page: only now is it certain where an address does not tell."""
    for page in pages:
        for line in page.lines:
            line.page = page.address.number
    return [line for page in pages for line in page.lines]


def _offsets(pages: Sequence[Page]) -> list[int]:
    offsets, total = [], 0
    for page in pages:
        offsets.append(total)
        total += len(page.lines)
    return offsets


def _headers(pages: Sequence[Page]) -> list[Header]:
    """The header of every page. One that fills its page may go on over the break: its pages are read together."""
    found: list[Header] = []
    for number, page in enumerate(pages):
        skipped = _no_header(page)
        header = read_header(page.lines, skipped)
        found.append(header)
        rest = len(page.lines) - len(skipped)
        if not number or not 0 < len(pages[number - 1].lines) <= _HEADER_ALONE or not rest:
            continue
        before, left_out = pages[number - 1], _no_header(pages[number - 1])
        length = len(before.lines)
        both = read_header([*before.lines, *page.lines], left_out | {index + length for index in skipped})
        if len(both.lines) > len(found[-2].lines) + len(header.lines) and all(
            index in both.lines for index in range(length) if index not in left_out
        ):
            found[-2:] = [
                Header(both.people, both.held_on, {n: rule for n, rule in both.lines.items() if n < length}),
                Header(lines={n - length: rule for n, rule in both.lines.items() if n >= length}),
            ]
    return found


def _no_header(page: Page) -> set[int]:
    return {
        index for index, line in enumerate(page.lines)
        if furniture_rule(line, page.title) or note_kind(line) in (NoteKind.CAPTION, NoteKind.EDITOR)
    }  # fmt: skip


def _is_surely_note(line: Line) -> bool:
    """Captions, editor's notes and time lines are no labels; a line in brackets or a heading may be one."""
    return note_kind(line) in (NoteKind.CAPTION, NoteKind.EDITOR, NoteKind.TIME) or is_part_heading(line.text)


def _roster(
    pages: Sequence[Page], headers: Sequence[Header], lines: Sequence[Line], placed: dict[int, tuple[str, str]]
) -> Roster:
    roster = Roster()
    for header in headers:
        roster.add(header.people, SpeakerEvidence.HEADER)
    roster.add(people_in_title(pages[0].title), SpeakerEvidence.HEADER)
    _read_people_fields(lines, placed, roster)
    roster.add(introduced_in(_opening_words(pages, lines, placed, roster)), SpeakerEvidence.INTRODUCTION)
    return roster


def _read_people_fields(lines: Sequence[Line], placed: dict[int, tuple[str, str]], roster: Roster) -> None:
    """Lines such as "Sprecher: Maren (BReg), Vask (AA)" before anyone speaks are header, not speech."""
    for index, line in enumerate(lines[:_TOP_LINES]):
        people = read_people_field(line.text) if index not in placed else []
        if people:
            placed[index] = ("header", "header_people")
            whole = [Person(name, position=of) for name, of in people if " " in name]
            roster.add(whole, SpeakerEvidence.HEADER)
            roster.labels |= {label_key(name.split()[-1]) for name, _ in people}


def _opening_words(
    pages: Sequence[Page], lines: Sequence[Line], placed: Mapping[int, tuple[str, str]], roster: Roster
) -> str:
    """The first words of the briefing, or of the chair a header names, whichever page they are on."""
    chairs = {label_key(known.person.name) for known in roster.known if known.person.chair}
    begin = 0
    if pages[0].address.number != 1:
        opened = (n for n, line in enumerate(lines) if label_key(line.text[:_LONGEST_LABEL].split(":")[0]) in chairs)
        begin = next(opened, len(lines))
    said = ""
    for index in range(begin, len(lines)):
        if len(said) >= _INTRODUCTION:
            break
        said += "" if index in placed else lines[index].text + "\n"
    return said


def _place_around(pages: Sequence[Page], placed: dict[int, tuple[str, str]]) -> None:
    """What begins or ends a page and stands outside the content of another page is furniture here too: the content of
    a page with few words of its own may reach too far."""
    for offset, page in zip(_offsets(pages), pages, strict=True):
        around = frozenset().union(*(other.around for other in pages if other is not page))
        for indices in (range(len(page.lines)), range(len(page.lines) - 1, -1, -1)):
            for index in indices:
                if page.lines[index].text in around:
                    placed.setdefault(offset + index, ("furniture", "around"))
                elif offset + index not in placed:
                    break


def _place_torn(pages: Sequence[Page], labels: Sequence[Candidate], placed: dict[int, tuple[str, str]]) -> None:
    """A few words that end a torn page may be the beginning of a label: unless one stands there, nobody said them."""
    torn, opening = _torn(pages), {label.line for label in labels}
    for offset, page in zip(_offsets(pages), pages, strict=True):
        index = offset + len(page.lines) - 1
        if page in torn and page.lines and not {index - 1, index} & opening:
            last = page.lines[-1].text
            if len(last) <= _LONGEST_LABEL and not _SENTENCE_END.search(last):
                placed.setdefault(index, ("furniture", "torn"))


def _torn(pages: Sequence[Page]) -> list[Page]:
    """Pages without </html> among pages that have it: they were cut off by the way."""
    return [page for page in pages if not page.closed] if any(page.closed for page in pages) else []


def _place_feet(
    pages: Sequence[Page], lines: Sequence[Line], labels: Sequence[Candidate], placed: dict[int, tuple[str, str]]
) -> None:
    opening = {label.line for label in labels}
    for offset, page in zip(_offsets(pages), pages, strict=True):
        speech = [offset + index in opening for index in range(len(page.lines))]
        found = mark_furniture(page.lines, page.title, speech)
        if page is pages[-1] and any(speech):
            last = labels[-1]
            said_there = last.end < len(lines[last.line].text)
            skipped = found | {index - offset: rule for index, (_, rule) in placed.items() if index >= offset}
            short = final_short_lines(page.lines, last.line - offset, said_there, skipped)
            found |= dict.fromkeys(short, "page_foot")
        for index, rule in found.items():
            placed.setdefault(offset + index, ("furniture", rule))


def _transcript(
    pages: list[Page],
    gaps: dict[int, Reason],
    headers: Sequence[Header],
    roster: Roster,
    assembled: Assembled,
    judged: Judgement,
) -> Transcript:
    first = pages[0]
    result = Transcript(_first_address(first), pages=pages, missing=gaps, participants=roster.known)
    result.judgement = judged
    urls = {page.address.number: page.address.url for page in pages}
    who, warnings = attribute(assembled.turns, roster)
    kinds = classify(assembled.turns, who)
    exchanges = number_exchanges(assembled.turns, kinds)
    result.turns = [
        SpokenTurn(turn, by, kind, exchange, urls[turn.page_first])
        for turn, by, kind, exchange in zip(assembled.turns, who, kinds, exchanges, strict=True)
    ]
    result.notes, result.placements = assembled.notes, assembled.placements
    result.title = next((page.title for page in pages if page.title), None)
    result.summary = next((page.summary for page in pages if page.summary), None)
    result.published_on = _published_on(result, assembled)
    result.held_on = _held_on(headers, result, assembled)
    result.language = first.language or _language(assembled.turns)
    result.warnings = [warning for page in pages for warning in page.warnings] + warnings
    result.warnings += likely_misspellings(turn.label for turn in assembled.turns)
    result.warnings += doubts(judged.candidates, assembled.turns, who)
    if not any(turn.label for turn in assembled.turns):
        result.warnings.append("no label was found: the text is kept as one unattributed turn")
    _mark_torn(result)
    _measure(result)
    return result


def _first_address(page: Page) -> Address:
    address = page.address
    if address.number == 1:
        return address
    return Address(address.host, address.key, 1, address.page(1), address.numbered)


def _held_on(headers: Sequence[Header], result: Transcript, assembled: Assembled) -> date | None:
    """The header's date, else the title's, else a letterhead's before anyone speaks; never the day of publication."""
    near = day_in_address(result.address.url)
    given = next((header.held_on for header in headers if header.held_on), None)
    held, _ = _days_before_speech(assembled.notes, near)
    return given or first_date(result.title, near) or held


def _published_on(result: Transcript, assembled: Assembled) -> date | None:
    """What a page's byline or its data say, else a line before or behind what is said, else the day in the address."""
    near = day_in_address(result.address.url)
    _, published = _days_before_speech(assembled.notes, near)
    behind = [p.text for p in assembled.placements if p.place in ("furniture", "note") and says_published(p.text)]
    return (
        next((page.published_on for page in result.pages if page.published_on), None)
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


def _language(turns: Sequence[DraftTurn]) -> str | None:
    """Chinese when its characters prevail; other languages are not told apart."""
    sample = "".join(paragraph for turn in turns[:50] for paragraph in turn.paragraphs[:3])[:5_000]
    chinese = len(re.findall(r"[\u4e00-\u9fff]", sample))
    return "zh" if sample and chinese * 3 > len(sample) else None


def _mark_torn(result: Transcript) -> None:
    """The text of a page that was cut off is kept, and its end is missing."""
    for page in _torn(result.pages):
        result.missing.setdefault(page.address.number, _TORN)
        _cut_at_end_of(result.turns, page.address.number)


def _cut_at_end_of(turns: Sequence[SpokenTurn], page: int) -> None:
    touching = [turn.printed for turn in turns if turn.printed.page_first <= page <= turn.printed.page_last]
    if touching:
        touching[-1].cut = True


def _measure(result: Transcript) -> None:
    """Count what was placed, from the result, against what the pages show, counted from their trees."""
    placed = sum(visible(p.text) for p in result.placements if p.place in ("header", "furniture", "note"))
    for turn in result.turns:
        placed += visible(turn.printed.opening) + sum(map(visible, turn.printed.paragraphs))
    shown = sum(page.visible for page in result.pages)
    whole = sum(page.visible_page for page in result.pages)
    _doubt_furniture(result, shown)
    result.coverage = round(placed / shown, 6) if shown else 1.0
    result.outside = round(1 - shown / whole, 6) if whole else 0.0
    if placed != shown:
        result.warnings.append(f"{placed} of {shown} visible characters were placed")


def _doubt_furniture(result: Transcript, shown: int) -> None:
    """Say when boilerplate holds prose, or most of what the pages show."""
    furniture = [p for p in result.placements if p.place == "furniture" and p.rule != "page_overlap"]
    prose = [p.text for p in furniture if len(p.text) >= _LONG_PROSE and is_prose(p.text)]
    if prose:
        result.warnings.append(f"{len(prose)} paragraphs were taken for boilerplate: {prose[0][:60]}...")
    share = sum(visible(p.text) for p in furniture) / shown if shown else 0.0
    if share > _MOST:
        result.warnings.append(f"{share:.0%} of the content was taken for boilerplate")
