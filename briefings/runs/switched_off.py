"""Parts of Scrapy that are switched off are not imported either: they cost every start a tenth of a second."""

from __future__ import annotations

from scrapy.settings import BaseSettings

# The setting that switches it on, where Scrapy names it, and the part. Scrapy imports a part before it asks whether it
# is on, and even to take it out: these bring a web server, and a list of all top-level domains, along.
_PARTS = (
    ("REMOTE_CONTROL_ENABLED", "EXTENSIONS_BASE", "scrapy.extensions.remote_control.RemoteControl"),
    ("COOKIES_ENABLED", "DOWNLOADER_MIDDLEWARES_BASE", "scrapy.downloadermiddlewares.cookies.CookiesMiddleware"),
)


class SwitchedOffParts:
    """An add-on, as these are set up before Scrapy imports its components."""

    def update_settings(self, settings: BaseSettings) -> None:
        """Take out of Scrapy's own lists what is switched off."""
        for switch, parts, part in _PARTS:
            if not settings.getbool(switch):
                settings[parts].pop(part, None)
