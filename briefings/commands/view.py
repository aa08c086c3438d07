"""`scrapy view`, which leaves the data folder alone."""

from __future__ import annotations

from scrapy.commands import view

from briefings.runs.trials import TrialCommand


class Command(TrialCommand, view.Command):
    """Scrapy's own command with all its options."""
