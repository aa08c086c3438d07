"""Sitemaps and feeds as read from their bytes: addresses, titles, printed days, and whether they are whole."""

from __future__ import annotations

import gzip
from datetime import date

import pytest

from briefings.crawling.lists.sitemaps_and_feeds import day_printed, is_xml_address, read_feed, read_sitemap, unpacked
from tests.support.parts import each
from tests.support.sitemaps_and_feeds import Listed, atom, news_sitemap, rss, sitemap, sitemap_index

BASE = "http://press.varenia.example/sitemap.xml"
ROWS = [
    Listed("http://press.varenia.example/show?id=3&part=1", "Briefing on the quay & the ferry", "2017-12-31"),
    Listed("http://press.varenia.example/show?id=2", "Briefing on salt", "2017-05-17", "2018-02-03T10:00:00+01:00"),
]


@pytest.mark.parametrize(("make", "read"), [(news_sitemap, read_sitemap), (rss, read_feed), (atom, read_feed)])
def test_the_day_is_the_one_printed_and_no_evening_moves_to_the_next(make, read) -> None:  # type: ignore[no-untyped-def]
    listing = read(make(ROWS), BASE)
    assert [(one.url, one.text, one.day) for one in listing.entries] == [
        (one.url, one.title, date.fromisoformat(one.day)) for one in ROWS
    ]
    assert listing.broken == ""


def test_lastmod_is_no_day_of_a_briefing_and_the_newest_change_comes_first() -> None:
    listing = read_sitemap(sitemap(ROWS), BASE)
    assert [(one.url[-4:], one.day, one.changed) for one in listing.entries] == [
        ("id=2", None, date(2018, 2, 3)),
        ("rt=1", None, None),
    ]
    listing = read_sitemap(sitemap([Listed("/2017/05/17/talk", changed="2020-01-01")]), BASE)
    assert listing.entries[0].day == date(2017, 5, 17)


def test_the_home_page_in_a_sitemap_is_no_entry() -> None:
    home = Listed("http://press.varenia.example/", changed="2018-02-04")
    assert [one.url for one in read_sitemap(sitemap([home, ROWS[1]]), BASE).entries] == [ROWS[1].url]


def test_an_index_names_its_parts_the_newest_first() -> None:
    listing = read_sitemap(sitemap_index([("/one.xml", "2017-01-01"), ("/two.xml.gz", "2018-01-01")]), BASE)
    assert [part.url for part in listing.parts] == [
        "http://press.varenia.example/two.xml.gz",
        "http://press.varenia.example/one.xml",
    ]
    assert listing.entries == ()


@pytest.mark.parametrize("rel", ["next", "prev-archive"])
def test_a_feed_goes_on_where_it_says(rel: str) -> None:
    older = "http://press.varenia.example/feed?page=2"
    for make in (rss, atom):
        body = make(ROWS, older).replace(b'rel="next"', f'rel="{rel}"'.encode())
        assert read_feed(body, BASE).further.listed == (older,)
    assert read_feed(rss(ROWS), BASE).further.listed == ()


