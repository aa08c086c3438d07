"""The versions of the records and of the reader, kept in every briefing."""

SCHEMA_VERSION = 1
"""Version of the records; raised when a field changes its meaning or goes away, but not for a new field."""

READER_VERSION = 2
"""Version of the reader; raised when the same pages may yield other turns. Stored in every briefing as `reader`."""
