"""When it is time to look at something again that is kept, or that was found to be no briefing."""

from __future__ import annotations

from datetime import datetime, timedelta

from briefings.records import StoredBriefing
from briefings.store.ledger.entries import KnownEntry

# A daily run that starts a little earlier than yesterday's still finds due what it found due then.
_EARLY = 0.95


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
