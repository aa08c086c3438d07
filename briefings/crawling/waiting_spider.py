"""Let open briefings wait for what others show, so that no order in which pages arrive decides what is found."""

from math import inf
from typing import Any

from briefings.crawling.briefing.open_briefing import OpenBriefing
from briefings.crawling.entry_spider import EntrySpider
from briefings.transcript import Look

SHARED, TURN, PLACES = "shared", "turn", "places"
"""Kinds of knowledge a briefing waits for: what the first few first pages share; the end of all earlier briefings but
those that wait for places; what the links of others lead to in the places where its own are gone."""
_MOST_HELD_UP = 50
"""Number of briefings that may wait beyond those that may be open: their pages are in memory."""


class WaitingSpider(EntrySpider):
    """Lets briefings wait, and go on. Subclasses look at links, and follow the pages."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._is_last = False  # nothing is under way, and all briefings wait

    def _wait(self, opened: OpenBriefing, awaited: str) -> bool:
        """Let a briefing wait unless what is awaited has arrived; return True if it waits for anything."""
        if not self._may_go_on(opened, awaited):
            opened.waits_for.add(awaited)
        return bool(opened.waits_for)

    def _may_go_on(self, opened: OpenBriefing, awaited: str) -> bool:
        """Return True when the knowledge that a briefing waits for has arrived."""
        if awaited == PLACES:
            others_end = not any(one.unanswered or one.waits_for - {PLACES} for one in self._open.values())
            return (self._is_last and others_end) or not self._gone_at_unknown(opened)
        site = opened.address.host
        self._recall(site)
        if awaited == SHARED:
            coming = [attempt.turn for attempt in self._asked.values()]
            coming += [one.attempt.turn for one in self._open.values() if one.awaits_pages]
            return self._is_last or self.site_map.has_first(site, min(coming, default=inf))
        looking = (one for one in self._open.values() if one.waits_for != {PLACES})
        waiting = (*self._asked.values(), *(one.attempt for one in looking))
        return all(opened.attempt.turn <= attempt.turn for attempt in waiting)

    @property
    def _held_up(self) -> int:
        """Count the open briefings that wait for what others show, which must be let in, up to a bound."""
        return min(sum(not one.waits_for <= {TURN} for one in self._open.values()), _MOST_HELD_UP)

    def _gone_at_unknown(self, opened: OpenBriefing) -> set[str]:
        """Return the places where links of a briefing are gone, and nobody knows what those of others lead to."""
        gone = [one for one in opened.requested if one.look is Look.GONE and not one.is_missed(opened.address.url)]
        return {one.key for one in gone if one.key and self.site_map.look_of(one.key) is None}

    def _recall(self, site: str) -> None:
        """Learn from the first few first pages of stored briefings that this run does not read, as if it did."""
        for turn, key in sorted(self._not_read.pop(site, ())):
            if not self.site_map.has_first(site, turn) and (page := self._kept.first_page(key)) is not None:
                self.site_map.add_briefing(page.address.briefing, page.links.placed, site, turn)

    def _release(self) -> bool:
        for opened in self._open.values():
            if come := {one for one in opened.waits_for if self._may_go_on(opened, one)}:
                opened.waits_for -= come
                self._go_on(opened)
                return True
        return False
