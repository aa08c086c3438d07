"""The reasons to accept a label, and what each needs; a rule's name is stored with the turn as `label_rule`.

A label is judged by the whole briefing, not by its line: the roster of people known to take part, the form of the
label, how often it recurs, and whether it looks like the labels that are already certain.
"""

from collections.abc import Callable
from dataclasses import dataclass

from briefings.transcript.page.openings import COMPANY, Opening, says_who
from briefings.transcript.page.people_line import is_name
from briefings.transcript.page.q_and_a import ANSWER_MARKS, COMMAS
from briefings.transcript.speech.evidence import ENOUGH_MARKS, WITH_A_ROLE, Evidence
from briefings.transcript.speech.groups import is_heard, may_be_label, prints_a_role
from briefings.transcript.speech.whole_names import is_whole_name
from briefings.transcript.wording.chinese_labels import chinese_office, is_chinese_name
from briefings.transcript.wording.label_keys import label_key
from briefings.transcript.wording.label_parts import bare_word, head_and_tail, without_brackets
from briefings.transcript.wording.press_labels import is_press, is_question_or_answer
from briefings.transcript.wording.shapes import Shape, names_an_office, shape_of
from briefings.transcript.wording.speaking import thanks
from briefings.transcript.wording.vocabulary import FUNCTION_WORDS, OTHER_WORDS, OUTLET_WORDS, PERSON_LABELS

_TIMED = frozenset(("time", "clock"))
_WORDS_OF_OFFICES = PERSON_LABELS | OUTLET_WORDS
_CAPITALS = 0.8
"""Minimum share of capital labels in a briefing that prints its labels in capitals."""


@dataclass(frozen=True, slots=True)
class Need:
    """One need of a rule; `lack` is the sentence for an opening that does not meet it."""

    lack: str
    met: Callable[[Opening, Evidence], bool]


def against_style(opening: Opening, seen: Evidence) -> bool:
    """Return True for mixed case in a briefing whose labels are all in capitals.

    This does not count against a word for the press that asks and recurs, a label that is also printed in capitals
    ("THE President"), or one without a name ("Unidentified Man").
    """
    asks = opening.key in seen.voiced and is_press(opening.label) and seen.times[f"printed {opening.printed}"] > 1
    unnamed = opening.shape.role and opening.key.split()[0] in OTHER_WORDS
    again = asks or unnamed or seen.times[f"printed {opening.printed.upper()}"] > 1
    return seen.style.count >= 4 and seen.style.caps >= _CAPITALS and not (opening.shape.caps or again)


def on_roster(opening: Opening, seen: Evidence) -> bool:
    """Return True for a known name, alone or before an office; "Ilse Maren, who is here, said this:" is a sentence.

    So are words behind a name that alone is in bold, "Ilse Maren – Two things: the quay", unless they name an office or
    come back with the name.
    """
    surname = without_brackets(opening.key).split()[-1:]
    listed = opening.form == "colon" and len(opening.shape.words) <= 3 and not seen.roster.labels.isdisjoint(surname)
    known = listed or seen.roster.resolve(opening.label) is not None
    head, tail = head_and_tail(opening.label)
    is_said = bool(tail) and seen.lines[opening.line].bold == len(head) and seen.times[opening.key] < 2
    return known and (not is_said or names_an_office(tail)) and FUNCTION_WORDS.isdisjoint(tail.split())


def is_mark(opening: Opening, seen: Evidence) -> bool:
    """Return True for a mark such as Q or A that comes back, asks, has a line of its own, or stands between labels."""
    if opening.label[0] in ANSWER_MARKS:
        numbered = opening.label[-1].isdigit() or opening.label[-1] == ")"
        again = numbered or seen.times[f"mark {opening.key}"] > 1
        return seen.marks + seen.weak_marks > 0 and (again or seen.marks <= 2)
    if opening.label[1:].islower() and seen.times[f"mark {opening.key}"] < seen.marks / 2:
        # "Question: was it wrong?" where every other one is a Q: the speaker asks himself.
        return False
    closed_by = seen.lines[opening.line].text[opening.begin + len(opening.label) : opening.end].strip()
    of_itself = opening.own_line or opening.asks or closed_by or bool(seen.certain)
    return seen.marks > 1 or bool(of_itself and closed_by not in COMMAS)


