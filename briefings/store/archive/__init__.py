"""The archive of a source: every response, in WARC files."""
