"""A list that names articles among its briefings is read to its end, though some of its pages hold articles alone."""

from __future__ import annotations

import pytest

from tests.support.crawls import Crawler
from tests.support.looked_list import A_PAGE, PAGES, RUN, TALKS, serve_list
from tests.support.pages import document, list_page
from tests.support.server import Site


def _serve_articles(site: Site, *pages: list[str]) -> None:
    """Serve articles with the titles by which a list names these entries, from the first of each page on."""
    for number, talk in ((number, talk) for talks in pages for number, talk in enumerate(talks)):
        said = f"<p>Quay {talk[-4:]} was painted in the night, and {number + 2} piers with it.</p>" * 9
        site.serve(talk, document(f"Briefing {number} on harbour affairs", said))


def test_a_page_of_articles_alone_does_not_end_a_mixed_list(site: Site, crawler: Crawler) -> None:
    serve_list(site, "data")
    _serve_articles(site, TALKS[2 * A_PAGE : 3 * A_PAGE])
    crawl = crawler.run(*RUN)
    assert (crawl.code, len(crawl.briefings("press.varenia.example"))) == (0, 3 * A_PAGE), crawl.out


@pytest.mark.parametrize("is_mixed", [True, pytest.param(False, marks=pytest.mark.slow)])
def test_a_month_that_begins_with_articles_is_read_if_half_of_the_list_are(
    site: Site, crawler: Crawler, is_mixed: bool
) -> None:
    """The months of a whole site may stand beside a list of its briefings alone."""
    serve_list(site, "words")
    row = "".join(f"<li><a href='{url}'>{9 - at}/2026</a>" for at, url in enumerate(PAGES[1:])).encode()
    for number, url in enumerate(PAGES):
        listed = TALKS[number * A_PAGE : (number + 1) * A_PAGE]
        site.serve(url, list_page(listed).replace(b"</body>", b"<ul class='months'>%s</ul></body>" % row))
    _serve_articles(site, *(TALKS[at * A_PAGE :][:2] for at in range(0 if is_mixed else 1, len(PAGES))))
    crawl = crawler.run(*RUN)
    assert (crawl.code, len(crawl.briefings("press.varenia.example"))) == (0, 8 if is_mixed else A_PAGE), crawl.out
