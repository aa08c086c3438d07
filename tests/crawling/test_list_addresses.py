"""Lists with one page per year or month, with and without a window of days."""

from datetime import date

from briefings.crawling.scope import dated_addresses, lists_for, periods
from briefings.since_until import Window
from tests.support.parts import each

TODAY = date(2018, 2, 10)


@each(
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


def test_parts_that_are_called_after_years_and_months_are_told_from_numbered_ones() -> None:
    months = [f"/sitemap-pt-post-2017-{month:02}.xml" for month in (4, 5)]
    assert periods(months) == {
        months[0]: (date(2017, 4, 1), date(2017, 4, 30)),
        months[1]: (date(2017, 5, 1), date(2017, 5, 31)),
    }
    assert periods(["/2016/part.xml", "/2017/part.xml"])["/2016/part.xml"] == (date(2016, 1, 1), date(2016, 12, 31))
    assert periods(f"/sitemap-{number}.xml" for number in range(1, 2100)) == {}
    assert periods(["/2017-redesign.xml", "/posts.xml"]) == {}
    assert periods(["/p-20170501.xml", "/p-20170502.xml"]) == {}


def test_of_lists_that_are_alike_but_for_the_year_those_of_the_window_are_walked() -> None:
    urls = ["/2016/", "/2017/", "/2018/", "/news/"]
    window = Window.read("2017-03", "2017-04")
    assert lists_for(urls, window, TODAY) == [("/2017/", True), ("/news/", False)]
    assert lists_for(urls, None, TODAY) == [(url, False) for url in urls]
    assert lists_for(["/2019/talks", "/news"], window, TODAY) == [("/2019/talks", False), ("/news", False)]
    assert len(lists_for(["/2019/", "/2018/"], window, TODAY)) == 2
    assert lists_for(["/{year}/{month}/"], window, TODAY) == [("/2017/04/", True), ("/2017/03/", True)]
