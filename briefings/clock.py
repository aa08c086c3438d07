"""The time, as it is written in records, the ledger, the archive and the names of runs."""

from __future__ import annotations

import time


def now() -> str:
    """The time in UTC as ISO 8601, to the second: `2026-03-06T08:15:00Z`."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())


def stamp() -> str:
    """The time in UTC as it stands in names of files: `20260306T081500Z`."""
    return time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
