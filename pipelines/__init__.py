"""The way of a briefing from the spider to the disk: validate, dedupe, jsonl, in this order."""
