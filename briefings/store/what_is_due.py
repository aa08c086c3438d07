"""What a run has to ask for of what is kept already: what is not finished, and what it is time to look at again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from briefings.records import StoredBriefing
from briefings.store.entries import EntryIndex, KnownEntry
from briefings.store.records import Key, Records

# A daily run that starts a little earlier than yesterday's still finds due what it found due then.
_EARLY = 0.95


class WhatIsDue:
    """Asks for one source. `first` and `most` are the days of `is_due`. Methods raise StorageError."""

    def __init__(self, records: Records, entries: EntryIndex, source: str) -> None:
        self._records = records
        self._entries = entries
        self._source = source

    def briefing(self, briefing: str, first: float, most: float) -> bool:
        """Whether a briefing has to be asked for: it is not kept, not complete, or it is time to look again.

        One that has vanished rests like a complete one: what it lacks cannot be had.
        """
        known = self._records.known(Key(self._source, briefing))
        return known is None or _is_unfinished(known) or is_due(known, datetime.now(UTC), first, most)

    def entry(self, entry: KnownEntry, first: float, most: float) -> bool:
        """Whether what stands at an entry has to be looked at again, as for a briefing."""
        return is_due(entry, datetime.now(UTC), first, most)

    def addresses(self, first: float, most: float) -> list[str]:
        """The addresses of the kept briefings that are due, in the order of their ids."""
        at = datetime.now(UTC)
        kept = self._records.all_known(self._source)
        return [known.url for known in kept if _is_unfinished(known) or is_due(known, at, first, most)]

    def has_unfinished(self) -> bool:
        """Whether an entry could not be read, or a kept briefing is incomplete and still there."""
        unread = self._entries.unread()
        return bool(unread) or any(map(_is_unfinished, self._records.all_known(self._source)))


def _is_unfinished(known: StoredBriefing) -> bool:
    return not known.complete and known.vanished_at is None


def is_due(known: StoredBriefing | KnownEntry, now: datetime, first: float, most: float) -> bool:
    """Whether it is time to look at a complete briefing again.

    `first` and `most` are days. As long as it was unchanged when it was last looked at, so long it rests: after `first`
    days, then 2, 4, 8 times that and on up to `most`. A change starts again at `first`. 0 means always. A look in the
    future, by a clock that was wrong, counts as none.
    """
    if first <= 0 or known.looked_at is None or known.changed_at is None:
        return True
    looked, changed = (datetime.fromisoformat(at) for at in (known.looked_at, known.changed_at))
    if looked > now:
        return True
    rest = min(max(looked - changed, timedelta(days=first)), timedelta(days=most))
    return now >= looked + rest * _EARLY
