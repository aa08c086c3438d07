"""Links that each answer gives another address: a time, or the name of a visit by a name that nobody knows."""

from __future__ import annotations

import re

import pytest

from tests.support.crawls import Crawler
from tests.support.pager_shapes import Shape, link
from tests.support.pages import briefing_page
from tests.support.parts import part_of
from tests.support.server import Site

_SOURCE = "press.varenia.example"
_BASE = f"http://{_SOURCE}"
_NAV = "".join(link(path, path[1:] or "home") for path in ("/", "/talks", "/about", "/contact")).encode()
_TALKS = ("quay", "ferry", "orchard")
_LIST = (
    b"<html><body><h1>Talks</h1><ul>%s</ul></body></html>"
    % "".join(f"<li>{link(f'/{talk}.html', f'Briefing on the northern {talk}')}</li>" for talk in _TALKS).encode()
)
_RELATED = "".join(f"<p class=more>{link(f'/{talk}.html', 'More')}</p>" for talk in ("quay", "ferry")).encode()


def _pages() -> dict[str, bytes]:
    """Return a list, the pages of three briefings of two pages each, and two others, all with a menu."""
    pages = {f"{_BASE}/": b"<html><body><h1>Varenia</h1></body></html>", f"{_BASE}/talks": _LIST}
    for talk in _TALKS:
        urls = tuple(f"{_BASE}/{talk}{part}.html" for part in ("", "-2"))
        shape = Shape("", urls, lambda urls, number: link(urls[2 - number], "Next" if number == 1 else "Previous"))
        pages |= {
            url: page.replace(b"northern quay", f"northern {talk}".encode()) for url, page in shape.site().items()
        }
    return {url: page.replace(b"<body>", b"<body>" + _NAV) for url, page in pages.items()}


def _minted(page: bytes, pair: str) -> bytes:
    return re.sub(rb"href='([^'?]+)'", rb"href='\1?%s'" % pair.encode(), page)


@pytest.mark.parametrize("pair", part_of(["sessid={0:032x}", "_=17645471{0:02}", "visit=q{0:08}x"], 3))
def test_what_each_answer_writes_anew_into_all_its_links_is_no_part_of_an_address(
    pair: str, site: Site, crawler: Crawler
) -> None:
    for place, (url, page) in enumerate(_pages().items()):
        site.serve(url, *(_minted(page, pair.format(10 * place + answer)) for answer in range(4)))
        # Whoever asks with the name that one answer gave gets the page, with another name.
        for asked in range(0, 100, 10):
            site.serve(f"{url}?{pair.format(asked)}", _minted(page, pair.format(10 * place + 5)))
    first = crawler.run("briefing", "-a", f"lists={_BASE}/talks")
    lines = first.briefings(_SOURCE)
    assert first.code == 0, first.out
    assert {line["id"] for line in lines} == {f"{_SOURCE}/{talk}" for talk in _TALKS}
    assert [len(line["pages"]) for line in lines] == [2, 2, 2]
    asked = len(site.log)
    again = crawler.run("briefing", "-a", f"lists={_BASE}/talks")
    assert (again.code, again.briefings(_SOURCE)) == (0, lines), again.out
    assert {visit.url for visit in site.log[asked:]} == {f"{_BASE}/robots.txt", f"{_BASE}/talks"}


def test_the_name_of_an_earlier_visit_in_the_given_address_is_no_part_of_the_record(
    site: Site, crawler: Crawler
) -> None:
    for place, (url, page) in enumerate(_pages().items()):
        for given in (url, f"{url}?visit=q77770000"):
            site.serve(given, _minted(page, f"visit=q{10000000 + place}"))
    crawl = crawler.run("briefing", "-a", f"url={_BASE}/quay.html?visit=q77770000")
    (line,) = crawl.briefings(_SOURCE)
    assert (crawl.code, line["id"], len(line["pages"])) == (0, f"{_SOURCE}/quay", 2), crawl.out


def test_a_list_that_names_the_visit_in_its_links_alone_names_no_new_briefing_every_day(
    site: Site, crawler: Crawler
) -> None:
    pages = _pages()

    def crawl(*visits: str) -> list[str]:
        shown = pages[f"{_BASE}/talks"].decode()
        for talk, visit in zip(_TALKS, visits, strict=True):
            url = f"{_BASE}/{talk}.html?visit={visit}"
            shown = shown.replace(f"'/{talk}.html'", f"'{url}'")
            site.serve(url, pages[f"{_BASE}/{talk}.html"])
        site.serve(f"{_BASE}/talks", shown.encode())
        return sorted(line["id"] for line in crawler.run("briefing", "-a", f"lists={_BASE}/talks").briefings(_SOURCE))

    site.serve_all(pages)
    first = crawl("a10000001", "b20000002", "c30000003")
    assert len(first) == len(_TALKS)
    assert crawl("d40000004", "e50000005", "f60000006") == first


def test_what_the_list_names_is_not_looked_for_again_where_it_alone_names_the_visit(
    site: Site, crawler: Crawler
) -> None:
    """Of a page behind page 1, and of related briefings, which only the list calls by a visit."""
    pages = {url: page.replace(b"</body>", _RELATED + b"</body>") for url, page in _pages().items()}
    listed = pages[f"{_BASE}/talks"].replace(_RELATED, b"")
    for place, talk in enumerate(_TALKS):
        visited = f"/{talk}.html?sid=a1000000{place}"
        listed = listed.replace(f"/{talk}.html".encode(), visited.encode())
        pages[_BASE + visited] = pages[f"{_BASE}/{talk}.html"]
    site.serve_all({**pages, f"{_BASE}/talks": listed})
    crawl = crawler.run("briefing", "-a", f"lists={_BASE}/talks")
    assert crawl.code == 0, crawl.out
    assert [len(line["pages"]) for line in crawl.briefings(_SOURCE)] == [2, 2, 2]
    assert {visit.url for visit in site.log}.isdisjoint(f"{_BASE}/{talk}.html" for talk in _TALKS)


def test_the_words_of_a_listed_briefing_under_another_id_are_a_copy(site: Site, crawler: Crawler) -> None:
    """An id looks like the name of a visit; here the list names both."""
    both = [f"{_BASE}/quay.html?id={key}" for key in ("a10000001", "b20000002")]
    site.serve_all(dict.fromkeys(both, briefing_page(7001, 1, 1)))
    for listed in (both[:1], both):
        rows = "".join(f"<li>{link(url, f'Briefing on the quay, {url[-1]}')}</li>" for url in listed)
        site.serve(f"{_BASE}/talks", f"<html><body><h1>Talks</h1><ul>{rows}</ul></body></html>".encode())
        crawl = crawler.run("briefing", "-a", f"lists={_BASE}/talks")
    copies = [line["copy_of"] for line in sorted(crawl.briefings(_SOURCE), key=lambda line: line["url"])]
    assert copies == [None, f"{_SOURCE}/quay?id=a10000001"], crawl.out
