"""Scrapy's commands for trying a spider, an address or Scrapy itself: parse, shell, fetch, view, bench."""

from __future__ import annotations

import argparse

from scrapy.commands import ScrapyCommand

_WRITERS = {"EXTENSIONS": "briefings.runs.reporter.RunReporter", "ITEM_PIPELINES": "pipelines.jsonl.JsonlPipeline"}


class TrialCommand(ScrapyCommand):
    """Base of these commands: their requests leave no file in the data folder."""

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Read the options, and switch off the run report and the pipeline that stores the records."""
        super().process_options(args, opts)
        assert self.settings is not None
        for parts, writer in _WRITERS.items():
            orders = self.settings.getdict(parts).items()
            kept = {name: None if str(name).endswith(writer) else order for name, order in orders}
            self.settings.set(parts, kept, priority="cmdline")
