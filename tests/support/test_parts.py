"""A test that is asked about each case of a table tells all that fail; of further tests a seed draws a quarter."""

from __future__ import annotations

from inspect import signature
from pathlib import Path

import pytest

from tests.support.parts import draw, each, is_drawn


def test_every_case_is_asked_and_all_that_fail_are_told(tmp_path: Path) -> None:
    asked = []

    @each(("one", "other"), [(1, 1), (1, 2), (2, 2), (2, 3)])
    def same(tmp_path: Path, one: int, other: int) -> None:
        asked.append((tmp_path, one, other))
        assert one == other

    assert list(signature(same).parameters) == ["tmp_path"]
    with pytest.raises(ExceptionGroup, match="2 of 4 cases") as told:
        same(tmp_path=tmp_path)
    assert asked == [(tmp_path, one, other) for one, other in ((1, 1), (1, 2), (2, 2), (2, 3))]
    assert [error.__notes__ for error in told.value.exceptions] == [["The case: (1, 2)"], ["The case: (2, 3)"]]


def test_a_seed_draws_a_quarter_and_another_seed_others() -> None:
    names = [f"tests/test_lists.py::test_{number}" for number in range(300)]
    drawn = {seed: {name for name in names if is_drawn(name, seed)} for seed in ("c0ffee", *map(str, range(40)))}
    assert {45 < len(some) < 110 for some in drawn.values()} == {True}
    assert set().union(*drawn.values()) == {*names}


def test_further_tests_are_slow_and_may_be_drawn_and_those_of_a_long_proof_are_not_drawn(
    request: pytest.FixtureRequest,
) -> None:
    def marked(*marks: str) -> set[frozenset[str]]:
        given = [pytest.Function.from_parent(request.node.parent, name=f"{n}", callobj=lambda: None) for n in range(20)]
        for test in given:
            for mark in marks:
                test.add_marker(mark)
        draw(given)
        return {frozenset({"slow", "drawn"} & {mark.name for mark in test.iter_markers()}) for test in given}

    assert marked("further") == {frozenset({"slow"}), frozenset({"slow", "drawn"})}
    assert marked("further", "seeded") == {frozenset({"slow"})}
    assert marked("seeded") == marked() == {frozenset()}
