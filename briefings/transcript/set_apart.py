"""Tell the lines that nobody says from the speech around them, by the elements that hold them.

A site sets all speech alike. A caption, a link, a pull quote between turns, or the foot of a page, stands in an element
that never holds speech, or beside a picture.
"""

import re
from collections import Counter
from collections.abc import Collection, Container, Mapping, Sequence
from itertools import takewhile

from briefings.items import NoteKind
from briefings.transcript.footnotes import footnotes
from briefings.transcript.heads_within import GOING_ON, heads_within, is_answer
from briefings.transcript.page.boilerplate import HEADINGS, is_link, is_said, is_short, leads_elsewhere
from briefings.transcript.page.layout.lines import Line
from briefings.transcript.page.layout.nesting import Nesting
from briefings.transcript.page.notes import lead_note_kind, note_kind
from briefings.transcript.page.openings import Opening
from briefings.transcript.speech_setting import SpeechSetting
from briefings.transcript.wording.sentences import FEW_WORDS, ends_sentence, is_prose
from briefings.transcript.wording.speaking import has_voice
from briefings.transcript.wording.vocabulary import TRANSCRIPTS

_BOXES = frozenset(
    "article aside blockquote center details div fieldset figure footer header nav section table".split()
)
_LISTED = frozenset(("blockquote", "dl", "ol", "pre", "table", "ul"))
"""Elements that hold a part of what somebody says, too."""
_SENTENCE = re.compile(r"[.?!…:](?:\W|$)|[。？！：]")
"""The end of a sentence, and what leads on to a film; an initial looks like it."""
_NEAR, _LEAST_PULLED = 6, 40
"""Maximum number of lines from a pull quote to what it repeats, and minimum of its characters: all say thanks."""
_HOUR_AT_END = re.compile(r"\b\d?\d:[0-5]\d\W*\Z")
_VERB = 4
"""Minimum number of letters of a word that tells something; shorter ones stand between names, too."""
_TOPICS = 2
"""Number of lines within answers that shows how topics are set."""
_AROUND_QUOTES = " \"'“”„‘’«»…"
_OF_ALL = re.compile(TRANSCRIPTS, re.IGNORECASE)
"""Words of a heading of the whole transcript: what stands above it may be said by nobody."""
_LARGEST_BOX = 600
"""Maximum number of characters in a box, or in sentences below a heading: more may be a part of a long answer."""


def set_apart(
    lines: Sequence[Line],
    labels: Sequence[Opening],
    pages: Sequence[range],
    known: Container[int],
    placed: Mapping[int, tuple[str, str]],
) -> dict[int, tuple[str, str]]:
    """Return the place and rule of each line that nobody says; `known` lines are `placed` or notes, or open a turn.

    After a label on its own line, the line below is speech, however short.
    """
    notes = {index for index, (place, _) in placed.items() if place == "note"}
    setting = SpeechSetting(lines, labels, pages, known, notes)
    heads = heads_within(setting)
    found = _feet(setting, heads)
    for index in setting.asked:
        line = lines[index]
        if index > setting.first and index not in found and line.tag not in HEADINGS:
            follows = index - 1 in found or ends_sentence(lines[index - 1].text)
            place = None if index in setting.begun else _place_among(line, setting, follows)
            if setting.stranger(line.nesting) and not place and follows and _is_pulled(index, setting):
                place = "note", NoteKind.EDITOR
            if not place and follows and index in heads:
                place = "note", NoteKind.HEADING
            if place:
                found[index] = place
    return _places_above(setting, heads) | found


