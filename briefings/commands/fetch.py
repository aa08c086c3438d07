"""`scrapy fetch`, which leaves the data folder alone."""

from __future__ import annotations

from scrapy.commands import fetch

from briefings.runs.trials import TrialCommand


class Command(TrialCommand, fetch.Command):
    """Scrapy's own command with all its options."""
