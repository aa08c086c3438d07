"""From a label to a role, a person or an outlet, on evidence only.

The printed label is always kept. A speaker is named when a header, a title or an introduction names exactly one person
the label can mean, when an earlier label printed the full name, or when the label itself is a full name; two people
who fit leave the speaker unknown and a warning.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefings.items import Role, SpeakerEvidence
from briefings.transcript.page.header import Person, is_name
from briefings.transcript.speech.roster import Known, Roster, introduced_in
from briefings.transcript.speech.turns import DraftTurn
from briefings.transcript.wording.label_parts import LabelParts, split_label, without_brackets
from briefings.transcript.wording.shapes import is_press, label_key, shape_of
from briefings.transcript.wording.vocabulary import (
    ANSWER_WORDS,
    CHAIR_WORDS,
    CONNECTORS,
    OTHER_WORDS,
    ROLE_WORDS,
    TITLES,
)

_IN_BRACKETS = re.compile(r"[\[(（]([^()\[\]（）]{2,60})[\])）]$")
_CHINESE_REPORTER = re.compile(r"《?([\u3400-\u9fffA-Za-z0-9·]{2,})》?记者")

_ASKING = re.compile(
    r"[?？]|\b(?:let me ask|like to ask|(?:my|another|one) questions?|could you|would you|tell us|follow-up)\b"
    r"|请问|提问",
    re.IGNORECASE,
)
_ABBREVIATED = re.compile(r"[A-Z]{1,2}[a-z]{1,2}[A-Z]")
"""StS, PStS: the short form of an office, and no name."""
_NUMBERED = re.compile(r"(?:speaker|participant|man|woman|person)(?: \d{1,3})?", re.IGNORECASE)


@dataclass(slots=True)
class Attribution:
    """Who speaks a turn, as far as evidence goes."""

    role: Role | None = None
    speaker: str | None = None
    outlet: str | None = None
    honorific: str | None = None
    position: str | None = None
    evidence: SpeakerEvidence | None = None


def attribute(turns: Sequence[DraftTurn], roster: Roster) -> tuple[list[Attribution], list[str]]:
    """Attribute every turn. Returns one Attribution a turn and the warnings."""
    asks = _asking_labels(turns)
    # Where a header names the officials, or some who ask are outlets, the others who ask are outlets too.
    outlets_ask = any(_is_outlet(turn.label, asks) for turn in turns if turn.label) or any(
        known.evidence == SpeakerEvidence.HEADER and (known.person.position or known.person.chair)
        for known in roster.known
    )
    earlier = Roster()
    introducer = _introducer(turns, roster)
    found: list[Attribution] = []
    for turn in turns:
        if turn.label is None:
            found.append(Attribution())
            continue
        known = roster.resolve(turn.label) or _earlier(earlier, turn.label)
        found.append(_known(turn.label, known) if known else _unknown(turn.label, asks, outlets_ask))
        if known and known.evidence == SpeakerEvidence.EARLIER_LABEL:
            _go_on(found, known.person, asks.get(label_key(turn.label), False))
        if label_key(turn.label) == introducer:
            found[-1].role = Role.CHAIR
        _remember(earlier, found[-1])
    warnings = [f"label {label!r} fits more than one person" for label in sorted(roster.ambiguous | earlier.ambiguous)]
    return found, warnings


def _is_outlet(label: str, asks: Mapping[str, bool]) -> bool:
    return shape_of(label).outlet and (not shape_of(label).acronym or asks.get(label_key(label), False))


def _introducer(turns: Sequence[DraftTurn], roster: Roster) -> str | None:
    """Where no header names a chair: the label of the turn that introduces the others, if it opens the briefing."""
    if any(known.person.chair for known in roster.known):
        return None
    for turn in turns[:2]:
        people = introduced_in("\n".join(turn.paragraphs))
        known = roster.resolve(turn.label) if turn.label else None
        if turn.label and len(people) > 0 and (known is None or known.person.name not in {p.name for p in people}):
            return label_key(turn.label)
    return None


def _earlier(earlier: Roster, label: str) -> Known | None:
    name = split_label(label).name
    if len(name.split()) != 1:
        known = earlier.resolve(label)
        return known if known and _has_office(known.person) else None
    # An interview goes on with bare surnames: KATE HOLM, then HOLM.
    return earlier.resolve(label) or earlier.of_surname(name)


def _has_office(person: Person) -> bool:
    return bool(person.position or person.honorific)


def _go_on(found: Sequence[Attribution], person: Person, asks: bool) -> None:
    """Give the last turn the role its speaker had before: RADLER asks for the outlet of MARTHA RADLER, ABC NEWS."""
    before = next(a for a in found if a.speaker == person.name)
    last = found[-1]
    if before.outlet or before.role == Role.CHAIR:
        last.role, last.outlet = before.role, before.outlet
    elif not _has_office(person):
        # A name alone says nothing of what its bearer does there.
        last.role = Role.PRESS if asks else Role.OFFICIAL


def _remember(earlier: Roster, given: Attribution) -> None:
    if given.speaker and given.evidence == SpeakerEvidence.LABEL and len(given.speaker.split()) > 1:
        earlier.add([Person(given.speaker, given.honorific, given.position)], SpeakerEvidence.EARLIER_LABEL)


def _asking_labels(turns: Sequence[DraftTurn]) -> dict[str, bool]:
    """Of each label whether its turns, taken together, mostly ask."""
    asked: dict[str, list[bool]] = {}
    for turn in turns:
        if turn.label:
            said = turn.paragraphs[:3] + turn.paragraphs[-1:]
            asked.setdefault(label_key(turn.label), []).append(any(_ASKING.search(text) for text in said))
    return {label: sum(marks) * 2 > len(marks) for label, marks in asked.items()}


def _known(label: str, known: Known) -> Attribution:
    split = split_label(label)
    person = known.person
    chairs = person.chair or _is_chair(label)
    return Attribution(
        role=Role.CHAIR if chairs else Role.OFFICIAL,
        speaker=person.name,
        honorific=person.honorific or split.honorific,
        position=person.position or split.title,
        evidence=known.evidence,
    )


def _is_chair(label: str) -> bool:
    words = without_brackets(label_key(label)).split()
    return (bool(words) and not CHAIR_WORDS.isdisjoint((words[0], words[-1]))) or "主持人" in label


def _unknown(label: str, asks: dict[str, bool], asked_by_outlets: bool) -> Attribution:
    shape, split = shape_of(label), split_label(label)
    asking = asks.get(label_key(label), False)
    told = _by_word(label, split)
    if told:
        return told
    if split.after_comma:
        return _named_with_role(split, asking)
    if shape.outlet and not (shape.title or shape.honorific) and (asking or asked_by_outlets or not shape.acronym):
        return Attribution(role=Role.PRESS, outlet=without_brackets(label).strip("《》"))
    if _NUMBERED.fullmatch(label):
        return Attribution(role=Role.PRESS if asking else None)
    if shape.role or _is_office(split.name):
        return _office(label, split)
    full, evidence = _full_name(split.name)
    if shape.honorific or shape.title:
        return Attribution(Role.OFFICIAL, full, None, split.honorific, split.title, evidence)
    if asking:
        beside = _IN_BRACKETS.search(label)
        if beside and shape_of(beside[1]).outlet:
            return Attribution(Role.PRESS, full, beside[1], None, None, evidence)
        if asked_by_outlets:
            return Attribution(role=Role.PRESS, outlet=without_brackets(label))
        return Attribution(Role.PRESS, full, None, None, None, evidence)
    return Attribution(Role.OFFICIAL if full else None, full, evidence=evidence)


def _by_word(label: str, split: LabelParts) -> Attribution | None:
    """Who speaks, where one word of the label says it: Q, A, Moderator, Interpreter."""
    if is_press(label):
        outlet = _CHINESE_REPORTER.fullmatch(label) or _IN_BRACKETS.search(label)
        named = outlet is not None and (shape_of(outlet[1]).outlet or shape_of(outlet[1]).chinese)
        return Attribution(role=Role.PRESS, outlet=outlet[1] if outlet and named else None)
    if re.sub(r"[\s\d]+$", "", label_key(label)) in ANSWER_WORDS:
        return Attribution(role=Role.OFFICIAL)
    if _is_chair(label):
        full, evidence = _full_name(split.name)
        return Attribution(Role.CHAIR, full, None, split.honorific, split.title or split.after_comma, evidence)
    if {word.casefold().strip(".") for word in shape_of(label).words} & OTHER_WORDS or re.search(r"翻译$", label):
        return Attribution(role=Role.OTHER)
    return None


def _office(label: str, split: LabelParts) -> Attribution:
    """An office alone, or with its holder in brackets: "The Prime Minister (Anna Fell)"."""
    beside = _IN_BRACKETS.search(label)
    if beside and _is_full_name(beside[1]):
        return Attribution(Role.OFFICIAL, beside[1], None, None, split.name or None, SpeakerEvidence.LABEL)
    return Attribution(role=Role.OFFICIAL)


def _full_name(name: str) -> tuple[str | None, SpeakerEvidence | None]:
    return (name, SpeakerEvidence.LABEL) if _is_full_name(name) else (None, None)


def _named_with_role(split: LabelParts, asks: bool) -> Attribution:
    tail = split.after_comma or ""
    full, evidence = _full_name(split.name)
    if shape_of(tail).outlet or (asks and not shape_of(tail).role and not shape_of(tail).title):
        return Attribution(Role.PRESS, full, tail, split.honorific, None, evidence)
    return Attribution(Role.OFFICIAL, full, None, split.honorific, tail, evidence)


def _is_full_name(name: str) -> bool:
    if re.fullmatch(r"[\u3400-\u9fff]{2,4}", name):
        return True
    words = [word for word in name.split() if word.casefold() not in CONNECTORS]
    abbreviated = any(_ABBREVIATED.fullmatch(word) for word in words)
    a_name = is_name(name) and not shape_of(name).outlet and not _is_office(name)
    return len(words) > 1 and a_name and not abbreviated


def _is_office(name: str) -> bool:
    """Whether a label's words are titles and offices and nothing else: Prime Minister."""
    words = {word.casefold() for word in name.split()} - {"the"}
    return bool(words) and words <= TITLES | ROLE_WORDS | OTHER_WORDS
