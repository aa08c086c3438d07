"""A real HTTP server on loopback that serves made-up hosts and can misbehave."""

from tests.server.replies import Reply, page, redirect, reset, torn, torn_gzip
from tests.server.site import Site, Visit

__all__ = ["Reply", "Site", "Visit", "page", "redirect", "reset", "torn", "torn_gzip"]
