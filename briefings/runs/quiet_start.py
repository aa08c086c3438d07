"""A quiet start: a log of ids and counts, without messages about the program, and no imports of parts that are off."""

import logging
from typing import Any

from scrapy.settings import BaseSettings

from briefings.safe_to_show import shown

# Loggers whose messages have several lines: the counts of a run, deprecations, failed tasks.
_OF_SEVERAL_LINES = ("scrapy.", "twisted", "py.warnings", "asyncio")


class SafeRecord(logging.LogRecord):
    """Log record whose text, even text of a page, cannot steer a terminal, forge a line or carry a password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.exc_info:
            # Handlers use an exc_text that is already there.
            self.exc_text = shown(logging.Formatter().formatException(self.exc_info), lines=True)

    def getMessage(self) -> str:  # noqa: N802 - logging
        """Return the message with its arguments, made safe to show."""
        return shown(super().getMessage(), lines=self.name.startswith(_OF_SEVERAL_LINES))


# Beginnings of messages to leave out, by logger. They describe the program, not the run. The last one repeats what
# whoever requested the page says, and its advice, to accept broken pages as whole, must not be followed.
_LEFT_OUT = {
    "scrapy.addons": "Enabled addons",
    "scrapy.middleware": "Enabled %(componentname)ss",
    "scrapy.crawler": "Overridden settings",
    "scrapy.core.downloader.handlers.http11": "Got data loss in",
}
_ROBOTS = "scrapy.downloadermiddlewares.robotstxt"

# Each part with the setting that switches it on and the list that names it. Scrapy imports a part before it asks
# whether it is on, even to remove it; these bring along a web server and a list of all top-level domains.
_PARTS = (
    ("REMOTE_CONTROL_ENABLED", "EXTENSIONS_BASE", "scrapy.extensions.remote_control.RemoteControl"),
    ("COOKIES_ENABLED", "DOWNLOADER_MIDDLEWARES_BASE", "scrapy.downloadermiddlewares.cookies.CookiesMiddleware"),
)


class QuietStart:
    """Add-on, because add-ons are set up before Scrapy imports and lists its components.

    With LOG_LEVEL at DEBUG no message is left out.
    """

    def update_settings(self, settings: BaseSettings) -> None:
        """Set the filters and the class of log records; remove the parts that are off, a tenth of a second each."""
        for switch, parts, part in _PARTS:
            if not settings.getbool(switch):
                settings[parts].pop(part, None)
        # Scrapy lets its handler drop what is below the level: a record for every page. The report wants the errors.
        logging.getLogger("scrapy").setLevel("DEBUG" if settings["LOG_LEVEL"] == "DEBUG" else "INFO")
        logging.setLogRecordFactory(SafeRecord)
        for name in _LEFT_OUT:
            logger = logging.getLogger(name)
            logger.removeFilter(_says_something)
            if settings["LOG_LEVEL"] != "DEBUG":
                logger.addFilter(_says_something)
        logging.getLogger(_ROBOTS).addFilter(_without_traceback)


def _says_something(record: logging.LogRecord) -> bool:
    return not str(record.msg).startswith(_LEFT_OUT[record.name])


def _without_traceback(record: logging.LogRecord) -> bool:
    """Drop the traceback: the message says why robots.txt is unavailable, and a silent host is no bug to trace."""
    record.exc_info = record.exc_text = None
    return True
