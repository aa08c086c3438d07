"""The rights in the texts of a source, as its spider declares them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct
from scrapy.spiderloader import SpiderLoaderProtocol

UNKNOWN = "unknown"
_SPDX = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+-]*")


class Rights(Struct, frozen=True):
    """A line of rights.csv: the declarations of a source's spider, unknown without any."""

    source: str
    rights: str = UNKNOWN
    """SPDX id, or a few words."""
    rights_url: str | None = None
    """Address where the source says so."""
    rights_checked: str | None = None
    """Day somebody looked."""


def rights_of(loader: SpiderLoaderProtocol, source: str) -> Rights:
    """Return the rights that the spider of a source declares."""
    if source not in loader.list():
        return Rights(source)
    spider = loader.load(source)
    url, checked = (getattr(spider, name, None) for name in ("rights_url", "rights_checked"))
    return Rights(source, getattr(spider, "rights", None) or UNKNOWN, url, checked)


def licence_of(rights: Sequence[Rights]) -> str | None:
    """Return the SPDX id that holds for all; None if they differ, one is unknown, or it is no SPDX id."""
    found = {each.rights for each in rights}
    (only, *others) = found or {UNKNOWN}
    return None if others or only == UNKNOWN or not is_spdx(only) else only


def is_spdx(text: str) -> bool:
    """Tell whether a text has the form of an SPDX licence id."""
    return _SPDX.fullmatch(text) is not None
