"""Find the people who take part, before any label is judged: in headers, the title and the introduction."""

import re
from collections.abc import Sequence

from briefings.items import NoteKind, Participant, SpeakerEvidence
from briefings.transcript.around_speech import Placed
from briefings.transcript.page.header import Header
from briefings.transcript.page.layout.lines import Line
from briefings.transcript.page.notes import note_kind
from briefings.transcript.page.page import Page
from briefings.transcript.page.people_line import read_people_field
from briefings.transcript.speech.common_words import CommonWords
from briefings.transcript.speech.introductions import introduced_in
from briefings.transcript.speech.roster import Roster
from briefings.transcript.speech.title_people import people_in_title
from briefings.transcript.wording.label_keys import label_key

_INTRODUCTION = 4_000
_LONGEST_LABEL = 60
_TOP_LINES = 12
_NAME = re.compile(r"(?<![\w'’-])(?=[^\W\d_a-z])[^\W\d_]{4,}(?![\w-])")
"""Word with a capital that may be a surname."""


def roster_of(pages: Sequence[Page], headers: Sequence[Header], lines: Sequence[Line], placed: Placed) -> Roster:
    """Return everybody named by headers, title, a list of speakers or introduction; put the list in `placed`."""
    roster = Roster(french=_is_french(pages, lines), titled=frozenset(_NAME.findall(pages[0].fields.title or "")))
    for header in headers:
        roster.add(header.people, SpeakerEvidence.HEADER)
    if titled := people_in_title(pages[0].fields.title, french=roster.french):
        common = CommonWords(lambda: (line.text for index, line in enumerate(lines) if index not in placed))
        roster.add([one for one in titled if not common.name(one.name)], SpeakerEvidence.HEADER)
    for line in lines[:_TOP_LINES]:
        if note_kind(line) == NoteKind.EDITOR:
            # "Following is the transcript of today's briefing by A. B., Deputy Spokesperson".
            roster.add(people_in_title(line.text, french=roster.french), SpeakerEvidence.HEADER)
    _read_people_fields(lines, placed, roster)
    roster.add(introduced_in(_opening_words(pages, lines, placed, roster)), SpeakerEvidence.INTRODUCTION)
    return roster


def _is_french(pages: Sequence[Page], lines: Sequence[Line]) -> bool:
    """Return True when the page names French as its language, or a line begins with Madame."""
    language = next((page.fields.language for page in pages if page.fields.language), "")
    return language[:2].casefold() == "fr" or any(line.text.startswith(("Mme ", "MME ", "Mmes ")) for line in lines)


def _read_people_fields(lines: Sequence[Line], placed: Placed, roster: Roster) -> None:
    """Put lines such as "Sprecher: Maren (BReg), Vask (AA)" before anyone speaks in the header, with their people."""
    for index, line in enumerate(lines[:_TOP_LINES]):
        people = read_people_field(line.text) if index not in placed else []
        # "MINISTER: Thanks, Ilse." is said: behind a label, something else stands the next time.
        field = re.split("(?<=[:：])", line.text)[0] if people else ""
        if people and len({other.text for other in lines if other.text.startswith(field)}) == 1:
            placed[index] = ("header", "header_people")
            whole = [Participant(name, position=of) for name, of in people if " " in name]
            roster.add(whole, SpeakerEvidence.HEADER)
            roster.labels |= {label_key(name.split()[-1]) for name, _ in people}


def _opening_words(pages: Sequence[Page], lines: Sequence[Line], placed: Placed, roster: Roster) -> str:
    """Return the first words of the briefing, or of the chair a header names, whichever page they are on."""
    chairs = {label_key(known.name) for known in roster.known if known.chair}
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
