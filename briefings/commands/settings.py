"""`scrapy settings`, which shows what the environment sets too."""

from scrapy.commands import settings

from briefings.runs.checked_command import CheckedCommand


class Command(CheckedCommand, settings.Command):
    """Scrapy's own command with all its options."""
