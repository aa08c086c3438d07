"""The JSONL files of a source: turns, briefings, superseded, rejected, forgotten."""
