"""Who speaks a turn, and what all turns of one person have in common: her name behind initials, and her role."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefings.items import Role, SpeakerEvidence
from briefings.transcript.page.header import Person
from briefings.transcript.speech.roster import Roster
from briefings.transcript.speech.turns import DraftTurn
from briefings.transcript.wording.shapes import shape_of


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who speaks a turn, as far as evidence goes; turns of one label may share it."""

    role: Role | None = None
    speaker: str | None = None
    outlet: str | None = None
    honorific: str | None = None
    position: str | None = None
    evidence: SpeakerEvidence | None = None


def name_initials(turns: Sequence[DraftTurn], found: list[Attribution]) -> None:
    """Initials mean the one speaker of the briefing who has them, wherever the whole name is printed."""
    short = [n for n, turn in enumerate(turns) if turn.label and shape_of(turn.label).initials and not found[n].speaker]
    if not short:
        return
    named = Roster()
    named.add((Person(a.speaker, a.honorific, a.position) for a in found if a.speaker), SpeakerEvidence.EARLIER_LABEL)
    for number in short:
        label = turns[number].label or ""
        known = named.of_initials(label) if len(label) > 1 and found[number].role != Role.PRESS else None
        if known:
            before = next(a for a in found if a.speaker == known.person.name)
            evidence = SpeakerEvidence.EARLIER_LABEL
            found[number] = replace(before, outlet=found[number].outlet, evidence=evidence)


def agree_on_roles(found: list[Attribution]) -> None:
    """One person has one role: that of most of her turns, whatever label each has; the first one's where they tie."""
    roles: dict[str, dict[Role, int]] = {}
    for (speaker, role), times in Counter((given.speaker, given.role) for given in found).items():
        if speaker and role:
            roles.setdefault(speaker, {})[role] = times
    agreed = {speaker: max(times, key=times.__getitem__) for speaker, times in roles.items() if len(times) > 1}
    for number, given in enumerate(found):
        if role := agreed.get(given.speaker or ""):
            found[number] = replace(given, role=role, outlet=given.outlet if role == Role.PRESS else None)
