"""Whole dates in the forms press rooms print, and nothing guessed."""

from __future__ import annotations

from datetime import date
from time import process_time

import pytest

from briefings.transcript.wording.dates import (
    date_in_address,
    dates_in,
    day_without_year,
    first_date,
    published_in,
    says_published,
)  # fmt: skip
from briefings.transcript.wording.vocabulary import MONTHS
from tests.support.parts import each


@each(
    "text",
    [
        "Nov. 16, 2017", "November 16, 2017", "16 November 2017", "Nov 16 2017", "2017-11-16", "2017年11月16日",
        "2017 年 11 月 16 日", "Nov.16, 2017", "16 de noviembre de 2017", "16 novembre 2017", "16. November 2017",
        "16 de novembro de 2017", "16. listopadu 2017", "16 ноября 2017 года", "平成29年11月16日", "2017年１１月１６日",
        "١٦ نوفمبر ٢٠١٧",
        "16.11.2017", "16. 11. 2017", "2017/11/16", "11/16/2017", "16/11/2017", "16-11-2017",
        "11/16/17", "16 NOV 2017", "2017년 11월 16일", "Thursday, Nov. 16th, 2017, 10 a.m.", "16 th Nov., 2017",
        "China.org.cnUpdated:November 16, 2017", "16-Nov-2017", "16/nov/2017", "2017 Nov 16", "2017. november 16.",
        "November 16 (Thursday), 2017", "Noviembre 16, 2017", "民國106年11月16日", "Session 2016 Nov. 16, 2017",
        "16 listopada 2017", "16 листопада 2017", "16 Kasım 2017", "16 noiembrie 2017", "16 Νοεμβρίου 2017",
        "16 نوفمبر 2017", "16. november 2017", "ngày 16 tháng 11 năm 2017", "16 tháng 11/2017",
        "16 בנובמבר 2017", "16 נובמבר 2017", "नवम्बर 16, 2017", "16 नवंबर, 2017",
    ],
)  # fmt: skip
def test_every_form_of_a_date_is_read(text: str) -> None:
    assert first_date(text) == date(2017, 11, 16)


@pytest.mark.parametrize("text", ["5 Μαΐου 2022", "5 MAYIS 2022", "5 mayıs 2022", "5 МАЯ 2022", "5 МАЯ 2022 ГОДА"])
def test_a_month_is_read_in_capitals_whose_small_letters_differ(text: str) -> None:
    assert first_date(text) == date(2022, 5, 5)


def test_a_long_text_without_spaces_costs_no_time() -> None:
    began = process_time()
    assert first_date("好，" * 32_000 + "2017年11月16日") == date(2017, 11, 16)
    assert process_time() - began < 1


def test_every_month_is_read_in_capitals() -> None:
    for name, number in MONTHS.items():
        day = first_date(f"5 {name.upper()} 2022")
        assert day is None or day.month == number
        assert first_date(f"5 {name.replace('i', 'İ')} 2022") in (date(2022, number, 5), None)


def test_months_that_are_not_shortened_and_september() -> None:
    assert first_date("June 2, 2019") == date(2019, 6, 2)
    assert first_date("Sept. 3, 2019") == date(2019, 9, 3)
    assert first_date("May 5, 2020") == date(2020, 5, 5)
    assert first_date("16 Ogos 2022") == date(2022, 8, 16)


@each(
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
        "5-Mar-26",
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
    assert first_date("The President's press conference, 4/25/62") == date(1962, 4, 25)


def test_the_first_year_of_an_era() -> None:
    assert first_date("令和元年5月7日") == date(2019, 5, 7)
    assert first_date("平成29年(2017年)11月16日") == first_date("2017年（平成29年）11月16日") == date(2017, 11, 16)
    assert first_date("昭和63年1月2日") == date(1988, 1, 2)


@each(
    ("text", "day"),
    [
        ("5-7 March 2026", None),
        ("May 1 to June 3, 2020", None),
        ("vom 12. bis 14. März 2026", None),
        ("del 3 al 5 de agosto de 2019", None),
        ("5. und 6. März 2026", None),
        ("5 y 6 de marzo de 2026", None),
        ("March 5-7, 2026", None),
        ("May 1, 2020 to June 3, 2020", date(2020, 5, 1)),
        ("Briefing - March 5, 2026", date(2026, 3, 5)),
        ("Madrid, a 5 de agosto de 2019", date(2019, 8, 5)),
    ],
)
def test_the_end_of_a_range_is_no_date(text: str, day: date | None) -> None:
    assert first_date(text) == day


def test_two_figures_of_a_year_are_of_the_nearer_century() -> None:
    assert first_date("12/31/99") == date(1999, 12, 31)
    assert first_date("31/12/12") == date(2012, 12, 31)


@each(
    ("text", "day"),
    [
        ("Press conference on Feb. 28", date(2026, 2, 28)),
        ("Rueda de prensa del 28 de febrero", date(2026, 2, 28)),
        ("2月28日新闻发布会", date(2026, 2, 28)),
        ("Briefing on Dec. 30", None),
        ("Briefing of March 5-7", None),
        ("From 3 March to 5 March", None),
        ("12. bis 14. Februar", None),
        ("Briefing on March 5, 2020", None),
        ("A mayor 5 times", None),
    ],
)
def test_a_day_without_a_year_is_read_beside_a_day_near_it(text: str, day: date | None) -> None:
    assert day_without_year(text, date(2026, 3, 6)) == day
    assert day_without_year(text, None) is None


def test_the_year_of_a_day_without_one_may_be_the_one_before() -> None:
    assert day_without_year("Briefing, Dec. 30", date(2026, 1, 3)) == date(2025, 12, 30)
    assert day_without_year("Briefing, January 1", date(2025, 12, 31)) == date(2026, 1, 1)


@each(
    ("path", "day"),
    [
        ("points/point-presse-du-3-mai-2021", date(2021, 5, 3)),
        ("regierungspressekonferenz-vom-3-mai-2021-2433512", date(2021, 5, 3)),
        ("live/2021/may/3/forum-live", date(2021, 5, 3)),
        ("2021/05/briefing-may-3-2021/", date(2021, 5, 3)),
        ("2021-05/03/content_9.htm", date(2021, 5, 3)),
        ("rueda-del-3-al-5-de-mayo-de-2021", None),
        ("meeting-3-5-may-2021", None),
        ("2021/05/briefing", None),
    ],
)
def test_a_day_in_an_address_in_words_or_figures(path: str, day: date | None) -> None:
    assert date_in_address(f"https://www.example.org/{path}?from=2020-01-01") == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Transcript released May 5, 2020", date(2020, 5, 5)),
        ("Publicado el 5 de mayo de 2020", date(2020, 5, 5)),
        ("Briefing on the release of the census, May 5, 2020", None),
        ("Briefing, May 4, 2020 (updated: May 5, 2020)", date(2020, 5, 5)),
    ],
)
def test_a_date_right_behind_a_word_of_publication(text: str, day: date | None) -> None:
    assert published_in(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "For Immediate Release",
        "2026-03-05 18:05",
        "Updated: March 5, 2026",
        "Publicado el 5 de marzo de 2026",
        "Veröffentlicht am",
    ],
)
def test_words_that_make_a_date_beside_them_one_of_publication(text: str) -> None:
    assert says_published(text)
    assert not says_published(text + " of the plan, as everybody knows who was there" * 5)
