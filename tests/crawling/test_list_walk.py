"""The walk over the pages of a list: its way, its end, and whether the next one may stop early."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from briefings.crawling.lists.list_walk import ListWalk, WalkEnd
from briefings.since_until import Window
from tests.support.listed_pages import ListedPage

BASE = "http://press.varenia.example/list"
PAGES = 40
NEWEST = date(2020, 12, 31)


def _page_url(number: int) -> str:
    return BASE if number == 1 else f"{BASE}?page={number}"


def _listed(number: int, *, pages: int = PAGES, unsettled: int = 1, dated: bool = False) -> ListedPage:
    """Return page `number` of a list: ten entries, a pager with a window of pages, 30 days per page."""
    shown = {near: _page_url(near) for near in range(max(1, number - 2), min(pages, number + 2) + 1)}
    days = [NEWEST - timedelta(days=30 * (number - 1) + 3 * entry) for entry in range(10)] if dated else []
    links = [f"http://press.varenia.example/talk/{number}-{entry}" for entry in range(10)]
    return ListedPage(links, shown, None, days, unsettled)


def _walk(walk: ListWalk, page_of: Callable[[int], ListedPage | None]) -> list[int]:
    """Return the numbers of the requested pages; where `page_of` returns None, the request fails."""
    asked = []
    while (url := walk.next_page()) is not None:
        number = int(url.partition("=")[2] or 1)
        asked.append(number)
        page = page_of(number)
        walk.take(*page.taken) if page else walk.take(None)
    return asked


def test_all_pages_of_a_windowed_pager_are_walked_in_order() -> None:
    walk = ListWalk(BASE)
    assert _walk(walk, _listed) == list(range(1, PAGES + 1))
    assert walk.ended is WalkEnd.END
    assert walk.is_proper


def test_chain_of_next_links_is_walked_to_its_end() -> None:
    walk = ListWalk(BASE)

    def chained(number: int) -> ListedPage:
        return ListedPage([f"{BASE}/{number}"], {}, _page_url(number + 1) if number < 5 else None)

    assert _walk(walk, chained) == [1, 2, 3, 4, 5]
    assert walk.is_proper


def test_page_that_two_numbers_name_is_walked_once() -> None:
    # The row shows the entries before each page, "0 | 3 | 6", and the page behind is the third by its number.
    walk = ListWalk(BASE)

    def counted(number: int) -> ListedPage:
        behind = _page_url(number + 3) if number == 3 else _page_url(3) if number == 1 else None
        return ListedPage([f"{BASE}/{number}"], {3: _page_url(3), 6: _page_url(6)}, behind)

    assert _walk(walk, counted) == [1, 3, 6]


def test_pages_named_before_one_that_brings_nothing_are_walked() -> None:
    # The second page names the way back before the page behind it: ?offset=7&reverse=1, then ?offset=4.
    pages = {1: ["2"], 2: ["back", "3"], "back": ["2"], 3: ["2"]}
    names = {_page_url(2): 2, f"{BASE}?page=back": "back", _page_url(3): 3}
    walk, asked = ListWalk(BASE), []
    while (url := walk.next_page()) is not None:
        asked.append(name := names.get(url, 1))
        links = [f"{BASE}/{1 if name == 'back' else name}"]
        walk.take(*ListedPage(links, {}, None, listed=[f"{BASE}?page={one}" for one in pages[name]]).taken)
    assert asked == [1, 2, "back", 3]
    assert walk.ended is WalkEnd.END


def test_pages_named_beside_entries_that_nobody_knows_yet_are_walked_up_to_a_bound() -> None:
    def page_of(number: int) -> ListedPage:
        return replace(_listed(number, pages=9), links=())

    walk, lone = ListWalk(BASE), ListWalk(BASE)
    assert _walk(walk, page_of) == [1, 2, 3]
    assert not walk.is_proper
    assert _walk(lone, lambda number: page_of(number) if number == 1 else _listed(number, pages=4)) == [1, 2, 3, 4]
    assert not lone.is_proper


def test_page_that_repeats_what_was_listed_is_the_end_whatever_its_pager_says() -> None:
    walk = ListWalk(BASE)
    # Past the end the site serves its last page again, announcing one more each time.
    asked = _walk(walk, lambda number: _listed(min(number, 3), pages=number + 1))
    assert asked == [1, 2, 3, 4]
    assert walk.ended is WalkEnd.END


def test_page_that_another_names_by_number_and_that_is_page_1_again_is_lost() -> None:
    walk = ListWalk(BASE)
    assert _walk(walk, lambda _: _listed(1, pages=3)) == [1, 2]
    assert walk.is_first_again
    assert not walk.is_proper
    # Page 4 names page 6, which page 1 does not.
    capped = ListWalk(BASE)
    assert _walk(capped, lambda number: _listed(number if number < 6 else 1, pages=9)) == [1, 2, 3, 4, 5, 6]
    assert capped.is_first_again
    # A link to the next page stands below a list of one page as well.
    chain = ListWalk(BASE)
    assert _walk(chain, lambda number: ListedPage([f"{BASE}/1"], {}, _page_url(number + 1))) == [1, 2]
    assert chain.is_proper
    # But page 2 of a feed does not name itself as the next.
    feed = ListWalk(BASE)
    assert _walk(feed, lambda _: ListedPage([f"{BASE}/1"], {}, None, is_xml=True, listed=[_page_url(2)])) == [1, 2]
    assert not feed.is_proper


def test_first_page_that_another_names_by_its_number_is_no_loss_where_numbers_fall() -> None:
    # The newest page has the highest number: the list itself is page 3, and page 2 names it by that.
    def falling(number: int) -> ListedPage:
        own = 3 if number == 1 else number
        shown = {other: f"{BASE}?page={other}" for other in (3, 2, 1) if other != own}
        return replace(_listed(own), further=shown, number=own)

    walk = ListWalk(BASE)
    assert _walk(walk, falling) == [1, 2, 3]
    assert walk.is_proper
    # Where no page is higher, all are this one.
    ignored = ListWalk(BASE)
    assert _walk(ignored, lambda _: replace(_listed(1, pages=3), number=1)) == [1, 2]
    assert ignored.is_first_again


def test_regular_walk_ends_at_the_first_page_with_nothing_new() -> None:
    walk = ListWalk(BASE, may_settle=True)
    assert _walk(walk, lambda number: _listed(number, unsettled=2 if number == 1 else 0)) == [1, 2]
    assert walk.ended is WalkEnd.SETTLED
    assert walk.is_proper


def test_walk_that_may_not_stop_early_goes_on_over_settled_pages() -> None:
    walk = ListWalk(BASE)
    assert len(_walk(walk, lambda number: _listed(number, unsettled=0))) == PAGES


def test_page_that_fails_is_lost_and_not_the_end() -> None:
    walk = ListWalk(BASE)
    asked = _walk(walk, lambda number: None if number == 2 else _listed(number, pages=5))
    assert asked == [1, 2, 3, 4, 5]
    assert not walk.is_proper


def test_first_page_that_fails_leaves_nothing_proper() -> None:
    walk = ListWalk(BASE, may_settle=True)
    assert _walk(walk, lambda _: None) == [1]
    assert not walk.is_proper


def test_bound_cuts_the_walk_and_names_what_is_left() -> None:
    walk = ListWalk(BASE)
    for number in (1, 2):
        assert walk.next_page() == _page_url(number)
        walk.take(*_listed(number).taken)
    walk.stop(WalkEnd.CUT)
    assert walk.next_page() is None
    assert walk.left == _page_url(3)
    assert not walk.is_proper


def test_stop_after_the_last_page_changes_nothing() -> None:
    walk = ListWalk(BASE)
    _walk(walk, lambda number: _listed(number, pages=2))
    walk.stop(WalkEnd.BOUND)
    assert walk.is_proper


def test_window_ends_the_walk_where_falling_dates_lie_wholly_before_it() -> None:
    walk = ListWalk(BASE, window=Window.read("2020-10", "2020-10"))
    asked = _walk(walk, lambda number: _listed(number, dated=True))
    assert asked == [1, 2, 3, 4, 5]  # page 4 reaches back into September, page 5 lies wholly in it
    assert walk.ended is WalkEnd.BOUND


def test_window_over_a_list_with_the_oldest_first_is_walked_to_the_end() -> None:
    walk = ListWalk(BASE, window=Window.read("2020-10", "2020-10"))

    def oldest_first(number: int) -> ListedPage:
        page = _listed(PAGES + 1 - number, dated=True)
        shown = {near: _page_url(near) for near in range(1, PAGES + 1)}
        return ListedPage(page.links, shown, None, sorted(page.dates), 1)

    assert len(_walk(walk, oldest_first)) == PAGES


def test_entry_pinned_on_top_of_every_page_does_not_hide_that_dates_fall() -> None:
    walk = ListWalk(BASE, window=Window.read("2020-10", "2020-10"))

    def pinned(number: int) -> ListedPage:
        page = _listed(number, dated=True)
        return ListedPage(page.links, page.further, None, [date(2019, 1, 1), *page.dates], 1)

    assert _walk(walk, pinned)[-1] < 8


def test_days_of_few_entries_do_not_end_a_walk() -> None:
    walk = ListWalk(BASE, window=Window.read("2020-10", "2020-10"))

    def mostly_undated(number: int) -> ListedPage:
        page = _listed(number, dated=True)
        return ListedPage(page.links, page.further, None, list(page.dates)[:4], 1)

    assert len(_walk(walk, mostly_undated)) == PAGES


def test_a_list_reaches_back_to_its_last_day_whatever_is_pinned_above() -> None:
    def walked(pinned: list[date], since: str) -> ListWalk:
        walk = ListWalk(BASE, window=Window.read(since, None))
        for number in (1, 2, 3):
            page = _listed(number, pages=3, dated=True)
            assert walk.next_page()
            walk.take(*ListedPage(page.links, page.further, None, [*pinned, *page.dates], 1).taken)
        assert walk.next_page() is None
        return walk

    for pinned in ([], [date(2015, 1, 1)]):
        assert walked(pinned, "2016").reaches == date(2020, 10, 5)
        assert walked(pinned, "2016").falls_short
        assert not walked(pinned, "2020-10-06").falls_short


def _rising(number: int, *, pages: int, new: int, chained: bool = False) -> ListedPage:
    """Return page `number` of a list that starts with the oldest, with something new on its last `new` pages."""
    days = [NEWEST + timedelta(days=30 * number + 3 * entry) for entry in range(10)]
    links = [f"http://press.varenia.example/talk/{number}-{entry}" for entry in range(10)]
    shown = (
        {}
        if chained
        else {near: _page_url(near) for near in (1, *range(max(1, number - 2), min(pages, number + 2) + 1), pages)}
    )
    following = _page_url(number + 1) if number < pages else None
    return ListedPage(links, shown, following, days, 1 if number > pages - new else 0)


def test_a_list_of_the_oldest_first_is_read_from_its_end() -> None:
    walk = ListWalk(BASE, may_settle=True)
    assert _walk(walk, lambda number: _rising(number, pages=40, new=2)) == [1, 40, 39, 38]
    assert walk.ended is WalkEnd.SETTLED
    walk = ListWalk(BASE, may_settle=True)
    assert _walk(walk, lambda number: _rising(number, pages=40, new=0)) == [1, 40]


def test_a_chain_of_the_oldest_first_is_read_to_its_end() -> None:
    walk = ListWalk(BASE, may_settle=True)
    assert _walk(walk, lambda number: _rising(number, pages=5, new=1, chained=True)) == [1, 2, 3, 4, 5]


def test_a_list_of_the_oldest_first_goes_on_where_a_look_found_its_next_page() -> None:
    """No pager names it; a list of the newest first may end before it."""
    for page, ends in ((_rising(1, pages=1, new=0), False), (_listed(1, pages=1, unsettled=0, dated=True), True)):
        walk = ListWalk(BASE, may_settle=True)
        walk.next_page()
        walk.take(*page.taken)
        assert walk.settle() is ends
