"""Judge where the redirect of an entry led."""

from __future__ import annotations

from urllib.parse import urlsplit

from briefings.address import read_address
from briefings.reasons import Reason, ReasonKind

_HOME = frozenset(("", "index", "default", "home"))


def is_home(url: str) -> bool:
    """Return True for a site's home page."""
    name = urlsplit(url).path.strip("/").lower().partition(".")[0]
    return name in _HOME and not urlsplit(url).query


def is_same_page(asked: str, came: str) -> bool:
    """Return True when a redirect only changed scheme, host or folder, but not the name of the page itself."""
    one, other = read_address(asked), read_address(came)
    if one.briefing == other.briefing:
        return True
    names = [address.key.rpartition("/")[2] for address in (one, other)]
    return names[0] == names[1] and names[0].lower() not in _HOME


def redirected(url: str) -> Reason:
    """Return the reason for an entry without a briefing whose redirect led to something else."""
    return Reason(ReasonKind.REDIRECTED, f"redirected to {url}")
