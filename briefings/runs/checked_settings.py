"""Our settings: the values each may have, checked whether they come from -s, a file or the environment."""

import logging
import os
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from difflib import get_close_matches
from importlib.util import find_spec
from pathlib import Path
from shutil import disk_usage
from typing import Any
from urllib.parse import urlsplit

from msgspec import Struct
from scrapy import Spider
from scrapy.exceptions import UsageError
from scrapy.settings import SETTINGS_PRIORITIES, BaseSettings, default_settings
from scrapy.utils.misc import load_object

from briefings import settings as ours
from briefings.hosts import read_named_hosts
from briefings.runs.component import Component
from briefings.runs.expectations import SettingError, read_acknowledged, read_expectations
from briefings.store.folder import data_folder

logger = logging.getLogger(__name__)

_LIKE_OURS = "BRIEFING"
"""Beginning of every setting that is ours or was meant to be: BRIEFING_DATA would leave the data elsewhere."""
ENVIRONMENT = SETTINGS_PRIORITIES["spider"] + 5
"""Priority of the environment: set for one run, as -s is, so above the settings of a file or a source."""

_LIBRARIES = {"s3": "boto3", "gs": "google.cloud.storage"}
"""Libraries that Scrapy needs to write a feed, by the scheme of its address."""
_LONGEST_SHOWN = 200


class Kind(Struct, frozen=True):
    """Kind of value that a setting may have, in words, with its check."""

    words: str
    check: Callable[[Any], object]
    """Function that returns False or raises for a bad value; a SettingError says what is wrong with it."""


def check_settings(settings: BaseSettings) -> None:
    """Take our settings from the environment into `settings`, and check all of them.

    An empty variable counts as unset; a variable with an unknown name is ignored.
    Raises ValueError with a sentence that names the setting, its value, and what is expected.
    """
    for name in KINDS:
        if value := os.environ.get(name):
            settings.set(name, value, priority=ENVIRONMENT)
    for name in settings:
        if isinstance(name, str) and settings[name] is not None and (kind := _kind_of_scrapys(name)):
            _check(name, kind, settings[name])
    for name in sorted(name for name in settings if isinstance(name, str) and name.startswith(_LIKE_OURS)):
        if name not in KINDS:
            close = get_close_matches(name, KINDS, n=1, cutoff=0.8)
            hint = f"did you mean {close[0]}?" if close else f"there are {', '.join(sorted(KINDS))}."
            raise ValueError(f"There is no setting {name}: {hint}")
        _check(name, KINDS[name], settings[name], from_environment=settings.getpriority(name) == ENVIRONMENT)
    _check_feeds(settings)


class MissingSettingError(UsageError, ValueError):
    """Error for settings that do not start from `briefings.settings`; Scrapy's commands print it and end with 2."""


def require_settings(settings: BaseSettings) -> None:
    """Raise MissingSettingError, which says what to do, unless the settings start from `briefings.settings`."""
    missing = sorted(name for name in KINDS if name not in settings)
    if missing:
        raise MissingSettingError(
            f'The setting {missing[0]} is missing: add ADDONS = {{"briefings.Briefings": 0}} to the settings of this'
            " project, or give the crawler process scrapy.utils.project.get_project_settings() of one that has it."
        )


def warn_of_unknown_variables(spider: Spider | None = None) -> None:
    """Warn of environment variables that look like our settings but are not.

    Not an error: Kubernetes gives every pod such variables where a service is called briefings.
    """
    unknown = sorted(name for name in os.environ if name.startswith(_LIKE_OURS) and name not in KINDS)
    if unknown:
        # Names only: a value may be a secret.
        logger.warning("Ignored in the environment, not settings: %s", ", ".join(unknown), extra={"spider": spider})


