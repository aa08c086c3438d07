"""Parts with titles of their own below page 1's address: one briefing where its pages lead on, else told."""

from __future__ import annotations

from shutil import rmtree

import pytest

from tests.support.crawls import Crawler
from tests.support.pages import document, list_page, page_turns
from tests.support.server import Reply, Site, redirect

HOST = "http://works.varenia.example"
TOPICS = {"ferry": "3 March 2026", "lock": "12 March 2026", "tram": "19 March 2026", "quay": "2 April 2026"}
PARTS = ("Opening", "Questions", "More questions", "Closing words")


def _address(topic: str, part: int) -> str:
    return f"{HOST}/briefings/{topic}/" + (f"{PARTS[part].lower().replace(' ', '-')}/" if part else "")


def _contents(topic: str, own: int) -> str:
    names = (f"<a href='{_address(topic, n)}'>{name}</a>" if n != own else name for n, name in enumerate(PARTS))
    return f"<nav class='contents'><ol><li>{'</li><li>'.join(names)}</li></ol></nav>"


def _turning(topic: str, own: int) -> str:
    ways = [(own - 1, "Previous")] * (own > 0) + [(0, "Up")] * (own > 0) + [(own + 1, "Next")] * (own + 1 < len(PARTS))
    links = (f"<a rel='{said[:4].lower()}' href='{_address(topic, n)}'>{said}: {PARTS[n]}</a>" for n, said in ways)
    return f"<nav class='turning'>{' '.join(links)}</nav>"


def _page(topic: str, own: int, around: str) -> bytes:
    """Return a part; it has a trail, and only page 1 a day."""
    key, title = list(TOPICS).index(topic), f"Press briefing on the {topic}"
    trail = f"<p><a href='{HOST}/briefings'>Briefings</a> / <a href='{_address(topic, 0)}'>{title}</a></p>"
    turns = "".join(f"<p><b>{name}:</b> {' '.join(texts)}</p>" for name, texts in page_turns(key, own + 1))
    says = f"<p><b>Harbour Gazette:</b> Who pays, {key}-{own}?</p><p><b>Irena Dolmatin:</b> We do, in May {key}.</p>"
    head = f"{trail}<h1>{PARTS[own]}</h1>" if own else f"<h1>{title}</h1><p class='date'>{TOPICS[topic]}</p>"
    return f"<html lang='en'><body><main>{head}{turns}{says}{around}</main></body></html>".encode()


def _serve(site: Site, *around: object) -> None:
    site.serve(f"{HOST}/briefings", list_page(_address(topic, 0) for topic in TOPICS))
    for topic in TOPICS:
        for own in range(len(PARTS)):
            shown = "".join(one(topic, own) for one in around if callable(one))
            site.serve(_address(topic, own), _page(topic, own, shown))


RUN = ("briefing", "-a", "source=works", "-a", f"lists={HOST}/briefings")


def test_parts_to_which_page_1_leads_on_are_one_briefing_in_their_order(site: Site, crawler: Crawler) -> None:
    for around in ((_turning,), (_contents, _turning)):
        _serve(site, *around)
        crawl = crawler.run(*RUN, "-s", "BRIEFINGS_LOOK_AGAIN=0")
        lines = crawl.briefings("works")
        assert (crawl.code, len(lines)) == (0, len(TOPICS)), crawl.out
        for line in lines:
            topic = line["id"].rpartition("/")[2]
            assert [page["url"] for page in line["pages"]] == [_address(topic, n) for n in range(len(PARTS))]


@pytest.mark.further
def test_contents_alone_are_told_as_those_of_tabs_and_of_an_index_look_alike(site: Site, crawler: Crawler) -> None:
    _serve(site, _contents)
    crawl = crawler.run(*RUN)
    told = [line["shortcomings"] for line in crawl.briefings("works")]
    assert crawl.code == 3
    assert len(told) == len(TOPICS), crawl.out
    assert all("may go on at" in str(words) for words in told), told
    again = crawler.run(*RUN)
    assert again.out.partition("incomplete")[2] == crawl.out.partition("incomplete")[2], "nothing changed"


@pytest.mark.parametrize(
    "answer", [redirect(f"{HOST}/briefings"), pytest.param(Reply(b"gone", status=404), marks=pytest.mark.further)]
)
def test_a_part_that_is_gone_is_told(site: Site, crawler: Crawler, answer: Reply) -> None:
    _serve(site, _contents, _turning)
    site.serve(_address("lock", 2), answer)
    crawl = crawler.run(*RUN)
    complete = {line["id"].rpartition("/")[2]: line["complete"] for line in crawl.briefings("works")}
    assert (crawl.code, complete) == (3, {topic: topic != "lock" for topic in TOPICS}), crawl.out


