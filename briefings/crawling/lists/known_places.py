"""The known places of links of a site: the results of looks there, and what the pages of the site share."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping

from briefings.address import comparable
from briefings.crawling.lists.list_pages import PagesRead
from briefings.reasons import Reason
from briefings.transcript import Look, LookResult, PlacedLink, PlacedLinks, Sign, promises_more, row_of_key

_FRAME_OF = 3
"""Number of briefings whose first pages must have a link in the same place before it is part of the frame."""
_MANY = 12
"""Number of briefings that must share what the first three did not."""
_MOST_SEEN = 10_000
"""Maximum number of counted links, 6 MB: the frame of a larger site is known long before."""
_OF_LIST = "list: "
_OF_FRONT = "front: "
_SIGN = "sign: "
LED_ELSEWHERE = frozenset((Look.ELSEWHERE, Look.AGAIN, Look.GONE))
Note = Callable[[str, LookResult, str], None]
"""Function that stores the result of a look: the place, the result, and the address looked at."""


class KnownPlaces:
    """The links of a source's site, as known from earlier runs and this one."""

    def __init__(self, places: Mapping[str, Look], most_looks: int, note: Note, spent: Iterable[str] = ()) -> None:
        """Take the known places, the maximum number of looks per site in a run, and the function that stores a place.

        `spent` are the places that killed runs looked at, which count against the run that goes on.
        """
        self._places = dict(places)
        self._open_before = {place for place, look in places.items() if look is Look.OPEN}
        self._note = note
        self.on_briefings: dict[tuple[str, str], set[str]] = {}
        """The spots of links on first pages of briefings, with up to three of these."""
        self._witnessed: dict[tuple[str, str], str] = {}
        """The spots of links on a witness, with its address; "" for several."""
        self.witnesses: set[str] = set()
        """Sites of which a page was seen that belongs to no briefing."""
        self._firsts: set[str] = set()
        """The briefings whose first pages were seen."""
        self._shown: dict[str, dict[int, frozenset[str]]] = {}
        """Signs on first pages, by site and turn: of the first few, as no other is asked about."""
        self._most_looks = most_looks
        self._looks = Counter(map(_site, spent))

    def add_witness(self, page: PlacedLinks, site: str) -> None:
        """Learn from a page of no briefing: a list, or a page found by a look."""
        self.witnesses.add(site)
        # A list may name more than all frames hold together.
        room = max(_MOST_SEEN - len(self._witnessed), 0)
        for link in page.links[:room]:
            if self._witnessed.setdefault(link.spot, comparable(link.own)) != comparable(link.own):
                self._witnessed[link.spot] = ""

    def add_briefing(self, briefing: str, page: PlacedLinks, site: str, turn: int | None = None) -> None:
        """Learn from the first page of a briefing; `turn` is its place among those of the run, if it has one."""
        self._firsts.add(briefing)
        if turn is not None:
            shown = {turn: frozenset(sign.key for sign in page.signs), **self._shown.get(site, {})}
            self._shown[site] = dict(sorted(shown.items())[:_MANY])
        for link in page.links:
            found = self.on_briefings.get(link.spot)
            if found is None and len(self.on_briefings) < _MOST_SEEN:
                found = self.on_briefings[link.spot] = set()
            if found is not None and len(found) < _FRAME_OF:
                found.add(briefing)

    def is_frame(self, link: PlacedLink) -> bool:
        """Return True for a link on the first pages of three briefings, or on a witness other than the link's page."""
        is_shared = len(self.on_briefings.get(link.spot, ())) == _FRAME_OF
        return is_shared or self._witnessed.get(link.spot, comparable(link.own)) != comparable(link.own)

    def has_first(self, site: str, before: float) -> bool:
        """Return True when the first three of a site's briefings were seen, all with a turn before this one."""
        return sum(turn < before for turn in self._shown.get(site, ())) >= _FRAME_OF

    def is_shared(self, sign: Sign, site: str) -> bool:
        """Return True when the first pages of a site share a sign: the first three of the run that learnt it.

        The order in which pages arrive is chance, so all others have no say. What three did not share many must: of
        pages of which most are cut, the newest three may all be.
        """
        key, shown = _of_sign(sign, site), self._shown.get(site, {})
        known = self._places.get(key)
        first = sorted(shown)[: _FRAME_OF if known is None else _MANY]
        is_shared = bool(first) and all(_is_furniture(sign, shown[turn]) for turn in first)
        if len(first) == _FRAME_OF if known is None else is_shared and len(first) == _MANY:
            look = Look.SHARED if is_shared else Look.OPEN
            self.note(key, LookResult(look, f"the first {len(first)} briefings were compared"), sign.said)
        return self.knows_sign(sign, site) or (is_shared and known is None)

    def knows_sign(self, sign: Sign, site: str) -> bool:
        """Return True when first pages are known to share a sign."""
        return self._places.get(_of_sign(sign, site)) is Look.SHARED

    def knows_frame(self, site: str, entries: int = _FRAME_OF) -> bool:
        """Return True when enough first pages were seen, given the number of entries, to tell shared links from others.

        A run that reads one new briefing would otherwise find unexplained what the previous run explained.
        """
        seen = sum(briefing.startswith(f"{site}/") for briefing in self._firsts)
        return seen >= max(1, min(_FRAME_OF, entries))

    def look_of(self, key: str) -> Look | None:
        """Return the result of looks at a place; None where nobody looked."""
        return self._places.get(key)

    def may_look(self, key: str) -> bool:
        """Return True for a place to look at: unknown, or left open by another briefing of this run."""
        look = self.look_of(key)
        return look is None or (look is Look.OPEN and key not in self._open_before)

    def note(self, key: str, looked: LookResult, url: str) -> None:
        """Store the result of a look. A place of pages stays one, whatever else is in it."""
        if self._places.get(key) is not Look.PAGES or looked.look is Look.PAGES:
            self._places[key] = looked.look
            self._note(key, looked, url)

    def places_of(self, links: Iterable[PlacedLink]) -> dict[str, str]:
        """Return the places of links on a list that are none of briefings, each with an address in it."""
        shared = {place for _, place in self.on_briefings}
        return {leading_to(link.key): link.url for link in links if link.place not in shared}

    def learn_entries(self, links: Iterable[PlacedLink]) -> bool:
        """Learn that entries stand in the places of links on a list; return False if there is no new place."""
        new = {place: url for place, url in self.places_of(links).items() if self.look_of(place) is None}
        for place, url in new.items():
            self.note(place, LookResult(Look.ENTRIES, "a known briefing stands there"), url)
        return bool(new)

    def judge_refused(self, key: str, url: str, read: PagesRead, why: Reason) -> LookResult:
        """Judge a link that refuses the crawl: in a row of others, none an entry, it is a login or the like."""
        spots = {*self.on_briefings, *(link.spot for page in read.placed for link in page.links)}
        beside = {one for one, place in spots if row_of_key(f": {place}") == row_of_key(key)} - {comparable(url)}
        if beside and beside.isdisjoint(read.links) and not is_called_further(key):
            return LookResult(Look.GONE, f"{why}, among other links of the site")
        return LookResult(Look.REFUSED, why.words)

    def take_look(self, key: str) -> bool:
        """Spend one of a site's looks in this run; return False when none is left."""
        may = self._looks[_site(key)] < self._most_looks
        self._looks[_site(key)] += may
        return may


