"""A test that is asked about each case of a table tells all that fail."""

from __future__ import annotations

from inspect import signature
from pathlib import Path

import pytest

from tests.support.parts import each


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