def _places_above(setting: SpeechSetting, heads: Collection[int]) -> dict[int, tuple[str, str]]:
    """Return the place and rule of each line above the first label that nobody says.

    What shares an element with the headline, and none with the speech, is a lead or a day. Other elements, italics too,
    hold words of the site or, if long or with I or we, a statement.
    """
    lines, labels, sizes = setting.lines, setting.labels, setting.sizes
    above = [index for index in setting.asked if index < setting.first]
    ways = [(setting.stranger(lines[index].nesting), lines[index].text) for index in above]
    stated = {way for way, text in ways if is_said(text) and (sizes[way] > _LARGEST_BOX or has_voice(text))} | {()}
    headed = {setting.stranger(line.nesting) for line in lines[: setting.first] if labels and line.tag == "h1"} - {()}
    found: dict[int, tuple[str, str]] = {}
    for index, (stranger, text) in zip(above, ways, strict=True):
        line = lines[index]
        may_be_apart = bool(labels) and stranger not in stated
        is_apart = may_be_apart and (setting.is_outside(line) or _is_box(stranger[-1]))
        if line.tag in HEADINGS:
            continue
        if is_link(line):
            found[index] = "boilerplate", "links"
        elif is_apart or (stranger in headed and not has_voice(text)):
            found[index] = "note", NoteKind.EDITOR if is_prose(text) else NoteKind.HEADING
        elif index in heads and not (lead_note_kind(line) or _OF_ALL.search(text)):
            found[index] = "note", NoteKind.HEADING
        elif may_be_apart and _is_in_italics(line):
            found[index] = "note", NoteKind.EDITOR
    return found


def _feet(setting: SpeechSetting, heads: Collection[int]) -> dict[int, tuple[str, str]]:
    """Return the place and rule of the lines that end the last page, and of those that end earlier ones so."""
    lines, known = setting.lines, setting.known
    below = max(setting.begun, default=-1) + 1
    last = range(max(below, setting.pages[-1].start), setting.pages[-1].stop)
    asked = set(setting.asked)
    # A note of the editor may head what is printed below it: "Notes to editors:".
    ends = [index for index in last if index in asked or (index in known and _is_editors(lines[index]))]
    found: dict[int, tuple[str, str]] = {
        index: ("note", NoteKind.EDITOR) if is_prose(lines[index].text) else ("boilerplate", "page_foot")
        for index in _foot(setting, ends, heads)
        if index not in known
    }
    # There they stand below a turn that may go on over the break.
    feet, opening = {lines[n].text: place for n, place in found.items()}, {label.line for label in setting.labels}
    for page in setting.pages[:-1]:
        again = takewhile(lambda n: n not in opening and (n in known or lines[n].text in feet), reversed(page))
        found |= {index: feet[lines[index].text] for index in again if index not in known}
    return found


def _place_among(line: Line, setting: SpeechSetting, follows: bool) -> tuple[str, str] | None:
    """Return the place of a line among labels that nobody says; None for what may be said.

    A few words with a class of their own may be the middle of a sentence, unless they follow a whole one.
    """
    stranger = setting.stranger(line.nesting)
    is_caption = stranger or is_short(line.text) or not _SENTENCE.search(line.text)
    if line.pictured and (is_caption or (line.pictured == "below" and not has_voice(line.text))):
        return "note", NoteKind.CAPTION
    if line.is_mostly_link and (stranger or leads_elsewhere(line) or not has_voice(line.text)):
        return "boilerplate", "links"
    if not stranger or setting.sizes[stranger] > _LARGEST_BOX:
        return None
    is_remark = follows and "." in stranger[-1] and is_short(line.text) and not line.text[0].islower()
    return ("note", NoteKind.EDITOR) if is_remark or _is_box(stranger[-1]) else None


def _is_pulled(index: int, setting: SpeechSetting) -> bool:
    """Return True for a pull quote: words that speech near it holds; those in bold are a heading."""
    line = setting.lines[index]
    words = line.text.strip(_AROUND_QUOTES)
    may_be = len(words) >= max(_LEAST_PULLED, line.bold)
    near = setting.lines[max(0, index - _NEAR) : index + _NEAR + 1] if may_be else ()
    return any(words in one.text and not setting.stranger(one.nesting) for one in near)


def _foot(setting: SpeechSetting, below: Sequence[int], heads: Collection[int]) -> list[int]:
    """Return those of the lines below all labels that end the page: set apart, below a heading, or a footnote cited.

    Sentences below a heading belong to it if nobody says them: a part about the agency, its contacts. What begins with
    the name of the last speaker tells of him: "Ilse Maren was born in Northport."
    """
    lines, labels = setting.lines, setting.labels
    found: list[int] = []
    held: list[int] = []
    sentences, is_voiced = 0, False
    name = labels[-1].label if labels and labels[-1].shape.is_whole_name else None
    among_speech = _settings_of_topics(lines, range(below[0] if below else 0), heads)
    cited = footnotes((line.text for line in lines), {index: lines[index].text for index in below})
    for index in reversed(below):
        line = lines[index]
        follows = not is_voiced and ends_sentence(lines[index - 1].text)
        is_head = _heads(line, bool(held), follows, among_speech) or (name and _tells_of(name, line.text))
        if is_head or (not held and (index in cited or _ends(line, follows, setting))):
            found += [*held, index]
            held, sentences, is_voiced = [], 0, False
            continue
        held.append(index)
        is_sentence, has_a_voice = is_prose(line.text), has_voice(line.text)
        sentences += len(line.text) * is_sentence
        is_voiced |= has_a_voice
        if not labels or sentences > _LARGEST_BOX or (is_sentence and has_a_voice):
            break
    return found


