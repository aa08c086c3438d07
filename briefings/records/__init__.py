"""Records: schema, consistency, identity, revisions and JSON lines."""

from briefings.records.consistency import problems_of
from briefings.records.differences import changed_turns, differs, fields_in_words, in_words
from briefings.records.identity import content_hash, count_words, identity_of, short_hash, text_hash_of, turn_ids
from briefings.records.jsonl import briefing_of, json_line, record_of, turn_line, whole_record_of
from briefings.records.revisions import (
    Decision,
    Measure,
    StoredBriefing,
    TurnKey,
    changes_between,
    decide,
    digests_in,
    is_poorer,
    measure_of,
    pages_of,
    revise,
    set_revision,
    turn_key,
    with_places,
)
from briefings.records.schema import breaches_of, schema_of, schemas, violations

__all__ = [
    "Decision",
    "Measure",
    "StoredBriefing",
    "TurnKey",
    "breaches_of",
    "briefing_of",
    "changed_turns",
    "changes_between",
    "content_hash",
    "count_words",
    "decide",
    "differs",
    "digests_in",
    "fields_in_words",
    "identity_of",
    "in_words",
    "is_poorer",
    "json_line",
    "measure_of",
    "pages_of",
    "problems_of",
    "record_of",
    "revise",
    "schema_of",
    "schemas",
    "set_revision",
    "short_hash",
    "text_hash_of",
    "turn_ids",
    "turn_key",
    "turn_line",
    "violations",
    "whole_record_of",
    "with_places",
]
