"""The order and number of requested briefings and list pages."""

from collections.abc import Iterator

from briefings.crawling.lists.frontier import Frontier
from briefings.crawling.lists.list_walk import ListWalk, WalkEnd
from tests.support.listed_pages import ListedPage

BASE = "http://press.varenia.example"
FIRST, SECOND, OTHER = f"{BASE}/node_1.htm", f"{BASE}/node_1_2.htm", f"{BASE}/node_2.htm"


def _entries(*keys: int) -> list[str]:
    return [f"{BASE}/content_{key}.htm" for key in keys]


def _drain(frontier: Frontier) -> Iterator[str]:
    while entry := frontier.next_entry():
        yield entry


def test_briefings_come_once_and_in_the_order_in_which_they_became_known() -> None:
    frontier = Frontier(limit=None, max_lists=9)
    frontier.offer_entries(_entries(3, 2))
    assert frontier.waiting == 2
    # The same briefing by another of its pages, by https, and once more.
    frontier.offer_entries([f"{BASE}/content_2_5.htm", "https" + _entries(3)[0][4:], *_entries(1, 1)])
    assert frontier.waiting == 3
    assert list(_drain(frontier)) == _entries(3, 2, 1)


def test_limit_counts_briefings_and_not_what_turned_out_to_be_something_else() -> None:
    frontier = Frontier(limit=2, max_lists=9)
    frontier.offer_entries(_entries(5, 4, 3, 2))
    assert list(_drain(frontier)) == _entries(5, 4)
    frontier.give_back()
    assert list(_drain(frontier)) == _entries(3)


def test_list_pages_come_one_at_a_time_and_only_when_briefings_run_short() -> None:
    frontier = Frontier(limit=None, max_lists=9)
    frontier.offer_walks([ListWalk(FIRST), ListWalk(OTHER)])
    assert _next_list(frontier, 2) == FIRST
    assert _next_list(frontier, 2) is None
    frontier.list_came(*_page(3, further={1: FIRST, 2: SECOND}).taken)
    frontier.offer_entries(_entries(3, 2))
    assert _next_list(frontier, 2) is None
    frontier.next_entry()
    assert _next_list(frontier, 2) == SECOND
    frontier.list_came(*_page(2).taken)
    assert list(_drain(frontier)) == _entries(2)
    assert _next_list(frontier, 2) == OTHER
    frontier.list_came(None)
    assert _next_list(frontier, 2) is None
    assert [walk.is_proper for walk in frontier.walks.values()] == [True, False]


def test_limit_stops_the_lists_until_more_is_needed() -> None:
    frontier = Frontier(limit=2, max_lists=9)
    frontier.offer_entries(_entries(3, 2))
    frontier.offer_walks([ListWalk(FIRST)])
    assert _next_list(frontier, 8) is None
    assert len(list(_drain(frontier))) == 2
    assert _next_list(frontier, 8) is None
    frontier.give_back()
    assert _next_list(frontier, 8) == FIRST


def test_number_of_list_pages_is_bounded_and_that_is_said() -> None:
    frontier = Frontier(limit=None, max_lists=1)
    frontier.offer_walks([ListWalk(FIRST)])
    assert _next_list(frontier, 8) == FIRST
    frontier.list_came(*_page(1, further={2: SECOND}).taken)
    assert _next_list(frontier, 8) is None
    assert [(walk.ended, walk.left) for walk in frontier.walks.values()] == [(WalkEnd.CUT, SECOND)]


def test_what_is_found_counts_up_to_the_limit_and_what_was_given_back() -> None:
    frontier = Frontier(limit=3, max_lists=9)
    frontier.offer_entries(_entries(5, 4, 3, 2))
    assert (frontier.found, frontier.waiting) == (3, 3)
    frontier.next_entry()
    frontier.next_entry()
    assert (frontier.found, frontier.waiting) == (3, 1)
    frontier.give_back()
    assert (frontier.found, frontier.waiting) == (4, 2)


def test_lists_are_ahead_until_the_last_one_that_will_be_asked_for_is_in() -> None:
    frontier = Frontier(limit=2, max_lists=9)
    frontier.offer_walks([ListWalk(FIRST)])
    assert frontier.lists_ahead
    frontier.next_list(8)
    frontier.offer_entries(_entries(2))
    frontier.list_came(*_page(2, further={2: SECOND}).taken)
    assert frontier.lists_ahead
    # The limit is reached: the second list page is never requested.
    frontier.offer_entries(_entries(1))
    assert not frontier.lists_ahead
    bounded = Frontier(limit=None, max_lists=1)
    bounded.offer_walks([ListWalk(FIRST)])
    bounded.next_list(8)
    assert bounded.lists_ahead
    bounded.list_came(*_page(1, further={2: SECOND}).taken)
    assert not bounded.lists_ahead


def _page(*keys: int, further: dict[int, str] | None = None) -> ListedPage:
    return ListedPage(_entries(*keys), further or {}, None)


def _next_list(frontier: Frontier, room: int) -> str | None:
    listed = frontier.next_list(room)
    return None if listed is None else listed[1]
