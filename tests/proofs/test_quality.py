"""The floor under the reader's quality on the cases. It is only ever raised; `python -m tests.proofs.quality` prints
where it stands."""

from __future__ import annotations

import pytest

from tests.proofs.quality import FACETS, PAGE, Score, facts, readable_cases

FLOOR = dict.fromkeys(FACETS, 1.0)


@pytest.fixture(scope="module")
def score() -> Score:
    whole = Score()
    for case in readable_cases():
        whole.add(case)
    return whole


@pytest.mark.parametrize("facet", FACETS)
def test_precision_and_recall_stay_above_the_floor(score: Score, facet: str) -> None:
    assert score.precision(facet) >= FLOOR[facet]
    assert score.recall(facet) >= FLOOR[facet]


def test_days_are_right_and_the_table_of_them_is_current(score: Score) -> None:
    assert score.day_table() in PAGE.read_text(encoding="utf-8"), "run: python -m tests.proofs.quality"
    assert score.days["have the right day"] >= 0.95 * score.days["print a day"]
    assert score.days["have a wrong day"] == score.days["held_on is wrong"] == 0


def test_the_cases_hold_enough_to_judge_by(score: Score) -> None:
    assert len(readable_cases()) >= 40
    assert score.expected["boundary"] >= 500


def test_a_swallowed_turn_costs_recall() -> None:
    row = {"label": None, "speaker": None, "role": None, "exchange": None}
    apart = facts([{**row, "text": "Yes."}, {**row, "text": "No.", "label": "Q"}])
    glued = facts([{**row, "text": "Yes. Q No."}])
    assert len(apart["boundary"] - glued["boundary"]) == 1
    assert apart["label"] == {(4, "Q")}
