"""Pages with status 200 that are not transcripts: archived, never read, never offered again, and reported."""

import pytest

from tests.support.crawls import Crawler
from tests.support.pages import HOST, address, briefing, document, list_page
from tests.support.parts import part_of
from tests.support.server import Reply, Site, page, tagged

KEY = 7001
PAGES = briefing(KEY, 3)
START = ("china_org_cn", "-a", f"url={address(KEY)}")
CAPTCHA = b"<html><head><title>Security check</title></head><body><p>Please complete the captcha.</p></body></html>"
BUSY = b"<html><head><title>Please wait</title></head><body><p>The queue before you moves quickly.</p></body></html>"
HOME = (
    "<html><head><title>The House</title></head><body><h1>The House</h1><ul>"
    + "".join(f"<li><a href='/news/{n}.html'>News of the harbour, number {n}</a></li>" for n in range(12))
    + "</ul></body></html>"
).encode()
GONE = document("", "<p>Sorry, the page you requested does not exist.</p>")


@pytest.fixture
def served(site: Site) -> Site:
    """A briefing of three pages."""
    site.serve_all(PAGES)
    return site


@pytest.mark.parametrize(
    ("body", "reason", "code"),
    [(CAPTCHA, "soft block: captcha", 6), pytest.param(GONE, "soft 404", 3, marks=pytest.mark.slow)],
)
def test_a_page_of_a_briefing_becomes_a_gap_and_is_asked_for_in_full_again(
    served: Site, crawler: Crawler, body: bytes, reason: str, code: int
) -> None:
    served.serve(address(KEY, 2), tagged(body))
    crawl = crawler.run(*START)
    assert crawl.code == code, crawl.err
    assert f"{HOST}/{KEY} lacks page 2 ({reason})." in crawl.out
    assert ("'briefings/blocked': 1" in crawl.err) is (code == 6)
    assert {turn["page_first"] for turn in crawl.turns()} == {1, 3}
    # Another request at once would help nobody.
    assert served.visits().count(address(KEY, 2)) == 1

    served.log.clear()
    served.serve(address(KEY, 2), PAGES[address(KEY, 2)])
    again = crawler.run(*START)
    assert (again.code, len(again.turns())) == (0, 7), again.err
    assert served.bodies() == [address(KEY, 2)]


def test_a_wall_within_the_frame_of_a_page_is_not_what_somebody_said(site: Site, crawler: Crawler) -> None:
    first = "http://www.ferry.example/talks/quay"

    def shown(number: int, *lines: str) -> bytes:
        pager = " ".join(f"<a href='?page={n}'>{n}</a>" if n != number else f"<b>{n}</b>" for n in range(1, 6))
        text = "".join(f"<p>{line}</p>" for line in lines)
        title = "<h1>Talk about the quay</h1><p>4 February 2026</p>"
        return (
            f"<html><head><title>Talk about the quay</title></head><body><article>{title}{text}"
            f"<nav class='pager'>{pager}</nav></article></body></html>"
        ).encode()

    said = {n: [f"We open gate {n} in May, and I am glad of it.", f"Who pays for gate {n}, and when?"] for n in (1, 5)}
    for number, (answer, question) in said.items():
        talk = (f"<b>Irena Dolmatin:</b> {answer}", f"<b>Harbour Gazette:</b> {question}")
        site.serve(f"{first}?page={number}" if number > 1 else first, shown(number, *talk * 2))
    instead = ["Subscribe or log in to continue reading.", "Loading...", "An error occurred. Try it later."]
    for number, words in enumerate(instead, 2):
        site.serve(f"{first}?page={number}", shown(number, words))
    crawl = crawler.run("briefing", "-a", f"url={first}", "-a", "source=ferry")
    assert crawl.code == 6, crawl.err
    assert "page 2 (soft block: login page)" in crawl.out
    assert 'page 3 (nobody speaks there; the pager says "1 2 3 4 5")' in crawl.out
    assert "page 4 (not a page: server error)" in crawl.out
    assert {turn["text"] for turn in crawl.turns("ferry")} == {text for texts in said.values() for text in texts}


def test_a_whole_site_behind_a_captcha_ends_with_six(site: Site, crawler: Crawler) -> None:
    lists = f"http://{HOST}/pressroom/node_8001.htm"
    site.serve(lists, CAPTCHA)
    crawl = crawler.run("china_org_cn", "-a", f"lists={lists}", "-a", f"url={address(KEY)}")
    assert crawl.code == 6, crawl.err
    assert f"the list page {lists} was not read (soft block: captcha)" in crawl.out
    assert crawl.briefings() == []


def test_a_briefing_of_a_list_that_is_not_there_is_told_and_the_others_read(site: Site, crawler: Crawler) -> None:
    lists = f"http://{HOST}/pressroom/node_8001.htm"
    site.serve(lists, list_page([address(KEY), address(7002)]))
    site.serve_all(briefing(7002, 1))
    for number in (1, 2):
        site.serve(address(KEY, number), GONE)
    crawl = crawler.run("china_org_cn", "-a", f"lists={lists}")
    assert crawl.code == 3, crawl.err
    assert f"{address(KEY)} was not read (soft 404)" in crawl.out
    assert [line["id"] for line in crawl.briefings()] == [f"{HOST}/7002"]