class SettingsCheck(Component):
    """Add-on that checks the settings of a crawl, however it was started; a wrong one keeps the crawl from starting.

    Sources check theirs earlier, in their `update_settings`, as Scrapy makes the spider before it asks add-ons. Parts
    in `custom_settings` or -s replace ours in Scrapy: without ours, robots.txt would be kept less strictly, and the
    verdict would not know of the run's end. So ours come beside them, unless they are set to None.
    """

    def update_settings(self, settings: BaseSettings) -> None:
        """Take and check the settings. Raises ValueError with a sentence."""
        for name in ("DOWNLOAD_HANDLERS", "DOWNLOADER_MIDDLEWARES", "EXTENSIONS", "FEED_EXPORTERS"):
            for part, order in getattr(ours, name).items():
                settings[name].setdefault(part, order)
        check_settings(settings)
        warn_of_unknown_variables(self.crawler.spider)


def _check(name: str, kind: Kind, value: Any, *, from_environment: bool = False) -> None:
    why = f"must be {kind.words}."
    try:
        if kind.check(value) is not False:
            return
    except SettingError as error:
        why = str(error)
    except (ValueError, TypeError, OverflowError, LookupError, OSError, ImportError, NameError):
        pass
    where = " (from the environment)" if from_environment else ""
    raise ValueError(f"{name}={repr(value)[:_LONGEST_SHOWN]}{where} {why}")


def _check_feeds(settings: BaseSettings) -> None:
    """Raise ValueError for a feed in the data folder, or one that Scrapy cannot write and would only log."""
    data, storages = Path(os.path.realpath(data_folder(settings))), settings.getwithbase("FEED_STORAGES")
    known = sorted(name for name, exporter in settings.getwithbase("FEED_EXPORTERS").items() if exporter)
    for place, feed in settings.getdict("FEEDS").items():
        if data in Path(os.path.realpath(str(place).removeprefix("file://"))).parents:
            raise ValueError(f"FEEDS names {place}, which belongs to the data folder {data}: write the feed elsewhere.")
        scheme = urlsplit(str(place)).scheme
        if not storages.get(scheme):
            there = ", ".join(sorted(one for one in storages if one))
            raise ValueError(f"FEEDS names {place}, and nothing writes to {scheme}: there are {there}.")
        if (library := _LIBRARIES.get(scheme)) and not _is_installed(library):
            raise ValueError(f"FEEDS names {place}, which needs a library: pip install {library.replace('.', '-')}.")
        if not isinstance(feed, Mapping):
            raise ValueError(f'FEEDS names {place} with {feed!r} in the place of a dict such as {{"format": "csv"}}.')
        if feed.get("format") not in known:
            raise ValueError(f"FEEDS names the format {feed.get('format')}; there are {', '.join(known)}.")
        _check(f"FEEDS, {place}: encoding", _ENCODING, feed.get("encoding"))
        file = Path(str(place).removeprefix("file://"))
        if feed["format"] == "json" and not feed.get("overwrite") and file.is_file() and file.stat().st_size:
            raise ValueError(f"FEEDS names {place}, which has an array already: take -O to write it anew, or jsonl.")
        batch = feed.get("batch_item_count", settings.getint("FEED_EXPORT_BATCH_ITEM_COUNT"))
        if batch and "%(batch_" not in str(place):
            raise ValueError(f"FEEDS names {place} for files of {batch} briefings each: write %(batch_id)d into it.")


def _is_installed(library: str) -> bool:
    with suppress(ModuleNotFoundError):  # of a package around it
        return find_spec(library) is not None
    return False


def _number(least: int, most: int, *, whole: bool = False) -> Kind:
    def check(value: Any) -> bool:
        number = int(value) if whole and isinstance(value, str) else float(value)
        return not isinstance(value, bool) and least <= number <= most and not (whole and number % 1)

    return Kind(f"a {'whole ' * whole}number from {least} to {most}", check)


def _is_file_to_write(value: Any) -> bool:
    file = Path(value)
    if not file.parent.is_dir():
        raise SettingError(f"cannot be written: there is no folder {file.parent}.")
    if not disk_usage(file.parent).free:  # Scrapy would end with a traceback
        raise SettingError("cannot be written: its disk is full.")
    return not file.is_dir() and os.access(file if file.exists() else file.parent, os.W_OK)