def has_common_word(shape: Shape, seen: Evidence) -> bool:
    """Return True when the briefing uses a word of the label in lower case, unlike a name's: "Social Security"."""
    return any(seen.are_common(shape))


def may_name(opening: Opening, seen: Evidence) -> bool:
    """Return True for words that may name somebody without a sign that closes them; readers comment at some hour."""
    shape, name = opening.shape, head_and_tail(without_brackets(opening.label))[0]
    is_known = is_chinese_name(name) or chinese_office(name) or shape.honorific or says_who(opening)
    return not opening.timecode and bool(is_known or (shape.is_whole_name and not has_common_word(shape, seen)))


def speaks_by_name(opening: Opening, seen: Evidence) -> bool:
    """Return True for two to six words like a name before speech, if no header names the speakers.

    They have capitals or connect, and are nowhere common words. Topics of that form are rarer than people who speak
    once, and a swallowed speaker is the worse error. But topics follow one another, which people who speak once rarely
    do.
    """
    if opening.shape.chinese:
        return opening.speaks and opening.key not in seen.listed and seen.style.count >= 3
    return (
        (opening.key not in seen.listed or opening.speaks)
        and not seen.headed
        and seen.style.count >= 3
        and len(opening.shape.words) > 1
        and is_name(" ".join(opening.shape.words))
        and not has_common_word(opening.shape, seen)
    )


def is_printed_alike(opening: Opening, seen: Evidence) -> bool:
    """Return True for a label that is known, or printed like the certain ones, and not by a picture: "Photo: X"."""
    if is_named_elsewhere(opening, seen):
        return True
    style = seen.style
    if opening.setting not in style.settings or seen.lines[opening.line].pictured:
        return False
    if style.bold >= _CAPITALS:
        return opening.bold
    return style.own_line > 0.1 if opening.own_line else style.own_line < 0.9


def is_voiced_or_shown(opening: Opening, seen: Evidence) -> bool:
    """Return True for a label that asks or answers once, or that its print shows and no header leaves out.

    Capitals show it. "The second point:" has the form of a name in a script without capitals: there one of an accepted
    group is shown if it is printed like the accepted labels, and so is one with a time, or any where nobody asks.
    """
    # "A: boats" answers nothing.
    if opening.key in seen.in_turn or opening.label in ANSWER_MARKS:
        return opening.key in seen.in_turn
    alike = bool(seen.certain) and (not seen.style.count or is_printed_alike(opening, seen))
    has_capitals = opening.label.title() != opening.label.lower()
    shown = has_capitals or opening.form == "time" or not seen.in_turn or (alike and is_of_believed(opening, seen))
    return shown and (not seen.headed or opening.key in seen.voiced)


def is_in_turn(opening: Opening, seen: Evidence) -> bool:
    """Return True if a label asks, follows a question, speaks of itself, is known elsewhere, or names nobody: "Remark".

    One in bold, in capitals or of initials, like the others, needs less.
    """
    style, shape = seen.style, opening.shape
    # Whoever asks may also answer: "What do they want? Answer: higher pay."
    if is_question_or_answer(opening.label) and not any(map(is_press, (opening.label, *seen.in_turn))):
        return False
    if opening.asks or opening.answers or shape.name_and_role or (shape.initials and style.initials >= _CAPITALS):
        return True
    if speaks_by_name(opening, seen) or is_named_elsewhere(opening, seen) or opening.key in OTHER_WORDS:
        return True
    # "BK'in Maren:" speaks where the title has Maren; "New Quay:" and "Zur Mole:" are topics.
    is_in_title = not (seen.roster.titled.isdisjoint(shape.words[1:][-1:]) or shape.words[0].istitle())
    # "Industry Minister: Thanks, PM.": neither a field nor a topic does.
    if thanks(opening.beginning) or (is_in_title and opening.speaks):
        return True
    name, position = head_and_tail(opening.label)
    if position and opening.speaks and is_whole_name(name) and not has_common_word(shape_of(name), seen):
        return True
    if style.caps >= _CAPITALS:
        return shape.caps and (seen.marks < 2 or (len(shape.words) > 1 and not has_common_word(shape, seen)))
    # "Decision:" and "Reasons:" one below the other are headings in bold.
    return opening.bold and style.bold >= _CAPITALS and (len(shape.words) > 1 or opening.key not in seen.listed)


