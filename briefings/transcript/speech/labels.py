"""Find the lines that open a turn: the places that could be labels, judged by the table of rules."""

import re
from collections import Counter
from collections.abc import Container, Iterable, Sequence
from itertools import groupby, islice, pairwise

from briefings.transcript.page.boilerplate import is_all_link, is_link, is_said, is_short
from briefings.transcript.page.layout.lines import Line, visible
from briefings.transcript.page.layout.setting import kinds_set_apart
from briefings.transcript.page.openings import Opening, openings, openings_set_apart
from briefings.transcript.page.questions import find_talk
from briefings.transcript.speech.evidence import Style, gather
from briefings.transcript.speech.label_rules import RULES, Rule, may_name
from briefings.transcript.speech.missed_labels import missed_labels
from briefings.transcript.speech.roster import Roster
from briefings.transcript.speech.speakers import people_printed
from briefings.transcript.speech.unlabelled import glued_labels, labels_in_talk, mistyped_labels, unlabelled_turns
from briefings.transcript.wording.label_keys import label_key
from briefings.transcript.wording.label_parts import split_label, without_brackets
from briefings.transcript.wording.press_labels import is_press
from briefings.transcript.wording.sentences import ends_sentence, has_function_word
from briefings.transcript.wording.shapes import shape_of

_LIST = 2
_FIGURES = 3
"""Share of the words, one in how many, that are numbers where nobody says them."""
_FEW_LABELS = 3
"""Number of labels that always stay: of so few, the last ones may be all that is said."""
_LATER = "style"
"""The rule that builds on the labels that the others accept."""

_HOLDS_LABELS = re.compile(r"(?!.*\bh[1-6]\b).*(?:\|first\b|\bdt\b|\.[^>]*$)")
"""Element with a place or a class of its own; a heading or words in bold are as often a topic."""
_FEW_OTHERS = 1 / 3


