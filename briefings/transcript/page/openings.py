"""Find every place where a turn could open, without judging it: all that looks like a label is found here.

`openings` reads the beginning of a line, `openings_set_apart` words set apart only by markup, `openings_inside` the
places within a line. The `signature` of an opening is how it is printed: openings of one signature are a group.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from briefings.transcript.page.boilerplate import HEADINGS
from briefings.transcript.page.layout.lines import Line
from briefings.transcript.page.layout.setting import BEHIND, take_turns, without_closing, words_set_apart
from briefings.transcript.page.notes import is_stage_note
from briefings.transcript.page.opening_forms import CLOSING, DASHES, FORMS, ends_in_a_position, gap_at, inside_at
from briefings.transcript.wording.label_keys import label_key
from briefings.transcript.wording.label_parts import without_brackets
from briefings.transcript.wording.press_labels import is_press
from briefings.transcript.wording.shapes import Shape, names_an_office, shape_of
from briefings.transcript.wording.speaking import speaks
from briefings.transcript.wording.vocabulary import ANSWER_WORDS

_POSITION_BEHIND = re.compile(
    r"(?P<behind>\s?(?:,\s?[^\W\d_][^.?!:：;。？！|]{1,80}|[(（][^()（）]{2,100}[)）]))(?:[^.?!|]{2,30}\|){0,4}[^.?!|]{0,30}"
)
"""The position or party behind a name in bold, and links to what is said: "Share this | Hansard source" (mySociety)."""
_CLOSED_BY_DASH = re.compile(r"\s?(?P<sign>[.:]?\s?[-–—―]{1,2})\s?(?=[^\W\d_]|[¿¡“\"«(])")
"""The sign `.—` after a name in bold, as a parliament prints it."""
WIDE_GAP = "  "
"""Sign of a label before a wide gap: "TM   Good morning."."""
ATTRIBUTES = ("— ", "– ", "- ", "― ")
"""Dashes that open a line of its own with who said what is above it."""
_BRACKETS = re.compile(r"[\[(（][^\[\]()（）]{1,60}[\])）]\s*(?=\w)")
"""Brackets before a label; "(Laughter.) Ilse Maren:" tells of what was said before."""
_NUMBERED = re.compile(r"(?P<word>[^\W\d_]{1,20})\s?\d{1,3}")
PLAIN = frozenset(("bare", "set"))
"""Forms without a mark or a colon: most of them open no turn."""
HOURS = re.compile(r"\D*(?:0?[6-9]|1\d|2[0-3]):[0-5][05]\D*(?:\d\d?:[0-5][05]\D*)?")
"""Hours of a day in steps of five minutes, as in programmes of conferences: 09:00 - 09:30. Recorders begin at 0:00."""
COMPANY = frozenset(("sign", "dot", "caps", "round", "dash"))
"""Forms that prose has too: an opening is one only if its group is accepted."""


@dataclass(slots=True)
class Opening:
    """A place where a turn could open: `label` as printed, the speech beginning at `end` of line `line`."""

    line: int
    begin: int
    end: int
    label: str
    form: str
    """One of `FORMS`, or "clock" (with a time without brackets), "bare" (a line or bold words that nothing closes),
    "set" (set apart by a kind of element), "plain" (an answer without a label) or "told" (by the source's file)."""
    own_line: bool
    bold: bool
    timecode: str = ""
    asks: bool = False
    """True if the text up to the next opening asks something."""
    answers: bool = False
    """True if it comes right after an opening that asks."""
    worded: bool = True
    """True if words follow on its line, if anything does."""
    punctuation: str = ""
    """Mark that closes a sign, or a line; the dash before a label with a colon."""
    followed: bool = True
    """True if speech follows: on its line, or for a line of its own on the next one."""
    acts: bool = False
    """True if the line below its name, with an honorific, tells what its bearer does: "rose", "indicated assent"."""
    beginning: str = ""
    """First words that follow: of the rest of its line, or of the line below."""
    setting: str = ""
    """Kind of element that sets it apart, or the heading that it is."""
    rule: str = ""
    printed: str = field(init=False)
    """The label, without the number of a question or an answer: "Pregunta 3", "R2"."""
    key: str = field(init=False)
    shape: Shape = field(init=False)
    signature: str = field(init=False)
    """The form in which it is printed."""

    def __post_init__(self) -> None:
        numbered = _NUMBERED.fullmatch(self.label) if self.label[-1:].isdigit() else None
        word = numbered["word"] if numbered else ""
        is_mark = word and (self.form == "sign" or is_press(word) or word.casefold() in ANSWER_WORDS)
        self.printed = word if is_mark else self.label
        # The PRESIDING OFFICER (Ms. Maren) is the office that recurs without a name.
        self.key = label_key(without_brackets(self.printed) if self.form == "dot" else self.printed)
        named = self.printed if self.form == "sign" else self.label
        self.shape = shape_of(DASHES.split(named)[0] if self.form in ("dash", "time") else named)
        if self.form == "told":
            self.shape = self.shape._replace(veto="")
        self.signature = self._signature()

    def _signature(self) -> str:
        if self.form == "set":
            return f"set {self.setting}"
        if self.form == "sign":
            return f"sign {self.punctuation}"
        # A name alone on its line is grouped with those followed by a dash and a position.
        form = "bare" if self.form == "dash" else self.form
        bold = self.bold and form == "bare"
        closed = self.punctuation if form == "bare" and not self.own_line else ""
        own_line = self.own_line and form not in COMPANY
        return " ".join(filter(None, (form, "line" * own_line, "bold" * bold, closed, self.setting)))

    @property
    def place_in_group(self) -> str:
        """The same for openings of one group that print the same words."""
        return f"group {self.signature}: {self.key}"

    @property
    def is_like_a_label(self) -> bool:
        """True if it looks like a label by itself: a mark, or a name before a colon or in brackets."""
        return self.form in ("mark", "told") or (self.form in ("colon", "bracket", "time") and self.shape.is_named)

    @property
    def speaks(self) -> bool:
        """True if the text after it begins like speech: a sentence with I, we, you, thanks. Computed for few."""
        return bool(self.beginning) and speaks(self.beginning)


def says_who(opening: Opening) -> bool:
    """Return True when an opening tells by an office or a word for the press who speaks."""
    if opening.form == "dash":
        return ends_in_a_position(opening.label)
    # "- A: We mend it." is an item of a list.
    sided = opening.key in ANSWER_WORDS and (opening.form, opening.key) != ("colon", "a")
    return opening.shape.name_and_role or sided or names_an_office(opening.label)


def openings(index: int, line: Line) -> Iterator[Opening]:
    """Yield every label that the beginning of a line could be; one that the source names is the only one."""
    if line.told:
        own, bold = line.told_end >= len(line.text), line.bold >= len(line.told)
        yield Opening(index, 0, line.told_end, line.told, "told", own, bold)
        return
    is_whole = False
    for form, find in FORMS:
        if match := find(line):
            opening = _opening(index, line, match, form)
            # Words after a dash belong to the label, in bold or not; a line that brackets or a colon end is all label.
            is_whole = is_whole or form == "dash" or (form in ("bracket", "colon") and opening.own_line)
            yield opening
    if not is_whole:
        yield from _bare(index, line)


def _opening(index: int, line: Line, match: re.Match[str], form: str) -> Opening:
    groups = match.groupdict()
    before, after = groups.get("before"), groups.get("after")
    if form == "time" and (before or not after or after[0] not in "[(（"):
        form = "clock"
    elif form == "colon" and (before or after):
        form = "time"
    own = match.end() >= len(line.text)
    # "Question (retranslated):" is a label in bold, followed by a remark that is not.
    bold = line.bold >= match.start("label") + len(groups.get("head") or without_brackets(match["label"]))
    punctuation = ((groups.get("end") if form == "sign" else groups.get("dash")) or "").strip()
    timecode = " ".join(filter(None, (before, after)))
    led = _BRACKETS.match(match["label"])
    begin = led.end() if led and is_stage_note(led[0]) else 0
    label, tag = match["label"][begin:].strip(), line.tag if line.tag in HEADINGS else ""
    return Opening(index, begin, match.end(), label, form, own, bold, timecode, punctuation=punctuation, setting=tag)


def _bare(index: int, line: Line) -> Iterator[Opening]:
    """Yield words that nothing closes: in bold at the beginning of a line, or a short line."""
    text = line.text
    printed = text[: line.bold].strip()
    if 0 < line.bold <= 120 and len(without_brackets(printed).split()) <= 6 and not printed.endswith((":", "：")):
        if behind := _POSITION_BEHIND.fullmatch(text, line.bold):
            yield Opening(index, 0, len(text), text[: behind.end("behind")], "bare", True, True)
            return
        closed = _CLOSED_BY_DASH.match(text, len(printed.rstrip(".-–—― ")))
        end, closing = (closed.end(), closed["sign"]) if closed else (line.bold, "")
        if {line.bold, line.bold - 1} & line.wide:
            closing = WIDE_GAP
        label = without_closing(printed) or printed
        yield Opening(index, 0, end, label, "bare", line.bold == len(text), True, punctuation=closing)
    elif len(text) <= 60 and len(text.split()) <= 9 and not (text.startswith(ATTRIBUTES) or DASHES.search(text)):
        closing = text[-1:] if text.endswith(CLOSING) else ""
        tag = line.tag if line.tag in HEADINGS else ""
        heading = bool(tag) or text.startswith("**") or line.bold >= len(text)
        label = without_closing(text.strip("* ")) or text
        yield Opening(index, 0, len(text), label, "bare", True, heading, punctuation=closing, setting=tag)
    if gap := gap_at(line):
        yield Opening(index, 0, gap, text[:gap], "bare", False, line.bold > 0, punctuation=WIDE_GAP)


def openings_set_apart(lines: Sequence[Line], kinds: Mapping[str, Sequence[int]]) -> Iterator[Opening]:
    """Yield the words set apart by a kind of element that holds nothing else; see `kinds_set_apart`."""
    for kind, indexes in kinds.items():
        # Words that do not take turns are never accepted as a group, and there may be very many.
        labels = [words_set_apart(lines[index]) for index in indexes]
        for index, label in zip(indexes, labels, strict=True) if take_turns(labels) else ():
            line = lines[index]
            end = len(line.text) - len(line.text[line.set_apart :].lstrip(BEHIND))
            alone = end == len(line.text)
            if alone and line.text.startswith(ATTRIBUTES):
                continue
            yield Opening(index, 0, end, label, "set", alone, False, setting=kind)


def openings_inside(
    index: int, line: Line, begin: int, is_label: Callable[[str, bool], bool], *, anywhere: bool
) -> Iterator[Opening]:
    """Yield the openings within a line, after `begin`, whose words `is_label` takes for a label or a mark.

    `anywhere` includes those after a time of day, and at the beginning of a line that nothing opens.
    """
    for match, is_mark in inside_at(line, anywhere=anywhere):
        label = match[0].rstrip(":.") if is_mark else match["label"].strip()
        # A label does not begin inside another.
        if (match.start() > begin or (anywhere and match.start() == begin == 0)) and is_label(label, is_mark):
            yield Opening(index, match.start(), match.end(), label, "mark" if is_mark else "colon", False, False)
            begin = match.end() - 1
