"""`scrapy fetch`, which leaves the data folder alone."""

from __future__ import annotations

from scrapy.commands import fetch

from briefings.runs.trial_command import TrialCommand


class Command(TrialCommand, fetch.Command):
    """Scrapy's own command with all its options."""
