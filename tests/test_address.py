"""The briefing an address belongs to, and its page number."""

from __future__ import annotations

from datetime import date

import pytest

from briefings.address import (
    acts,
    as_numbered,
    comparable,
    day_in_address,
    minted_pairs,
    month_in_address,
    read_address,
    renamed,
    same_page,
)
from tests.support.parts import each

FIRST = "http://www.varenia.example/business/2017-11/17/content_41905968.htm"


@pytest.mark.parametrize("suffix", ["htm", "html", "shtml"])
def test_first_and_later_pages_are_one_briefing(suffix: str) -> None:
    first = read_address(f"http://www.varenia.example/a/2017-11/17/content_41905968.{suffix}")
    later = read_address(f"http://www.varenia.example/a/2017-11/17/content_41905968_13.{suffix}")
    assert (first.briefing, first.number) == ("www.varenia.example/41905968", 1)
    assert (later.briefing, later.number) == (first.briefing, 13)
    assert later.page(1) == first.url
    assert first.page(13) == later.url
    assert first.page(1) == first.url


def test_the_same_id_on_another_host_is_another_briefing() -> None:
    assert read_address(FIRST).briefing != read_address(FIRST.replace("www.", "m.")).briefing


def test_fragment_and_default_port_make_no_difference_a_query_does() -> None:
    plain = read_address("https://a.example/news/talk")
    assert read_address("https://a.example:443/news/talk#top").briefing == plain.briefing
    assert read_address("https://a.example/news/talk?id=2").briefing != plain.briefing
    assert read_address("https://a.example:8443/news/talk").briefing != plain.briefing


def test_a_number_in_a_name_is_a_page_only_when_the_page_shows_it() -> None:
    guess = read_address("http://a.example/2020/briefing_3.html")
    assert (guess.number, guess.numbered) == (1, False)
    with pytest.raises(ValueError, match="no page number"):
        guess.page(2)
    known = as_numbered(guess)
    assert known.number == 3
    assert known.briefing == as_numbered(read_address("http://a.example/2020/briefing.html")).briefing


@pytest.mark.parametrize(("query", "number"), [("page=2", 2), ("page=3&page=3", 3), ("lang=en&paged=4", 4)])
def test_a_page_may_be_told_by_the_query(query: str, number: int) -> None:
    known = as_numbered(read_address(f"http://a.example/talk.php?id=7&{query}"))
    first = as_numbered(read_address(f"http://a.example/talk.php?id=7{'&lang=en' if 'lang' in query else ''}"))
    assert (known.briefing, known.number) == (first.briefing, number)


def test_two_page_numbers_in_a_query_are_none() -> None:
    assert as_numbered(read_address("http://a.example/talk.php?page=2&page=3")).number == 1


@pytest.mark.parametrize(
    "other",
    [
        "https://a.example/talk?id=7",
        "http://A.EXAMPLE./talk?id=7",
        "http://a.example:80/talk?id=7#top",
        "https://a.example:443/talk?utm_source=list&id=7&fbclid=x",
    ],
)
def test_a_page_has_one_id_whatever_the_spelling_of_its_address(other: str) -> None:
    assert read_address(other).briefing == "a.example/talk?id=7"


def test_a_host_is_requested_in_its_plain_spelling() -> None:
    assert read_address("http://A.Example.:80/Talk?utm_id=1").url == "http://a.example/Talk?utm_id=1"
    assert read_address("http://[2001:DB8::1]:8080/talk").briefing == "[2001:db8::1]:8080/talk"


def test_a_source_gives_pages_one_spelling() -> None:
    aliases = ((r"//m\.a\.example/m/", "//a.example/"), (r"/index\.html?$", "/"))
    assert renamed("http://m.a.example/m/talk/index.htm", aliases) == "http://a.example/talk/"
    assert renamed("http://a.example/m/talk/index.php", aliases) == "http://a.example/m/talk/index.php"


def test_a_password_in_a_link_gets_no_further() -> None:
    address = read_address("http://anna:moonlight@press.varenia.example:8080/content_1_2.htm")
    assert address.url == "http://press.varenia.example:8080/content_1_2.htm"
    assert address.page(1) == "http://press.varenia.example:8080/content_1.htm"


@pytest.mark.parametrize("url", ["content_1.htm", "ftp://a.example/x", "http://", "mailto:a@a.example", ""])
def test_what_is_no_web_address_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="absolute http"):
        read_address(url)


