"""Tell hosts of the public internet from those inside a network, and know those that the user allows all the same."""

from __future__ import annotations

import ipaddress
import re
import socket
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from scrapy.utils.url import url_is_from_any_domain

WEB_PORTS = {"http": 80, "https": 443}
IP = ipaddress.IPv4Address | ipaddress.IPv6Address
_Network = ipaddress.IPv4Network | ipaddress.IPv6Network

# Public by their numbers, but answered inside a cloud only, with keys in the answer.
_METADATA = tuple(map(ipaddress.ip_network, ("168.63.129.16/32", "192.0.0.0/24")))
# The address of IPv4 that an IPv6 of a translator (RFC 6052) stands for is its last four bytes.
_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")
# Names that are answered inside a network only (RFC 6761, 6762, 8375; .internal is set aside for it).
_INSIDE = ("localhost", "local", "localdomain", "internal", "intranet", "lan", "home.arpa")
_NAME = re.compile(r"[\w-]+(\.[\w-]+)*", re.ASCII)


def plain_host(host: str) -> str:
    """A host in the one spelling in which two are compared: `LOCALHOST.` and `%6cocalhost` are `localhost`."""
    return unicodedata.normalize("NFKC", unquote(host)).lower().strip("[]").rstrip(".")


def is_on_domain(url: str, domains: Sequence[str]) -> bool:
    """Tell whether an address is on or below one of the domains, whatever its port, which Scrapy's own test minds."""
    return url_is_from_any_domain(f"http://{plain_host(urlsplit(url).hostname or '')}/", domains)


def target_of(url: str) -> tuple[str, int]:
    """The host and port that a request to an address goes to; port 0 where it goes nowhere, as with `data:`."""
    parts = urlsplit(url)
    return plain_host(parts.hostname or ""), parts.port or WEB_PORTS.get(parts.scheme, 0)


def address_in(host: str) -> IP | None:
    """The address that a host is, in any spelling that resolvers understand (127.1, 0x7f000001); None for a name."""
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        pass
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host))
    except (OSError, UnicodeEncodeError):
        return None


def is_public_address(address: IP) -> bool:
    """Tell whether an address is of the public internet: not loopback, private, link-local, multicast or metadata."""
    if isinstance(address, ipaddress.IPv6Address) and (inner := _inner(address)) is not None:
        return is_public_address(inner)
    if any(address in network for network in _METADATA):
        return False
    if isinstance(address, ipaddress.IPv6Address) and address.is_site_local:
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved)


def is_public_name(name: str) -> bool:
    """Tell whether a name may be of the public internet; one without a dot never is."""
    return "." in name and not name.endswith(tuple(f".{end}" for end in _INSIDE))


@dataclass(frozen=True, slots=True)
class NamedHosts:
    """The hosts that BRIEFINGS_PRIVATE_HOSTS names."""

    names: frozenset[str] = frozenset()
    networks: tuple[_Network, ...] = ()

    def covers(self, host: str) -> bool:
        """Tell whether a host, as `plain_host` gives it, is named: by its name, or an address by its network."""
        return host in self.names or ((address := address_in(host)) is not None and self.cover(address))

    def cover(self, address: IP) -> bool:
        """Tell whether the network of an address is named."""
        return any(address in network for network in self.networks)


def read_named_hosts(value: str | Iterable[str] | None) -> NamedHosts:
    """Read BRIEFINGS_PRIVATE_HOSTS: a list, or text with commas.

    Raises ValueError for an entry that is neither a host name nor an address nor a network.
    """
    entries = (value or "").split(",") if isinstance(value, str | None) else value
    names, networks = set(), []
    for entry in filter(None, (entry.strip() for entry in entries)):
        host = plain_host(entry)
        try:
            networks.append(ipaddress.ip_network(host))
        except ValueError:
            if address_in(host) is not None or not _NAME.fullmatch(host):
                raise ValueError(f"{entry} is not a host name, an address or a network") from None
            names.add(host)
    return NamedHosts(frozenset(names), tuple(networks))


def _inner(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The address of IPv4 that one of IPv6 leads to."""
    if address in _TRANSLATED:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour
