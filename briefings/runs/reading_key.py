"""The key of a reading: everything beside the bytes that decides its outcome.

The same bytes under the same key give the same reading.
"""

import hashlib
import inspect
import sys
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from uuid import uuid4

from lxml import etree
from scrapy import Spider
from scrapy.settings import BaseSettings

from briefings.settings import ITEM_PIPELINES

_READ_BY = (".py", ".toml")
"""Extensions of the files that decide how a page is read: code, and the words of a language."""


def reading_key(spider: type[Spider] | None, settings: BaseSettings) -> str:
    """Return the key of a source's readings: the version of the reader and the source's own declarations.

    `settings` are those of its crawls, including the source's own.
    """
    unlabelled = settings.getbool("BRIEFINGS_UNLABELLED")
    key = (reader_version(), getattr(spider, "markup", None), unlabelled, _own_code(spider))
    return hashlib.sha256(repr(key).encode("utf-8", "replace")).hexdigest()


@cache
def reader_version() -> str:
    """Return a digest of this package's code, its language tables, and the parser's version.

    Code is hashed because a version number would be forgotten sooner or later; all of it, because what is followed and
    kept of a page matters as much as how it is read, and releases are rarely installed.
    """
    digest = hashlib.sha256(repr((etree.LXML_VERSION, etree.LIBXML_VERSION, sys.version_info[:3])).encode())
    for file in _files_of(files("briefings")):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _files_of(folder: Traversable) -> Iterator[Traversable]:
    """Yield the files that decide how a page is read, in order; from a zip too, as Scrapyd runs from one."""
    for one in sorted(folder.iterdir(), key=lambda one: one.name):
        if one.is_dir():
            yield from _files_of(one)
        elif one.name.endswith(_READ_BY):
            yield one


def _own_code(spider: type[Spider] | None) -> str:
    """Return the code of a source that makes addresses itself; "" where it makes none."""
    own = getattr(spider, "page_url", None)
    if own is None or own.__module__.startswith("briefings.crawling"):
        return ""
    try:
        return inspect.getsource(sys.modules[own.__module__])
    except (OSError, KeyError):
        return str(uuid4())  # unknown code: no run believes the reading of another


def wants_items(settings: BaseSettings) -> bool:
    """Tell whether every briefing, unchanged ones too, is to be emitted: for a feed or somebody else's pipeline."""
    pipelines = {path for path, order in settings.getwithbase("ITEM_PIPELINES").items() if order is not None}
    return bool(settings.getdict("FEEDS")) or not pipelines <= set(ITEM_PIPELINES)
