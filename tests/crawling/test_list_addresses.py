"""Lists of which there is one a year or a month, in a window of days and without one."""

from datetime import date

import pytest

from briefings.crawling.list_addresses import dated_addresses
from briefings.crawling.window import Window

TODAY = date(2018, 2, 10)


@pytest.mark.parametrize(
    ("url", "since", "until", "wanted"),
    [
        ("/list/", "2017", None, ["/list/"]),
        ("/{year}/", "2016-05", "2017", ["/2017/", "/2016/"]),
        ("/{year}/", "2016-05", None, ["/2018/", "/2017/", "/2016/"]),
        (
            "/pc_{year}{month}_x.html",
            "2017-11-30",
            "2018",
            ["/pc_201802_x.html", "/pc_201801_x.html", "/pc_201712_x.html", "/pc_201711_x.html"],
        ),
        ("/{year}/{month}", "2017-03", "2017-03-10", ["/2017/03"]),
        ("/{year}/{month}", None, None, ["/2018/02", "/2018/01"]),
        ("/{year}/", None, None, ["/2018/", "/2017/"]),
        ("/{year}/", "2019", None, []),
    ],
)
def test_years_and_months_are_those_of_the_window(
    url: str, since: str | None, until: str | None, wanted: list[str]
) -> None:
    assert list(dated_addresses(url, Window.read(since, until), TODAY)) == wanted
