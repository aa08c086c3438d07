"""Lists whose next page no pager names: looks find it, and the walk over the list follows it like any other."""

from __future__ import annotations

import json
import re

import pytest

from tests.support.changed_rows import change_rows
from tests.support.crawls import Crawl, Crawler
from tests.support.looked_list import A_FEW, A_PAGE, FEW, HOST, KEYS, NAMES, PAGES, RUN, SIGNS, TALKS, serve_list
from tests.support.pages import briefing_page, list_page
from tests.support.server import Reply, Site, redirect


def test_is_read_whole_and_told_so_and_later_runs_end_where_nothing_is_new(site: Site, crawler: Crawler) -> None:
    """Whatever the sign: each one is shown by a host of its own."""
    hosts = {sign: f"http://{sign}.varenia.example" for sign in SIGNS}

    def crawl(*more: int) -> Crawl:
        for number, (sign, host) in enumerate(hosts.items(), 1):
            new = tuple(key + number * 1000 for key in more)
            serve_list(site, sign, new, host, KEYS[0] + number * 1000, A_FEW)
        lists = ",".join(f"{host}/{NAMES[0]}" for host in hosts.values())
        return crawler.run("briefing", "-a", "source=offices", "-a", f"lists={lists}")

    done = crawl()
    assert (done.code, len(done.briefings("offices"))) == (0, FEW * len(hosts)), done.out
    # After a page with something new, one more is read.
    for more, pages in (((), 1), ((7101,), 2)):
        site.log.clear()
        done = crawl(*more)
        assert done.code == 0, done.out
        for host in hosts.values():
            its = [f"{host}/{name}" for name in NAMES]
            assert [url for url in site.visits() if url in its] == its[:pages]
    assert len(done.briefings("offices")) == (FEW + 1) * len(hosts)


@pytest.mark.slow
def test_a_page_that_the_look_of_a_briefing_found_elsewhere_may_be_one_of_the_list(
    site: Site, crawler: Crawler
) -> None:
    serve_list(site, "words")
    beside = f"<div class='beside'><a href='{PAGES[1]}'>What else was said</a></div></body>"
    site.serve(TALKS[0], briefing_page(KEYS[0], 1, 1).replace(b"</body>", beside.encode()))
    done = crawler.run(*RUN)
    assert (done.code, len(done.briefings("press.varenia.example"))) == (0, len(TALKS)), done.out


@pytest.mark.slow
def test_what_was_new_on_a_page_behind_is_found_by_a_walk_to_the_end(site: Site, crawler: Crawler) -> None:
    serve_list(site, "head")
    assert crawler.run(*RUN).code == 0
    site.log.clear()
    assert crawler.run(*RUN, "-s", "BRIEFINGS_LOOK_AGAIN=0").code == 0
    assert [url for url in site.visits() if url in PAGES] == PAGES


WALL = Reply(b"no", status=403)
A_WEEK = "UPDATE site_map SET seen_at = strftime('%Y-%m-%dT%H:%M:%SZ', seen_at, '-7 days')"


@pytest.mark.further
def test_what_a_look_could_not_see_is_told_and_looked_at_again(site: Site, crawler: Crawler) -> None:
    lost = {
        "http://faulty.varenia.example": (Reply(b"no", status=500), "http 500"),
        "http://mended.varenia.example": (
            Reply(b"<html><title>Maintenance</title><h1>Maintenance</h1><p>Come back.</p></html>"),
            "maintenance",
        ),
    }

    def crawl() -> Crawl:
        return crawler.run(
            "briefing", "-a", "source=offices", "-a", f"lists={','.join(f'{one}/list/' for one in lost)}"
        )

    for host, (reply, _) in lost.items():
        serve_list(site, "words", host=host, a_page=A_FEW)
        site.serve(f"{host}/{NAMES[1]}", reply)
    for _ in range(2):
        done = crawl()
        assert done.code == 3, done.out
        for host, (_, words) in lost.items():
            (told,) = re.findall(rf"may go on at {host}/{NAMES[1]} \((.*)", done.out)
            assert words in told
    for host in lost:
        serve_list(site, "words", host=host, a_page=A_FEW)
    done = crawl()
    assert (done.code, len(done.briefings("offices"))) == (0, FEW * len(lost)), done.out


def test_without_looks_where_a_list_may_go_on_is_told(site: Site, crawler: Crawler) -> None:
    serve_list(site, "words", a_page=A_FEW)
    done = crawler.run(*RUN, "-s", "BRIEFINGS_MAX_LOOKS=0")
    assert (done.code, f"may go on at {PAGES[1]}" in done.out) == (3, True), done.out


@pytest.mark.slow
def test_a_wall_is_told_by_each_run_and_looked_at_again_after_a_week(site: Site, crawler: Crawler) -> None:
    serve_list(site, "words")
    site.serve(PAGES[1], WALL)
    for asked in (True, False):
        site.log.clear()
        done = crawler.run(*RUN)
        told = f"may go on at {PAGES[1]} (" in done.out
        assert (done.code, told, PAGES[1] in site.visits()) == (3, True, asked), done.out
    serve_list(site, "words")
    change_rows(crawler.data, A_WEEK)
    done = crawler.run(*RUN)
    assert (done.code, len(done.briefings("press.varenia.example"))) == (0, len(TALKS)), done.out


