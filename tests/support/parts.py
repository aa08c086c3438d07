"""Long tables of cases: a part of each runs always, and the whole in `pytest -m slow`."""

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
