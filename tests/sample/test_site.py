"""The sample site holds everything it is meant to show."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from urllib.parse import urljoin, urlsplit

import pytest
from parsel import Selector

from briefings.sample import FOLDERS, HOST
from briefings.sample.server import read_site
from tests.support.parts import each

SITE = read_site()
PAGES = {path: Selector(body.decode()) for path, body in SITE.items() if path.endswith(".htm")}
LISTS = ("/pressroom/node_1001.htm", "/pressroom/node_1001_2.htm")
PAGE_COUNTS = {
    "2000101": 7,
    "2000098": 3,
    "2000094": 1,
    "2000087": 9,
    "2000075": 3,
    "2000062": 2,
    "2000044": 2,
    "2000041": 1,
}
GALLERY, NOTICE = "2000098", "2000041"
BRIEFINGS = [key for key in PAGE_COUNTS if key not in (GALLERY, NOTICE)]
PEOPLE = (
    "Anton Keverly|Tomas Vedrin|Ilse Maren|Henrik Oslund|Sadiro|Rosalind Hake|Joren Aldsted|Katya Brunnel|Emil Torvay|"
    "Nadia Ferrow|Oriel Tassen|Bastian Krol|Viktor Almgard|Lena Corvane|Pell Arden|Mira Solvane|Ardith Kallow|"
    "Stellan Brae"
)
OUTLETS = (
    "Varen Daily|Meridian News Agency|Growers' Weekly|VTV|Lomark Tribune|Radio Kestrel|Capital Finance Review|"
    "The Harbor Gazette|Science Ledger|Island Broadcasting Corporation|Bay and Valley Media Group|Northern Courier|"
    "Selm Bay Post|Coast and Country|Open Door Magazine|Parents' Review"
)
LABEL = re.compile(rf"^(?:{PEOPLE}|{OUTLETS})(?::|$)")


def pages_of(key: str) -> list[Selector]:
    """Return the pages of a briefing, page 1 first."""
    numbered = {}
    for path, page in PAGES.items():
        match = re.search(rf"/content_{key}(?:_(\d+))?\.htm$", path)
        if match:
            numbered[int(match[1] or 1)] = page
    return [numbered[number] for number in sorted(numbered)]


def paragraphs(page: Selector) -> list[str]:
    found = ("".join(p.xpath(".//text()").getall()) for p in page.css("#container_txt p"))
    return [text.replace("\xa0", " ").strip() for text in found]


def labels(key: str) -> list[str]:
    return [match[0].rstrip(":") for page in pages_of(key) for p in paragraphs(page) if (match := LABEL.match(p))]


def opens_with_header(page: Selector) -> bool:
    return paragraphs(page)[0].startswith(("Speakers:", "Speaker:"))


def test_every_link_and_picture_is_on_the_site() -> None:
    seen = 0
    for path, page in PAGES.items():
        for link in page.css("a::attr(href), img::attr(src), form::attr(action)").getall():
            target = urlsplit(urljoin(f"http://{HOST}{path}", link))
            if target.scheme != "javascript":
                assert (target.hostname, target.path in SITE) == (HOST, True), f"{path} links to {link}"
                seen += 1
    assert seen > 100


def test_every_page_can_be_reached_from_the_lists() -> None:
    reached, waiting = set(), [LISTS[0]]
    while waiting:
        path = waiting.pop()
        if path not in reached:
            reached.add(path)
            links = PAGES[path].css(".columns1 a, #autopage a, .topnav a").css("::attr(href)").getall()
            waiting += [urlsplit(urljoin(f"http://{HOST}{path}", link)).path for link in links]
    assert reached == set(PAGES)


def test_lists_name_all_newest_first() -> None:
    entries = [entry for path in LISTS for entry in PAGES[path].css(".columns1 > ul > li")]
    links = [entry.css("a::attr(href)").get("") for entry in entries]
    assert [re.findall(r"content_(\d+)\.htm", link) for link in links] == [[key] for key in PAGE_COUNTS]
    dates = [entry.css("span::text").get("") for entry in entries]
    assert dates == sorted(dates, reverse=True)
    for link, day in zip(links, dates, strict=True):
        assert f"/{day[:7]}/{day[8:]}/" in link
    for path in LISTS:
        assert len(PAGES[path].css(".columns1 > ul > li")) == 4
        assert len(PAGES[path].css(".columns1 > #autopage > center > a")) == 2


@each(("key", "count"), PAGE_COUNTS.items())
def test_every_pager_names_every_page(key: str, count: int) -> None:
    pages = pages_of(key)
    assert len(pages) == count
    for number, page in enumerate(pages, 1):
        pager = page.css("#autopage > center")
        digits = [text for text in pager.css("a::text, span::text").getall() if text not in "<>"]
        assert digits == ([str(n) for n in range(1, count + 1)] if count > 1 else [])
        assert pager.css("span::text").getall() == ([str(number)] if count > 1 else [])
        ends = [text for text in pager.css("a::text").getall() if text in "<>"]
        assert ends == ["<"] * (number > 1) + [">"] * (number < count)


def test_pager_stands_inside_the_text_but_for_one_briefing() -> None:
    for key, count in PAGE_COUNTS.items():
        if count > 1:
            assert {bool(page.css("#container_txt #autopage")) for page in pages_of(key)} == {key != "2000062"}


def test_every_page_is_whole_and_says_its_encoding() -> None:
    for path, body in SITE.items():
        if path.endswith(".htm"):
            assert body.endswith(b"</html>\n")
            assert b"charset=utf-8" in body[:600]
    assert any(not body.isascii() for path, body in SITE.items() if path.endswith(".htm"))


def test_headers_stand_on_the_pages_they_should() -> None:
    where = {key: [opens_with_header(page) for page in pages_of(key)] for key in BRIEFINGS}
    assert where == {
        "2000101": [True] * 7,
        "2000094": [True],
        "2000087": [True] + [False] * 8,
        "2000075": [True, False, False],
        "2000062": [False, False],
        "2000044": [True, False],
    }
    assert len(paragraphs(pages_of("2000075")[0])) == 3


def test_there_are_at_least_a_hundred_labels() -> None:
    counts = {key: len(labels(key)) for key in BRIEFINGS}
    # The last turn of the first page of 2000044 is on both of its pages.
    assert counts == {"2000101": 37, "2000094": 12, "2000087": 41, "2000075": 13, "2000062": 14, "2000044": 14}
    assert not labels(GALLERY) + labels(NOTICE)


def test_seven_pages_hold_the_hard_cases() -> None:
    pages = pages_of("2000101")
    texts = [p for page in pages for p in paragraphs(page)]
    assert not LABEL.match(paragraphs(pages[3])[3]), "page 4 goes on with the answer of page 3"
    assert "Henrik Oslund" in texts
    assert "Henrik Oslund:" in texts
    for trap in ("Samples taken before 2024:", "I would like to highlight three areas:"):
        assert texts.count(trap) == 1
    assert sum(text.startswith("My first point is: ") for text in texts) == 1
    assert sum(text.endswith("/Varenia Press Office]") for text in texts) == 2
    assert pages[4].css("strong + strong::text").getall() == ["Maren:"]
    assert any("\xa0" in text for page in pages for text in page.css("#container_txt strong::text").getall())
    officials = {"Tomas Vedrin", "Ilse Maren", "Henrik Oslund", "Sadiro"}
    assert [pair for pair in pairwise(labels("2000101")) if set(pair) <= officials] == [
        ("Sadiro", "Tomas Vedrin"),
        ("Henrik Oslund", "Ilse Maren"),
    ]


def test_labels_of_nine_pages_are_plain_and_outlets_ask_twice() -> None:
    assert not [page for page in pages_of("2000087") if page.css("#container_txt strong")]
    asked = labels("2000087")
    assert (asked.count("VTV"), asked.count("Selm Bay Post")) == (2, 2)
    assert [p for page in pages_of("2000087") for p in paragraphs(page)].count("Next question, please.") == 2


def test_labels_of_the_one_page_are_inline() -> None:
    (page,) = pages_of("2000094")
    assert not [text for text in paragraphs(page) if LABEL.fullmatch(text)]
    assert any(text.startswith("Radio Kestrel: ") for text in paragraphs(page))


def test_one_turn_stands_on_two_pages() -> None:
    first, second = (paragraphs(page) for page in pages_of("2000044"))
    assert first[-3:] == second[:3]


def test_gallery_and_notice_hold_no_speech() -> None:
    for page in pages_of(GALLERY):
        assert len(page.css("#container_txt img")) == 1
        (caption,) = filter(None, paragraphs(page))
        assert re.search(r"\[Photo by [\w ]+/Varenia Press Office\]$", caption)
    fields = [text.partition(":")[0] for text in paragraphs(pages_of(NOTICE)[0]) if ":" in text[:8]]
    assert fields == ["Date", "Venue", "Add."]


def test_briefings_are_published_one_to_three_days_after_they_are_held() -> None:
    held = {
        "2000101": date(2026, 3, 5),
        "2000094": date(2026, 2, 11),
        "2000087": date(2026, 1, 20),
        "2000075": date(2025, 9, 3),
        "2000044": date(2025, 3, 20),
    }
    for path, page in PAGES.items():
        match = re.search(r"/(\d{4})-(\d\d)/(\d\d)/content_(\d+)", path)
        if match and match[4] in held:
            published = date(int(match[1]), int(match[2]), int(match[3]))
            assert 1 <= (published - held[match[4]]).days <= 3
            byline = "".join(page.css("#guild > dd *::text, #guild > dd::text").getall())
            assert byline.endswith(f"Varenia Press Office, {published:%B} {published.day}, {published.year}")


COPIES = {
    "news.varenia.example": ("/transcripts/2026-02/13/content_31022.htm", "2000094"),
    "m.press.varenia.example": ("/pressroom/content_2000062.htm", "2000062"),
}


@pytest.mark.parametrize(("host", "copy"), COPIES.items())
def test_the_other_hosts_have_a_copy_each_in_the_same_words(host: str, copy: tuple[str, str]) -> None:
    path, key = copy
    page = Selector(read_site(host)[path].decode())
    assert not page.css("#container_txt, .wrapper"), "other markup"
    said = " ".join(" ".join(page.css("h4 ::text, div p ::text").getall()).split())
    original = " ".join(" ".join(paragraphs(part)) for part in pages_of(key))
    assert re.sub(r"\W+", " ", said).strip() == re.sub(r"\W+", " ", original).strip()


@pytest.mark.parametrize("host", [host for host in FOLDERS if host != HOST])
def test_every_page_of_the_other_hosts_is_linked_and_whole(host: str) -> None:
    site = read_site(host)
    pages = {path: Selector(body.decode()) for path, body in site.items() if path.endswith(".htm")}
    linked = set()
    for path, page in pages.items():
        assert site[path].endswith(b"</html>\n")
        for link in page.css("a::attr(href)").getall():
            target = urlsplit(urljoin(f"http://{host}{path}", link))
            assert (target.hostname, target.path in pages) == (host, True), f"{path} links to {link}"
            linked.add(target.path)
    assert linked == set(pages)
    assert "/robots.txt" in site


def test_robots_allow_all_but_the_private_part() -> None:
    assert SITE["/robots.txt"] == b"User-agent: *\nDisallow: /private/\n"
