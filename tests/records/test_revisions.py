"""What is new, what is a revision, and what changed in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.items import Change, ChangeKind
from briefings.records.revisions import Decision, StoredBriefing, TurnKey, changes_between, decide, lost_labels
from tests.support.records import TALK, make_briefing

OTHER = [*TALK, ("Ersk Courier", "Thank you.")]


def _known(said: list[tuple[str | None, str]] = TALK, missing: tuple[int, ...] = ()) -> StoredBriefing:
    kept = make_briefing(said=said, missing=missing)
    return StoredBriefing(kept.id, 1, kept.url, kept.content_hash, kept.complete, frozenset(missing), kept.turn_count)


def test_a_briefing_not_kept_is_new() -> None:
    assert decide(None, make_briefing()) is Decision.NEW


@pytest.mark.parametrize(
    ("kept", "came", "same_content", "expected"),
    [
        ((), (), True, Decision.UNCHANGED),
        ((), (), False, Decision.REVISION),
        ((3,), (3,), True, Decision.UNCHANGED),
        ((3,), (3,), False, Decision.REVISION),
        ((3,), (), False, Decision.REVISION),
        ((3,), (), True, Decision.REVISION),
        ((3, 5), (5,), False, Decision.REVISION),
        ((), (3,), False, Decision.POORER),
        ((), (3,), True, Decision.POORER),
        ((3,), (3, 5), False, Decision.POORER),
        ((3,), (5,), False, Decision.POORER),
        ((3, 5), (4,), False, Decision.REVISION),
    ],
)
def test_gaps_are_weighed_before_content(
    kept: tuple[int, ...], came: tuple[int, ...], same_content: bool, expected: Decision
) -> None:
    briefing = make_briefing(said=TALK if same_content else OTHER, missing=came)
    assert decide(_known(missing=kept), briefing) is expected


def test_read_again_in_the_same_run_only_completeness_counts() -> None:
    assert decide(_known(), make_briefing(said=OTHER), again=True) is Decision.UNCHANGED
    assert decide(_known(missing=(3,)), make_briefing(said=OTHER), again=True) is Decision.REVISION
    assert decide(_known(), make_briefing(said=OTHER, missing=(3,)), again=True) is Decision.POORER


def _keys(spelled: str) -> list[TurnKey]:
    """`"A1 Q2"`: two turns with the labels A and Q, and ids and hashes by their spelling; `A1'` has A1's text."""
    return [TurnKey(turn, turn[0], turn.rstrip("'")) for turn in spelled.split()]


def _spelled(changes: list[Change]) -> str:
    return " ".join(f"{change.old or '-'}>{change.new or '-'}" for change in changes)


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        ("A1 Q2 A3", "A1 Q2 A3", ""),
        ("A1 Q2 A3", "A1 Q2 A4", "A3>A4"),
        ("A1 Q2 A3", "A1 A3", "Q2>-"),
        ("A1 A3", "A1 Q2 A3", "->Q2"),
        ("Q1 A2", "A3", "Q1>- A2>A3"),  # an answer is not paired with a question while an answer is there
        ("Q1 A2", "Q3 A4 A5", "Q1>Q3 A2>A4 ->A5"),
        ("A1", "B1", "A1>B1"),  # the label was corrected
        ("A1 A2", "A2' A3", "A1>- A2>A2' ->A3"),  # only the id moved
        ("A1 B2 C3", "B2 C3 A1", "A1>- ->A1"),
        ("", "A1", "->A1"),
        ("A1", "", "A1>-"),
    ],
)
def test_changes(old: str, new: str, changes: str) -> None:
    found = changes_between(_keys(old), _keys(new))
    assert _spelled(found) == changes
    for change in found:
        kinds = {(True, False): ChangeKind.ADDED, (False, True): ChangeKind.REMOVED, (False, False): ChangeKind.CHANGED}
        assert change.kind is kinds[change.old is None, change.new is None]


_TURNS = st.lists(st.tuples(st.sampled_from("ABQ"), st.integers(0, 9)), unique=True, max_size=12).map(
    lambda turns: _keys(" ".join(f"{label}{number}" for label, number in turns))
)


@given(_TURNS, _TURNS)
def test_changes_account_for_every_turn_once(old: list[TurnKey], new: list[TurnKey]) -> None:
    """Taking away what is gone or replaced and what came leaves the same turns in the same order."""
    changes = changes_between(old, new)
    gone = [change.old for change in changes if change.old is not None]
    came = [change.new for change in changes if change.new is not None]
    assert len(set(gone)) == len(gone)
    assert len(set(came)) == len(came)
    assert [turn.id for turn in old if turn.id not in gone] == [turn.id for turn in new if turn.id not in came]


@pytest.mark.parametrize(
    ("old", "new", "lost"),
    [("ABC", "   ", True), ("ABC", " ", True), ("ABC", "  A", False), ("AB ", "   ", False), ("   ", "   ", False)],
)
def test_labels_are_lost_when_none_of_several_is_left(old: str, new: str, *, lost: bool) -> None:
    def keys(labels: str) -> list[TurnKey]:
        return [TurnKey(str(number), label.strip() or None, "") for number, label in enumerate(labels)]

    assert lost_labels(keys(old), keys(new)) is lost
