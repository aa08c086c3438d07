"""Long tables of cases: a part of each runs always, and all of it in `pytest -m slow`.

One test per case of a table of hundreds costs each worker more to collect than the cases cost to run; hence
`some_or_all`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterable


def part_of(cases: Iterable[Any], every: int) -> list[Any]:
    """Return the cases, of which the default suite runs every `every`-th."""
    return [
        case
        if number % every == 0
        else pytest.param(*(case if isinstance(case, tuple) else (case,)), marks=pytest.mark.slow)
        for number, case in enumerate(cases)
    ]


def some_or_all(cases: Iterable[Any], every: int) -> list[Any]:
    """Return the parameters of a test that takes many cases at once: every `every`-th, and in the slow suite all."""
    whole = list(cases)
    return [pytest.param(whole[::every], id="some"), pytest.param(whole, id="all", marks=pytest.mark.slow)]
