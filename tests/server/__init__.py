"""A real HTTP server on loopback that serves made-up hosts and can misbehave."""

from tests.server import wire
from tests.server.replies import Reply, packed, page, redirect, reset, tagged, torn, torn_gzip
from tests.server.site import Site, Visit

__all__ = ["Reply", "Site", "Visit", "packed", "page", "redirect", "reset", "tagged", "torn", "torn_gzip", "wire"]
