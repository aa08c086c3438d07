"""Follow no user and password that a page or a redirect names: they would stand in log, report and records."""

from __future__ import annotations

from scrapy import Request

from briefings.safe_to_show import without_user


class WithoutUserMiddleware:
    """Asks for `http://host/` where a redirect, a refresh or a link says `http://user:secret@host/`.

    The user's own addresses are refused with a user in them, before anything starts.
    """

    def process_request(self, request: Request) -> Request | None:
        """Let a request go, or give one without user and password in its place."""
        plain = without_user(request.url)
        return None if plain == request.url else request.replace(url=plain)
