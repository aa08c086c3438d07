"""The log: lines that carry ids and counts, never a transcript, and nothing that says nothing about the run."""

from __future__ import annotations

import logging
from typing import Any

from scrapy import Request, Spider, logformatter
from scrapy.http import Response
from scrapy.settings import BaseSettings
from twisted.python.failure import Failure

from briefings.items import Briefing
from briefings.safe_to_show import shown

# Messages of several lines are theirs: the counts of a run, deprecations, tasks that failed.
_OF_SEVERAL_LINES = ("scrapy.", "twisted", "py.warnings", "asyncio")


class SafeRecord(logging.LogRecord):
    """A record of a log whose text, be it of a page, cannot steer a terminal, feign a line, or carry a password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.exc_info:
            # Handlers take what is here already.
            self.exc_text = shown(logging.Formatter().formatException(self.exc_info), lines=True)

    def getMessage(self) -> str:  # noqa: N802 - logging
        """The message with its arguments."""
        return shown(super().getMessage(), lines=self.name.startswith(_OF_SEVERAL_LINES))


# By logger, how the messages begin. They are about the program and not about the run, except the last: whoever asked
# for the page says the same, and its advice, to accept broken pages as whole ones, must not be followed.
_LEFT_OUT = {
    "scrapy.addons": "Enabled addons",
    "scrapy.middleware": "Enabled %(componentname)ss",
    "scrapy.crawler": "Overridden settings",
    "scrapy.core.downloader.handlers.http11": "Got data loss in",
}
_ROBOTS = "scrapy.downloadermiddlewares.robotstxt"


class QuietLog:
    """An add-on, as these are set up before Scrapy begins to list its components.

    With LOG_LEVEL at DEBUG nothing is left out.
    """

    def update_settings(self, settings: BaseSettings) -> None:
        """Set the filters, and the records that can be shown; changes no setting."""
        logging.setLogRecordFactory(SafeRecord)
        for name in _LEFT_OUT:
            logger = logging.getLogger(name)
            logger.removeFilter(_says_something)
            if settings["LOG_LEVEL"] != "DEBUG":
                logger.addFilter(_says_something)
        logging.getLogger(_ROBOTS).addFilter(_without_traceback)


class LogFormatter(logformatter.LogFormatter):
    """Names the item by its id and size, and what failed by its type; the traceback follows.

    What is dropped is logged at the level its DropItem asks for, else as a warning.
    """

    def scraped(
        self, item: Any, response: Response | Failure | None, spider: Spider
    ) -> logformatter.LogFormatterResult:
        return {"level": logging.DEBUG, "msg": "Scraped %(item)s", "args": {"item": _named(item)}}

    def dropped(
        self, item: Any, exception: BaseException, response: Response | Failure | None, spider: Spider
    ) -> logformatter.LogFormatterResult:
        result = super().dropped(item, exception, response, spider)
        return {**result, "msg": "Dropped %(item)s: %(error)s", "args": {"item": _named(item), "error": exception}}

    def item_error(
        self, item: Any, exception: BaseException, response: Response | Failure | None, spider: Spider
    ) -> logformatter.LogFormatterResult:
        args = {"item": _named(item), "error": type(exception).__name__}
        return {"level": logging.ERROR, "msg": "Error processing %(item)s: %(error)s", "args": args}

    def spider_error(
        self, failure: Failure, request: Request, response: Response | Failure, spider: Spider
    ) -> logformatter.LogFormatterResult:
        args = {"request": request, "error": type(failure.value).__name__}
        return {"level": logging.ERROR, "msg": "Spider error processing %(request)s: %(error)s", "args": args}


def _says_something(record: logging.LogRecord) -> bool:
    return not str(record.msg).startswith(_LEFT_OUT[record.name])


def _without_traceback(record: logging.LogRecord) -> bool:
    """The message says why robots.txt could not be had; where nobody answers, there is no bug to trace."""
    record.exc_info = record.exc_text = None
    return True


def _named(item: Any) -> str:
    if isinstance(item, Briefing):
        return f"{item.id} ({len(item.turns)} turns, {len(item.pages)} pages, {len(item.missing_pages)} missing)"
    return f"an item of type {type(item).__name__}"
