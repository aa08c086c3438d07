"""Between the scheduler and the wire: politeness, the archive as an HTTP cache, intact bodies."""

from briefings.network.compressed_stream import is_whole
from briefings.network.failures import reason_of, status_reason

__all__ = ["is_whole", "reason_of", "status_reason"]
