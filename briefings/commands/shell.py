"""`scrapy shell`, which leaves the data folder alone."""

from __future__ import annotations

from scrapy.commands import shell

from briefings.runs.trials import TrialCommand


class Command(TrialCommand, shell.Command):
    """Scrapy's own command with all its options."""
