"""Pages named twice, parts with their own titles, boxes beside a list: what a briefing and a list have stays theirs."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.support.crawls import Crawler
from tests.support.pager_shapes import Shape, addresses, link, nothing, page_html
from tests.support.server import Site
from tests.support.sitemaps_and_feeds import Listed, sitemap

_SOURCE = "press.varenia.example"
_BASE = f"http://{_SOURCE}"
_URLS = tuple(f"{_BASE}/quay/{name}" for name in ("opening", "the-city", "the-coast", "closing"))


def _row(urls: Sequence[str], number: int) -> str:
    names = {url: url.rpartition("/")[2] for url in urls}
    own = urls[number - 1]
    return f"<p>{' '.join(f'<b>{name}</b>' if url == own else link(url, name) for url, name in names.items())}</p>"


def _list(urls: Sequence[str], below: str = "") -> bytes:
    rows = "".join(f"<li>{link(url, f'Briefing {url[-3:]} on the northern quay')}</li>" for url in urls)
    return f"<html><body><h1>Talks</h1><ul>{rows}</ul>{below}</body></html>".encode()


def test_later_page_that_is_named_again_leads_to_the_same_record(site: Site, crawler: Crawler) -> None:
    site.serve_all(Shape("", _URLS, _row).site())
    for _ in range(3):
        crawl = crawler.run("briefing", "-a", f"url={_URLS[2]}")
        (line,) = crawl.briefings(_SOURCE)
        assert (crawl.code, line["url"], len(line["pages"])) == (0, _URLS[0], len(_URLS)), crawl.out


@pytest.mark.slow
def test_later_page_of_a_briefing_that_a_list_named_leads_to_its_record(site: Site, crawler: Crawler) -> None:
    site.serve_all(Shape("", _URLS, _row).site())
    site.serve(f"{_BASE}/list", _list(_URLS[:1]))
    crawler.run("briefing", "-a", f"lists={_BASE}/list", "-a", "allow=/quay/")
    crawl = crawler.run("briefing", "-a", f"url={_URLS[2]}")
    (line,) = crawl.briefings(_SOURCE)
    assert (crawl.code, line["url"], len(line["pages"])) == (0, _URLS[0], len(_URLS)), crawl.out


def test_a_listed_page_that_names_the_first_as_its_address_is_no_briefing_of_its_own(
    site: Site, crawler: Crawler
) -> None:
    urls = addresses("/quay", "/quay/part-{}", (2,))
    site.serve_all(Shape("", urls, lambda _urls, number: link(urls[1], "More of it") if number == 1 else "").site())
    named = page_html(Shape("", urls, nothing), 2).replace(
        b"<head>", f"<head><link rel=canonical href={urls[0]}>".encode()
    )
    site.serve(urls[1], named)
    site.serve(f"{_BASE}/sitemap.xml", sitemap([Listed(urls[1])]))
    crawl = crawler.run("briefing", "-a", f"lists={_BASE}/sitemap.xml")
    (line,) = crawl.briefings(_SOURCE)
    assert (crawl.code, [page["url"] for page in line["pages"]]) == (0, list(urls)), crawl.out


@pytest.mark.further
def test_a_listed_page_that_only_leads_on_lacks_the_first(site: Site, crawler: Crawler) -> None:
    urls = addresses("/quay?id=4", "/quay?id=4&page={}")
    shape = Shape("", urls, lambda _urls, number: link(urls[number], "Next") if number < len(urls) else "")
    site.serve_all(shape.site())
    site.serve(f"{_BASE}/sitemap.xml", sitemap([Listed(urls[1])]))
    crawl = crawler.run("briefing", "-a", f"lists={_BASE}/sitemap.xml")
    (line,) = crawl.briefings(_SOURCE)
    assert (crawl.code, [gap["number"] for gap in line["missing_pages"]]) == (3, [1]), crawl.out
    assert [page["url"] for page in line["pages"]] == list(urls[1:])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("title", "back"),
    [("The quay: First round", f"<a href='{_BASE}/node/230'>Up</a>"), ("The quay (continued)", "")],
)
def test_part_with_a_title_behind_that_of_the_first_page_is_told(
    site: Site, crawler: Crawler, title: str, back: str
) -> None:
    """As a book of Drupal prints it, or a second post: no day on the parts, and numbers for addresses."""
    urls = (f"{_BASE}/node/230", f"{_BASE}/node/231")
    titles, ways = ("The quay", title), (link(urls[1], "More of it"), back)
    shape = Shape("", urls, lambda _urls, number: ways[number - 1])
    for number, url in enumerate(urls, 1):
        site.serve(url, page_html(shape, number, title=titles[number - 1]))
    crawl = crawler.run("briefing", "-a", f"url={urls[0]}")
    assert crawl.code == 3
    assert f"may go on at {urls[1]}" in crawl.out


@pytest.mark.slow
def test_box_on_every_list_page_is_no_entry_of_the_last_one(site: Site, crawler: Crawler) -> None:
    urls = [f"{_BASE}/talks/{number}" for number in (413, 412, 411)]
    beside = [f"{_BASE}/beside/{name}" for name in ("salt", "trams")]
    box = "".join(f"<dd>{link(url, f'What the office said of {url[-4:]}')}</dd>" for url in beside)
    lists = f"{_BASE}/talks", f"{_BASE}/talks?page=2"
    site.serve(lists[0], _list(urls[:2], f"<div class='pager'><b>1</b> {link(lists[1], '2')}</div><dl>{box}</dl>"))
    site.serve(lists[1], _list(urls[2:], f"<div class='pager'>{link(lists[0], '1')} <b>2</b></div><dl>{box}</dl>"))
    for place, url in enumerate((*urls, *beside), 1):
        text = page_html(Shape("", (url,), nothing), place, title=f"On topic {place}").decode()
        site.serve(url, text.replace("the council", f"council {place}").encode())
    crawl = crawler.run("briefing", "-a", f"lists={lists[0]}")
    assert {line["url"] for line in crawl.briefings(_SOURCE)} == set(urls), crawl.out
