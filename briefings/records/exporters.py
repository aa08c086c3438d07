"""Feed exporters that write one row for each turn.

The rows are the lines of turns.jsonl in another format: the same fields in the same order, plain values, safe to write
as UTF-8. Anything but a Briefing is exported as Scrapy does it.
"""

import json
from collections.abc import Mapping
from typing import Any

from scrapy import exporters

from briefings.items import Briefing
from briefings.records.jsonl import turn_line


class _TurnExporter(exporters.BaseItemExporter):
    def export_item(self, item: Any) -> None:
        rows = [json.loads(turn_line(turn)) for turn in item.turns] if isinstance(item, Briefing) else [item]
        for row in rows:
            super().export_item(row)  # type: ignore[safe-super]  # of the exporter that is named second


class TurnCsvExporter(_TurnExporter, exporters.CsvItemExporter):
    """CSV exporter; nested values, such as notes, become JSON text."""

    def serialize_field(self, field: Mapping[str, Any], name: str, value: Any) -> Any:
        if isinstance(value, (list, dict)):
            value = json.dumps(value, ensure_ascii=False)
        return super().serialize_field(field, name, value)


class TurnJsonExporter(_TurnExporter, exporters.JsonItemExporter):
    """Exporter of one JSON array."""


class TurnLinesExporter(_TurnExporter, exporters.JsonLinesItemExporter):
    """Exporter of one JSON object per line."""
