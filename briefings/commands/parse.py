"""`scrapy parse`, which leaves the data folder alone."""

from __future__ import annotations

from scrapy.commands import parse

from briefings.runs.trials import TrialCommand


class Command(TrialCommand, parse.Command):
    """Scrapy's own command with all its options."""
