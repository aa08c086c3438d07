"""The speaker of a turn, and the role that all turns of one person share."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from briefings.items import Role, SpeakerEvidence


@dataclass(frozen=True, slots=True)
class Attribution:
    """The speaker of a turn, as far as evidence goes; turns of one label may share it."""

    role: Role | None = None
    speaker: str | None = None
    outlet: str | None = None
    honorific: str | None = None
    position: str | None = None
    evidence: SpeakerEvidence | None = None


def agree_on_roles(found: list[Attribution]) -> None:
    """Give each person one role: that of most of her turns, whatever their labels; the first one's where they tie."""
    roles: dict[str, dict[Role, int]] = {}
    for (speaker, role), times in Counter((given.speaker, given.role) for given in found).items():
        if speaker and role:
            roles.setdefault(speaker, {})[role] = times
    agreed = {speaker: max(times, key=times.__getitem__) for speaker, times in roles.items() if len(times) > 1}
    for number, given in enumerate(found):
        if role := agreed.get(given.speaker or ""):
            found[number] = replace(given, role=role, outlet=given.outlet if role == Role.PRESS else None)