def _is_log_level(value: Any) -> bool:
    return isinstance(value, int) or str(value).isdigit() or value in logging.getLevelNamesMapping()


def _kind_of_scrapys(name: str) -> Kind | None:
    """Return the kind of a setting of Scrapy: the one below, else that of its default."""
    default = getattr(default_settings, name, None)
    of_default = _FLAG if isinstance(default, bool) else _ANY_NUMBER if isinstance(default, int | float) else None
    return _SCRAPYS.get(name, of_default)


_ANY_NUMBER = Kind("a number", float)
_COUNT = _number(1, 1_000_000, whole=True)
_SECONDS = _number(0, 86_400)
# The spellings that Settings.getbool accepts.
_FLAG = Kind("True or False", lambda value: value in (True, False, "0", "1", "True", "False", "true", "false"))
# idna, which Python calls an encoding of texts, refuses two full stops.
_ENCODING = Kind("an encoding of texts, such as utf-8", lambda value: "..".encode(value or "utf-8"))
# The contact goes into a comment of a header: printable, without parentheses. Each address has a dot or an @.
_CONTACT = re.compile(r"|(?=[^.@]*[.@])[ -'*-~]{1,200}")

KINDS = {
    "BRIEFINGS_ACKNOWLEDGED": Kind("a dict, the same as JSON, or the name of a file", read_acknowledged),
    "BRIEFINGS_CONTACT": Kind(
        "an address of the web or of mail, in ASCII and without parentheses",
        lambda value: _CONTACT.fullmatch((value or "").strip()) is not None,
    ),
    "BRIEFINGS_CRAWL_DELAY_MOST": _SECONDS,
    "BRIEFINGS_DATA": Kind("the name of a folder", lambda value: value is None or "\0" not in str(os.fspath(value))),
    "BRIEFINGS_EXPECT": Kind("a dict, or the same as JSON", read_expectations),
    "BRIEFINGS_LOOK_AGAIN": _number(0, 36_500),  # a century: more is a slip, and dates would overflow
    "BRIEFINGS_MAX_LIST_PAGES": _COUNT,
    "BRIEFINGS_MAX_LOOKS": _number(0, 10_000, whole=True),
    "BRIEFINGS_MAX_OPEN": _COUNT,
    "BRIEFINGS_MAX_PAGES": _COUNT,
    "BRIEFINGS_PRIVATE_HOSTS": Kind(
        "host names, addresses and networks such as 10.1.0.0/16, a list or with commas", read_named_hosts
    ),
    "BRIEFINGS_PROGRESS": _FLAG,
    "BRIEFINGS_REFUSALS_MOST": _COUNT,
    "BRIEFINGS_RETRY_AFTER_MOST": _SECONDS,
    "BRIEFINGS_UNLABELLED": _FLAG,
}
"""Permitted values of each of our settings; settings.py has their defaults and meanings."""

_SCRAPYS = {
    "CONCURRENT_ITEMS": _COUNT,
    "CONCURRENT_REQUESTS": _COUNT,
    "CONCURRENT_REQUESTS_PER_DOMAIN": _COUNT,
    "DOWNLOAD_DELAY": _SECONDS,
    "DOWNLOAD_MAXSIZE": _number(0, 2**40, whole=True),
    "DOWNLOAD_TIMEOUT": _SECONDS,
    "FEED_EXPORT_ENCODING": _ENCODING,
    "LOG_ENCODING": _ENCODING,
    "LOG_FILE": Kind("the name of a file that can be written", _is_file_to_write),
    "LOG_LEVEL": Kind("CRITICAL, ERROR, WARNING, INFO or DEBUG", _is_log_level),
    "RETRY_HTTP_CODES": Kind(
        "codes of HTTP, with commas",
        lambda value: [int(code) for code in (value.split(",") if isinstance(value, str) else value)],
    ),
    "RETRY_TIMES": _number(0, 1_000, whole=True),
    "TWISTED_REACTOR": Kind("the full name of a reactor", lambda value: value and load_object(value)),
}
"""Permitted values of Scrapy's settings that users set here; Scrapy ends with a traceback, or without naming them."""
