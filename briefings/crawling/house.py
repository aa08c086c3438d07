"""The house that addresses belong to, under which a run of the general spider is stored."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from briefings.hosts import WEB_PORTS, plain_host

# Small letters, as some disks take MFA and mfa for one folder; no leading dot, which hides a folder.
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,98}[a-z0-9]|[a-z0-9]", re.ASCII)
# Names in the data folder beside those of its sources' folders.
_TAKEN = ("briefings.sqlite", "damaged", "people.toml", "releases")


def house_at(urls: Iterable[str]) -> str | None:
    """Return the house of addresses: their host, with the port after `_` unless it is the default; None without any.

    Raises ValueError if they have several hosts, or a host that cannot be the name of a folder.
    """
    houses = dict.fromkeys(map(_house, urls))
    if len(houses) > 1:
        named = ", ".join(list(houses)[:3]) + (", ..." if len(houses) > 3 else "")
        raise ValueError(
            f"The addresses are of {len(houses)} hosts ({named}), and what is read of a host is kept under its name:"
            " crawl one host at a time, or name the house that publishes all of them with -a source=NAME."
        )
    return next(iter(houses), None)


def checked_name(name: str) -> str:
    """Return a house's name as given by the user. Raises ValueError if it cannot be the name of a folder."""
    if not _NAME.fullmatch(name) or name.startswith(_TAKEN):
        raise ValueError(
            f"source={name} cannot be the name of a house: write up to 100 small letters and digits, with . _ or -"
            f" between them, but none of {', '.join(_TAKEN)}."
        )
    return name


def _house(url: str) -> str:
    parts = urlsplit(url)
    try:
        host = plain_host(parts.hostname or "").encode("idna").decode()
    except UnicodeError:  # a part of it is empty or too long
        host = ""
    if ":" in host:
        host = f"ipv6-{host.replace(':', '-')}".rstrip("-")
    house = host if parts.port in {None, WEB_PORTS[parts.scheme]} else f"{host}_{parts.port}"
    if not _NAME.fullmatch(house) or house.startswith(_TAKEN):
        raise ValueError(f"The host of {url} cannot be the name of a folder: name its house with -a source=NAME.")
    return house
