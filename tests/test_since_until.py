"""The days a run or an export is asked for, as a person types them."""

from datetime import date

import pytest

from briefings.since_until import Window
from tests.support.parts import each


@each(
    ("since", "until", "window"),
    [
        (None, None, None),
        ("2017-05-03", None, Window(date(2017, 5, 3), None)),
        (None, "2017-05-03", Window(None, date(2017, 5, 3))),
        ("2017", "2017", Window(date(2017, 1, 1), date(2017, 12, 31))),
        ("2016-02", "2016-02", Window(date(2016, 2, 1), date(2016, 2, 29))),
        (" 2016-02-10 ", "2017", Window(date(2016, 2, 10), date(2017, 12, 31))),
    ],
)
def test_day_month_and_year_name_a_span(since: str | None, until: str | None, window: Window | None) -> None:
    assert Window.read(since, until) == window


@each("text", ["", "May 2017", "2017-13", "2017-02-30", "17", "0000", "2017-5-3", "2017-05-03T10:00"])
def test_what_is_no_date_is_named(text: str) -> None:
    with pytest.raises(ValueError, match="is not a date: write a day"):
        Window.read(text, None)


def test_ends_in_the_wrong_order_are_named() -> None:
    with pytest.raises(ValueError, match="since=2018 is later than until=2017"):
        Window.read("2018", "2017")


def test_both_ends_lie_in_the_window_and_what_is_not_known_may() -> None:
    window = Window.read("2017-01-15", "2017-06")
    assert window is not None

    def leaves_out(first: str, last: str | None = None, changed: str | None = None) -> bool:
        days = (date.fromisoformat(first), date.fromisoformat(last or first)) if first else None
        return window.leaves_out(days, date.fromisoformat(changed) if changed else None)

    assert [leaves_out(day) for day in ("2017-01-14", "2017-01-15", "2017-06-30", "2017-07-01")] == [
        True, False, False, True,
    ]  # fmt: skip
    # A month that reaches into it may match; so may an entry without a day, unless unchanged since.
    assert not leaves_out("2017-01-01", "2017-01-31")
    assert leaves_out("2016-12-01", "2016-12-31")
    assert not leaves_out("")
    assert leaves_out("", changed="2017-01-10")
    assert not leaves_out("", changed="2017-01-14")
    assert not leaves_out("", changed="2020-01-01")
    assert not leaves_out("2017-02-01", changed="2016-01-01")
    assert window.is_before(date(2016, 12, 31))
    assert [window.has(day) for day in ("2017-01-14", "2017-01-15", "2017-06-30", "2017-07-01", None)] == [
        False, True, True, False, False,
    ]  # fmt: skip
    assert Window().has(None)
