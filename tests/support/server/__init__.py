"""A real HTTP server on loopback that serves made-up hosts and can misbehave."""

from tests.support.server import wire
from tests.support.server.replies import Reply, packed, page, redirect, reset, tagged, torn, torn_gzip
from tests.support.server.site import Site, Visit

__all__ = ["Reply", "Site", "Visit", "packed", "page", "redirect", "reset", "tagged", "torn", "torn_gzip", "wire"]
