"""Hand out to the downloader only what it can ask for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from scrapy.pqueues import DownloaderAwarePriorityQueue, DownloaderInterface


class _HostsWithRoom(DownloaderInterface):
    """Scrapy counts what waits for the connection to a host; this counts what waits for robots.txt or a pause too."""

    def stats(self, possible_slots: Iterable[str]) -> list[tuple[int, str]]:
        """The requests under way of each host that has room for one more."""
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
    """Scrapy's queue, but requests of a host whose connections are all in use stay here.

    In the downloader they would take up CONCURRENT_REQUESTS while their host wants a pause, so that other hosts have
    to wait with it; a shutdown would wait for all of them; and what becomes more urgent could not overtake them.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._downloader_interface = _HostsWithRoom(self.crawler)
