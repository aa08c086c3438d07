"""When a kept briefing is due for another look."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from briefings.store.due import is_due
from tests.support.parts import each


def _is_due(changed: float, looked: float, first: float = 1) -> bool:
    """Tell whether a briefing is due so many days after its change and after the last look."""
    at = datetime.now(UTC)
    changed_at, looked_at = ((at - timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ") for days in (changed, looked))
    return is_due(changed_at, looked_at, at, first, 90)


@each(
    ("changed", "looked", "due"),
    [(0.5, 0.5, False), (1, 1, True), (9, 1, False), (9, 5, True), (900, 80, False), (900, 90, True)],
)
def test_rest_is_as_long_as_it_was_unchanged_within_bounds(changed: float, looked: float, *, due: bool) -> None:
    assert _is_due(changed, looked) is due
    assert _is_due(changed, looked, first=0)


@pytest.mark.parametrize("changed", [900, 1, -3650])
def test_a_look_in_the_future_counts_as_none(changed: float) -> None:
    """A run with its clock ten years ahead must not let everything rest for ten years."""
    assert _is_due(changed, -3650)
    assert not _is_due(-3650, 0.5), "a change in the future starts again at a day"


def test_what_was_never_looked_at_is_due() -> None:
    assert is_due("2026-03-06T08:15:00Z", None, datetime.now(UTC), 1, 90)
