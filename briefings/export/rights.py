"""The rights in the texts of a source, as its spider declares them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from scrapy.spiderloader import SpiderLoaderProtocol

UNKNOWN = "unknown"
_SPDX = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+-]*")


@dataclass(frozen=True, slots=True)
class Rights:
    """A line of rights.csv: what the spider of a source declares, unknown where it declares nothing or is not there."""

    source: str
    rights: str = UNKNOWN
    """An SPDX id, or a few words."""
    rights_url: str | None = None
    """The address where the source says so."""
    rights_checked: str | None = None
    """The day somebody looked."""


def rights_of(loader: SpiderLoaderProtocol, source: str) -> Rights:
    """The rights that the spider of a source declares."""
    if source not in loader.list():
        return Rights(source)
    spider = loader.load(source)
    url, checked = (getattr(spider, name, None) for name in ("rights_url", "rights_checked"))
    return Rights(source, getattr(spider, "rights", None) or UNKNOWN, url, checked)


def licence_of(rights: Sequence[Rights]) -> str | None:
    """The SPDX id that holds for all of these; None where they differ, one is unknown, or it is words."""
    found = {each.rights for each in rights}
    (only, *others) = found or {UNKNOWN}
    return None if others or only == UNKNOWN or not is_spdx(only) else only


def is_spdx(text: str) -> bool:
    """Tell whether a text has the form of the SPDX id of a licence."""
    return _SPDX.fullmatch(text) is not None
