"""Turn lines and labels into turns: within a page, over page breaks, around missing pages."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from briefings.items import NoteKind
from briefings.matching_form import matching_form
from briefings.transcript.page.layout.lines import Line
from briefings.transcript.page.notes import ends_transcript, is_letterhead, lead_note_kind, note_kind, notes_inside
from briefings.transcript.page.opening_forms import CLOCK
from briefings.transcript.page.openings import Opening
from briefings.transcript.wording.label_keys import label_key
from briefings.transcript.wording.speaking import has_voice

_CLOSING_NOTES = ("NOTE:", "Note:")
"""Note that ends the pages of the archive of the American presidents; elsewhere a speaker may say it."""
_LONGEST_TOPIC = 12
_MOST_TRIED = 20
"""Maximum number of lengths tried for what two pages both print: a page of the same words has very many."""
_HEADS = ("page_head", "pager")
"""Rules for lines between two printed pages, as a PDF as HTML has them within speech."""
_TIME = re.compile(rf"[\[(]?{CLOCK}[\])]?")
"""Time of a recording; one with "p.m." is that of the event."""
_TERMINAL = tuple(".?!…。？！؟।\"”’')）】:：;；")
_SAID = (".", "?", "!", ":")
_SPOKEN = (*_TERMINAL, *",，-–—")
"""Ends of what somebody says, was about to say, or was interrupted in; no heading has them."""


@dataclass(slots=True)
class PrintedNote:
    """A note and its place: `paragraph` is the one it is in or before, `offset` and `length` are within that one."""

    kind: NoteKind
    text: str
    paragraph: int
    offset: int = 0
    length: int = 0


@dataclass(slots=True)
class DraftTurn:
    """A turn as printed, before anyone is named. `opening` is the label with its colon, brackets and time code."""

    label: str | None
    label_rule: str | None
    opening: str
    page_first: int
    page_last: int
    paragraphs: list[str] = field(default_factory=list)
    notes: list[PrintedNote] = field(default_factory=list)
    cut: bool = False
    opened_by: Opening | None = None
    placements: list["Placement"] = field(default_factory=list, repr=False, compare=False)
    """Places of the lines on the page that it begins on."""

    def say(self, text: str, page: int, *, behind_head: bool = False) -> None:
        """Append a paragraph, or the rest of one `behind_head`, the head of a printed page."""
        inside = [PrintedNote(kind, text[at : at + length], 0, at, length) for kind, at, length in notes_inside(text)]
        self._append([text], inside, page, may_join=behind_head)

    def go_on_with(self, other: "DraftTurn") -> None:
        """Append what the next page prints of the same turn."""
        self._append(other.paragraphs, other.notes, other.page_last, may_join=True)
        self.cut = self.cut or other.cut

    def _append(self, said: Sequence[str], notes: Iterable[PrintedNote], page: int, *, may_join: bool) -> None:
        """Append paragraphs with their notes; the first may go on with the last sentence."""
        may_join = may_join and bool(self.paragraphs) and not self.paragraphs[-1].endswith(_TERMINAL)
        joined = may_join and bool(said) and said[0][:1].islower()
        shift = len(self.paragraphs) - joined
        moved = len(self.paragraphs[-1]) + 1 if joined else 0
        for note in notes:
            offset = note.offset + (moved if note.paragraph == 0 else 0)
            self.notes.append(PrintedNote(note.kind, note.text, note.paragraph + shift, offset, note.length))
        if joined:
            self.paragraphs[-1] += f" {said[0]}"
        self.paragraphs += said[joined:]
        self.page_last = max(self.page_last, page)


@dataclass(slots=True)
class Placement:
    """Place of a line, or of a part of one: `place` is header, boilerplate, note, label or turn."""

    page: int
    text: str
    place: str
    rule: str


@dataclass(slots=True)
class AssembledTurns:
    """The turns of a briefing or a page, the notes outside them, and every line with the rule that placed it.

    The `paragraph` of such a note counts the turns before it.
    """

    turns: list[DraftTurn] = field(default_factory=list)
    notes: list[PrintedNote] = field(default_factory=list)
    placements: list[Placement] = field(default_factory=list)


def assemble(
    lines: Sequence[Line],
    notes: Sequence[NoteKind | None],
    placed: Mapping[int, tuple[str, str]],
    labels: Iterable[Opening],
    pages: Mapping[int, range],
    missing: Iterable[int],
) -> AssembledTurns:
    """Make turns of lines.

    `notes` is the kind of note of each line by itself, `placed` the (place, rule) of lines that are header, boilerplate
    or a note, `labels` the openings of turns, `pages` the lines of each page read, by its number, `missing` the numbers
    of the pages not read.
    """
    result = AssembledTurns()
    at: dict[int, list[Opening]] = {}
    for label in labels:
        at.setdefault(label.line, []).append(label)
    gaps, topics = set(missing), _topics(lines, at)
    for number, span in pages.items():
        after_gap = number - 1 in gaps
        opened = bool(result.turns) or after_gap
        numbered = [(i, lines[i], notes[i] or (NoteKind.HEADING if i in topics else None)) for i in span]
        last = max([i for i in span if i not in placed], default=-1)
        _append(result, _read_page(number, numbered, last, placed, at, opened), after_gap)
        if number + 1 in gaps and result.turns:
            result.turns[-1].cut = True
    return result


def _read_page(
    number: int,
    lines: Iterable[tuple[int, Line, NoteKind | None]],
    last: int,
    placed: Mapping[int, tuple[str, str]],
    labels: Mapping[int, Sequence[Opening]],
    opened: bool,
) -> AssembledTurns:
    page = AssembledTurns()
    # Without a label nothing shows what comes before the speech.
    first_label, last_label = min(labels, default=0), max(labels, default=last + 1)
    ended = behind_head = False
    for index, line, note in lines:
        closes = index == last > last_label and any(turn.paragraphs for turn in page.turns[-1:])
        if index in placed:
            place, rule = placed[index]
            behind_head |= rule in _HEADS
            if place == "note":
                _note(page, number, line.text, NoteKind(rule))
            else:
                page.placements.append(Placement(number, line.text, place, rule))
        elif ended:
            _note(page, number, line.text, note or NoteKind.EDITOR, "after_end")
        elif index in labels:
            _open_turns(page, number, line, labels[index], opened=bool(page.turns) or opened)
            behind_head = False
        elif kind := _kind_of(line, note, bool(page.turns) or opened, index < first_label, closes):
            _note(page, number, line.text, kind)
            ended = index > last_label and ends_transcript(line.text)
        else:
            _say(page, number, line.text, behind_head=behind_head)
            behind_head = False
    return page


def _topics(lines: Sequence[Line], labels: Mapping[int, Sequence[Opening]]) -> set[int]:
    """Return the lines of a few words in bold or capitals right above a label, or above another such line: "Injuries".

    Nobody says them, nor a number, nor what ends in brackets and has no voice: "Debate on the Ferries Bill (first
    reading)." Those above the first label are not asked for. Capitals are speech below a label on a line of its own
    or a colon, where most lines have them, and as one word.
    """
    found = set[int]()
    shouted = sum(_is_capital(line.text) for line in lines) * 2 > len(lines)
    for index in range(len(lines) - 1, min(labels, default=len(lines)), -1):
        line, above, is_above = lines[index], lines[index - 1].text, index + 1 in labels or index + 1 in found
        is_row = " " in line.text or (_is_capital(above) and " " in above)
        is_answer = above.endswith(":") or any(label.own_line for label in labels.get(index - 1, ()))
        is_capital = _is_capital(line.text) and is_row and not (shouted or is_answer)
        is_set = is_capital or 0 < len(line.text) <= line.bold
        if not (is_above and is_set and len(line.text.split()) <= _LONGEST_TOPIC * (1 + is_capital)):
            continue
        is_title = line.text.endswith(").") or line.text[:-1].isdigit()
        if not line.text.endswith(_SAID if is_capital else _SPOKEN) or (is_title and not has_voice(line.text)):
            found.add(index)
    return found


def _is_capital(text: str) -> bool:
    """Return True for words in capitals; a Chinese sentence with GDP in it has no small letters, and is no heading."""
    return text.isupper() and sum(map(str.isupper, text)) * 2 > sum(map(str.isalpha, text))


def _kind_of(line: Line, note: NoteKind | None, opened: bool, before_labels: bool, closes: bool) -> NoteKind | None:
    kind = note or (lead_note_kind(line) if before_labels else None)
    if closes and line.text.startswith(_CLOSING_NOTES):
        return NoteKind.EDITOR
    return NoteKind.HEADING if kind is None and not opened and is_letterhead(line) else kind


def _note(page: AssembledTurns, number: int, text: str, kind: NoteKind, rule: str = "") -> None:
    around = page.turns[-1] if page.turns else page
    around.notes.append(PrintedNote(kind, text, len(page.turns[-1].paragraphs) if page.turns else 0))
    page.placements.append(Placement(number, text, "note", rule or str(kind)))


def _say(page: AssembledTurns, number: int, text: str, *, behind_head: bool = False) -> None:
    if not page.turns:
        page.turns.append(DraftTurn(None, None, "", number, number))
    turn = page.turns[-1]
    turn.say(text, number, behind_head=behind_head)
    turn.placements.append(Placement(number, text, "turn", turn.label_rule or "continued"))
    page.placements.append(turn.placements[-1])


def _open_turns(page: AssembledTurns, number: int, line: Line, labels: Sequence[Opening], *, opened: bool) -> None:
    before = line.text[: labels[0].begin].strip()
    # A PDF as HTML may run the head of a page into the line below: "446 MR. MAREN: Yes.", "12 May 2031 MR. MAREN: No.",
    # "FERRIES BILL MR. MAREN: I move".
    note = NoteKind.EDITOR if before.isdecimal() else note_kind(Line(before)) if before else None
    if before and (kind := _kind_of(Line(before), note, opened, False, False)):
        _note(page, number, before, kind)
    elif before:
        _say(page, number, before)
    above = [] if before else _time_above(page)
    for label, following in zip(labels, [*labels[1:], None], strict=True):
        opening = line.text[label.begin : label.end].strip()
        turn = DraftTurn(label.label or None, label.rule or None, opening, number, number, opened_by=label)
        turn.notes, above = above, []
        if label.timecode:
            turn.notes.append(PrintedNote(NoteKind.TIME, label.timecode, 0))
        page.turns.append(turn)
        if opening:
            turn.placements.append(Placement(number, opening, "label", label.rule))
            page.placements.append(turn.placements[-1])
        said = line.text[label.end : following.begin if following else None].strip()
        if said:
            _say(page, number, said)


def _time_above(page: AssembledTurns) -> list[PrintedNote]:
    """Take the time right above a label from the turn before, if there is one: it is that of what is said below."""
    before = page.turns[-1] if page.turns else None
    notes, end = (before.notes, len(before.paragraphs)) if before else (page.notes, 0)
    if not notes or notes[-1].paragraph != end or (before and not end) or not _TIME.fullmatch(notes[-1].text):
        return []
    notes[-1].paragraph = 0
    return [notes.pop()]


def _append(result: AssembledTurns, page: AssembledTurns, after_gap: bool) -> None:
    """Add a page's turns to those before: drop what both pages print, continue a turn cut by the page break."""
    shared = 0 if after_gap else _overlap(result.turns, page.turns)
    for placement in (placement for turn in page.turns[:shared] for placement in turn.placements):
        placement.place, placement.rule = "boilerplate", "page_overlap"
    result.placements += page.placements
    turns = page.turns[shared:]
    before = result.turns[-1] if result.turns and not after_gap else None
    around, place = (before.notes, len(before.paragraphs)) if before else (result.notes, len(result.turns))
    for note in page.notes:
        note.paragraph = place
    around += page.notes
    # A question that no label opens begins a turn, on page 2 as elsewhere.
    if turns and turns[0].opened_by is None:
        turns[0].cut = after_gap
        if before:
            before.go_on_with(turns.pop(0))
    result.turns += turns


def _overlap(before: Sequence[DraftTurn], after: Sequence[DraftTurn]) -> int:
    """Return the length of the longest run of labelled turns that ends one page and opens the next."""
    labelled = next((number for number, turn in enumerate(after) if turn.label is None), len(after))
    longest = min(len(before), labelled)
    ends = [length for length, turn in enumerate(after[:longest], 1) if _prints_same(before[-1], turn)]
    runs = (length for length in reversed(ends[-_MOST_TRIED:]) if all(map(_prints_same, before[-length:], after)))
    return next(runs, 0)


def _prints_same(one: DraftTurn, other: DraftTurn) -> bool:
    """Return True for turns whose label and words, levelled, are the same."""
    printed = ((label_key(turn.label or ""), *map(matching_form, turn.paragraphs)) for turn in (one, other))
    return len(one.paragraphs) == len(other.paragraphs) and len(set(printed)) == 1
