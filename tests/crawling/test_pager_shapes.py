"""Briefings of three pages in many shapes of addresses and pagers: each is read whole, or says that it is not."""

from __future__ import annotations

import pytest

from tests.support.crawls import Crawler
from tests.support.pager_shapes import MORE, THE_23
from tests.support.pager_table import (
    POSTS,
    SHAPES,
    TURNS,
    cell,
    crawl_from,
    host_of,
    outcomes,
    records_by_host,
    rows_of_the_page,
    serve,
)
from tests.support.server import Site

NOTHING_SAYS_SO = {"(2/3), opaque", "read part 2, opaque", "go to page 2, opaque"}
"""Their third page shows no word of another page, and its address is opaque; "previous" alone may lead anywhere."""
MOST_BESIDE = 2 + 12
"""Requests that a briefing may spend on addresses that are none of its pages: guesses, and the looks of a host."""


@pytest.mark.parametrize(
    ("start", "every"), [(1, 4), *(pytest.param(start, 1, marks=pytest.mark.slow) for start in (1, 2, 3))]
)
def test_every_shape_is_whole_or_told_and_the_table_of_the_document_says_so(
    site: Site, crawler: Crawler, start: int, every: int
) -> None:
    shapes = (*THE_23, *SHAPES[len(THE_23) :: every], POSTS)
    for shape in shapes:
        serve(site, shape)
    crawl = crawl_from(crawler, start, shapes)
    assert crawl.code == 3, crawl.err
    tried = {shape.name for shape in shapes}
    found = {name: one for name, one in outcomes(crawl, site).items() if name in tried}
    assert [shape.name for shape in THE_23 if found[shape.name].word != "whole"] == []
    alone = {name for name, one in found.items() if one.word == "alone"}
    assert alone == (NOTHING_SAYS_SO if start == 3 else set()), "cut without a word"
    assert {name: row[start - 1] for name, row in rows_of_the_page().items() if every == 1 or name in tried} == {
        name: cell(one) for name, one in found.items()
    }, "run: python -m tests.support.pager_table"
    assert len(site.visits()) == len(set(site.visits()))
    assert max(one.beside for one in found.values()) <= MOST_BESIDE
    (post,) = records_by_host(crawl)[host_of(POSTS)]
    assert (post["turn_count"], post["complete"]) == (TURNS, False), "a post may be a briefing of its own: it is told"


def test_first_page_that_fails_is_a_gap_in_any_shape(site: Site, crawler: Crawler) -> None:
    """Page 1 is named by the pager of the page asked for; that it cannot be had takes nothing from the others."""
    shapes = (*THE_23, *MORE)
    for shape in shapes:
        serve(site, shape, but=shape.urls[:1])
    crawl = crawl_from(crawler, 2, shapes)
    assert crawl.code == 3, crawl.err
    assert "the reader failed" not in crawl.err
    numbered = [line for line in crawl.briefings("briefing") if 1 in {gap["number"] for gap in line["missing_pages"]}]
    assert len(numbered) > 15
    # Of a chain the third page may stay unproven, as its address grew out of that of the first.
    assert all(line["turn_count"] == 2 * TURNS or len(line["missing_pages"]) == 2 for line in numbered)
