"""The way of a briefing from the spider to the disk: forgotten, validate, dedupe, jsonl, in this order."""
