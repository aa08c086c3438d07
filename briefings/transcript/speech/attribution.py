"""Attribute a label to a role, a person or an outlet, on evidence only.

The printed label is always kept. A speaker is named when a header, a title or an introduction names exactly one person
the label can mean, when an earlier label printed the full name, or when the label itself is a full name; two people
who fit leave the speaker unknown and a warning.
"""

import re
from collections.abc import Sequence
from functools import cache, partial

from briefings.items import Participant, Role, SpeakerEvidence
from briefings.markup import LONGEST_LABEL
from briefings.transcript.speech.attribution_by_word import (
    IN_BRACKETS,
    NAMED_MARK,
    OF_OUTLET,
    analyst,
    by_word,
    full_name,
    is_chair,
    may_be_office,
    name_and_outlet,
    office_and_holder,
    office_of_something,
    title_goes_on,
)
from briefings.transcript.speech.common_words import CommonWords
from briefings.transcript.speech.habits import PRESIDING, SPEAKERS_OF_HOUSES, Habits, read_habits
from briefings.transcript.speech.introductions import introduced_by, introducer_of
from briefings.transcript.speech.roster import Roster
from briefings.transcript.speech.speakers import (
    Attribution,
    agree_on_roles,
    as_before,
    by_initials,
    is_other_side,
    known_earlier,
    may_be_another,
    people_printed,
    remember,
    sole_holder,
)
from briefings.transcript.speech.turns import DraftTurn
from briefings.transcript.speech.whole_names import LEADING_PREPOSITIONS, is_office, is_whole_name
from briefings.transcript.wording.label_keys import label_key, without_qualifiers
from briefings.transcript.wording.label_parts import LabelParts, bare_word, without_brackets
from briefings.transcript.wording.press_labels import is_press
from briefings.transcript.wording.shapes import names_an_office, shape_of
from briefings.transcript.wording.vocabulary import (
    CHAIR_WORDS,
    FOREIGN_TITLES,
    NAME_PARTICLES,
    OFFICES,
    POSTS,
    ROLE_WORDS,
    SHORT_TITLES,
)

_HANGUL = re.compile(r"[가-힣]{2,4}")
_OPENING = 3
_IN_CAPITALS = 0.8
_UNNAMED = frozenset(("unidentified", "unknown"))
_ROLES = ROLE_WORDS | FOREIGN_TITLES | CHAIR_WORDS
_NUMBERED = re.compile(r"(?:speaker|participant|man|woman|person)(?: \d{1,3})?", re.IGNORECASE)


class _BriefingFacts:
    """Facts of the briefing about its labels."""

    def __init__(self, turns: Sequence[DraftTurn], roster: Roster) -> None:
        habits, labels = read_habits(turns), {turn.label for turn in turns if turn.label}
        named_by = [label for label in labels if not is_press(label)]
        self.roster = roster
        self.habits = habits
        self.earlier = Roster(french=roster.french)
        """People named by labels before this turn."""
        self.printed = people_printed(labels, french=roster.french)
        """People whose whole name some label prints."""
        self.initials = by_initials(labels, self.printed.known)
        """People by the labels that are their initials."""
        self.introducer = introducer_of(turns, roster)
        self.introduced = cache(partial(introduced_by, turns[:_OPENING]))
        """Function that returns whom the first turns of a label introduce; both as keys."""
        self.headed = any(
            one.evidence == SpeakerEvidence.HEADER and (one.position or one.chair) for one in roster.known
        )
        """True if a header names the officials."""
        self.capitals = sum(map(str.isupper, named_by)) >= _IN_CAPITALS * len(named_by) > 0
        """True if labels are printed in capitals: JONES is then a surname, not the short name of an outlet."""
        beside = (IN_BRACKETS.search(label) for label in named_by if label_key(label) in habits.asking)
        named = any(match and shape_of(match[1]).outlet for match in beside)
        outlets = not (self.capitals or habits.press_words or named)
        self.outlets = outlets and (self.headed or any(_is_outlet(label, habits) for label in labels))
        """True if those who ask without a word for the press are outlets: some are, or a header names the officials and
        no reporter is called one or has a name."""
        self.outlets_behind = any(shape_of(roster.parts(label).after_comma or "").outlet for label in named_by)
        """True if some label is a name with an outlet behind it: a comma leads to one then."""
        self.common = CommonWords(lambda: (paragraph for turn in turns for paragraph in turn.paragraphs))
        self.by_label = cache(partial(_by_label, self))
        """Function that attributes a label by its words: the turns before one do not change what they tell."""
        self.unnamed = set[str]()
        """Labels that spoke before anybody was named whom they could mean."""


