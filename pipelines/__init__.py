"""The stages of a briefing between spider and disk: forgotten, validate, dedupe, jsonl, in this order."""
