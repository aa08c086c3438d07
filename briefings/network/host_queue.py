"""Hand the downloader only requests that it can send now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from scrapy.pqueues import DownloaderAwarePriorityQueue, DownloaderInterface


class _HostsWithRoom(DownloaderInterface):
    """Slot counts that include requests waiting for robots.txt or a pause; Scrapy counts those waiting to connect."""

    def stats(self, possible_slots: Iterable[str]) -> list[tuple[int, str]]:
        """Return the number of requests under way for each host that has room for one more."""
        under_way = Counter(self.get_slot_key(request) for request in self.downloader.active)
        return [(under_way[slot], slot) for slot in possible_slots if under_way[slot] < self._room(slot)]

    def _room(self, name: str) -> int:
        downloader = self.downloader
        slot = downloader.slots.get(name)
        if slot is not None:
            return slot.concurrency
        room: int = downloader.per_slot_settings.get(name, {}).get("concurrency", downloader.domain_concurrency)
        return room


class HostQueue(DownloaderAwarePriorityQueue):
    """Scrapy's queue, in which requests wait while all connections of their host are in use.

    In the downloader they would take up CONCURRENT_REQUESTS while their host wants a pause, and other hosts would wait
    with it; a shutdown would wait for all of them; and more urgent requests could not overtake them.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._downloader_interface = _HostsWithRoom(self.crawler)