class Judgement:
    """The openings of a briefing, the evidence, and the accepted labels.

    `skipped` are lines already placed elsewhere; `labels` are the labels among the others, in order, `openings` all
    that were judged, and `alone` those to which no rule applied, since their form is a label's only in company.
    """

    def __init__(self, lines: Sequence[Line], skipped: set[int], roster: Roster, rules: Sequence[Rule] = RULES) -> None:
        found = [
            opening for index, line in enumerate(lines) if index not in skipped for opening in openings(index, line)
        ]
        found += openings_set_apart(lines, kinds_set_apart(lines, skipped))
        named = _before_speech(found, lines)
        found = [one for one in found if one.own_line or not _is_in_headline(one, lines[one.line], named)]
        self.openings, self.seen = gather(found, lines, skipped, roster)
        judged = set(map(id, self.openings))
        self.alone = [opening for opening in found if id(opening) not in judged]
        self.lines = lines
        self.rules = rules
        self.listed: set[int] = set()
        """Lines that are a list of names."""
        self._judge()
        self.openings = [c for c in self.openings if c.line not in self.listed]
        first = {c.line: c for c in reversed(self.openings) if c.rule}
        believed = [first[line] for line in sorted(first)]
        believed += mistyped_labels(lines, skipped, believed)
        glued = glued_labels(lines, skipped, believed, self.seen)
        labels = [*believed, *glued]
        said = [index for index in range(len(lines)) if index not in skipped]
        self.talk = find_talk(lines, said, {label.line for label in labels})
        """Questions and answers that no label opens."""
        self.named = labels_in_talk(self.talk, self.openings) if self.talk else []
        """Labels of its questions and answers, or of the first of them."""
        # The bold may end within what closes the label: "<b>R.</b>- We all do."
        ends = {label.line: label.end for label in self.named}
        # What stands below a label on a line of its own is said by its bearer.
        below = {label.line + 1 for label in labels if label.own_line}
        plain = [one for one in unlabelled_turns(lines, said, labels, self.talk) if one.line not in below]
        labels += [*self.named, *(one for one in plain if one.line not in ends or one.begin >= ends[one.line])]
        self.fields: set[int] = set()
        """Lines of a header above all speech, with the form of labels."""
        self.end = len(lines)
        """Index of the first line below all speech with the form of a label."""
        self.labels = self._without_fields(sorted(labels, key=lambda c: (c.line, c.begin)), skipped)
        self.skipped = frozenset(skipped)
        self.missed: list[str] = []
        """Words after the first label that look like labels and were not accepted, or that nobody known says."""

    def note_missed(self, placed: Iterable[int]) -> None:
        """Note in `missed` what looks like a label on the lines that have no place yet."""
        skipped = self.skipped.union(placed)
        left_out = skipped | self.fields
        openings = [one for one in self.openings if one.line < self.end and one.line not in left_out]
        self.missed = [*missed_labels(self.lines[: self.end], skipped, self.labels, openings, self.seen)]

    def _judge(self) -> None:
        seen, openings = self.seen, self.openings
        judged = [opening for opening in openings if not vetoed(opening, seen.roster)]
        for later in (False, True):
            asked = [rule for rule in self.rules if later or rule.name != _LATER]
            believed: set[int] = set()
            for opening in judged:
                # Words set apart only by markup come last, and need no test on a line with an accepted label.
                known = opening.form == "set" and opening.line in believed
                fits = (one.name for one in asked if opening.form in one.forms and one.believes(opening, seen))
                opening.rule = "" if known else next(fits, "")
                if opening.rule:
                    believed.add(opening.line)
            seen.certain |= {label_key(without_brackets(c.label)) for c in openings if c.rule}
            names = {split_label(c.label).name for c in openings if c.rule}
            seen.surnames |= {label_key(name) for name in names if " " not in name}
            printed = {c.label for c in openings if c.rule and c.form in ("colon", "dash")}
            seen.named = people_printed(printed, with_offices=True)
            if not later:
                seen.style = Style([c for c in openings if c.rule])
        self._believe_set_alike()
        self._drop_lists()

    def _believe_set_alike(self) -> None:
        """Believe the names that speak once, in elements of which most others hold believed labels: `<dt>`."""
        believed = {c.line for c in self.openings if c.rule}
        groups: dict[str, list[Opening]] = {}
        for opening in self.openings:
            if opening.form == "set" and _HOLDS_LABELS.match(opening.setting):
                groups.setdefault(opening.signature, []).append(opening)
        for group in groups.values():
            others = [c for c in group if c.line not in believed]
            for opening in others if len(others) <= _FEW_OTHERS * len(group) else ():
                if opening.followed and may_name(opening, self.seen):
                    opening.rule = "group"

    def _drop_lists(self) -> None:
        """Drop names over another name or nothing, and lists of participants.

        They have names on lines of their own with no speech after any of them, or initials with their names.
        """
        keys = {c.line for c in self.openings if c.rule and self._is_key(c)}
        opened = {c.line for c in self.openings if c.rule or c.form == "dash"} | {len(self.lines)}
        last = max((c.line for c in self.openings if c.rule), default=0)
        for opening in self.openings:
            # Below a call its participants are listed, and links may stand below them.
            ends = opening.line + 1 in opened or (opening.form == "dash" and opening.line == last)
            if ends and not opening.followed and opening.form in ("bare", "dash"):
                opening.rule = ""
        labels = {c.line: c for c in self.openings if c.rule and (c.own_line or c.line in keys) and c.form != "told"}
        for _, grouped in groupby(enumerate(sorted(labels)), lambda place: place[1] - place[0]):
            run = [labels[line] for _, line in grouped]
            # The last name of the list may be the first speaker.
            names = (run if run[-1].line in keys else run[:-1]) if len(run) > _LIST else []
            self.listed |= {opening.line for opening in names}

    def _without_fields(self, labels: list[Opening], skipped: Container[int]) -> list[Opening]:
        """Leave out the fields above and below all speech: labels that stand once, with words that nobody says.

        "Contact: Press office, 0555 0142" may be printed like a label, and so may "President: Ilse Maren (Ruritania)".
        "Perguntas dos jornalistas:" right above the first who asks is a heading.
        """
        heads = {one.line for one, below in pairwise(labels) if one.own_line and _heads_questions(one, below)}
        self.fields |= heads
        labels = [label for label in labels if label.line not in heads]
        times = Counter(label.key for label in labels)
        printed = Counter((label.form, label.key) for label in labels)
        while len(labels) > _FEW_LABELS and times[labels[-1].key] == 1:
            below = (self.lines[index] for index in range(labels[-1].line, self.end) if index not in skipped)
            if not all(map(_is_unsaid, below)):
                break
            self.end = labels.pop().line
        while len(labels) > _FEW_LABELS:
            first, begin = labels[0], labels[0].line + labels[0].own_line
            # "President: Ilse Maren" may stand above the items of a sitting and again below them.
            again = not first.own_line and self.lines[labels[1].line].text == self.lines[begin].text
            is_field = first.form == "colon" and printed[first.form, first.key] == 1 + again
            below = (self.lines[n] for n in range(begin, max(labels[1].line, begin + 1)) if n not in skipped)
            values = list(islice(below, 1 if is_field else None))
            # Those present are listed above, with their offices; they may speak, but not there.
            is_listed = first.form == "bare" and values and not any(ends_sentence(line.text) for line in values)
            is_field = is_field and bool(values) and not values[0].text.endswith((":", "："))
            if not ((is_field or is_listed) and all(map(_is_unsaid, values))):
                break
            printed[first.form, first.key] -= 1
            self.fields.add(labels.pop(0).line)
        return labels

    def _is_key(self, opening: Opening) -> bool:
        """Return True for initials in capitals followed only by a name; in Thai a sentence has the form of one."""
        behind = self.lines[opening.line].text[opening.end :].strip()
        is_initials = opening.shape.initials and opening.label.isupper()
        return is_initials and behind[-1:].isalpha() and shape_of(behind).is_named


