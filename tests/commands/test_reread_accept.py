"""A reading less complete than the stored one is reported by each run until somebody accepts it, or it is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from filelock import FileLock

from tests.support.in_step import assert_in_step
from tests.support.kept_folders import scrapy
from tests.support.pages import HOST, OUTLETS, address, briefing, briefing_page, list_page
from tests.support.server import Site, page

if TYPE_CHECKING:
    from tests.support.crawls import Crawl, Crawler

SOURCE = "china_org_cn"
ID = f"{HOST}/7001"
LIST = f"http://{HOST}/pressroom/node_8001.htm"
RUN = (SOURCE, "-a", f"lists={LIST}")
AGAIN = (*RUN, "-s", "BRIEFINGS_LOOK_AGAIN=0")


def _stored(crawl: Crawl) -> tuple[int, int, int]:
    (line,) = crawl.briefings()
    assert len(crawl.turns()) == line["turn_count"]
    return line["revision"], len(line["pages"]), line["turn_count"]


def test_a_pager_that_vanished_is_told_until_it_is_accepted(site: Site, crawler: Crawler) -> None:
    site.serve_all(briefing(7001, 3))
    site.serve(LIST, list_page([address(7001)]))
    assert _stored(crawler.first(*RUN)) == (1, 3, 7)
    nothing = scrapy(crawler.data, "reread", ID, "--accept")
    assert (nothing.code, nothing.out) == (0, f"{ID}: no less complete reading of it was seen since it was kept.\n")
    site.serve(address(7001), page(briefing_page(7001, 1, 1)))
    first = crawler.run(*AGAIN)
    assert (first.code, _stored(first)) == (3, (1, 3, 7)), first.err
    assert f"{ID}: the new reading is less complete (" in first.err
    assert "in 3 turns, 3 labelled, on 1 page) than the stored one (" in first.err
    assert "in 7 turns, 7 labelled, on 3 pages), which is kept; `scrapy reread" in first.err
    again = crawler.run(*RUN)
    assert (again.code, _stored(again)) == (3, (1, 3, 7)), again.err
    assert f"1 new reading was less complete than the stored one; the stored one was kept: {ID}." in again.out
    done = scrapy(crawler.data, "reread", address(7001), "--accept")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(f"{ID}: revision 2 in {SOURCE}: ")
    last = crawler.run(*AGAIN)
    assert (last.code, "1 unchanged" in last.out, _stored(last)) == (0, True, (2, 1, 3)), last.err
    assert_in_step(crawler.data, SOURCE)


def test_what_cannot_be_taken_is_refused_and_nothing_changes(site: Site, crawler: Crawler) -> None:
    site.serve_all(briefing(7001, 3))
    site.serve(LIST, list_page([address(7001)]))
    before = _stored(crawler.first(*RUN))
    for wrong in ([f"{HOST}/7002"], [SOURCE], [ID, SOURCE], [ID, "--dry-run"], []):
        assert scrapy(crawler.data, "reread", *wrong, "--accept").code == 2, wrong
    site.serve(address(7001), page(briefing_page(7001, 1, 1)))
    second = crawler.run(*AGAIN)
    assert second.code == 3
    archive = crawler.data / SOURCE / "archive"
    archive.rename(archive.with_name("elsewhere"))
    lost = scrapy(crawler.data, "reread", ID, "--accept")
    assert (lost.code, f"{ID}: the reading cannot be taken: page 1 is not in the archive" in lost.err) == (3, True)
    archive.with_name("elsewhere").rename(archive)
    with FileLock(crawler.data / SOURCE / "lock"):
        assert scrapy(crawler.data, "reread", ID, "--accept").code == 8
    assert _stored(second) == before
    assert scrapy(crawler.data, "reread", ID, "--accept").code == 0


@pytest.mark.slow
def test_the_same_words_on_one_page_are_not_poorer(site: Site, crawler: Crawler) -> None:
    site.serve_all(briefing(7001, 3))
    site.serve(LIST, list_page([address(7001)]))
    crawler.first(*RUN)
    bodies = [briefing_page(7001, number, 1) for number in (1, 2, 3)]
    contents = [body.partition(b'<div id="container_txt">')[2].partition(b"\n</div>")[0] for body in bodies]
    more = [
        content[content.index(f"<p><strong>{OUTLETS[number % 3]}".encode()) :]
        for number, content in enumerate(contents[1:], start=2)
    ]
    site.serve(address(7001), page(bodies[0].replace(contents[0], b"".join([contents[0], *more]))))
    second = crawler.run(*AGAIN)
    assert (second.code, "1 unchanged" in second.out, _stored(second)) == (0, True, (1, 3, 7)), second.out
