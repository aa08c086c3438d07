"""Evidence of the whole briefing on its labels, collected before any is judged: what follows them, how often."""

import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import pairwise

from briefings.items import SpeakerEvidence
from briefings.transcript.page.layout.lines import Line
from briefings.transcript.page.notes import is_letterhead, is_time_line
from briefings.transcript.page.openings import COMPANY, HOURS, PLAIN, Opening
from briefings.transcript.page.q_and_a import QUESTION_MARKS, breaks_off, is_item_of_a_list
from briefings.transcript.speech.groups import Belief, judge_groups
from briefings.transcript.speech.roster import Roster
from briefings.transcript.wording.label_parts import head_and_tail
from briefings.transcript.wording.press_labels import is_press
from briefings.transcript.wording.sentences import behind_given_name
from briefings.transcript.wording.shapes import Shape, names_an_office
from briefings.transcript.wording.speaking import BEGINNING, asks, ends_asking
from briefings.transcript.wording.vocabulary import CONNECTORS

_ASKS = re.compile(
    r"\b(?:questions?|ask(?:ed|ing)?|tell us|could you|would you|wondering if|(?:want|wanted|like) to know)\b"
    r"|提问|请问",
    re.IGNORECASE,
)
"""Words of those who ask, or who give the word to them: both are signs of a speaker."""
_WORD = re.compile(r"\b[A-Za-z]+\b")
_SPEECH_SEEN = 3_000
_SILENT = ("bare", "dash", "round", "set")
"""Forms of openings that may have no speech behind them."""
WITH_A_ROLE = "a name, a comma and a role"
"""Key under which the labels with a role in lower case are counted."""


def note_followed(openings: Sequence[Opening], lines: Sequence[Line], unsaid: Container[int]) -> None:
    """Note for every opening on a line of its own whether speech comes below it, after the `unsaid` lines."""
    # "Let me come back to the dyke: is it done?" is said.
    signed = (c for c in openings if c.form not in ("bare", "bracket", "dot", "set", "sign", "weak"))
    opened = {c.line for c in signed if c.shape.is_named or c.shape.name_and_lower_role}
    for opening in openings:
        # Something else opens the line of words set apart, and tells what follows.
        if opening.form not in _SILENT or (opening.form == "set" and opening.line in opened):
            continue
        if opening.own_line:
            below = next((n for n in range(opening.line + 1, len(lines)) if n not in unsaid), len(lines))
            said = lines[below].text if below < len(lines) else ""
            remark = opening.form == "dash" and said[:1] + said[-1:] in ("[]", "()")
            opening.followed = bool(said) and below not in opened and (remark or _is_spoken(lines[below]))
            opening.acts = opening.shape.honorific and below not in opened and said[:1].islower()
        else:
            said = lines[opening.line].text[opening.end :].lstrip()
            opening.followed = opening.form != "set" or not said[:1].islower()
        closed = opening.own_line or opening.form == "set" or opening.punctuation
        if closed and opening.followed and opening.form in PLAIN:
            opening.asks, opening.beginning = asks(said, _ASKS), said[:BEGINNING]


def _is_spoken(line: Line) -> bool:
    """Return True when a line reads as a sentence, and not as a place, a heading, a name or a time."""
    return not is_letterhead(line) and not is_time_line(line.text)


def note_questions(openings: Sequence[Opening], lines: Sequence[Line]) -> None:
    """Note for every opening whether what follows it asks, up to the next line that could open a turn."""
    openers = sorted({c.line for c in openings if c.form not in PLAIN and not c.shape.veto})
    following = {line: openers[n + 1] if n + 1 < len(openers) else len(lines) for n, line in enumerate(openers)}
    asked: dict[tuple[int, int], bool] = {}
    for opening in openings:
        end = following.get(opening.line)
        if end is None:
            continue
        rest = lines[opening.line].text[opening.end :]
        # The number of an account has no word without figures.
        opening.worded = opening.own_line or not rest.isascii() or _WORD.search(rest, 0, 200) is not None
        # Its own paragraph only: the thanks after a list of topics are not the last topic's.
        below = opening.own_line and opening.line + 1 < end
        opening.beginning = (lines[opening.line + 1].text if below else rest)[:BEGINNING]
        # Several openings of a line may end at the same place.
        place = opening.line, opening.end
        if place not in asked:
            asked[place] = asks(_said(rest, lines, opening.line + 1, end), _ASKS)
        opening.asks = asked[place]
    asking = {c.line: c.asks for c in openings if c.form not in PLAIN}
    before = dict(zip(openers[1:], openers, strict=False))
    for opening in openings:
        opening.answers = asking.get(before.get(opening.line, -1), False)


