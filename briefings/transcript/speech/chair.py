"""Find the chair of a briefing whose header names none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefings.transcript.speech.introductions import introduced_in, says_it_hosts
from briefings.transcript.speech.roster import KnownPerson, Roster
from briefings.transcript.speech.turns import DraftTurn
from briefings.transcript.wording.label_keys import label_key
from briefings.transcript.wording.label_parts import split_label
from briefings.transcript.wording.shapes import is_press, shape_of
from briefings.transcript.wording.vocabulary import STATE_OFFICES

_HOSTING = 1_500


def introducer_of(turns: Sequence[DraftTurn], roster: Roster) -> str | None:
    """Return the label of the turn that introduces the others, if it opens the briefing and no header names a chair.

    The introduced must speak and the introducer lead on. Somebody who answers after that does not chair, nor does an
    office of state. Somebody who says "I will be the host" does.
    """
    if any(known.person.chair for known in roster.known):
        return None
    for number, turn in enumerate(turns[:2]):
        if not turn.label or is_press(turn.label):
            continue
        said = "\n".join(turn.paragraphs)
        if says_it_hosts(said[:_HOSTING]):
            return label_key(turn.label)
        if not roster.known:
            # Nobody who is introduced can be told from a label.
            continue
        people = {label_key(person.name) for person in introduced_in(said)}
        known = roster.resolve(turn.label)
        itself = known is not None and label_key(known.person.name) in people
        if people and not itself and not _holds_office(turn.label, known) and _leads_on(turns, number, people, roster):
            return label_key(turn.label)
    return None


def _holds_office(label: str, known: KnownPerson | None) -> bool:
    """Return True when a label or its bearer holds an office of state, which answers and does not chair."""
    shape = shape_of(label)
    named = f"{split_label(label).title or ''} {(known.person.position or '') if known else ''}".casefold()
    return shape.role or not STATE_OFFICES.isdisjoint(re.findall(r"[^\W_]+", named))


def _leads_on(turns: Sequence[DraftTurn], first: int, people: set[str], roster: Roster) -> bool:
    own = label_key(turns[first].label or "")
    labels = [turn.label for turn in turns]
    spoke = False
    answers = later = 0
    for number in range(first + 1, len(turns)):
        label = labels[number]
        if label is None:
            continue
        if label_key(label) == own:
            later += 1
            following = labels[number + 1] if number + 1 < len(turns) else None
            answers += is_press(labels[number - 1] or "") and (following is None or is_press(following))
        elif not spoke:
            known = roster.resolve(label)
            spoke = known is not None and label_key(known.person.name) in people
    return spoke and answers * 2 <= later