def test_a_part_that_is_not_there_is_told_and_those_of_others_are_read(site: Site, crawler: Crawler) -> None:
    """It is gone, or page 1 stands in its place. That readers' comments are gone, which a link counts, says nothing."""

    def part(topic: str, urls: list[str], own: str) -> bytes:
        shown = (f"Del {n}" if url == own else f"<a href='{url}'>Del {n}</a>" for n, url in enumerate(urls, 1))
        said = page_turns(list(TOPICS).index(topic), urls.index(own) + 1)
        turns = "".join(f"<p><b>{name}:</b> {' '.join(texts)}</p>" for name, texts in said)
        row = f"<p class='parts'><span>{'</span> <span>'.join(shown)}</span></p>" * (len(urls) > 1)
        comments = f"<div><a href='{urls[0]}comments/'>3 comments</a></div>"
        comments += f"<div class='dossier'><a href='{HOST}/plan/{topic}.html'>Part 2</a></div>" * (topic == "quay")
        return document(f"Briefing on the {topic}", f"<p class='date'>{TOPICS[topic]}</p>{turns}{row}{comments}")

    site.serve(f"{HOST}/briefings", list_page(_address(topic, 0) for topic in TOPICS))
    for topic, last in {"ferry": 2, "lock": 3, "tram": 2, "quay": 1}.items():
        urls = [_address(topic, 0) + page for page in ("", "del-2/", "del-3/")[:last]]
        site.serve_all({own: part(topic, urls, urls[0] if own.endswith("lock/del-2/") else own) for own in urls})
    site.serve(f"{HOST}/briefings/ferry/del-2/", Reply(b"gone", status=404))
    # Part 2 of a plan, of which the briefing is no part, moved.
    site.serve(f"{HOST}/plan/quay.html", redirect(f"{HOST}/archive/plan/"))
    site.serve(f"{HOST}/archive/plan/", _page("ferry", 3, "").replace(b"Closing words", b"The plan"))
    for _ in range(2):
        crawl = crawler.run(*RUN)
        found = {line["id"].split("/")[2]: (line["complete"], len(line["pages"])) for line in crawl.briefings("works")}
        right = {"ferry": (False, 1), "lock": (False, 2), "tram": (True, 2), "quay": (True, 1)}
        assert (crawl.code, found) == (3, right), crawl.out


def test_a_next_page_that_is_gone_is_told(site: Site, crawler: Crawler) -> None:
    """Its link says "Continue reading", or shows an icon alone."""
    missing = document("Page not found", "<p>Sorry, the page you requested does not exist.</p>")
    shown = {"ferry": "Continue reading", "lock": "<i class='icon-right'></i>"}
    site.serve(f"{HOST}/briefings", list_page(_address(topic, 0) for topic in TOPICS))
    for topic, link in (shown | {"tram": "", "quay": ""}).items():
        first = _address(topic, 0)
        second = f"{first}2/" if topic == "lock" else f"{first}?pg=1"
        site.serve(first, _page(topic, 0, f"<p class='on'><a href='{second}'>{link}</a></p>" if link else ""))
        site.serve(second, missing)
    for _ in range(2):
        crawl = crawler.run(*RUN)
        complete = {line["id"].rpartition("/")[2]: line["complete"] for line in crawl.briefings("works")}
        assert (crawl.code, complete) == (3, {topic: topic not in shown for topic in TOPICS}), crawl.out


def _serve_gone(site: Site, gone: tuple[str, ...], link: str = "Vorpana nonda") -> None:
    """Serve briefings with a second page each, behind words that nobody knows; of some it is gone."""
    site.serve(f"{HOST}/briefings", list_page(_address(topic, 0) for topic in TOPICS))
    for topic in TOPICS:
        first, second = _address(topic, 0), f"{_address(topic, 0)}?pg=1"
        site.serve(first, _page(topic, 0, f"<p class='on'><a href='{second}'>{link}</a></p>"))
        own = _page(topic, 1, "").replace(PARTS[1].encode(), f"Press briefing on the {topic}".encode())
        site.serve(second, Reply(b"gone", status=404) if topic in gone else own)


@pytest.mark.parametrize("gone", ["ferry", *(pytest.param(one, marks=pytest.mark.further) for one in ("lock", "quay"))])
def test_a_page_that_is_gone_is_told_by_those_of_others_in_its_place(site: Site, crawler: Crawler, gone: str) -> None:
    """Whichever comes first: one that is gone says nothing of the others."""
    _serve_gone(site, (gone,))
    for more in ((), ("-s", "BRIEFINGS_LOOK_AGAIN=0")):
        crawl = crawler.run(*RUN, *more)
        found = {
            line["id"].rpartition("/")[2]: (line["complete"], len(line["pages"])) for line in crawl.briefings("works")
        }
        right = {topic: (topic != gone, 1 + (topic != gone)) for topic in TOPICS}
        assert (crawl.code, found) == (3, right), crawl.out


@pytest.mark.further
def test_a_page_that_is_gone_is_told_by_those_of_others_after_a_kill(site: Site, crawler: Crawler) -> None:
    _serve_gone(site, ("ferry",))
    for pages in range(2, 10):
        rmtree(crawler.data, ignore_errors=True)
        crawler.kill_after(pages, *RUN)
        crawl = crawler.run(*RUN)
        complete = {line["id"].rpartition("/")[2]: line["complete"] for line in crawl.briefings("works")}
        assert (crawl.code, complete) == (3, {topic: topic != "ferry" for topic in TOPICS}), (pages, crawl.out)


def test_links_that_are_gone_from_all_briefings_are_not_told(site: Site, crawler: Crawler) -> None:
    """Two of them tell what is there."""
    _serve_gone(site, tuple(TOPICS))
    crawl = crawler.run(*RUN)
    assert (crawl.code, [line["complete"] for line in crawl.briefings("works")]) == (0, [True] * len(TOPICS)), crawl.out
    assert sum("pg=1" in url for url in site.visits()) == 2


def test_a_link_that_is_gone_from_the_only_briefing_with_it_is_not_told(site: Site, crawler: Crawler) -> None:
    link = f"<p class='by'><a href='{HOST}/staff'>The desk</a></p>"
    _serve(site, lambda topic, _own: link * (topic == "lock"))
    crawl = crawler.run(*RUN)
    assert (crawl.code, len(crawl.briefings("works"))) == (0, len(TOPICS)), crawl.out
