"""Which briefing an address belongs to, and which of its pages it is."""

from __future__ import annotations

import pytest

from briefings.address import as_numbered, read_address

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
    assert (known.number, known.page(1)) == (3, "http://a.example/2020/briefing.html")
    assert known.briefing == as_numbered(read_address(known.page(1))).briefing


@pytest.mark.parametrize(("query", "number"), [("page=2", 2), ("page=3&page=3", 3), ("lang=en&paged=4", 4)])
def test_a_page_may_be_told_by_the_query(query: str, number: int) -> None:
    known = as_numbered(read_address(f"http://a.example/talk.php?id=7&{query}"))
    first = as_numbered(read_address(f"http://a.example/talk.php?id=7{'&lang=en' if 'lang' in query else ''}"))
    assert (known.briefing, known.number) == (first.briefing, number)
    assert known.page(1) == first.url
    assert as_numbered(read_address(first.page(number))).briefing == first.briefing
    assert as_numbered(read_address(first.page(number))).number == number


def test_two_page_numbers_in_a_query_are_none() -> None:
    assert as_numbered(read_address("http://a.example/talk.php?page=2&page=3")).number == 1


def test_a_password_in_a_link_gets_no_further() -> None:
    address = read_address("http://anna:moonlight@press.varenia.example:8080/content_1_2.htm")
    assert address.url == "http://press.varenia.example:8080/content_1_2.htm"
    assert address.page(1) == "http://press.varenia.example:8080/content_1.htm"


@pytest.mark.parametrize("url", ["content_1.htm", "ftp://a.example/x", "http://", "mailto:a@a.example", ""])
def test_what_is_no_web_address_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="absolute http"):
        read_address(url)
