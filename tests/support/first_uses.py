"""Import all that our commands need, and make once what each start of Scrapy makes anew, the same every time.

Nothing of ours is replaced, and every command does what it does without this, only sooner.
"""

from __future__ import annotations

import logging
import sys
from copy import deepcopy
from functools import cache
from importlib.metadata import entry_points
from inspect import isawaitable
from typing import TYPE_CHECKING, Any

from scrapy import cmdline
from scrapy.http import Headers, HtmlResponse
from scrapy.settings import BaseSettings, SettingsAttribute
from scrapy.spiderloader import get_spider_loader
from scrapy.utils.misc import load_object, walk_modules_iter
from scrapy.utils.project import get_project_settings
from scrapy.utils.response import get_meta_refresh
from scrapy.utils.url import add_http_if_no_scheme
from twisted.internet import _sslverify

from briefings.loaders import load_briefing
from briefings.records.schema import breaches_of, schemas
from briefings.runs.checked_settings import check_settings
from briefings.runs.reading_key import reader_version
from briefings.transcript import CHINA_ORG_CN, read_page, read_transcript
from tests.support.pages import briefing, list_page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_ATOMS = frozenset({int, str, bool, float, type(None)})
"""Types of settings of which nobody needs a copy."""


def import_everything() -> None:
    """Import all modules of our commands and make what is kept from its first use on."""
    path = sys.path.copy()
    for package in ("scrapy.cmdline", "scrapy.commands", "briefings", "spiders", "pipelines"):
        list(walk_modules_iter(package))
    settings = get_project_settings()
    for value in settings.values():
        for part in (*value, *value.values()) if isinstance(value, BaseSettings) else (value,):
            if isinstance(part, str) and "." in part and part.replace(".", "").isidentifier():
                load_object(part)
    _answer_once()
    _use_readers()
    _use_scrapy(settings)
    sys.path[:] = path  # to which Scrapy adds the folder of the project
    assert "twisted.internet.reactor" not in sys.modules


def _answer_once() -> None:
    """Remember what every start works out anew from what never changes: a fifth of the cost of a short command."""
    vars(cmdline)["entry_points"] = cache(entry_points)
    found: Callable[[str], Iterable[Any]] = vars(cmdline)["_iter_command_classes"]
    vars(cmdline)["_iter_command_classes"] = cache(lambda module: list(found(module)))
    vars(_sslverify)["_expandCipherString"] = cache(vars(_sslverify)["_expandCipherString"])
    # Each start copies all settings twice; Python would take each of them apart to know how.
    SettingsAttribute.__deepcopy__ = _copied  # type: ignore[attr-defined]


def _copied(setting: SettingsAttribute, memo: dict[int, Any]) -> SettingsAttribute:
    new = SettingsAttribute.__new__(SettingsAttribute)
    new.value = setting.value if type(setting.value) in _ATOMS else deepcopy(setting.value, memo)
    new.priority = setting.priority
    return new


def _use_readers() -> None:
    """Make the objects that are made at first use and then kept: half the cost of a short crawl."""
    schemas()
    reader_version()
    pages = [read_page(body, url, markup=CHINA_ORG_CN, as_list=True) for url, body in briefing(pages=3).items()]
    assert not breaches_of(load_briefing(read_transcript(pages)))
    alone, among = list_page(["/talk/1"]), list_page(["/talk/1"], ["/list", "/list/2"]).replace(b">2<", b">Next<")
    for page in (alone, among):
        assert read_page(page, "http://varenia.example/list", as_list=True).links


def _use_scrapy(settings: BaseSettings) -> None:
    """Let Python ask each class once whether it is a command, a mapping, a coroutine; it remembers the answer."""
    cmdline._get_commands_dict(settings, inproject=True)
    get_spider_loader(settings).list()
    settings.frozencopy()
    check_settings(settings.copy())
    load_object("scrapy.core.downloader.contextfactory._ScrapyClientContextFactory")(
        tls_ciphers=settings["DOWNLOADER_CLIENT_TLS_CIPHERS"]
    )
    page = HtmlResponse(add_http_if_no_scheme("localhost"), headers=Headers({b"A": b"b"}), body=b"<p>A line.</p>")
    assert get_meta_refresh(page) == (None, None)
    assert not isawaitable(page)
    assert not isawaitable(page.request)
    logging.getLogger(__name__).makeRecord(__name__, logging.INFO, "", 0, "", ("a text",), None)
