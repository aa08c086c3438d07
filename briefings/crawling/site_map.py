"""The map of a site: what links in its places lead to, and what its pages share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

from briefings.address import comparable
from briefings.crawling.looked_at import Look, Looked
from briefings.transcript import PlacedLink, PlacedLinks

_FRAME_OF = 3
"""Briefings on whose first pages a link has to stand in the same place to be part of the frame."""
_MOST_SEEN = 50_000
"""Links that are counted: a site of more has a frame that was known long before."""
LED_ELSEWHERE = frozenset((Look.ELSEWHERE, Look.AGAIN, Look.GONE, Look.WHOLE))
Note = Callable[[str, Looked, str], None]
"""Keeps what a look showed: the place, that, and the address that was looked at."""


class SiteMap:
    """What is known of the links of a source, from earlier runs and from this one."""

    def __init__(self, places: Mapping[str, Look], most_looks: int, note: Note) -> None:
        """`places` are those known before, `most_looks` how many looks a run may take; `note` keeps a place."""
        self._places = dict(places)
        self._note = note
        self._seen: dict[tuple[str, str], set[str]] = {}
        self._witnessed: set[tuple[str, str]] = set()
        self._witnesses: set[str] = set()
        self._most_looks = most_looks
        self._looks: Counter[str] = Counter()

    # -- The frame

    def has_witness(self, site: str) -> bool:
        """Whether a page of a site was seen that is none of a briefing's."""
        return site in self._witnesses

    def add_witness(self, page: PlacedLinks, site: str) -> None:
        """Take note of a page that is of no briefing: a list, or what a look showed."""
        self._witnesses.add(site)
        if len(self._witnessed) < _MOST_SEEN:
            self._witnessed.update((comparable(link.url), link.place) for link in page.links)

    def add_briefing(self, briefing: str, page: PlacedLinks) -> None:
        """Take note of the first page of a briefing."""
        for link in page.links:
            place = comparable(link.url), link.place
            if place in self._seen or len(self._seen) < _MOST_SEEN:
                found = self._seen.setdefault(place, set())
                if len(found) < _FRAME_OF:
                    found.add(briefing)

    def is_frame(self, link: PlacedLink) -> bool:
        """Whether a link stands in the same place on a witness, or on the first pages of three briefings."""
        place = comparable(link.url), link.place
        return place in self._witnessed or len(self._seen.get(place, ())) >= _FRAME_OF

    @property
    def has_briefings(self) -> bool:
        """Whether a page of a briefing was seen."""
        return bool(self._seen)

    def is_on_briefings(self, link: PlacedLink) -> bool:
        """Whether a link of a list stands in the same place on the first page of a briefing."""
        return (comparable(link.url), link.place) in self._seen

    # -- Places

    def look_of(self, key: str) -> Look | None:
        """What links of a place lead to; None where none was looked at."""
        return self._places.get(key)

    def note(self, key: str, looked: Looked, url: str) -> None:
        """Keep what a look showed. A place of pages stays one, whatever else stands in it."""
        if self._places.get(key) is not Look.PAGES or looked.look is Look.PAGES:
            self._places[key] = looked.look
            self._note(key, looked, url)

    def take_look(self, site: str) -> bool:
        """Spend one of the looks of a site in a run; False when none is left."""
        may = self._looks[site] < self._most_looks
        self._looks[site] += may
        return may

    @property
    def looks(self) -> int:
        """How many looks the run took."""
        return self._looks.total()