def _settings_of_topics(lines: Sequence[Line], above: range, heads: Collection[int]) -> set[Nesting]:
    """Return how the topics of answers are set: as headings, or as two different lines that stand alone.

    What recurs, such as an advertisement, is no topic.
    """
    alone = {(lines[index].nesting, lines[index].text) for index in heads if index in above}
    times = Counter(nesting for nesting, _ in alone)
    headings = {lines[index].nesting for index in above if lines[index].tag in HEADINGS}
    return headings | {nesting for nesting, count in times.items() if count >= _TOPICS}


def _tells_of(name: str, text: str) -> bool:
    """Return True for a sentence about somebody; who signs off has only names behind his own: "Ilse Maren in Rome."."""
    words = text.removeprefix(name).split()
    return text.startswith(name) and not has_voice(text) and any(len(w) >= _VERB and not w[0].isupper() for w in words)


def _heads(line: Line, held: bool, follows: bool, among_speech: set[Nesting]) -> bool:
    """Return True for a heading; above lines that may be said, for one unlike those among the speech.

    A few words that are no sentence head such lines too, as "Interview by Ilse Maren" does what is told of her, if they
    are in bold, name a field ("Notes to editors:"), or follow a whole sentence and do not go on with one.
    """
    if line.tag in HEADINGS:
        return not held or line.nesting not in among_speech
    if not held or not is_short(line.text) or line.nesting in among_speech:
        return False
    is_apart = line.bold >= len(line.text)
    is_apart |= follows and not line.text.endswith(GOING_ON) and not is_answer(line)
    return is_apart or _is_editors(line)


def _is_editors(line: Line) -> bool:
    """Return True for a field, a footnote or what an editor says: "Contact:", "Notes to editors"."""
    return lead_note_kind(line) is not None or note_kind(line) == NoteKind.EDITOR


def _ends(line: Line, follows: bool, setting: SpeechSetting) -> bool:
    """Return True for a line that nobody says if nothing below it is speech.

    A few words may also be the end of a sentence, or begin one that is broken off: "But Deb —".
    """
    if setting.is_outside(line) or (setting.labels and line.is_mostly_link):
        return True
    if not setting.labels or not any(map(str.isalpha, line.text)):
        return False
    is_broken_off = line.text[0].isalnum() and line.text.endswith(("-", "–", "—", "…"))
    goes_on = is_broken_off or (line.text[0].islower() and not follows)
    is_footnote = lead_note_kind(line) is not None and not has_voice(line.text)
    is_footnote |= follows and _tells_the_hour(line.text)
    is_open = line.linked and not ends_sentence(line.text)
    if is_footnote or ((is_open or is_short(line.text)) and not goes_on):
        return True
    stranger = setting.stranger(line.nesting)
    if not stranger or stranger[-1].partition(".")[0].partition("|")[0] in _LISTED:
        return False
    return _is_box(stranger[-1]) or not has_voice(line.text)


def _tells_the_hour(text: str) -> bool:
    """Return True for a few words up to an hour, without a voice: minutes end "The meeting closed at 10:40."."""
    return len(text.split()) <= FEW_WORDS and _HOUR_AT_END.search(text) is not None and not has_voice(text)


def _is_box(kind: str) -> bool:
    """Return True for an element with a class or an id that holds whole blocks."""
    tag, named, _ = kind.partition(".")
    return bool(named) and tag in _BOXES


def _is_in_italics(line: Line) -> bool:
    """Return True for a whole sentence in italics or small print; an "E&OE" has a kind of its own."""
    return line.is_slanted and ends_sentence(line.text) and not (note_kind(line) or lead_note_kind(line))
