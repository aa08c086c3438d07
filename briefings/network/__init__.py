"""Between the scheduler and the wire: politeness, the archive as an HTTP cache, intact bodies."""

from briefings.network.decompress import decompress
from briefings.network.failures import reason_of, status_reason

__all__ = ["decompress", "reason_of", "status_reason"]