def _said(text: str, lines: Sequence[Line], begin: int, end: int) -> str:
    """Join a text with the lines after it, as far as a question is searched for."""
    for index in range(begin, end):
        if len(text) > _SPEECH_SEEN:
            break
        text += " " + lines[index].text
    return text


_LOWER = re.compile(r"[a-zà-þ]{3,}")
ENOUGH_MARKS = 3
"""Minimum number of lines with Q where one may run into its text, if no label stands beside it."""


class Style:
    """How the certain labels are printed, each form as a share of them."""

    def __init__(self, certain: Sequence[Opening] = ()) -> None:
        styled = [c for c in certain if c.form in ("colon", "mark", "weak")]
        named = [c for c in styled if c.form == "colon"]
        people = [c for c in named if not is_press(c.label)]
        voting = [c for c in named if votes_on_case(c)]
        self.count = len(styled)
        self.caps = sum(c.shape.caps for c in voting) / (len(voting) or 1)
        self.own_line = sum(c.own_line for c in styled) / (len(styled) or 1)
        # Some print the questions in bold, but not the names of those who answer.
        self.initials = sum(c.shape.initials for c in people) / (len(people) or 1)
        self.bold = sum(c.bold for c in people) / (len(people) or 1)
        self.settings = {c.setting for c in styled} | ({""} if styled else set())
        """Headings that some of them stand in; "" for other lines."""


class Evidence:
    """Evidence of the whole briefing on its labels, from the openings worth judging."""

    def __init__(self, openings: Sequence[Opening], lines: Sequence[Line], roster: Roster) -> None:
        self.roster = roster
        self.lines = lines
        self.times = Counter[str]()
        """Number of lines that each label opens with a colon or brackets."""
        self.marks = 0
        """Number of times that Q (or 问) is a label."""
        self.weak_marks = 0
        """Number of lines that Q begins and runs into."""
        for opening in openings:
            if opening.form == "mark":
                self.marks += opening.label[0] in QUESTION_MARKS
                self.times[f"mark {opening.key}"] += 1
            elif opening.form == "weak":
                self.weak_marks += 1
            elif opening.form not in ("bare", "clock", "set", "sign") and not opening.shape.veto:
                self.times.update((opening.key, f"printed {opening.printed}"))
                self.times[WITH_A_ROLE] += opening.shape.name_and_lower_role
        self._count_surnames([one for one in openings if one.form == "colon" and not one.shape.veto])
        self.headed = sum(k.evidence == SpeakerEvidence.HEADER and k.position is not None for k in roster.known) > 1
        """True if a header names the officials with their offices."""
        self.in_turn = {c.key for c in openings if c.asks or c.answers}
        """Labels that once ask, or answer what asks."""
        self.voiced = self.in_turn | {c.key for c in openings if not (c.asks or c.answers) and c.speaks}
        """Labels that once ask, answer or speak of themselves."""
        self.listed = _listed(openings, self)
        """Labels that occur once, without speech, next to another such: the topics of an answer."""
        self.times.update([c.place_in_group for c in openings if c.followed])
        self.groups: dict[str, Belief] = {}
        self.certain = set[str]()
        """Labels already accepted, by key."""
        self.surnames = set[str]()
        """Surnames that accepted labels print alone, or after an honorific or a title."""
        self.named = Roster()
        """Full names that accepted labels print after a title or before an office."""
        self.style = Style()
        self._common: dict[str, bool] = {}

    def _count_surnames(self, openings: Sequence[Opening]) -> None:
        """Count a surname below its whole name as the name that comes back: "Ilse Maren:", then "Maren:"."""
        whole: dict[str, str] = {}
        for opening in openings:
            if opening.key in whole:
                self.times.update((f"printed {opening.printed}", whole[opening.key]))
            elif opening.shape.is_whole_name:
                whole[opening.key.split()[-1]] = f"printed {opening.printed}"

    def are_common(self, shape: Shape) -> Iterator[bool]:
        """Tell of each word of a label that has a capital whether it is common; not of a given name like Will."""
        capital = (word.casefold().rstrip(",") for word in behind_given_name(shape.words) if not word[0].islower())
        return (self.is_common(word) for word in capital if word not in CONNECTORS)

    def is_common(self, word: str) -> bool:
        """Return True for a word that stands in lower case anywhere in the briefing; asked of few words."""
        if word not in self._common:
            alone = re.compile(rf"(?<![\w'’-]){re.escape(word)}(?!\w)")
            used = (word in line.text and alone.search(line.text) for line in self.lines)
            self._common[word] = _LOWER.fullmatch(word) is not None and any(used)
        return self._common[word]


