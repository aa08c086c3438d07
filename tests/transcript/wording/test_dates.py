"""Whole dates in the forms press rooms print, and nothing guessed."""

from __future__ import annotations

from datetime import date

import pytest

from briefings.transcript.wording.dates import dates_in, first_date


@pytest.mark.parametrize(
    "text",
    [
        "Nov. 16, 2017", "November 16, 2017", "16 November 2017", "Nov 16 2017", "2017-11-16", "2017年11月16日",
        "2017 年 11 月 16 日", "Thursday, Nov. 16th, 2017, 10 a.m.", "China.org.cnUpdated:November 16, 2017",
    ],
)  # fmt: skip
def test_every_form_of_a_date_is_read(text: str) -> None:
    assert first_date(text) == date(2017, 11, 16)


def test_months_that_are_not_shortened_and_september() -> None:
    assert first_date("June 2, 2019") == date(2019, 6, 2)
    assert first_date("Sept. 3, 2019") == date(2019, 9, 3)
    assert first_date("May 5, 2020") == date(2020, 5, 5)


@pytest.mark.parametrize(
    "text",
    ["", "June 2019", "2 June", "11/16/2017", "Nov. 31, 2017", "2017-13-01", "mayor 5, 2020", "March, 2017", None],
)
def test_a_date_that_is_not_whole_or_not_real_is_none(text: str | None) -> None:
    assert first_date(text) is None


def test_dates_come_in_order_with_their_places() -> None:
    text = "From May 1, 2020 to 3 June 2020"
    assert [(day.month, text[begin:end]) for day, begin, end in dates_in(text)] == [
        (5, "May 1, 2020"),
        (6, "3 June 2020"),
    ]
