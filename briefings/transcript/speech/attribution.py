"""Attribute a label to a role, a person or an outlet, on evidence only.

The printed label is always kept. A speaker is named when a header, a title or an introduction names exactly one person
the label can mean, when an earlier label printed the full name, or when the label itself is a full name; two people
who fit leave the speaker unknown and a warning.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from briefings.items import Role, SpeakerEvidence
from briefings.markup import LONGEST_LABEL
from briefings.transcript.page.header import Person
from briefings.transcript.speech.by_word import IN_BRACKETS, analyst, by_word, full_name, is_chair
from briefings.transcript.speech.earlier import Attribution, agree_on_roles, as_before, known_earlier, remember
from briefings.transcript.speech.habits import Habits, read_habits
from briefings.transcript.speech.introductions import introduced_in, introducer_of
from briefings.transcript.speech.roster import KnownPerson, Roster
from briefings.transcript.speech.turns import DraftTurn
from briefings.transcript.speech.whole_names import LEADING_PREPOSITIONS, is_office, is_whole_name, office_of_something
from briefings.transcript.wording.label_keys import label_key
from briefings.transcript.wording.label_parts import LabelParts, split_label, without_brackets
from briefings.transcript.wording.press_labels import is_press
from briefings.transcript.wording.shapes import shape_of
from briefings.transcript.wording.vocabulary import CHAIR_WORDS, FOREIGN_TITLES, NAME_PARTICLES, ROLE_WORDS

_PRESIDING = frozenset(("the chairman", "the chairwoman", "madam chair", "mr chairman"))
"""Labels of those who lead a hearing; where the press asks, the chairman of something answers."""
_OPENING, _INTRODUCTION = 3, 1_500
_IN_CAPITALS = 0.8
_UNNAMED = frozenset(("unidentified", "unknown"))
_OFFICES = ROLE_WORDS | FOREIGN_TITLES | CHAIR_WORDS
_NUMBERED = re.compile(r"(?:speaker|participant|man|woman|person)(?: \d{1,3})?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Askers:
    """Labels of those who ask without a word for the press."""

    outlets: bool
    """True if the askers are outlets: a header names the officials, or some askers are outlets.

    False if reporters are called reporters.
    """
    headed: bool
    """True if a header names the officials."""
    capitals: bool
    """True if labels are printed in capitals: JONES is then a surname, not the short name of an outlet."""


@dataclass(frozen=True, slots=True)
class _BriefingFacts:
    """Facts of the briefing about its labels."""

    roster: Roster
    earlier: Roster
    """People named by labels before this turn."""
    habits: Habits
    askers: _Askers
    introducer: str | None
    opening: Sequence[DraftTurn]
    """Turns in which others are introduced."""
    unknown: dict[tuple[str, str | None], Attribution] = field(default_factory=dict)
    """Attribution of labels by themselves and the rules that accepted them: it is the same in every turn."""


def attribute(
    turns: Sequence[DraftTurn], roster: Roster, roles: Sequence[tuple[str, Role]] = ()
) -> tuple[list[Attribution], list[str]]:
    """Attribute every turn; return one Attribution per turn and the warnings.

    `roles` are expressions of whole labels with the role of the speaker, as given by the source's file.
    """
    habits = read_habits(turns)
    earlier = Roster()
    askers, introducer = _askers(turns, habits, roster), introducer_of(turns, roster)
    seen = _BriefingFacts(roster, earlier, habits, askers, introducer, turns[:_OPENING])
    found: list[Attribution] = []
    told: dict[tuple[str, str | None], Attribution] = {}
    for turn in turns:
        if turn.label is None:
            found.append(Attribution())
            continue
        given = told.get((turn.label, turn.label_rule))
        if given is None:
            given = _attributed(turn, turn.label, seen, found)
            if remember(earlier, given):
                # From here on a label may mean somebody who was not known before.
                told.clear()
            else:
                told[turn.label, turn.label_rule] = given
        found.append(given)
    agree_on_roles(found)
    for number, turn in enumerate(turns if roles else ()):
        label = (turn.label or "")[:LONGEST_LABEL]
        if role := next((role for pattern, role in roles if re.fullmatch(pattern, label)), None):
            found[number] = replace(found[number], role=Role(role))
    warnings = [f"label {label!r} fits more than one person" for label in sorted(roster.ambiguous | earlier.ambiguous)]
    return found, warnings


def _attributed(turn: DraftTurn, label: str, seen: _BriefingFacts, found: Sequence[Attribution]) -> Attribution:
    """Attribute a turn by its label and by `found`, the attributions of the turns before it."""
    known = seen.roster.resolve(label)
    if known is None and label not in seen.roster.ambiguous:
        known = known_earlier(seen.earlier, label)
    if known and _introduces(seen.opening, label, known.person):
        # Secretary Maren, who introduces Mrs. Odette Maren, is somebody else.
        known = None
    asks, place = seen.habits.asks(label), (label, turn.label_rule)
    if known:
        given = _known(label, known, asks and seen.askers.headed)
    elif place in seen.unknown:
        given = seen.unknown[place]
    else:
        given = seen.unknown[place] = _unknown(label, seen.habits, seen.askers)
    if known and known.evidence == SpeakerEvidence.EARLIER_LABEL:
        given = as_before(given, found, known.person, asks)
    if label_key(label) == seen.introducer:
        return replace(given, role=Role.CHAIR)
    return given


def _introduces(opening: Sequence[DraftTurn], label: str, person: Person) -> bool:
    """Return True when a label's turns introduce a person, who is somebody else unless the label has the same name."""
    key, name = label_key(label), label_key(person.name)
    own = [turn for turn in opening if label_key(turn.label or "") == key] if name not in key else []
    introduced = (one for turn in own for one in introduced_in("\n".join(turn.paragraphs)[:_INTRODUCTION]))
    return any(label_key(one.name) == name for one in introduced)


