"""Feed exporters that write one row for each turn.

The rows are the lines of turns.jsonl in another format: the same fields in the same order, plain values, safe to write
as UTF-8. Anything but a Briefing is exported as Scrapy does it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from scrapy import exporters

from briefings.items import Briefing
from briefings.records.jsonl import turn_line


def rows_of(item: Any) -> Iterator[Any]:
    """Yield the rows of `item`: a dict for each turn of a Briefing; anything else as it is."""
    if isinstance(item, Briefing):
        for turn in item.turns:
            yield json.loads(turn_line(turn))
    else:
        yield item


class _TurnExporter(exporters.BaseItemExporter):
    def export_item(self, item: Any) -> None:
        for row in rows_of(item):
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
