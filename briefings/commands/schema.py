"""`scrapy schema`: print the JSON Schemas of the records."""

import argparse
import json
from typing import Any, ClassVar

from scrapy.exceptions import UsageError

from briefings.records.schema import schemas
from briefings.runs.checked_command import OwnCommand, while_somebody_reads


class Command(OwnCommand):
    """Print the JSON Schema of the records."""

    arguments = "[briefing|turn]"
    description = "Print the JSON Schema of a line of briefings.jsonl or turns.jsonl; of both, when none is named."
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        known = schemas()
        if len(args) > 1 or any(name not in known for name in args):
            raise UsageError(f"there is no record {' '.join(args)!r}: name one of {', '.join(known)}")
        with while_somebody_reads():
            print(json.dumps(known[args[0]] if args else known, indent=2, ensure_ascii=False))