def attribute(
    turns: Sequence[DraftTurn], roster: Roster, roles: Sequence[tuple[str, Role]] = ()
) -> tuple[list[Attribution], list[str]]:
    """Attribute every turn; return one Attribution per turn and the warnings.

    `roles` are expressions of whole labels with the role of the speaker, as given by the source's file.
    """
    seen = _BriefingFacts(turns, roster)
    found: list[Attribution] = []
    for turn in turns:
        given = _attributed(turn.label, seen, found) if turn.label is not None else Attribution()
        remember(seen.earlier, seen.unnamed, turn.label, given)
        found.append(given)
    agree_on_roles(found)
    for number, turn in enumerate(turns if roles else ()):
        label = (turn.label or "")[:LONGEST_LABEL]
        if role := next((role for pattern, role in roles if re.fullmatch(pattern, label)), None):
            found[number] = found[number]._replace(role=Role(role))
    unclear = sorted(roster.ambiguous | seen.earlier.ambiguous)
    return found, [f"label {label!r} fits more than one person" for label in unclear]


def _attributed(label: str, seen: _BriefingFacts, found: Sequence[Attribution]) -> Attribution:
    """Attribute a turn by its label and by `found`, the attributions of the turns before it."""
    named = NAMED_MARK.fullmatch(label)
    meant = named["name"] if named else label
    known = seen.roster.resolve(meant)
    if known and may_be_another(meant, known, seen.printed, seen.roster):
        known = None
    # Where it may mean two people of the roster, nothing tells that it means the one who spoke before.
    if known is None and meant not in seen.roster.ambiguous:
        known = known_earlier(seen.earlier, meant, seen.roster)
        if known and (label in seen.unnamed or seen.roster.with_surname(seen.roster.parts(meant).name)):
            known = None if is_other_side(seen.by_label(label).role, known, found) else known
        known = known or sole_holder(meant, seen.earlier, seen.printed, seen.roster, seen.initials)
    key, name = label_key(label), label_key(known.name) if known else ""
    if name not in key and name in seen.introduced(key):
        # Secretary Maren, who introduces Mrs. Odette Maren, is somebody else.
        known = None
    if known:
        given = _known(label, seen.roster.parts(label), known)
        asks = seen.headed and key in seen.habits.asking and given.role != Role.CHAIR
        if asks and not known.position:
            # A name printed beside one with an office, and asking, is the interviewer's.
            given = given._replace(role=Role.PRESS)
        if named:
            given = given._replace(role=Role.CHAIR if known.chair else Role.PRESS)
    else:
        given = seen.by_label(label)
    if known and known.evidence == SpeakerEvidence.EARLIER_LABEL:
        given = as_before(given, found, known, key, seen.habits)
    return given._replace(role=Role.CHAIR) if key == seen.introducer else given


def _is_outlet(label: str, habits: Habits) -> bool:
    shape = shape_of(label)
    # JM may be James Maren.
    return shape.outlet and len(label) > len("JM") and (not shape.acronym or label_key(label) in habits.asking)


