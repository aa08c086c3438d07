"""Keep parts of Scrapy that are switched off from being imported: they cost every start a tenth of a second."""

from __future__ import annotations

from scrapy.settings import BaseSettings

# Each part with the setting that switches it on and the list that names it. Scrapy imports a part before it asks
# whether it is on, even to remove it; these bring along a web server and a list of all top-level domains.
_PARTS = (
    ("REMOTE_CONTROL_ENABLED", "EXTENSIONS_BASE", "scrapy.extensions.remote_control.RemoteControl"),
    ("COOKIES_ENABLED", "DOWNLOADER_MIDDLEWARES_BASE", "scrapy.downloadermiddlewares.cookies.CookiesMiddleware"),
)


class SwitchedOffParts:
    """Add-on that removes the parts, because add-ons are set up before Scrapy imports its components."""

    def update_settings(self, settings: BaseSettings) -> None:
        """Remove the parts that are switched off from Scrapy's own lists."""
        for switch, parts, part in _PARTS:
            if not settings.getbool(switch):
                settings[parts].pop(part, None)