def _askers(turns: Sequence[DraftTurn], habits: Habits, roster: Roster) -> _Askers:
    labels = {turn.label for turn in turns if turn.label}
    headed = any(
        known.evidence == SpeakerEvidence.HEADER and (known.person.position or known.person.chair)
        for known in roster.known
    )
    outlets = not habits.press_words and (headed or any(_is_outlet(label, habits) for label in labels))
    named_by = [label for label in labels if not is_press(label)]
    capitals = sum(map(str.isupper, named_by)) >= _IN_CAPITALS * len(named_by) > 0
    return _Askers(outlets and not capitals, headed, capitals)


def _is_outlet(label: str, habits: Habits) -> bool:
    return shape_of(label).outlet and (not shape_of(label).acronym or habits.asks(label))


def _known(label: str, known: KnownPerson, asks: bool) -> Attribution:
    """Attribute a label that means a known person; `asks` tells that he asks where a header names the officials."""
    person, split = known.person, split_label(label)
    if analysed := analyst(person.position or ""):
        return Attribution(Role.PRESS, person.name, analysed[1], person.honorific, analysed[0], known.evidence)
    printed = known.evidence == SpeakerEvidence.EARLIER_LABEL and label_key(person.name) in label_key(label)
    # Somebody printed beside the officials without an office, who asks, is the interviewer.
    role = Role.PRESS if asks and not person.position else Role.OFFICIAL
    return Attribution(
        role=Role.CHAIR if person.chair or is_chair(label) else role,
        speaker=person.name,
        honorific=person.honorific or split.honorific,
        position=person.position or split.title,
        evidence=SpeakerEvidence.LABEL if printed else known.evidence,
    )


def _unknown(label: str, habits: Habits, askers: _Askers) -> Attribution:
    """Attribute a label by itself, and by what its turns do."""
    split, shape, asking = split_label(label), shape_of(label), habits.asks(label)
    if told := by_word(label, split):
        # An unidentified speaker who asks is one of the press, at a briefing.
        unnamed = asking and told.role == Role.OTHER and not _UNNAMED.isdisjoint(label_key(label).split())
        return Attribution(role=Role.PRESS) if unnamed else told
    if split.after_comma:
        return _named_with_role(split, split.after_comma, asking)
    if not shape.title and (office := office_of_something(label)):
        return Attribution(role=Role.CHAIR if office in CHAIR_WORDS else Role.OFFICIAL)
    answers = (habits.answers(label) or habits.replies(label)) and (shape.acronym or not shape.outlet)
    is_outlet = (asking and not askers.capitals) or askers.outlets or not shape.acronym
    if shape.outlet and not (shape.title or shape.honorific) and is_outlet and not answers:
        # NAME/OUTLET: the words before the slash may not be a whole name.
        return Attribution(role=Role.PRESS, outlet=without_brackets(label).rpartition("/")[2].strip("《》 "))
    if _NUMBERED.fullmatch(label):
        return Attribution(role=Role.PRESS if asking else None)
    if shape.role or is_office(split.name):
        presides = not habits.press_asks and label_key(label) in _PRESIDING
        return Attribution(role=Role.CHAIR if presides else Role.OFFICIAL)
    full, evidence = full_name(split.name)
    if shape.honorific or shape.title:
        if asking and askers.headed and not habits.press_asks:
            # A committee: all but the witnesses ask.
            return Attribution(Role.PRESS, full, None, split.honorific, split.title, evidence)
        # Secretary for Harbours: the whole label is the office.
        whole = split.name.partition(" ")[0].casefold() in LEADING_PREPOSITIONS - NAME_PARTICLES
        return Attribution(Role.OFFICIAL, full, None, split.honorific, label if whole else split.title, evidence)
    if asking and not habits.press_asks:
        if askers.outlets and not IN_BRACKETS.search(label):
            return Attribution(role=Role.PRESS, outlet=label)
        return Attribution(Role.PRESS, full, evidence=evidence)
    answers = answers or bool(full) or (habits.press_asks and not shape.outlet)
    return Attribution(Role.OFFICIAL if answers else None, full, None, None, split.title, evidence)


def _named_with_role(split: LabelParts, tail: str, asks: bool) -> Attribution:
    """Attribute a name before a comma and an office or an outlet, `tail`."""
    full, evidence = full_name(split.name)
    head = f"{split.title or ''} {split.name}".split()
    if is_whole_name(tail) and (_is_office(head[-1]) or (not full and _is_office(head[0]))):
        # MINISTRA DE PUERTOS, ANA ROJAS; League Secretary General, Ana Rojas: the office comes first.
        return Attribution(Role.OFFICIAL, tail, None, None, " ".join(head), SpeakerEvidence.LABEL)
    if analysed := analyst(tail):
        return Attribution(Role.PRESS, full, analysed[1], None, analysed[0], evidence)
    # "Chief Executive Officer of Harbour TV" has the word of an outlet, and is an office.
    if (shape_of(tail).outlet or asks) and not any(map(_is_office, tail.split())):
        return Attribution(Role.PRESS, full, tail, split.honorific, None, evidence)
    return Attribution(Role.OFFICIAL, full, None, split.honorific, tail, evidence)


def _is_office(word: str) -> bool:
    return word.casefold() in _OFFICES