def _known(label: str, split: LabelParts, known: Participant) -> Attribution:
    chairs = known.chair or is_chair(label)
    if analysed := analyst(known.position or ""):
        return Attribution(Role.PRESS, known.name, analysed[1], known.honorific, analysed[0], known.evidence)
    printed = known.evidence == SpeakerEvidence.EARLIER_LABEL and label_key(known.name) in label_key(label)
    # "Our CEO, Ilse Maren", who is printed as President and CEO.
    behind = split.after_comma if known.evidence == SpeakerEvidence.INTRODUCTION else None
    own = behind if behind and may_be_office(behind) else None
    return Attribution(
        role=Role.CHAIR if chairs else Role.OFFICIAL,
        speaker=known.name,
        honorific=known.honorific or split.honorific,
        position=own or known.position or split.title,
        evidence=SpeakerEvidence.LABEL if printed else known.evidence,
    )


def _by_label(seen: _BriefingFacts, label: str) -> Attribution:
    given = _unknown(label, seen.roster.parts(label), seen)
    office, habits = label_key(given.position or label), seen.habits
    leads = (office in SPEAKERS_OF_HOUSES and habits.is_debate) or label_key(label) not in habits.answering
    if leads and office in SPEAKERS_OF_HOUSES | PRESIDING and not habits.press_asks:
        given = given._replace(role=Role.CHAIR) if given.speaker else Attribution(role=Role.CHAIR)
    speaker = None if given.speaker and seen.common.name(given.speaker) else given.speaker
    return given._replace(speaker=speaker, evidence=SpeakerEvidence.LABEL if speaker else None)


def _unknown(label: str, split: LabelParts, seen: _BriefingFacts) -> Attribution:
    shape, habits, key = shape_of(label), seen.habits, label_key(label)
    split = split._replace(title=None) if title_goes_on(split) else split
    asking, answering = (key in labels for labels in (habits.asking, habits.answering))
    if told := by_word(label, split):
        # An unidentified speaker who asks is one of the press, at a briefing.
        unnamed = asking and told.role == Role.OTHER and not _UNNAMED.isdisjoint(label_key(label).split())
        return Attribution(role=Role.PRESS) if unnamed else told
    if split.after_comma:
        return _named_with_role(label, split, seen, asking)
    if not shape.title and (word := office_of_something(without_brackets(label))):
        return Attribution(role=Role.CHAIR if word in CHAIR_WORDS else Role.OFFICIAL)
    answers = answering and (shape.acronym or not shape.outlet)
    is_outlet = ((asking and not seen.capitals) or seen.outlets or not shape.acronym) and len(label) > len("JM")
    if shape.outlet and not (shape.title or shape.honorific) and is_outlet and not answers:
        full, outlet = name_and_outlet(label)
        return Attribution(role=Role.PRESS, speaker=full, outlet=outlet)
    if _NUMBERED.fullmatch(label):
        return Attribution(role=Role.PRESS if asking and not habits.is_debate else None)
    # Menteri Luar Negeri: a title that leads to its department.
    first, _, department = key.partition(" ")
    if shape.role or is_office(split.name) or (department and first in POSTS):
        return office_and_holder(label)
    full = split.name if split.title and _HANGUL.fullmatch(split.name) else full_name(split.name)
    if shape.honorific or shape.title or (full and (split.honorific or split.title)):
        if asking and seen.headed and not habits.press_asks:
            # A committee: all but the witnesses ask.
            return Attribution(Role.PRESS, full, None, split.honorific, split.title)
        # Secretary for Harbours: the whole label is the office. Minister for Harbours Ilse Maren: its end is unknown.
        whole = split.name.partition(" ")[0].casefold() in LEADING_PREPOSITIONS - NAME_PARTICLES
        whole = whole and not is_whole_name(" ".join(label.split()[-2:]))
        return Attribution(Role.OFFICIAL, full, None, split.honorific, label if whole else split.title)
    # If two talk and both ask, which of them is the interviewer is unknown. HOLM, who asks, may be this KATE HOLM.
    beside_askers = full and (habits.press_words or habits.asking - {key, key.rpartition(" ")[2]})
    is_official = beside_askers or answers or (habits.press_asks and not shape.outlet and not asking)
    plain = _plain_name(label, full, asking, seen)
    return plain or Attribution(Role.OFFICIAL if is_official and not habits.is_debate else None, full)


