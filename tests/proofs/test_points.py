"""The forms that were misread on real pages have cases, and docs/accuracy.md says which."""

from __future__ import annotations

import pytest

from briefings.transcript.speech.label_rules import RULES
from tests.support.case_tables import PAGE, POINTS, Point, section
from tests.support.casebook import CASES, read_case, row_of

_BY_RULE = [(point, rule) for point in POINTS for rule in point.rules]


def test_the_section_on_the_cases_is_made_of_them() -> None:
    assert section() in PAGE.read_text(encoding="utf-8"), "run: python -m tests.support.case_tables"


def test_every_case_of_a_point_is_there() -> None:
    assert len(POINTS) == 18
    assert not [name for point in POINTS for name in point.cases if not (CASES / name / "case.toml").exists()]


@pytest.mark.parametrize(("point", "rule"), _BY_RULE, ids=lambda one: one if isinstance(one, str) else "")
def test_the_first_case_of_a_point_is_misread_without_its_rule(point: Point, rule: str) -> None:
    case = read_case(CASES / point.cases[0])
    others = [other for other in RULES if other.name != rule]
    assert len(others) == len(RULES) - 1
    assert [row_of(turn) for turn in case.briefing(others).turns] != case.rows()
