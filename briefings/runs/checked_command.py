"""The base of all commands of ours: their settings are right, or nothing starts."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from briefings.runs.checked_settings import check_settings, warn_of_unknown_variables

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator


class CheckedCommand(ScrapyCommand):
    """Takes the settings of ours from the environment too, and checks them before the command runs."""

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Read the options. A wrong setting: a sentence on stderr and exit code 2."""
        super().process_options(args, opts)
        assert self.settings is not None
        try:
            check_settings(self.settings)
        except ValueError as error:
            raise refusal(error) from None
        if not self.requires_crawler_process:
            warn_of_unknown_variables()  # where there is a crawl, it says so


@contextmanager
def while_somebody_reads() -> Iterator[None]:
    """End the block quietly when whoever reads what is printed, head say, has enough."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        # Python would complain again when it flushes at its end.
        sys.stdout = None


def refusal(error: Exception) -> UsageError:
    """Print what is wrong on stderr, and nothing more; returns what ends the command with code 2."""
    print(error, file=sys.stderr)
    return UsageError(print_help=False)
