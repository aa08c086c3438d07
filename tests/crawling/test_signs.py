"""What first pages show without an address: furniture where all have it, otherwise told, by later runs too."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterable

import pytest

from briefings.crawling.lists.known_places import KnownPlaces
from briefings.transcript import Look, LookResult, PlacedLinks, Sign

ZOOM, MORE = Sign("button div|Zoom", "Zoom"), Sign("button div|Read more", "Read more")


def _places(has_sign: str, sign: Sign, known: dict[str, Look]) -> KnownPlaces:
    """Return what a run knows after first pages with (x) and without (-) a sign; it stores in `known`."""

    def note(key: str, looked: LookResult, _url: str) -> None:
        known[key] = looked.look

    places = KnownPlaces(dict(known), 12, note)
    for turn, has in enumerate(has_sign):
        places.add_briefing(f"a.example/{turn}", PlacedLinks(signs=(sign,) * (has == "x")), "a.example", turn)
    return places


@pytest.mark.parametrize(
    ("sign", "runs", "shared"),
    [
        (ZOOM, ["xxx-"], [True]),
        (ZOOM, ["xxx", "x-x"], [True, True]),
        (ZOOM, ["x-xx", "xxx-", "x" * 12, "x"], [False, False, True, True]),
        (MORE, ["xxxx", "x" * 12], [False, False]),
    ],
)
def test_what_the_first_three_do_not_share_many_must(sign: Sign, runs: list[str], shared: list[bool]) -> None:
    known: dict[str, Look] = {}
    assert [_places(run, sign, known).is_shared(sign, "a.example") for run in runs] == shared


def test_words_that_promise_more_are_furniture_in_a_row_of_buttons() -> None:
    more = Sign("button div.cookies body|Read more", "Read more")
    for accept, shared in (("button.yes div.cookies body|Accept", True), ("button div.tools body|Print", False)):
        places = KnownPlaces({}, 12, lambda *_: None)
        for turn in range(3):
            signs = PlacedLinks(signs=(more, Sign(accept, "Accept")))
            places.add_briefing(f"a.example/{turn}", signs, "a.example", turn)
        assert places.is_shared(more, "a.example") is shared


def test_a_long_run_keeps_the_signs_of_its_first_pages_alone_in_whatever_order_they_arrive() -> None:
    """Only the first few are asked about: those of all pages took memory for nothing."""
    places = KnownPlaces({}, 12, lambda *_: None)

    def read(turns: Iterable[int]) -> int:
        tracemalloc.start()
        for turn in turns:
            own = tuple(Sign(f"button.n{turn} div.m{one}|More", "More") for one in range(20))
            places.add_briefing(f"a.example/{turn}", PlacedLinks(signs=(*own, ZOOM)), "a.example", turn)
        kept, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return kept

    read(range(20, 10, -1))
    assert read(range(400, 20, -1)) < 200_000
    assert places.is_shared(ZOOM, "a.example")
