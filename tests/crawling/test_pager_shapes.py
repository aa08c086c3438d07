"""Briefings of three and seven pages in many shapes of addresses and pagers: each is read whole, or reported."""

from __future__ import annotations

import pytest

from tests.support.crawls import Crawler
from tests.support.pager_outcomes import (
    POSTS,
    SHAPES,
    TURNS,
    crawl_from,
    host_of,
    outcomes,
    records_by_host,
    serve,
    with_seven_pages,
)
from tests.support.pager_shapes import MORE, THE_23, Shape
from tests.support.server import Site

NOTHING_SAYS_SO = {"(2/3), opaque", "read part 2, opaque", "go to page 2, opaque"}
"""Shapes whose third page names no other page and has an opaque address; "previous" alone may lead anywhere."""
WITHOUT_WAY_BACK = {
    "a form of numbers",
    "Page 2 of 3, opaque",
    "Part 2 of 3, opaque",
    "a picture called next",
    "Page 1 of 3, SVG, opaque",
}
"""Shapes whose other pages lead to none before them, or to page 1 by an address that the site does not have."""
MOST_BESIDE = 2 + 12
"""Maximum number of requests per briefing for addresses that are not its pages: guesses and the looks of a host."""
STARTS = [(1, 36), *(pytest.param(start, 1, marks=pytest.mark.slow) for start in (1, 2, 3))]


def _not_whole(site: Site, crawler: Crawler, start: int, shapes: tuple[Shape, ...]) -> tuple[set[str], set[str]]:
    """Return shapes not read whole but reported so, and shapes read whole but not reported so."""
    for shape in (*shapes, POSTS):
        serve(site, shape)
    crawl = crawl_from(crawler, start, (*shapes, POSTS))
    assert crawl.code == 3, crawl.err
    found = outcomes(crawl, site, shapes)
    assert len(site.visits()) == len(set(site.visits()))
    assert max(one.beside for one in found.values()) <= MOST_BESIDE
    (post,) = records_by_host(crawl)[host_of(POSTS)]
    assert (post["turn_count"], post["complete"]) == (TURNS, False), "a post may be a briefing of its own: it is told"
    told = {name for name, one in found.items() if one.word in {"told", "not read"}}
    return told, {name for name, one in found.items() if one.word == "alone"}


@pytest.mark.parametrize(("start", "every"), STARTS)
def test_every_shape_is_whole_or_told(site: Site, crawler: Crawler, start: int, every: int) -> None:
    shapes = (*THE_23[:: 4 if every > 1 else 1], *SHAPES[len(THE_23) :: every])
    told, silent = _not_whole(site, crawler, start, shapes)
    tried = {shape.name for shape in shapes}
    assert silent == (NOTHING_SAYS_SO if start == 3 else set()) & tried, "cut without a word"
    expected = NOTHING_SAYS_SO | (WITHOUT_WAY_BACK if start > 1 else set())
    assert told == expected & tried - silent


@pytest.mark.further
@pytest.mark.parametrize(("start", "every"), STARTS)
def test_every_shape_of_seven_pages_is_whole_or_told(site: Site, crawler: Crawler, start: int, every: int) -> None:
    shapes = tuple(seven for shape in SHAPES[::every] if (seven := with_seven_pages(shape)))
    told, silent = _not_whole(site, crawler, start, shapes)
    tried = {shape.name for shape in shapes}
    assert silent == set(), "cut without a word"
    assert told == (NOTHING_SAYS_SO | (WITHOUT_WAY_BACK if start > 1 else set())) & tried


@pytest.mark.parametrize("every", [6, pytest.param(1, marks=pytest.mark.slow)])
def test_first_page_that_fails_is_a_gap_in_any_shape(site: Site, crawler: Crawler, every: int) -> None:
    """The pager of the requested page names page 1; that page 1 fails takes nothing from the others."""
    shapes = (*THE_23, *MORE[::4])[::every]
    for shape in shapes:
        serve(site, shape, but=shape.urls[:1])
    crawl = crawl_from(crawler, 2, shapes)
    assert crawl.code == 3, crawl.err
    assert "the reader failed" not in crawl.err
    numbered = [line for line in crawl.briefings("shapes") if 1 in {gap["number"] for gap in line["missing_pages"]}]
    assert len(numbered) > 15 // every
    # In a chain the third page may stay unproven, as its address grew out of the first page's.
    assert all(line["turn_count"] == 2 * TURNS or len(line["missing_pages"]) == 2 for line in numbered)
