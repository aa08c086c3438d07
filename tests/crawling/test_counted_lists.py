"""Lists whose scripts count their pages or their entries: all of them are on the page, or more are elsewhere."""

from __future__ import annotations

import pytest

from tests.support.crawls import Crawler
from tests.support.pages import briefing_page, list_page
from tests.support.server import Site

HOST = "http://press.varenia.example"
TALKS = [f"{HOST}/content_{key}.htm" for key in range(41, 47)]


@pytest.mark.parametrize(("total", "code"), [(6, 0), (12, 3), pytest.param(2, 3, marks=pytest.mark.further)])
def test_a_list_that_counts_more_or_fewer_than_its_entries_goes_on_elsewhere(
    site: Site, crawler: Crawler, total: int, code: int
) -> None:
    pager = f"<div id='pg'></div><script>$('#pg').pagination({{items: {total}}});</script>"
    site.serve(f"{HOST}/briefings", list_page(TALKS).decode().replace("</body>", f"{pager}</body>").encode())
    for key, url in enumerate(TALKS, 41):
        site.serve(url, briefing_page(key, 1, 1))
    done = crawler.run("briefing", "-a", f"lists={HOST}/briefings")
    assert (done.code, len(done.briefings("press.varenia.example"))) == (code, len(TALKS)), done.out