@pytest.mark.slow
def test_a_limit_ends_the_looks_and_nothing_is_learnt_of_what_was_not_read(site: Site, crawler: Crawler) -> None:
    serve_list(site, "words")
    crawl = crawler.run(*RUN, "-a", "limit=5")
    assert len(crawl.briefings("press.varenia.example")) == len(set(TALKS[:5]).intersection(site.visits())) == 5, (
        crawl.out
    )
    crawl = crawler.run(*RUN)
    assert (crawl.code, len(crawl.briefings("press.varenia.example"))) == (0, len(TALKS)), crawl.out


@pytest.mark.slow
@pytest.mark.parametrize("pages", [7, 3, 10, 14])
def test_a_kill_changes_nothing(site: Site, crawler: Crawler, pages: int) -> None:
    serve_list(site, "data")
    crawler.kill_after(pages, *RUN)
    crawl = crawler.run(*RUN)
    assert (crawl.code, len(crawl.briefings("press.varenia.example"))) == (0, len(TALKS)), crawl.err


NOTHING = Reply(b"<html><body><h1>Talks</h1><p>There is nothing here.</p></body></html>")


@pytest.mark.parametrize(
    ("sign", "at", "reply"),
    [
        ("words", 2, NOTHING),
        ("arrows", 2, Reply(b"gone", status=404)),
        *(pytest.param(sign, 2, NOTHING, marks=pytest.mark.further) for sign in ("head", "data", "ends")),
        *(pytest.param(sign, 1, NOTHING, marks=pytest.mark.further) for sign in ("header", "ends")),
    ],
)
def test_a_next_page_that_is_gone_is_told_by_each_run(
    site: Site, crawler: Crawler, sign: str, at: int, reply: Reply
) -> None:
    """Its link says so, or stands where one led to a page before."""
    serve_list(site, sign)
    site.serve(PAGES[at], reply)
    for _ in range(2):
        done = crawler.run(*RUN)
        assert (done.code, f"may go on at {PAGES[at]}" in done.out) == (3, True), done.out


@pytest.mark.parametrize(
    ("way", "url", "reply"),
    [
        ("<div class='more' data-next-url='?start=6'></div>", "?start=6", redirect(PAGES[0])),
        pytest.param(
            f"<div class='more' data-next-url='{PAGES[0]}?page=2'></div>",
            "?page=2",
            redirect(f"{HOST}/"),
            marks=pytest.mark.further,
        ),
        (f"<a href='{PAGES[0]}page/2?visit=q10000001'>»</a>", "page/2?visit=q10000001", Reply(b"gone", status=404)),
    ],
)
def test_page_2_that_is_gone_is_told_though_no_word_names_it(
    site: Site, crawler: Crawler, way: str, url: str, reply: Reply
) -> None:
    """Where the link is an arrow, or an attribute for a script; the server may send to page 1, or home."""
    serve_list(site, "words")
    rows = "".join(f"<li><a href='{talk}'>Briefing on matter {talk[-2:]}</a></li>" for talk in TALKS[:A_PAGE])
    site.serve(PAGES[0], f"<html><body><h1>Talks</h1><ul>{rows}</ul>{way}</body></html>".encode())
    site.serve(PAGES[0] + url, reply)
    site.serve(f"{HOST}/", b"<html><body><h1>Varenia</h1></body></html>")
    done = crawler.run(*RUN)
    assert (done.code, f"may go on at {PAGES[0]}{url}" in done.out) == (3, True), done.out


@pytest.mark.further
def test_the_next_page_of_a_list_may_stand_where_its_entries_link_to_it(site: Site, crawler: Crawler) -> None:
    """A message leads back to its page of the index, in the same place; the first may have moved on a page since."""

    def link(url: str, said: str) -> bytes:
        return f"<a href='{url}'>{said}</a></body>".encode()

    for number, url in enumerate(PAGES[:2]):
        listed = TALKS[number * A_PAGE : (number + 1) * A_PAGE]
        on = link(PAGES[1], "Next Page") if not number else b"</body>"
        site.serve(url, list_page(listed).replace(b"</body>", on))
        for talk in listed:
            html = briefing_page(int(talk[-4:]), 1, 1)
            site.serve(talk, html.replace(b"</body>", link(PAGES[1], "Date Index")))
    crawl = crawler.run(*RUN)
    assert (crawl.code, len(crawl.briefings("press.varenia.example"))) == (0, 2 * A_PAGE), crawl.out


def test_a_sign_of_more_that_no_look_meets_is_told(site: Site, crawler: Crawler) -> None:
    serve_list(site, "head")
    of = b"<p class='of'>Showing 1 to 8 of 36</p></body>"
    site.serve(PAGES[2], list_page(TALKS[8:12]).replace(b"</body>", of))
    crawl = crawler.run(*RUN)
    assert (crawl.code, len(crawl.briefings("press.varenia.example"))) == (3, 12), crawl.out
    assert f"the list page {PAGES[2]} was not read" in crawl.out


