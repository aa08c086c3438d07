"""Leave out of the log what tells a reader of it nothing, and what would do something to his terminal."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from briefings.runs.logs import ShownRecord

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings

# By logger, how the messages begin. They tell of the program and not of the run, except the last: what it tells is told
# again by whoever asked for the page, and its advice, to take broken pages for whole ones, must not be followed.
_LEFT_OUT = {
    "scrapy.addons": "Enabled addons",
    "scrapy.middleware": "Enabled %(componentname)ss",
    "scrapy.crawler": "Overridden settings",
    "scrapy.core.downloader.handlers.http11": "Got data loss in",
}


class QuietLog:
    """An add-on, as these are set up before Scrapy begins to list its components.

    With LOG_LEVEL at DEBUG nothing is left out.
    """

    def update_settings(self, settings: BaseSettings) -> None:
        """Set the filters, and the records that can be shown; changes no setting."""
        logging.setLogRecordFactory(ShownRecord)
        for name in _LEFT_OUT:
            logger = logging.getLogger(name)
            logger.removeFilter(_tells_something)
            if settings["LOG_LEVEL"] != "DEBUG":
                logger.addFilter(_tells_something)


def _tells_something(record: logging.LogRecord) -> bool:
    return not str(record.msg).startswith(_LEFT_OUT[record.name])