@each(
    "other",
    [
        "https://a.example/talk?id=7",
        "http://A.Example/talk?id=7",
        "http://a.example:80/talk?id=7",
        "https://a.example:443/talk?id=7",
        "http://a.example./talk?id=7",
        "http://www.a.example/talk?id=7",
        "https://WWW.A.example.:443/talk?id=7",
        "http://a.example/talk?id=7#page2",
        "http://a.example/talk?id=7&utm_source=list&cHash=9c1f2b",
        "http://a.example/talk?fbclid=x&id=7",
        "http://anna:moonlight@a.example/talk?id=7",
        " http://a.example/talk?id=7 ",
    ],
)
def test_one_page_has_one_address(other: str) -> None:
    assert same_page("http://a.example/talk?id=7", other)


@each(
    "other",
    [
        "http://a.example/talk?id=8",
        "http://a.example/talk",
        "http://a.example/talk/?id=7",
        "http://a.example/Talk?id=7",
        "http://m.a.example/talk?id=7",
        "http://en.a.example/talk?id=7",
        "http://www.m.a.example/talk?id=7",
        "http://wwwa.example/talk?id=7",
        "http://www.a.example:8080/talk?id=7",
        "http://a.example/m/talk?id=7",
        "http://a.example:8080/talk?id=7",
        "http://a.example:443/talk?id=7",
        "http://a.example/talk?id=7&page=2",
        "http://a.example/talk?id=7&chash=9c1f2b",
        "http://[x/talk?id=7",
    ],
)
def test_two_pages_have_two_addresses(other: str) -> None:
    """A host below it, a mobile copy or an index name is the same page only if a source says so."""
    assert not same_page("http://a.example/talk?id=7", other)


def test_a_plain_address_and_one_that_needs_work_compare_alike() -> None:
    for url in (
        "https://a.example/talk",
        "http://a.example:80/talk",
        "http://a.example/talk?utm_id=1",
        "http://WWW.a.example/talk",
    ):
        assert comparable(url) == "http://a.example/talk"
    assert comparable("http://a.example") == comparable("http://a.example/") == comparable("http://A.example./")
    assert comparable("http://a.example/talks/index.html") == comparable("http://a.example/talks/")
    assert comparable("http://a.example/talks-index.html") != comparable("http://a.example/talks-")


@each(
    ("url", "day"),
    [
        ("http://a.example/2017-11/17/content_1.htm", date(2017, 11, 17)),
        ("http://a.example/2017/11/17/quay", date(2017, 11, 17)),
        ("http://a.example/xw/201711/t20171117_115.html", date(2017, 11, 17)),
        ("http://a.example/2017-11-17-quay", date(2017, 11, 17)),
        ("http://a.example/2017/11/quay", None),
        ("http://a.example/content_41905968.htm", None),
        ("http://a.example/?day=2017-11-17", None),
        ("http://a.example/2017-02/30/x", None),
    ],
)
def test_the_day_an_address_carries(url: str, day: date | None) -> None:
    assert day_in_address(url) == day


@pytest.mark.parametrize("name", ["content_9_0.htm", "content_9_00.htm", "content_9_-1.htm", "content_9_999999.htm"])
def test_a_number_no_page_has_is_part_of_a_name(name: str) -> None:
    address = read_address(f"http://a.example/{name}")
    assert (address.number, address.numbered) == (1, False)


@each(
    ("path", "month"),
    [
        ("/2017/05/quay-talk", (date(2017, 5, 1), date(2017, 5, 31))),
        ("/press/201702/22_a.html", (date(2017, 2, 1), date(2017, 2, 28))),
        ("/press/2016-02/22/talk", (date(2016, 2, 1), date(2016, 2, 29))),
        ("/2017/quay-talk", None),
        ("/2017/13/quay-talk", None),
        ("/201705123/quay-talk", None),
        ("/quay-2017-05", None),
        ("/show?x=/2017/05/", None),
    ],
)
def test_folders_of_a_month_are_a_span_of_days(path: str, month: tuple[date, date] | None) -> None:
    assert month_in_address(f"http://press.varenia.example{path}") == month


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("en/2019/db190312.doc.htm", date(2019, 3, 12)),
        ("press/pressconf/2019/html/ecb.is190307~abc.en.html", date(2019, 3, 7)),
        ("news/kyber/2026/26-03-05.kyber.html", date(2026, 3, 5)),
        ("kyber/2006/06-10-13.kyber.html", date(2006, 10, 13)),
        ("ARC/20121031/TEXT/2012/120824.htm", date(2012, 8, 24)),
        ("2012/20120504/120606.htm", date(2012, 5, 4)),
        ("2019/db190312/", date(2019, 3, 12)),
        ("2019/dpb1903/190312/2.html", date(2019, 3, 12)),
        ("2019/0312/c190405.html", None),
        ("2019/covid-19-05-12.htm", None),
        ("2019/x-191399", None),
        ("2019/1903125", None),
        ("2018/db190312.htm", None),
    ],
)
def test_six_figures_are_a_day_where_a_folder_names_the_year(path: str, day: date | None) -> None:
    assert day_in_address(f"https://www.example.org/{path}") == day


