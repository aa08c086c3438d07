"""Times as written in records, the database, the archive and run names."""

import time
from datetime import UTC, datetime


def now() -> str:
    """Return the current time in UTC as ISO 8601, to the second: `2026-03-06T08:15:00Z`."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())


def moment() -> str:
    """Return the time in UTC to the microsecond, for names of runs and their files: `20260306T081500.123456Z`."""
    return datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
