"""What first pages show without an address: furniture where all have it, otherwise told, by later runs too."""

from __future__ import annotations

import pytest

from briefings.crawling.lists.known_places import KnownPlaces
from briefings.transcript import Look, LookResult, PlacedLinks, Sign

NEXT, MORE = Sign("button div|Next", "Next"), Sign("button div|Read more", "Read more")
CLOSE = Sign("button div|×1", "Close menu")


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
        (NEXT, ["xxx-"], [True]),
        (NEXT, ["xxx", "x-x"], [True, True]),
        (NEXT, ["x-xx", "xxx-", "x" * 12, "x"], [False, False, True, True]),
        (MORE, ["xxxx", "x" * 12], [False, False]),
        # Pages of two templates: one has no such button. What says nothing of pages need not be on all.
        (CLOSE, ["x-xx", "---"], [True, True]),
        (CLOSE, ["x--", "xx----------", "-" * 5 + "x" * 7], [False, False, True]),
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