@each(
    ("given", "plain"),
    [
        ("/talk.html;jsessionid=0AFB12.live831", "/talk.html"),
        ("/talk.html;jsessionid=0AFB12.live831?page=2", "/talk.html?page=2"),
        ("/talk.php?PHPSESSID=1f3a&id=7", "/talk.php?id=7"),
        ("/(S(lit3py55t21z5v55))/talk.aspx", "/talk.aspx"),
        (f"/viewtopic.php?t=7&sid={'0a1b' * 8}", "/viewtopic.php?t=7"),
        (f"/showthread.php?s={'0a1b' * 8}&t=7", "/showthread.php?t=7"),
        ("/modules.php?file=article&sid=1207", "/modules.php?file=article&sid=1207"),
        ("/talk.html?session_id=12", "/talk.html?session_id=12"),
        ("/talk(2).html", "/talk(2).html"),
    ],
)
def test_the_name_of_a_visit_is_no_part_of_an_address(given: str, plain: str) -> None:
    assert read_address(f"http://a.example{given}").url == f"http://a.example{plain}"
    assert comparable(f"http://a.example{given}") == comparable(f"http://a.example{plain}")


def _linked(menu: str, *entries: str) -> list[str]:
    """Return the links of a page: its menu, with this query, and entries."""
    return [
        f"http://a.example{path}" for path in (*(f"/{one}{menu}" for one in ("", "talks", "about", "map")), *entries)
    ]


@each(
    ("links", "minted"),
    [
        (
            _linked("?_=1764547200", "/talk.php?id=12&_=1764547200", "/talk.php?id=13&_=1764547200", "/a.pdf"),
            {"_=1764547200"},
        ),
        (_linked("?lang=en&v=a91f27c0", "/talk.php?lang=en&v=a91f27c0&id=7"), {"v=a91f27c0"}),
        (_linked("", *(f"/talk.php?id={number}" for number in range(1200, 1260))), set()),
        (_linked("", *(f"/talk.php?section=1042&id={number}" for number in range(60))), set()),
        (_linked("", "/print.php?id=1212", "/send.php?id=1212", "/cite.php?id=1212"), set()),
        ([f"http://a.example/{one}.php?id=1212" for one in ("print", "send", "cite")], set()),
        (_linked("?year=2025", "/talks?year=2024"), set()),
        (_linked("?lang=en&L=0&style=plain"), set()),
        (_linked("?site=1042"), set()),
        (_linked("?portal=10183"), set()),
        ([], set()),
    ],
)
def test_a_pair_of_all_links_is_minted_and_one_that_tells_pages_apart_never(links: list[str], minted: set[str]) -> None:
    assert minted_pairs(links, "http://a.example/talks?site=1042") == minted


def test_an_address_acts_by_its_path_or_by_a_whole_value_of_its_query() -> None:
    at = "http://wiki.varenia.example"
    for url in (
        "/login",
        "/talk/delete",
        "/talk/edit",
        "/index.php?title=Quay&action=edit",
        "/quay?do=login",
        "/?a=logout",
        "/wiki/Special:WhatLinksHere/Quay",
        "/index.php?title=Special:Search",
    ):
        assert acts(at + url), url
    for url in (
        "/edits-of-a-law",
        "/editor/talk",
        "/talk?page=2",
        "/index.php?title=Edit_war",
        "/talk?q=how+to+subscribe",
        "/wiki/Special_report:_the_quay",
    ):
        assert not acts(at + url), url
