"""The speaker of a turn, and what the turns of one person tell of each other: KATE HOLM, ABC NEWS, then HOLM."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from briefings.items import Participant, Role, SpeakerEvidence
from briefings.transcript.speech.habits import Habits
from briefings.transcript.speech.roster import Roster
from briefings.transcript.speech.whole_names import is_whole_name


class Attribution(NamedTuple):
    """Speaker of a turn, as far as there is evidence; turns of one label may share it."""

    role: Role | None = None
    speaker: str | None = None
    outlet: str | None = None
    honorific: str | None = None
    position: str | None = None
    evidence: SpeakerEvidence | None = None


def agree_on_roles(found: list[Attribution]) -> None:
    """Give each person one role, whatever the labels: that of most turns, for a tie the first."""
    times = Counter((given.speaker, given.role) for given in found if given.role)
    # The last entry wins, so the first of the most common comes last.
    agreed = {speaker: role for (speaker, role), _ in reversed(times.most_common()) if speaker}
    for number, given in enumerate(found):
        if given.speaker and (role := agreed.get(given.speaker, given.role)) != given.role:
            found[number] = given._replace(role=role, outlet=given.outlet if role == Role.PRESS else None)


def known_earlier(earlier: Roster, label: str, roster: Roster) -> Participant | None:
    """Return the one person that a label means, of those named by earlier labels; two of the `roster` may fit, too."""
    name = earlier.parts(label).name
    if len(name.split()) != 1:
        known = earlier.resolve(label)
        return known if known and (known.position or known.honorific) else None
    # An interview goes on with bare surnames: KATE HOLM, then HOLM.
    is_shared = len(roster.with_surname(name)) > 1
    return None if is_shared else earlier.resolve(label) or earlier.of_surname(name)


def is_other_side(role: Role | None, person: Participant, found: Sequence[Attribution]) -> bool:
    """Return True when of a label and the person named later one asks: a reporter has the minister's surname."""
    named = next((given.role for given in found if given.speaker == person.name), None)
    return named != Role.CHAIR and (named == Role.PRESS) != (role == Role.PRESS)


def people_printed(labels: Iterable[str], *, with_offices: bool = False, french: bool = False) -> Roster:
    """Return the people whose whole name some labels print, anywhere in the briefing, or print with an office."""
    printed = Roster(french=french)
    for parts in map(printed.parts, labels):
        if is_whole_name(parts.name) and (parts.title or parts.after_comma or not with_offices):
            printed.add([Participant(parts.name, None, parts.title or parts.after_comma)], SpeakerEvidence.LABEL)
    return printed


def may_be_another(label: str, person: Participant, printed: Roster, roster: Roster) -> bool:
    """Return True when some label prints another person with the office that `label` is, or with its surname.

    The President who speaks may not be the one whom the title names. Ms. Holm, beside KATE HOLM, may not be Jan Holm,
    the only Holm of the `roster`, to which the label becomes ambiguous; a title in the label tells which of them it is.
    """
    if any(other.name != person.name for other in printed.holders(label)):
        return True
    parts = printed.parts(label)
    told = parts.title and parts.title.casefold() in (person.position or "").casefold()
    others = () if told or " " in parts.name else printed.with_surname(parts.name)
    if any(other.name[0] != person.name[0] and not roster.has_name(other.name) for other in others):
        roster.ambiguous.add(label)
        return True
    return False


def by_initials(labels: Iterable[str], people: Iterable[Participant]) -> dict[str, Participant]:
    """Return the people whom labels of initials mean: two or more labels, each the initials of one of the people.

    SH is Sandra Stewart Holm. A single one may be an office: where Pavo Maren asks, PM is the prime minister.
    """
    named: dict[str, dict[str, Participant]] = {}
    for known in people:
        first = [word[0].upper() for word in known.name.split()]
        for initials in ("".join(first), first[0] + first[-1]):
            named.setdefault(initials, {})[known.name] = known
    fitting = ((label, named.get(label.replace(".", "").replace(" ", ""), {})) for label in labels)
    meant = {label: known for label, found in fitting if len(found) == 1 for known in found.values()}
    return meant if len({known.name for known in meant.values()}) > 1 else {}


def sole_holder(
    label: str, earlier: Roster, printed: Roster, roster: Roster, initials: Mapping[str, Participant]
) -> Participant | None:
    """Return the one person, named by an earlier label, whose initials or office in labels or header is this label."""
    holders = {known.name: known for known in (*roster.holders(label), *printed.holders(label))}
    known = initials.get(label) or (next(iter(holders.values())) if len(holders) == 1 else None)
    return replace(known, evidence=SpeakerEvidence.EARLIER_LABEL) if known and earlier.has_name(known.name) else None


def as_before(
    given: Attribution, found: Sequence[Attribution], person: Participant, key: str, habits: Habits
) -> Attribution:
    """Return the attribution with the speaker's earlier role: RADLER asks for the outlet of MARTHA RADLER, ABC NEWS."""
    before = next((a for a in found if a.speaker == person.name), given)
    if before.role == Role.PRESS and given.position and given.position != before.position:
        # Spokesperson Maren is not the Robert Maren who asks.
        return Attribution(Role.OFFICIAL, honorific=given.honorific, position=given.position)
    if before.outlet or before.role == Role.CHAIR:
        return given._replace(role=before.role, outlet=before.outlet)
    if not (person.position or person.honorific):
        # A name alone does not tell what part its bearer has there.
        asks = key in habits.asking or (before.role == Role.PRESS and key not in habits.answering)
        return given._replace(role=Role.PRESS if asks else Role.OFFICIAL)
    return given


def remember(earlier: Roster, unnamed: set[str], label: str | None, given: Attribution) -> None:
    """Remember who spoke: somebody by the whole name, or a label that names nobody."""
    if given.speaker and given.evidence and (len(given.speaker.split()) > 1 or given.position):
        evidence = SpeakerEvidence.EARLIER_LABEL if given.evidence == SpeakerEvidence.LABEL else given.evidence
        earlier.add([Participant(given.speaker, given.honorific, given.position)], evidence)
    elif label and not given.speaker:
        unnamed.add(label)
