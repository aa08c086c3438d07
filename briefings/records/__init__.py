"""Records: schema, consistency, identity, revisions and JSON lines. Those who check records need these three."""

from briefings.records.consistency import problems_of
from briefings.records.jsonl import record_of
from briefings.records.schema import breaches_of

__all__ = ["breaches_of", "problems_of", "record_of"]