def is_named_elsewhere(opening: Opening, seen: Evidence) -> bool:
    """Return True for a name that another label prints with a title or an office, as a surname alone or as initials.

    So is one whose words before brackets are a label: "The Chair (Ms. Maren)" beside "The Chair".
    """
    if opening.label.endswith(")") and label_key(without_brackets(opening.label)) in seen.certain:
        return True
    behind = any(key.endswith(f" {opening.key}") for key in seen.certain)
    behind = behind or not seen.surnames.isdisjoint(opening.key.split()[-1:])
    initials = "".join(word[0] for word in opening.shape.words).casefold()
    return behind or initials in seen.certain or seen.named.has_name(opening.label) or has_a_role(opening, seen)


def has_a_role(opening: Opening, seen: Evidence) -> bool:
    """Return True for a name with a role in lower case that says I, we or you, or stands beside another such.

    Its surname may be an accepted label, too: "Ilse Maren, host" and "MAREN".
    """
    surname = label_key(head_and_tail(opening.label)[0]).split()[-1:]
    # "Ilse Maren, a listener, writes: “We wait.”" is told by somebody else.
    heard = opening.speaks and is_heard(opening)
    company = heard or seen.times[WITH_A_ROLE] > 1 or not seen.certain.isdisjoint(surname)
    return opening.shape.name_and_lower_role and company


def is_somebody_or_again(opening: Opening, seen: Evidence) -> bool:
    """Return True when a label of an accepted group recurs or names somebody.

    It names somebody by office, outlet, title or the form of a name. A form of a name that is set like headings must
    ask or speak; a single word may answer instead.
    """
    shape = opening.shape
    words = {*map(bare_word, opening.label.split())}
    if opening.key in seen.roster.labels:
        return True
    if opening.form == "colon":
        # A chair gives the floor, and neither asks nor answers.
        return prints_a_role(opening) or has_a_role(opening, seen)
    known = says_who(opening) or is_named_elsewhere(opening, seen)
    is_timed = opening.form in _TIMED and opening.own_line
    if known or is_timed or seen.times[opening.place_in_group] > 1 or shape.name_and_lower_role:
        return True
    if opening.form not in COMPANY and not words.isdisjoint(_WORDS_OF_OFFICES):
        return True
    common, by_name = seen.are_common(shape), opening.asks and shape.is_whole_name and "," not in opening.label
    # "Ann Banks" may ask about banks: her given name is no common word.
    if not shape.is_named or (next(common, True) if by_name else any(common)):
        return False
    if opening.asks or opening.speaks:
        return True
    if len(shape.words) > 1:
        # A heading does not stand beside what is said.
        return opening.form in ("bracket", "round", "dash", "caps")
    # One word in brackets may be a place or a remark.
    closed = opening.punctuation if opening.form != "bracket" else ""
    return shape.chinese or opening.answers or opening.form in _TIMED or bool(closed)


def is_of_believed(opening: Opening, seen: Evidence) -> bool:
    """Return True when an opening may be a label of its group, and the group is accepted."""
    belief = seen.groups.get(opening.signature)
    return belief is not None and bool(belief.speaks_for) and may_be_label(opening)


