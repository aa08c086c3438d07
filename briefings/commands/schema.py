"""`scrapy schema`: print the JSON Schemas of the records."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, ClassVar

from scrapy.exceptions import UsageError

from briefings.records.schema import schemas
from briefings.runs.checked_command import CheckedCommand, while_somebody_reads

if TYPE_CHECKING:
    import argparse


class Command(CheckedCommand):
    """Print the schema of one record, or those of both as one object."""

    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        return "[briefing|turn]"

    def short_desc(self) -> str:
        return "Print the JSON Schema of the records"

    def long_desc(self) -> str:
        return "Print the JSON Schema of a line of briefings.jsonl or turns.jsonl; of both, when none is named."

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        known = schemas()
        if len(args) > 1 or any(name not in known for name in args):
            raise UsageError(f"there is no record {' '.join(args)!r}: name one of {', '.join(known)}", print_help=False)
        with while_somebody_reads():
            print(json.dumps(known[args[0]] if args else known, indent=2, ensure_ascii=False))