@pytest.mark.parametrize(("make", "read"), [(sitemap, read_sitemap), (rss, read_feed), (atom, read_feed)])
def test_what_breaks_off_is_said_and_what_stands_before_is_kept(make, read) -> None:  # type: ignore[no-untyped-def]
    many = [Listed(f"http://press.varenia.example/show?id={n}") for n in range(50)]
    body = make(many)
    listing = read(body[: len(body) // 2], BASE)
    assert listing.broken == "it breaks off"
    assert 20 <= len(listing.entries) <= 25
    assert {one.url for one in listing.entries} <= {one.url for one in many}


def test_commonplace_faults_of_xml_are_forgiven_and_others_said() -> None:
    bare = read_sitemap(b"\n" + sitemap(ROWS).replace(b"&amp;", b"&"), BASE)
    assert (bare.broken, {one.url for one in bare.entries}) == ("", {one.url for one in ROWS})
    bom = read_sitemap(b"\xef\xbb\xbf" + sitemap(ROWS), BASE)
    assert (bom.broken, len(bom.entries)) == ("", 2)
    wide = read_sitemap(sitemap(ROWS).decode().replace("UTF-8", "UTF-16").encode("utf-16"), BASE)
    assert (wide.broken, len(wide.entries)) == ("", 2)
    assert "well-formed" in read_sitemap(sitemap(ROWS).replace(b"</loc>", b"</lock>", 1), BASE).broken
    assert read_sitemap(b"<urlset", BASE).broken == read_sitemap(b"", BASE).broken == "it breaks off"
    assert "1 of its addresses" in read_sitemap(sitemap([*ROWS, Listed("ftp://x.example/1")]), BASE).broken
    nowhere = read_feed(atom([*ROWS, Listed("mailto:press@varenia.example")]), BASE)
    assert (len(nowhere.entries), nowhere.broken) == (2, "1 of its entries have no address")
    assert "5 million bytes" in read_feed(b"<rss>" + b" " * 5_000_000 + b"</rss>", BASE).broken


def test_a_prefix_of_elements_makes_no_difference() -> None:
    body = sitemap(ROWS).replace(b"<", b"<s:").replace(b"<s:/", b"</s:").replace(b"<s:?", b"<?")
    body = body.replace(b"xmlns=", b"xmlns:s=")
    assert (len(read_sitemap(body, BASE).entries), read_sitemap(body, BASE).broken) == (2, "")
    assert [one.url for one in read_sitemap(body[:-60], BASE).entries] == [ROWS[0].url]


@pytest.mark.parametrize(
    "damage", [b"<where>", b"<textinput>&", b"&#x110000;", b"<?xml encoding='\xff'?>", b"<g:pos xmlns:g=>"]
)
def test_damage_is_said_whatever_the_parser_makes_of_it(damage: bytes) -> None:
    for make in (rss, atom):
        body = make(ROWS)
        for place in (0, body.index(b"<title>"), body.rindex(b"</title>")):
            listing = read_feed(body[:place] + damage + body[place:], BASE)
            assert listing.broken or {one.url for one in listing.entries} == {one.url for one in ROWS}


def test_entities_that_grow_are_not_made_longer() -> None:
    bomb = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "x" * 100}">' for n in range(9))
    for read, root in ((read_sitemap, "urlset"), (read_feed, "rss")):
        read(f"<?xml version='1.0'?><!DOCTYPE x [{bomb}]><{root}><url><loc>/&a8;</loc></url></{root}>".encode(), BASE)


def test_packed_files_are_unpacked_within_bounds() -> None:
    assert unpacked(gzip.compress(b"<urlset/>")) == unpacked(b"<urlset/>") == b"<urlset/>"
    with pytest.raises(ValueError, match="breaks off"):
        unpacked(gzip.compress(b"<urlset/>" * 100)[:-9])
    with pytest.raises(ValueError, match="exceed"):
        unpacked(gzip.compress(b" " * 60_000_000))


@each(
    ("text", "day"),
    [
        ("2017-05-17", date(2017, 5, 17)),
        ("2017-05-17T23:59:00-05:00", date(2017, 5, 17)),
        ("Wed, 17 May 2017 23:59:00 -0500", date(2017, 5, 17)),
        ("17 May 2017 23:59 GMT", date(2017, 5, 17)),
        ("Wednesday, May 17, 2017 - 10:00", date(2017, 5, 17)),
        ("17.05.2017", date(2017, 5, 17)),
        ("2017-05", None),
        ("2017-02-30", None),
        ("soon", None),
        ("", None),
    ],
)
def test_days_are_read_as_printed(text: str, day: date | None) -> None:
    assert day_printed(text) == day


def test_names_of_sitemaps_and_feeds_are_known() -> None:
    for name in ("sitemap.xml", "sitemap.xml.gz", "news/feed/", "rss", "atom.xml?x=1", "x.rss"):
        assert is_xml_address(f"http://press.varenia.example/{name}")
    for name in ("", "sitemap.html", "feed/page/2", "briefings?x=.xml", "newsfeed"):
        assert not is_xml_address(f"http://press.varenia.example/{name}")