def _heads_questions(one: Opening, below: Opening) -> bool:
    """Return True for words for the press that stand right above another label of the press, with nothing said."""
    return below.line == one.line + 1 and is_press(one.label) and is_press(below.label)


def _is_unsaid(line: Line) -> bool:
    """Return True for a few words, or names and offices in a row, that nobody says."""
    words = line.text.split()
    figures = sum(word[0].isdigit() for word in words)
    return (
        is_short(line.text) or _FIGURES * figures >= len(words) or not (is_said(line.text) or has_function_word(words))
    )


def _before_speech(found: Sequence[Opening], lines: Sequence[Line]) -> set[str]:
    """Return the labels of speech: those on lines without a link; where half have one, those that are said, too.

    Words before a link lead to another page, which newspapers name by a quotation: "Read also: We thank the crews."
    """
    plain = {one.label for one in found if not lines[one.line].linked}
    linked = [one for one in found if lines[one.line].linked]
    if 2 * len({one.line for one in linked}) < len({one.line for one in found}):
        return plain
    return plain | {one.label for one in linked if is_said(lines[one.line].text)}


def _is_in_headline(opening: Opening, line: Line, named: Container[str]) -> bool:
    """Return True for a link that goes on after the label, or is all of what follows a word that opens nothing else."""
    if not line.linked:
        return False
    before, behind = visible(line.text[: opening.end]), visible(line.text[opening.end :])
    may_be = behind != before and opening.label not in named
    is_all = may_be and is_all_link(line.text[opening.end :], line.linked)
    return is_all or is_link(line) or line.linked > max(before, behind)


def vetoed(opening: Opening, roster: Roster) -> bool:
    """Return True when the spelling of a label speaks against it, and the roster does not know it."""
    may_be_vetoed = opening.form not in ("mark", "weak", "sign", "set") and opening.shape.veto
    return bool(may_be_vetoed) and roster.resolve(opening.label) is None