@pytest.mark.slow
def test_data_for_a_script_that_name_entries_are_told_and_asked_for_once(site: Site, crawler: Crawler) -> None:
    for key in KEYS[:6]:
        site.serve(f"{HOST}/talk/{key}", briefing_page(key, 1, 1))
    box = b"<p class='sky' data-sky='/api/sky'></p><div class='app' data-endpoint='/api/talks.json'></div></body>"
    site.serve(PAGES[0], list_page(TALKS[:4]).replace(b"</body>", box))
    as_json = {"Content-Type": "application/json"}
    site.serve(f"{HOST}/api/talks.json", Reply(json.dumps({"items": TALKS[4:6]}).encode(), headers=as_json))
    site.serve(f"{HOST}/api/sky", Reply(b'{"sky": "/sky/grey.html"}', headers=as_json))
    for asked in ([f"{HOST}/api/sky", f"{HOST}/api/talks.json"], []):
        site.log.clear()
        crawl = crawler.run(*RUN)
        assert (crawl.code, len(crawl.briefings("press.varenia.example"))) == (3, 4), crawl.out
        assert f"may go on at {HOST}/api/talks.json" in crawl.out
        assert "/api/sky" not in crawl.out
        assert sorted(url for url in site.visits() if "/api/" in url) == asked


def test_the_further_pages_of_a_list_on_another_site_are_told(site: Site, crawler: Crawler) -> None:
    site.serve(TALKS[0], briefing_page(KEYS[0], 1, 1))
    on = b"<p class='pages'><b>1</b> <a href='http://other.example/list?page=2'>2</a></p></body>"
    site.serve(PAGES[0], list_page(TALKS[:1]).replace(b"</body>", on))
    crawl = crawler.run(*RUN)
    assert crawl.code == 3, crawl.out
    assert "its further pages are outside the source: http://other.example/list?page=2" in crawl.out


@pytest.mark.slow
def test_an_index_of_letters_is_walked_where_most_letters_have_one_entry(site: Site, crawler: Crawler) -> None:
    pages = {letter: f"{HOST}/az/{letter}.html" for letter in "bcg"}
    row = " | ".join(f"<a href='{url}'>{letter.upper()}</a>" for letter, url in pages.items())

    def crawl(*of_letters: list[str]) -> tuple[int, int]:
        for letter, talks in zip(pages, of_letters, strict=True):
            said = f"{letter.upper()}: a talk on the locks"
            named = "".join(f"<li><a href='{url}'>{said}, {url[-4:]}</a></li>" for url in talks)
            html = f"<html><body><p>{row} | {'X | ' * 30}</p><ul>{named}</ul></body></html>"
            site.serve(pages[letter], html.encode())
        done = crawler.run("briefing", "-a", f"lists={pages['b']}")
        return done.code, len(done.briefings("press.varenia.example"))

    for key in KEYS[:5]:
        site.serve(f"{HOST}/talk/{key}", briefing_page(key, 1, 1))
    assert crawl(TALKS[:2], TALKS[2:3], TALKS[3:4]) == (0, 4)
    assert crawl(TALKS[:2], TALKS[2:3], TALKS[3:5]) == (0, 5), "its pages have no order: what is new stands on any"


@pytest.mark.slow
def test_a_way_to_further_pages_that_appears_is_looked_at_by_the_next_full_walk(site: Site, crawler: Crawler) -> None:
    """Where few briefings are new, few first pages tell the frame of the site, and no look is made until then."""
    for key in KEYS:
        site.serve(f"{HOST}/talk/{key}", briefing_page(key, 1, 1))
    site.serve(PAGES[0], list_page(TALKS[1:8]))
    assert crawler.run(*RUN).code == 0
    site.serve(PAGES[0], list_page(TALKS[:4]).replace(b"</body>", f"<p><a href='{PAGES[1]}'>Before</a></p>".encode()))
    site.serve(PAGES[1], list_page(TALKS[4:]))
    change_rows(crawler.data, "UPDATE walks SET full_at = strftime('%Y-%m-%dT%H:%M:%SZ', full_at, '-31 days')")
    done = crawler.run(*RUN)
    assert (done.code, len(done.briefings("press.varenia.example"))) == (0, len(KEYS)), done.out


@pytest.mark.further
def test_an_index_of_lists_leads_to_what_these_name(site: Site, crawler: Crawler) -> None:
    houses = {f"{HOST}/briefings/{name}/": TALKS[place::3] for place, name in enumerate(("harbour", "quay", "roads"))}
    site.serve(f"{HOST}/briefings/", list_page(houses))
    site.serve_all({
        url: list_page(talks).replace(b"harbour affairs", f"affairs of {talks[0][-1]}".encode())
        for url, talks in houses.items()
    })  # fmt: skip
    site.serve_all({f"{HOST}/talk/{key}": briefing_page(key, 1, 1) for key in KEYS})
    done = crawler.run("briefing", "-a", "source=office", "-a", f"lists={HOST}/briefings/")
    assert sorted(line["url"] for line in done.briefings("office")) == sorted(TALKS), done.out
    assert done.code == 0, done.out
