"""`scrapy bench`, which leaves the data folder alone."""

from __future__ import annotations

from scrapy.commands import bench

from briefings.runs.trials import TrialCommand


class Command(TrialCommand, bench.Command):
    """Scrapy's own command with all its options."""
