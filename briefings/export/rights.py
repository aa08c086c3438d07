"""The rights in the texts of a source, as its spider declares them."""

from collections.abc import Sequence

from msgspec import Struct
from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression
from scrapy.spiderloader import SpiderLoaderProtocol

UNKNOWN = "unknown"


class Rights(Struct, frozen=True):
    """A line of rights.csv: the declarations of a source's spider, unknown without any."""

    source: str
    rights: str = UNKNOWN
    """SPDX id, or a few words."""
    rights_url: str | None = None
    """Address where the source says so."""
    rights_checked: str | None = None


def rights_of(loader: SpiderLoaderProtocol, source: str) -> Rights:
    if source not in loader.list():
        return Rights(source)
    spider = loader.load(source)
    url, checked = (getattr(spider, name, None) for name in ("rights_url", "rights_checked"))
    return Rights(source, getattr(spider, "rights", None) or UNKNOWN, url, checked)


def licence_of(rights: Sequence[Rights]) -> str | None:
    """Return the SPDX id that holds for all; None if they differ, one is unknown, or it is no SPDX id."""
    found = {each.rights for each in rights}
    (only, *others) = found or {UNKNOWN}
    return only if not others and is_spdx(only) else None


def is_spdx(text: str) -> bool:
    """Tell whether a text is one licence of the SPDX list: CITATION.cff is invalid with any other."""
    try:
        is_one = " " not in text and not text.startswith(("LicenseRef-", "("))
        return is_one and canonicalize_license_expression(text) == text
    except InvalidLicenseExpression:
        return False