def _site(key: str) -> str:
    return key.removeprefix(_OF_LIST).removeprefix(_OF_FRONT).partition(": ")[0]


def of_list(key: str) -> str:
    """Return the key of a place on a list, as a briefing may have the same markup elsewhere."""
    return f"{_OF_LIST}{key}"


def of_front(key: str) -> str:
    """Return the key of a place on the pages of entries that only lead to their transcripts."""
    return f"{_OF_FRONT}{key}"


def _is_furniture(sign: Sign, shown: Collection[str]) -> bool:
    """Tell whether a page with these signs has one that may be furniture.

    One that promises more text may not, unless it is one of several buttons: in a bar of tools, in a notice on cookies.
    """
    row = row_of_key(f": {sign.key}")
    is_alone = all(one == sign.key or row_of_key(f": {one}") != row for one in shown)
    return sign.key in shown and not (is_alone and promises_more(sign.said))


def _of_sign(sign: Sign, site: str) -> str:
    return f"{_SIGN}{site}: {sign.key}"


def leading_to(key: str) -> str:
    """Return the key of what all links of a list's place lead to, ENTRIES or LISTS, whatever their addresses are."""
    return of_list(key).partition("|")[0]


def is_called_further(key: str) -> bool:
    """Tell whether the links of a place have a number, a period or words of pagers, or grown addresses."""
    return re.search(r"\|[+<]\||\|[^/|]+$", key) is not None


def of_page(url: str) -> str:
    """Return the key of a page remembered by its address, so that no run requests it again to find out what it is."""
    return f"at {comparable(url)}"


def css_of_place(place: str) -> str:
    """Return the CSS selector of a place: its element within the next, or the next with a class if it has none."""
    elements = place.partition("|")[0].split()
    last = next((at for at, element in enumerate(elements[1:], 1) if "." in element or "." in elements[0]), 1)
    return " ".join(reversed(elements[: last + 1]))
