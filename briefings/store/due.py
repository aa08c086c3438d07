"""Tell when something stored is due to be looked at again."""

from datetime import UTC, datetime, timedelta

from briefings.store.schema import Row

# A daily run that starts a little earlier than yesterday's still finds due what was due then.
_EARLY = 0.95


def is_briefing_due(row: Row, first: float, most: float) -> bool:
    # It lacks something, or the site shows less of it than is stored. One that has vanished rests.
    is_unfinished = row["vanished_at"] is None and (not row["complete"] or row["poorer"] is not None)
    return is_unfinished or is_due(row["changed_at"], row["looked_at"], datetime.now(UTC), first, most)


def is_due(changed_at: str, looked_at: str | None, now: datetime, first: float, most: float) -> bool:
    """Return True when something complete is due to be looked at again.

    `first` and `most` are days. It rests as long as it was unchanged when it was last looked at: after `first` days,
    then 2, 4, 8 times that and so on up to `most`. A change starts again at `first`. 0 means always. A look in the
    future, by a clock that was wrong, does not count.
    """
    if first <= 0 or looked_at is None:
        return True
    looked, changed = (datetime.fromisoformat(at) for at in (looked_at, changed_at))
    rest = min(max(looked - changed, timedelta(days=first)), timedelta(days=most))
    return looked > now or now >= looked + rest * _EARLY
