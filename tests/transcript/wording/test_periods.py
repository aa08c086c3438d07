"""Years and months in the links of an archive."""

from __future__ import annotations

import pytest

from briefings.transcript import period_of


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("November (12)", (0, 11)),
        ("November 2026 12", (2026, 11)),
        ("novembre 2026 1", (2026, 11)),
        ("12 November 2026", None),
        ("Budget 2026 12", None),
    ],
)
def test_the_number_of_entries_beside_a_month_is_no_part_of_it(text: str, period: tuple[int, int] | None) -> None:
    assert period_of(text) == period
