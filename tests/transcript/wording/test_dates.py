"""Whole dates in the forms press rooms print, and nothing guessed."""

from __future__ import annotations

from datetime import date

import pytest

from briefings.transcript.wording.dates import dates_in, first_date, says_published


@pytest.mark.parametrize(
    "text",
    [
        "Nov. 16, 2017", "November 16, 2017", "16 November 2017", "Nov 16 2017", "2017-11-16", "2017年11月16日",
        "2017 年 11 月 16 日", "Nov.16, 2017", "16 de noviembre de 2017", "16 novembre 2017", "16. November 2017",
        "16 de novembro de 2017", "16. listopadu 2017", "16 ноября 2017 года", "平成29年11月16日", "2017年１１月１６日",
        "二〇一七年十一月十六日", "16.11.2017", "16. 11. 2017", "2017/11/16", "11/16/2017", "16/11/2017", "16-11-2017",
        "11/16/17", "16 NOV 2017", "2017년 11월 16일", "Thursday, Nov. 16th, 2017, 10 a.m.",
        "China.org.cnUpdated:November 16, 2017",
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
    [
        "",
        "June 2019",
        "2 June",
        "11/10/2017",
        "1/10/12",
        "Nov. 31, 2017",
        "2017-13-01",
        "mayor 5, 2020",
        "March, 2017",
        None,
    ],
)
def test_a_date_that_is_not_whole_or_not_real_is_none(text: str | None) -> None:
    assert first_date(text) is None


def test_dates_come_in_order_with_their_places() -> None:
    text = "From May 1, 2020 to 3 June 2020"
    assert [(day.month, text[begin:end]) for day, begin, end in dates_in(text)] == [
        (5, "May 1, 2020"),
        (6, "3 June 2020"),
    ]


def test_the_day_in_the_address_decides_between_two_readings() -> None:
    assert first_date("Gaggle, 1/10/12", near=date(2012, 1, 10)) == date(2012, 1, 10)
    assert first_date("Gaggle, 1/10/12", near=date(2012, 10, 2)) == date(2012, 10, 1)
    assert first_date("Gaggle, 1/10/12", near=date(2014, 1, 1)) is None
    assert first_date("4/4/2014") == date(2014, 4, 4)


def test_the_first_year_of_an_era() -> None:
    assert first_date("令和元年5月7日") == date(2019, 5, 7)
    assert first_date("昭和63年1月2日") == date(1988, 1, 2)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("5-7 March 2026", None),
        ("May 1 to June 3, 2020", None),
        ("vom 12. bis 14. März 2026", None),
        ("del 3 al 5 de agosto de 2019", None),
        ("May 1, 2020 to June 3, 2020", date(2020, 5, 1)),
        ("Briefing - March 5, 2026", date(2026, 3, 5)),
        ("Madrid, a 5 de agosto de 2019", date(2019, 8, 5)),
    ],
)
def test_the_end_of_a_range_is_no_date(text: str, day: date | None) -> None:
    assert first_date(text) == day


@pytest.mark.parametrize(
    "text", ["For Immediate Release", "Updated: March 5, 2026", "Publicado el 5 de marzo de 2026", "Veröffentlicht am"]
)
def test_words_that_make_a_date_beside_them_one_of_publication(text: str) -> None:
    assert says_published(text)
    assert not says_published(text + " of the plan, as everybody knows who was there" * 5)