def _plain_name(label: str, full: str | None, asks: bool, seen: _BriefingFacts) -> Attribution | None:
    """Attribute a label that is no office, title or outlet, and asks or has an office in brackets; None for others."""
    beside = IN_BRACKETS.search(without_qualifiers(label))
    if asks and beside and shape_of(beside[1]).outlet:
        return Attribution(Role.PRESS, full, beside[1])
    if asks and not (seen.habits.press_asks or seen.habits.is_debate):
        of = OF_OUTLET.fullmatch(label)
        if of and (name := full_name(of["name"])):
            # Vera Tove from Vermilion: nothing shows that it is an outlet.
            return Attribution(Role.PRESS, name)
        if seen.outlets and not beside:
            # Nothing tells whether a name in capitals is a surname.
            doubtful = label.isupper() or "/" in label
            return Attribution(Role.PRESS, outlet=None if doubtful else without_brackets(label))
        return Attribution(Role.PRESS, full)
    # Ilse Maren (Chief Engineer), Abena Quist (Moderator)
    if beside and not CHAIR_WORDS.isdisjoint(label_key(beside[1]).split()):
        return Attribution(Role.CHAIR, full, None, None, beside[1] if full else None)
    if full and beside and names_an_office(beside[1]):
        return Attribution(Role.OFFICIAL, full, None, None, beside[1])
    return None


def _named_with_role(label: str, split: LabelParts, seen: _BriefingFacts, asks: bool) -> Attribution:
    """Attribute a name with an office or an outlet behind it, or the other way round."""
    bare, tail = without_brackets(label).replace("，", ","), split.after_comma or ""
    head, comma, last = (part.strip() for part in bare.rpartition(","))
    ends_in_office = split.after_comma == last and bare_word(head.rpartition(" ")[2]) in OFFICES - SHORT_TITLES
    if (ends_in_office or office_of_something(head)) and is_whole_name(last):
        # MINISTRA DE PUERTOS, ANA ROJAS; League Secretary General, Ana Rojas: the office comes first.
        return Attribution(Role.OFFICIAL, last, None, None, head)
    full = full_name(split.name)
    if analysed := analyst(tail):
        return Attribution(Role.PRESS, full, analysed[1], None, analysed[0])
    # "Chair of the Canal Board", "Chief Financial Officer of Harbour TV": the word of an outlet, and an office.
    is_asker = (asks or shape_of(tail).outlet) and _ROLES.isdisjoint(map(bare_word, tail.split()))
    # Chancellor Ilse Maren, MSc: a degree or a party is no outlet.
    if is_asker and not (split.title and shape_of(tail).acronym):
        if not asks and bare.isupper() and shape_of(tail).acronym:  # ILSE MAREN, PILOT: need be none
            return Attribution(None, full, None, split.honorific)
        named, outlet = name_and_outlet(bare)
        if not outlet and (seen.outlets_behind or (full and not comma)) and not tail[0].islower():
            named, outlet = full, tail
        # Ilse Maren, Jan Keller: an outlet that nothing shows, or two people.
        return Attribution(Role.PRESS, named or (full if outlet else None), outlet, split.honorific)
    two = seen.printed.has_name(tail) or seen.roster.has_name(tail)
    if two or (not full and (may_be_office(split.name) or len(split.name.split()) != 1)):
        # Ilse Maren / Robert Hale; Union of Coastal, Inland and Island Broadcasters: the comma is within an office.
        return Attribution(Role.OFFICIAL, honorific=split.honorific)
    return Attribution(Role.OFFICIAL, full, None, split.honorific, tail if may_be_office(tail) else split.title)