@pytest.mark.slow
def test_one_page_at_two_entries_of_a_list_stands_in_place_of_both(site: Site, crawler: Crawler) -> None:
    """A short text at two of them, and a home page at two others."""
    lists = f"http://{HOST}/pressroom/node_8001.htm"
    bodies = {KEY: BUSY, 7002: BUSY, 7004: HOME, 7005: HOME}
    site.serve(lists, list_page(map(address, (*bodies, 7003))))
    site.serve_all(briefing(7003, 1))
    run = ("china_org_cn", "-a", f"lists={lists}")
    for key, body in bodies.items():
        site.serve(address(key), body)
    for _ in range(2):  # all are asked for until the server has time
        crawl = crawler.run(*run)
        assert crawl.code == 3, crawl.err
        for first, second in ((KEY, 7002), (7004, 7005)):
            assert f"{address(second)} was not read (same as {address(first)})" in crawl.out
    for key in bodies:
        site.serve_all(briefing(key, 1))
    last = crawler.run(*run)
    assert (last.code, len(last.briefings())) == (0, 5), last.out


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (page(BUSY), 'it has little of "Briefing 0 on harbour affairs"'),
        pytest.param(
            Reply(document("Moved", "<p>You are sent on.</p>"), headers={"Refresh": "0; url='/b.htm'"}),
            f"sent on by a Refresh header to http://{HOST}/b.htm",
            marks=pytest.mark.further,
        ),
    ],
    ids=["nothing of what the list calls it", "a Refresh header"],
)
def test_one_page_in_place_of_one_entry_of_a_list_is_told(
    site: Site, crawler: Crawler, reply: Reply, reason: str
) -> None:
    lists = [f"http://{HOST}/pressroom/node_8001{end}.htm" for end in ("", "_2")]
    site.serve(lists[0], list_page([address(7003), address(7002)], lists, 1))
    site.serve(lists[1], list_page([address(KEY), address(7004)], lists, 2))
    for key in (7002, 7003, 7004):
        site.serve_all(briefing(key, 1))
    site.serve(address(KEY), reply)
    for _ in range(2):  # also by a run that does not come to the second page of the list
        crawl = crawler.run("china_org_cn", "-a", f"lists={lists[0]}")
        assert crawl.code == 3, crawl.err
        assert f"{address(KEY)} was not read ({reason})" in crawl.out
    assert [line["id"] for line in crawl.briefings()] == [f"{HOST}/{key}" for key in (7003, 7002, 7004)]


@pytest.mark.further
def test_a_transcript_with_a_refresh_header_is_the_page(site: Site, crawler: Crawler) -> None:
    (body,) = briefing(KEY, 1).values()
    site.serve(address(KEY), Reply(body, headers={"Content-Type": "text/html", "Refresh": "0; url=/b.htm"}))
    assert crawler.run(*START).code == 0


@pytest.mark.further
def test_an_article_that_prints_its_day_may_stand_at_two_entries(site: Site, crawler: Crawler) -> None:
    lists = f"http://{HOST}/pressroom/node_8001.htm"
    site.serve(lists, list_page([address(KEY), address(7002), address(7003)]))
    site.serve_all(briefing(7003, 1))
    for key in (KEY, 7002):
        site.serve(address(key), document("A ferry is named", "<p>The council named its new ferry on Monday.</p>"))
    crawl = crawler.run("china_org_cn", "-a", f"lists={lists}")
    assert crawl.code == 0, crawl.err
    assert "all complete; 2 articles left out" in crawl.out


@pytest.mark.parametrize(("statuses", "code"), part_of([((401, 403, 451, 999), 6), ((202, 204, 205, 206, 410), 3)], 2))
def test_a_page_with_another_status_is_none(site: Site, crawler: Crawler, statuses: tuple[int, ...], code: int) -> None:
    for status in statuses:
        site.serve_all(briefing(status, 3))
        body = b"" if status in {204, 205} else briefing(status, 3)[address(status, 2)]
        site.serve(address(status, 2), page(body, status=status))
    crawl = crawler.run("china_org_cn", "-a", f"url={','.join(map(address, statuses))}")
    assert crawl.code == code, crawl.err
    gaps = {line["id"]: [(gap["number"], gap["reason"]) for gap in line["missing_pages"]] for line in crawl.briefings()}
    assert gaps == {f"{HOST}/{status}": [(2, f"http {status}")] for status in statuses}
    pages = {(turn["briefing"], turn["page_first"]) for turn in crawl.turns()}
    assert pages == {(f"{HOST}/{status}", number) for status in statuses for number in (1, 3)}


@pytest.mark.further
def test_a_page_that_reloads_itself_is_the_page(served: Site, crawler: Crawler) -> None:
    reload = b'<head><meta http-equiv="refresh" content="60">'
    served.serve(address(KEY), PAGES[address(KEY)].replace(b"<head>", reload))
    crawl = crawler.run(*START)
    assert (crawl.code, served.visits().count(address(KEY))) == (0, 1), crawl.err
