"""Each form that was misread on real pages has cases that fail without its rule: see tests/cases/README.md."""

from __future__ import annotations

import pytest

from briefings.transcript.speech.label_rules import RULES
from tests.support.casebook import CASES, read_case, reads_as_expected
from tests.support.parts import each
from tests.support.points import POINTS, Part, Point, without

_BY_RULE = [(point, rule) for point in POINTS for rule in point.rules]
_BY_PART = [(point, part) for point in POINTS for part in point.parts]


def test_every_point_has_cases_and_a_rule_that_can_be_taken_away() -> None:
    assert len(POINTS) == 18
    assert not [name for point in POINTS for name in point.cases if not (CASES / name / "case.toml").exists()]
    assert not [point.words for point in POINTS if not point.decided_by]


@each(("point", "rule"), _BY_RULE)
def test_a_case_of_a_point_is_misread_without_its_rule(point: Point, rule: str) -> None:
    others = [other for other in RULES if other.name != rule]
    assert len(others) == len(RULES) - 1
    cases = [read_case(CASES / name) for name in point.cases]
    assert not all(reads_as_expected(case, case.briefing(others)) for case in cases)


@pytest.mark.slow
@pytest.mark.parametrize(("point", "part"), _BY_PART, ids=lambda one: one.name if isinstance(one, Part) else "")
def test_a_case_of_a_point_is_misread_without_that_part_of_the_reader(point: Point, part: Part) -> None:
    cases = [read_case(CASES / name) for name in point.cases]
    with without(part):
        assert not all(reads_as_expected(case, case.briefing()) for case in cases)
