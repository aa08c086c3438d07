"""Long tables of cases: a part of each runs always, and the whole in `pytest -m slow`.

A test for each case of a table of hundreds costs each worker more to collect than the cases cost: `some_or_all`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterable


def part_of(cases: Iterable[Any], every: int) -> list[Any]:
    """The cases, of which only each `every`-th runs in the default suite."""
    return [
        case
        if number % every == 0
        else pytest.param(*(case if isinstance(case, tuple) else (case,)), marks=pytest.mark.slow)
        for number, case in enumerate(cases)
    ]


def some_or_all(cases: Iterable[Any], every: int) -> list[Any]:
    """The parameters of a test that takes many cases at once: each `every`-th, and in the slow suite all."""
    whole = list(cases)
    return [pytest.param(whole[::every], id="some"), pytest.param(whole, id="all", marks=pytest.mark.slow)]