FORM_OF_A_LABEL = Need(
    "not the form of a name", lambda c, seen: c.shape.name_form or c.shape.chinese or has_a_role(c, seen)
)
FOLLOWED_OR_AGAIN = Need(
    # A name that recurs may be followed by one word: "No.".
    "no speech follows",
    lambda c, seen: c.followed or (c.form in ("bare", "dash") and (c.acts or seen.times[c.place_in_group] > 1)),
)
LIKE_THE_CAPITALS = Need("mixed case where labels are in capitals", lambda c, seen: not against_style(c, seen))
ON_ROSTER = Need("names nobody known", on_roster)
KNOWN_NAME = Need("no known name", lambda c, seen: seen.roster.has_name(c.label))
MARK = Need("no question stands on the page, or it asks nothing", is_mark)
WEAK_MARK = Need(
    "too few marks, and no label beside it",
    lambda _, seen: seen.marks + seen.weak_marks >= ENOUGH_MARKS or bool(seen.certain),
)
HONORIFIC = Need("no honorific", lambda c, _: c.shape.honorific)
TITLE = Need("no title", lambda c, _: c.shape.title)
OFFICE = Need("no office", lambda c, _: c.shape.role)
OUTLET = Need("not the form of an outlet", lambda c, _: c.shape.outlet)
VOICED_OUTLET = Need(
    "an outlet that neither asks nor says I, we or you", lambda c, _: c.asks or c.speaks or c.shape.chinese
)
AGAIN = Need("stands once", lambda c, seen: seen.times[f"printed {c.printed}"] >= 2)
VOICED_OR_SHOWN = Need("never asks or answers, and on no header or without capitals", is_voiced_or_shown)
IN_A_GROUP = Need("those printed like it are not believed", is_of_believed)
SOMEBODY_OR_AGAIN = Need("names nobody and stands once", is_somebody_or_again)
WORDED = Need("no words behind it", lambda c, _: c.worded)
PRINTED_ALIKE = Need("printed unlike the certain labels", is_printed_alike)
IN_TURN = Need("asks nothing, follows no question, says no I or you", is_in_turn)

_ALL = ("mark", "weak", "sign", "colon", "bracket", "round", "time", "clock")
_CLOSED = ("colon", "time")
_GROUPED = ("colon", "bracket", "time", "clock", "caps", "bare", "set", "sign", "dot", "round", "dash")


@dataclass(frozen=True, slots=True)
class Rule:
    """A reason to accept a label. `forms` are the forms it applies to."""

    name: str
    forms: tuple[str, ...]
    needs: tuple[Need, ...]

    def believes(self, opening: Opening, seen: Evidence) -> bool:
        """Return True when an opening of one of its forms meets every need."""
        # Called more often than anything else: a generator would cost more than most needs.
        for need in self.needs:  # noqa: SIM110
            if not need.met(opening, seen):
                return False
        return True

    def missed(self, opening: Opening, seen: Evidence) -> str:
        """Return the first lack of an opening; "" when the rule does not apply to its form or accepts it."""
        if opening.form not in self.forms:
            return ""
        return next((need.lack for need in self.needs if not need.met(opening, seen)), "")


RULES: tuple[Rule, ...] = (
    Rule("told", ("told",), ()),
    Rule("roster", _ALL, (ON_ROSTER,)),
    Rule("roster_bare", ("bare",), (KNOWN_NAME, FOLLOWED_OR_AGAIN)),
    Rule("mark", ("mark",), (MARK,)),
    Rule("weak_mark", ("weak",), (WEAK_MARK,)),
    Rule("honorific", _CLOSED, (HONORIFIC,)),
    Rule("title", _CLOSED, (TITLE, LIKE_THE_CAPITALS)),
    Rule("office", _CLOSED, (OFFICE, LIKE_THE_CAPITALS)),
    Rule("outlet", _CLOSED, (OUTLET, LIKE_THE_CAPITALS, VOICED_OUTLET)),
    Rule("recurring", _CLOSED, (FORM_OF_A_LABEL, LIKE_THE_CAPITALS, AGAIN, VOICED_OR_SHOWN)),
    Rule("group", _GROUPED, (FOLLOWED_OR_AGAIN, IN_A_GROUP, SOMEBODY_OR_AGAIN)),
    Rule("style", _CLOSED, (WORDED, FORM_OF_A_LABEL, LIKE_THE_CAPITALS, PRINTED_ALIKE, IN_TURN)),
)
"""Applied in this order; the first that accepts names the label. docs/reading.md has a line that each accepts."""
