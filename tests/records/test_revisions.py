"""The decision between new, revised and unchanged, and the changes of a revision."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from briefings.items import Briefing, Change, ChangeKind, DateBasis
from briefings.records.revisions import Decision, Measure, TurnKey, changes_between, decide, is_poorer
from tests.support.parts import each
from tests.support.records import TALK, make_briefing

OTHER = [*TALK, ("Ersk Courier", "Thank you.")]


def _known(said: list[tuple[str | None, str]] = TALK, missing: tuple[int, ...] = ()) -> Briefing:
    return make_briefing(said=said, missing=missing)


def test_a_briefing_not_kept_is_new() -> None:
    assert decide(None, make_briefing()) is Decision.NEW


@each(
    ("kept", "came", "same_content", "expected"),
    [
        ((), (), True, Decision.UNCHANGED),
        ((), (), False, Decision.REVISION),
        ((3,), (3,), True, Decision.UNCHANGED),
        ((3,), (3,), False, Decision.REVISION),
        ((3,), (), False, Decision.REVISION),
        ((3,), (), True, Decision.REVISION),
        ((3, 5), (5,), False, Decision.REVISION),
        ((), (3,), False, Decision.REVISION),
        ((), (3,), True, Decision.REVISION),
        ((3,), (5,), True, Decision.REVISION),
        ((3, 5), (4,), False, Decision.REVISION),
    ],
)
def test_gaps_are_weighed_before_content(
    kept: tuple[int, ...], came: tuple[int, ...], same_content: bool, expected: Decision
) -> None:
    briefing = make_briefing(said=TALK if same_content else OTHER, missing=came)
    assert decide(_known(missing=kept), briefing) is expected


def test_another_day_beside_the_headline_is_a_revision() -> None:
    """No hash has a day that the page calls neither that of the event nor that of publication."""
    briefing = replace(make_briefing(said=TALK), date="2026-03-07", date_basis=DateBasis.PRINTED)
    assert decide(replace(briefing, date="2026-03-06"), briefing) is Decision.REVISION


def test_what_is_explained_later_makes_a_briefing_complete_that_has_no_word_more() -> None:
    known = replace(_known(), complete=False)
    assert decide(known, make_briefing(said=TALK)) is Decision.REVISION
    assert decide(_known(), replace(make_briefing(said=TALK), complete=False)) is Decision.UNCHANGED


def _keys(spelled: str) -> list[TurnKey]:
    """Spell turns: `"A1 Q2"` is two, labelled A and Q, with ids and hashes by spelling; `A1'` has the text of A1."""
    return [TurnKey(turn, turn[0], turn.rstrip("'")) for turn in spelled.split()]


def _spelled(changes: list[Change]) -> str:
    return " ".join(f"{change.old or '-'}>{change.new or '-'}" for change in changes)


@each(
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
        ("A1 B2 C3", "B2 C3 A1", "A1>A1"),  # it only moved
        ("A1 Q2 A3", "Q2 A1 A4", "A3>A4 Q2>Q2"),
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
    """Removing what is gone or replaced and what was added leaves the same turns in the same order."""
    changes = changes_between(old, new)
    gone = [change.old for change in changes if change.old is not None]
    came = [change.new for change in changes if change.new is not None]
    assert len(set(gone)) == len(gone)
    assert len(set(came)) == len(came)
    assert [turn.id for turn in old if turn.id not in gone] == [turn.id for turn in new if turn.id not in came]


# words, turns, labels, pages, missing
WHOLE = Measure(3000, 40, 38, 3, frozenset())


@each(
    ("came", "kept", "poorer"),
    [
        (WHOLE, WHOLE, False),
        (Measure(1000, 13, 13, 1, frozenset()), WHOLE, True),  # the pager vanished
        (Measure(3000, 40, 38, 1, frozenset()), WHOLE, False),  # the same text on one page
        (Measure(2960, 40, 38, 2, frozenset()), WHOLE, False),  # except for the words at the seams
        (Measure(2900, 38, 36, 2, frozenset()), WHOLE, True),  # the last page was short
        (Measure(2950, 40, 38, 3, frozenset()), WHOLE, False),  # a turn was shortened
        (Measure(2600, 35, 33, 3, frozenset()), WHOLE, True),  # a page was cut
        (Measure(3000, 3, 0, 3, frozenset()), WHOLE, True),
        (Measure(3000, 30, 18, 3, frozenset()), WHOLE, True),
        (Measure(3000, 40, 20, 3, frozenset()), WHOLE, False),
        (Measure(2900, 28, 26, 3, frozenset()), WHOLE, True),  # the last turns were short
        (Measure(2900, 32, 30, 3, frozenset()), WHOLE, False),
        (Measure(2000, 27, 26, 2, frozenset({3})), WHOLE, True),
        (Measure(2000, 27, 26, 2, frozenset({2})), Measure(2000, 27, 26, 2, frozenset({3})), True),
        (Measure(2500, 27, 26, 2, frozenset({2})), Measure(2000, 27, 26, 1, frozenset({2, 3})), False),
        (Measure(2600, 27, 26, 2, frozenset({3})), Measure(2000, 27, 26, 1, frozenset({2})), False),  # page 2 names it
        (Measure(3000, 40, 38, 3, frozenset({4})), WHOLE, False),  # it goes on
        (Measure(40, 6, 6, 1, frozenset()), Measure(50, 7, 7, 1, frozenset()), False),  # a sentence less
        (Measure(20, 1, 1, 1, frozenset()), Measure(50, 7, 7, 1, frozenset()), True),  # a teaser
        (Measure(50, 2, 0, 1, frozenset()), Measure(50, 3, 2, 1, frozenset()), False),  # few labels mean little
        (Measure(500, 2, 2, 1, frozenset()), Measure(0, 0, 0, 1, frozenset()), False),  # a copy of unknown size
    ],
)
def test_poorer_is_what_lost_pages_labels_or_text(came: Measure, kept: Measure, *, poorer: bool) -> None:
    assert is_poorer(came, kept) is poorer
