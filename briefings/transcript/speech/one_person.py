"""Who speaks a turn, and what all turns of one person have in common: her name behind initials, and her role."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from briefings.items import Role, SpeakerEvidence
from briefings.transcript.page.header import Person
from briefings.transcript.speech.roster import Roster
from briefings.transcript.speech.turns import DraftTurn
from briefings.transcript.wording.shapes import shape_of


@dataclass(slots=True)
class Attribution:
    """Who speaks a turn, as far as evidence goes."""

    role: Role | None = None
    speaker: str | None = None
    outlet: str | None = None
    honorific: str | None = None
    position: str | None = None
    evidence: SpeakerEvidence | None = None


def name_initials(turns: Sequence[DraftTurn], found: Sequence[Attribution]) -> None:
    """Initials mean the one speaker of the briefing who has them, wherever the whole name is printed."""
    short = [n for n, turn in enumerate(turns) if turn.label and shape_of(turn.label).initials and not found[n].speaker]
    named = Roster()
    named.add((Person(a.speaker, a.honorific, a.position) for a in found if a.speaker), SpeakerEvidence.EARLIER_LABEL)
    for number in short:
        label = turns[number].label or ""
        known = named.of_initials(label) if len(label) > 1 and found[number].role != Role.PRESS else None
        if known:
            before = next(a for a in found if a.speaker == known.person.name)
            evidence = SpeakerEvidence.EARLIER_LABEL
            found[number].role, found[number].speaker, found[number].evidence = before.role, before.speaker, evidence
            found[number].honorific, found[number].position = before.honorific, before.position


def agree_on_roles(found: Sequence[Attribution]) -> None:
    """One person has one role: that of most of her turns, whatever label each has; the first one's where they tie."""
    roles: dict[str, Counter[Role]] = {}
    for given in found:
        if given.speaker and given.role:
            roles.setdefault(given.speaker, Counter())[given.role] += 1
    for given in found:
        if given.speaker and len(roles.get(given.speaker, ())) > 1:
            given.role = roles[given.speaker].most_common(1)[0][0]
            given.outlet = given.outlet if given.role == Role.PRESS else None
