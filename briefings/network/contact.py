"""Say who is visiting, and how to reach them."""

import logging

from scrapy import Request, signals
from scrapy.settings import SETTINGS_PRIORITIES, Settings
from scrapy.utils.httpobj import urlparse_cached

from briefings import __version__
from briefings.hosts import address_in
from briefings.runs.component import Component

logger = logging.getLogger(__name__)

# Names that lead nowhere (RFC 6761), or none, as of a file: nobody there could want to reach anyone.
_NOWHERE = ("", "localhost", "test", "example", "invalid")


class Contact(Component):
    """Add-on that sets USER_AGENT from BRIEFINGS_CONTACT, a web or mail address, unless the user set one.

    Without either, the first request to another machine logs a warning, once in a run.
    """

    def update_settings(self, settings: Settings) -> None:
        """Set USER_AGENT from a contact that was already checked."""
        contact = (settings["BRIEFINGS_CONTACT"] or "").strip()
        about = f"+{contact}" if contact else "a reader of press-briefing transcripts; Scrapy"
        settings.set("USER_AGENT", f"briefings/{__version__} ({about})", priority="addon")
        own = (settings.getpriority("USER_AGENT") or 0) > SETTINGS_PRIORITIES["addon"]
        if not contact and not own:
            self.crawler.signals.connect(self._warn, signal=signals.request_reached_downloader)

    def _warn(self, request: Request) -> None:
        host = urlparse_cached(request).hostname or ""
        if leads_nowhere(host):
            return
        self.crawler.signals.disconnect(self._warn, signal=signals.request_reached_downloader)
        logger.warning(
            "%s is visited without a way to reach you: set BRIEFINGS_CONTACT to an address of yours, web or mail",
            host,
            extra={"spider": self.crawler.spider},
        )


def leads_nowhere(host: str) -> bool:
    """Tell whether a host is this machine or a name reserved for examples and tests."""
    address = address_in(host)
    return address.is_loopback if address else host.rpartition(".")[2] in _NOWHERE
