"""Never use a user and password from a page or a redirect: they would appear in log, report and records."""

from __future__ import annotations

from scrapy import Request

from briefings.safe_to_show import without_user


class WithoutUserMiddleware:
    """Middleware that requests `http://host/` where a redirect, refresh or link says `http://user:secret@host/`.

    The user's own addresses with a user in them are refused before anything starts.
    """

    def process_request(self, request: Request) -> Request | None:
        """Let a request go, or return one without user and password in its place."""
        plain = without_user(request.url)
        return None if plain == request.url else request.replace(url=plain)
