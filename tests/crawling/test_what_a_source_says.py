"""A source file's word on further pages, and on transcripts behind a landing page, is trusted in full."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.support.crawls import Crawl, Crawler
from tests.support.pager_shapes import HOST, Shape, page_html
from tests.support.server import Reply, Site, page

URLS = tuple(f"{HOST}/doc/{name}" for name in ("k81", "zz3", "a07", "m55"))
WORDS = ("Opening", "Questions", "Budget", "Closing")


def _boxed(number: int) -> str:
    cells = (
        f"<i>{text}</i>" if n == number else f"<a href='{url}'>{text}</a>"
        for n, (url, text) in enumerate(zip(URLS, WORDS, strict=True), 1)
    )
    return f"<div class='chapters'>{''.join(cells)}</div>"


def _crawl(crawler: Crawler, tmp_path: Path, markup: str, given: str) -> Crawl:
    (tmp_path / "own_source.py").write_text(
        "from briefings.crawling import BriefingSpider\nfrom briefings.transcript import Markup\n\n\n"
        f"class OwnSource(BriefingSpider):\n    name = 'own_source'\n    markup = Markup({markup})\n"
    )
    crawler.path.append(tmp_path)
    return crawler.run("own_source", "-a", given, "-s", "SPIDER_MODULES=own_source")


def test_every_link_of_the_selected_box_is_a_page_in_its_order(site: Site, crawler: Crawler, tmp_path: Path) -> None:
    for number, url in enumerate(URLS, 1):
        shape = Shape("", (url,), lambda _urls, _number, number=number: _boxed(number))  # type: ignore[misc]
        site.serve(url, page_html(shape, number))
    crawl = _crawl(crawler, tmp_path, "article_pages='div.chapters'", f"url={URLS[0]}")
    assert crawl.code == 0, crawl.err
    (line,) = crawl.briefings("own_source")
    assert [one["url"] for one in line["pages"]] == list(URLS)
    assert line["complete_by"] == "source"


def test_a_selected_box_without_an_address_is_told(site: Site, crawler: Crawler, tmp_path: Path) -> None:
    shape = Shape("", URLS[:1], lambda _urls, _number: "<div class='chapters'><i>Opening</i><i>Questions</i></div>")
    site.serve(URLS[0], page_html(shape, 1))
    crawl = _crawl(crawler, tmp_path, "article_pages='div.chapters'", f"url={URLS[0]}")
    assert crawl.code == 3, crawl.err
    assert "(no address)" in crawl.out


@pytest.mark.parametrize("says", [True, False])
def test_the_transcript_behind_a_landing(site: Site, crawler: Crawler, tmp_path: Path, *, says: bool) -> None:
    landing = f"{HOST}/events/spring"
    prose = "<p>The harbour board met on Thursday and spoke about the quay for an hour, as it does each spring.</p>"
    site.serve(
        landing,
        f"<html><body><h1>The board met</h1>{prose * 3}<a class='transcript' href='{URLS[0]}'>In full</a></body></html>"
        .encode(),
    )  # fmt: skip
    site.serve(URLS[0], page_html(Shape("", URLS[:1], lambda _urls, _number: ""), 1))
    crawl = _crawl(crawler, tmp_path, "transcript_link='a.transcript'" if says else "", f"url={landing}")
    assert (crawl.code, [line["url"] for line in crawl.briefings("own_source")]) == (
        (0, [URLS[0]]) if says else (4, [])
    ), crawl.err


def test_a_page_before_it_that_is_gone_takes_nothing_from_the_page_asked_for(site: Site, crawler: Crawler) -> None:
    """An address ends in a number and its neighbours are linked: the requested page answered, whatever they do."""
    own, before = f"{HOST}/talk_3.html", f"{HOST}/talk_2.html"
    pager = f"<p>Page 3 of 3 <a href='{before}'>Previous</a></p>"
    site.serve(own, page_html(Shape("", (own,), lambda _urls, _number: pager), 3))
    site.serve(before, page(b"gone", status=404))
    crawl = crawler.run("briefing", "-a", f"url={own}")
    assert crawl.code == 3, crawl.err
    (line,) = crawl.briefings("press.varenia.example")
    assert (line["turn_count"], line["complete"]) == (4, False)


@pytest.mark.further
def test_all_seven_pages_of_links_that_are_only_tried_are_read(site: Site, crawler: Crawler) -> None:
    urls = tuple(f"{HOST}/d/{name}" for name in ("k81", "zz3", "a07", "m55", "q12", "r31", "s00"))

    def pager(number: int) -> str:
        back = f"<a href='{urls[number - 2]}'>Previous page</a>" if number > 1 else ""
        on = f"<a href='{urls[number]}'>Next page</a>" if number < len(urls) else ""
        return f"<p class='on'>{back} {on}</p>"

    for number, url in enumerate(urls, 1):
        shape = Shape("", (url,), lambda _urls, _number, number=number: pager(number))  # type: ignore[misc]
        site.serve(url, page_html(shape, number))
    crawl = crawler.run("briefing", "-a", f"url={urls[0]}")
    assert crawl.code == 0, crawl.err
    (line,) = crawl.briefings("press.varenia.example")
    assert [one["url"] for one in line["pages"]] == list(urls)


def test_links_in_one_row_of_a_list_are_pages_of_one_entry(site: Site, crawler: Crawler) -> None:
    rows = []
    for talk in range(3):
        urls = [f"{HOST}/doc/{4000 + 10 * talk + part}.html" for part in range(3)]
        for number, url in enumerate(urls, 1):
            text = page_html(Shape("", (url,), lambda _urls, _number: ""), number, title=f"Talk {talk} on the quay")
            site.serve(url, text.replace(b"the council", f"council {talk}".encode()))
        parts = " ".join(f"<a href='{url}'>Part {number}</a>" for number, url in enumerate(urls, 1))
        rows.append(f"<li><h3>Talk {talk} on the quay</h3><p>{parts}</p></li>")
    site.serve(f"{HOST}/list", f"<html><body><main><ul>{''.join(rows)}</ul></main></body></html>".encode())
    crawl = crawler.run("briefing", "-a", f"lists={HOST}/list")
    assert crawl.code == 0, crawl.err
    assert [len(line["pages"]) for line in crawl.briefings("press.varenia.example")] == [3, 3, 3]


def _script_list(site: Site, pages: int, host: str) -> list[str]:
    """Serve a list of `pages` pages, two of them announced by a script, with a briefing each; return the addresses."""
    urls = [f"{host}/talks/index{f'_{number}' if number else ''}.html" for number in range(pages)]
    for number, url in enumerate(urls):
        entry = f"{host}/talks/a{number}.html"
        site.serve(url, f"<a href='{entry}'>Briefing on the {number}th harbour</a><script>draw(2)</script>".encode())
        shape = Shape("", (entry,), lambda _urls, _number: "")
        said = page_html(shape, number, title=f"On harbour {number}").decode()
        said = said.replace("council", f"board {number} of {urlsplit(host).hostname}")
        site.serve(entry, said.encode())
    return urls


def test_a_list_whose_pages_the_source_names_ends_where_nothing_is(
    site: Site, crawler: Crawler, tmp_path: Path
) -> None:
    lists: list[tuple[int | None, Reply | None, int, bool]] = [
        (None, None, 4, False),  # two more pages than it says
        (3, Reply(status=404), 3, False),  # past what it says, what is not there is the end
        (3, Reply(status=500), 3, True),  # an error is none
        (1, Reply(status=404), 3, True),  # a page that it announces is lost, and the following ones are not
    ]
    served = [_script_list(site, 4, f"http://l{number}.varenia.example") for number in range(len(lists))]
    for urls, (lost, reply, _, _) in zip(served, lists, strict=True):
        if lost is not None and reply is not None:
            site.serve(urls[lost], reply)
    (tmp_path / "own.py").write_text(
        "from briefings.crawling import BriefingSpider\n"
        "from briefings.transcript import Markup\n"
        "class Own(BriefingSpider):\n"
        f"    name, lists = 'own', {tuple(urls[0] for urls in served)!r}\n"
        "    markup = Markup(entry_urls=r'/a\\d', list_count=r'draw\\((\\d+)\\)', article_pages=False)\n"
        "    def list_url(self, first, number):\n"
        "        return first.replace('.html', f'_{number - 1}.html')\n",
        encoding="utf-8",
    )
    crawler.path.append(tmp_path)
    crawl = crawler.run("own", "-s", "SPIDER_MODULES=own", "-s", "RETRY_TIMES=0")
    assert crawl.code == 3, crawl.err
    hosts = Counter(urlsplit(line["url"]).hostname for line in crawl.briefings("own"))
    assert [hosts[urlsplit(urls[0]).hostname] for urls in served] == [read for _, _, read, _ in lists]
    told = [any(f"the list page {url} was not read" in crawl.err for url in urls) for urls in served]
    assert told == [is_told for *_, is_told in lists], crawl.err
