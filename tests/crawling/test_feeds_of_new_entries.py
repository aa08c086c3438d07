"""A feed that names only what came since it was last read may have lost what came in between: that is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.changed_rows import change_rows
from tests.support.pages import briefing_page
from tests.support.server import Reply, page, redirect
from tests.support.sitemaps_and_feeds import Listed, rss

if TYPE_CHECKING:
    from tests.support.crawls import Crawler
    from tests.support.server import Site

HOST = "http://press.varenia.example"
RUN = ("briefing", "-a", f"lists={HOST}/rss")
TOLD = "all it names is new: what came in between may have gone from it unseen"


def _serve(site: Site, *numbers: int, at: str = "/rss", link: str = "", of: str = "talk") -> None:
    """Serve a feed of some briefings, or a page of it, the newest first."""
    talks = [Listed(f"{HOST}/{of}/quay-{n}", f"Briefing {n} on the quay", f"2017-03-{n:02}") for n in numbers]
    for talk, number in zip(talks, numbers, strict=True):
        site.serve(talk.url, page(briefing_page(number, 1, 1), delay=0.2))
    site.serve(f"{HOST}{at}", Reply(rss(talks, link), headers={"Content-Type": "application/rss+xml"}))
    site.log.clear()


def test_a_feed_of_new_entries_is_told_whether_or_not_the_run_is_killed(site: Site, crawler: Crawler) -> None:
    _serve(site, 3, 2, 1)
    assert crawler.run(*RUN).code == 0
    _serve(site, 9, 8, 7)
    crawler.kill_after(4, *RUN)  # robots.txt, the feed, and two briefings: one of them is stored
    assert len(crawler.run("briefing", "-a", f"url={HOST}/talk/quay-1").briefings("press.varenia.example")) > 3
    crawl = crawler.run(*RUN)
    assert (crawl.code, TOLD in crawl.out) == (3, True), crawl.out
    assert crawler.run(*RUN).code == 0
    change_rows(crawler.data, "UPDATE walks SET full_at = strftime('%Y-%m-%dT%H:%M:%SZ', full_at, '-31 days')")
    _serve(site, 19, 18, 17)
    assert TOLD in crawler.run(*RUN).out


def test_a_feed_with_an_entry_of_the_last_run_has_lost_none(site: Site, crawler: Crawler) -> None:
    _serve(site, 2, 1)
    assert crawler.run(*RUN).code == 0
    _serve(site, 4, 3, 2)
    assert crawler.run(*RUN).code == 0
    # One that is read at a new address is not new either.
    for number in (2, 3, 4):
        site.serve(f"{HOST}/talk/quay-{number}", redirect(f"{HOST}/moved/quay-{number}"))
    _serve(site, 4, 3, 2, of="moved")
    assert crawler.run(*RUN, "-s", "BRIEFINGS_LOOK_AGAIN=0.000001").code == 0
    _serve(site, 4, 3, 2)
    # One that could not be read is not new in the next run.
    _serve(site, 6, 5, 4)
    for number in (4, 5, 6):
        site.serve(f"{HOST}/talk/quay-{number}", Reply(b"", 404))
    assert TOLD not in crawler.run(*RUN).out
    assert TOLD not in crawler.run(*RUN).out


def test_a_feed_whose_next_page_names_known_entries_has_lost_none(site: Site, crawler: Crawler) -> None:
    _serve(site, 2, 1)
    assert crawler.run(*RUN).code == 0
    _serve(site, 2, 1, at="/rss?page=2")
    _serve(site, 4, 3, link="/rss?page=2")
    assert crawler.run(*RUN).code == 0
