"""The meaning of Retry-After."""

import math

from scrapy.http import Headers

from briefings.network.pace import back_off, read_retry_after
from tests.support.parts import each

NOW = "Fri, 06 Mar 2026 08:00:00 GMT"


@each(
    ("said", "seconds"),
    [
        ("120", 120),
        (" 7 ", 7),
        ("0", None),
        ("-5", None),
        ("1.5", 1.5),
        (".", None),
        ("soon", None),
        ("", None),
        ("٣", None),
        ("2, 2", 2),
        ("3, Fri, 06 Mar 2026 08:01:30 GMT, soon,", 90),
        ("9" * 5000, math.inf),
        ("Fri, 06 Mar 2026 08:01:30 GMT", 90),
        ("Friday, 06-Mar-26 08:01:30 GMT", 90),
        ("Fri Mar  6 08:01:30 2026", 90),
        ("Fri, 06 Mar 2026 07:00:00 GMT", None),
        ("Fri, 36 Mar 2026 07:00:00 GMT", None),
    ],
)
def test_seconds_and_dates_are_read_and_garbage_is_not(said: str, seconds: float | None) -> None:
    assert read_retry_after(Headers({"Retry-After": said.encode(), "Date": NOW})) == seconds


def test_of_several_the_longest_counts() -> None:
    said = [b"3", b"Fri, 06 Mar 2026 08:01:30 GMT", b"soon", b"1"]
    assert read_retry_after(Headers({"Retry-After": said, "Date": NOW})) == 90


def test_without_the_header_nothing_is_asked() -> None:
    assert read_retry_after(Headers()) is None


def test_a_date_is_read_against_the_clock_of_the_server() -> None:
    said = {"Retry-After": "Fri, 06 Mar 2026 12:00:30 GMT", "Date": "Fri, 06 Mar 2026 12:00:00 GMT"}
    assert read_retry_after(Headers(said)) == 30


def test_our_own_back_off_doubles_up_to_a_minute() -> None:
    assert [back_off(refusals, 1) for refusals in (1, 2, 5, 6, 2000)] == [2, 4, 32, 60, 60]