def gather(
    found: Sequence[Opening], lines: Sequence[Line], unsaid: Container[int], roster: Roster
) -> tuple[list[Opening], Evidence]:
    """Return the openings worth judging, and their evidence.

    A sign, a mark that ran into its text, a line with a dash and one in round brackets count only in company.
    """
    note_followed(found, lines, unsaid)
    found = [
        c for c in found if not (c.form == "sign" and breaks_off(c.label, c.punctuation, lines[c.line].text[c.end :]))
    ]
    together = [c for c in found if c.form in COMPANY or c.form == "mark"]
    note_questions(together, lines)
    groups = judge_groups(together, lines)
    openings = _in_company(found, lines, groups)
    note_questions(openings, lines)
    seen = Evidence(openings, lines, roster)
    seen.groups = groups | judge_groups(openings, lines)
    return openings, seen


def _in_company(found: Sequence[Opening], lines: Sequence[Line], groups: Mapping[str, Belief]) -> list[Opening]:
    marks = len([c for c in found if c.form in ("mark", "weak") and c.label[0] in QUESTION_MARKS])
    times = [c.timecode for c in found if c.timecode]
    is_programme = bool(times[2:]) and all(map(HOURS.fullmatch, times))
    dashed = any(c.form == "colon" and c.punctuation and _opens_a_turn(c, lines[c.line].text) for c in found)
    below = [*(line.text for line in lines[1:]), ""]
    return [
        c
        for c in found
        if not (
            (c.form == "mark" and is_item_of_a_list(lines[c.line].text, below[c.line], marks))
            or (c.form == "weak" and marks < ENOUGH_MARKS and not ends_asking(lines[c.line].text))
            or (c.form in COMPANY and not (c.signature in groups and groups[c.signature].speaks_for))
            # "- Roads: ten million" is an item of a list, unless such lines open with a speaker.
            or (c.form == "colon" and c.punctuation and not dashed)
            or (is_programme and c.timecode.count(":") > 1)
        )
    ]


def _opens_a_turn(opening: Opening, text: str) -> bool:
    """Return True for an opening with a dash or a number that names a speaker or asks: "3. Harbour News: Who pays?"."""
    label = opening.label
    return is_press(label) or names_an_office(label) or label.endswith(")") or ends_asking(text)


def _listed(openings: Sequence[Opening], seen: Evidence) -> set[str]:
    openers = [c for c in openings if c.form not in PLAIN and not c.shape.veto and c.worded]
    once = [c.form == "colon" and seen.times[c.key] == 1 and c.key not in seen.voiced for c in openers]
    pairs = zip(pairwise(openers), pairwise(once), strict=True)
    return {c.key for pair, both in pairs if all(both) for c in pair}


def votes_on_case(opening: Opening) -> bool:
    """Tell whether a label shows how names are printed, unlike initials (SP), acronyms (CNR) and PREGUNTA.

    A name does before an office of the press, too: "ILSE MAREN, HOST".
    """
    return not opening.shape.initials and not is_press(head_and_tail(opening.label)[0])
