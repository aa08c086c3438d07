"""Records: schema, consistency, identity, revisions and JSON lines. Those who check records need these three."""

from briefings.records.consistency import problems_of as problems_of
from briefings.records.jsonl import record_of as record_of
from briefings.records.schema import breaches_of as breaches_of
