"""Tell hosts of the public internet from those inside a network, and know the inside hosts that the user allows."""

import ipaddress
import re
import socket
import unicodedata
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import lru_cache
from urllib.parse import SplitResult, unquote, urlsplit

from msgspec import Struct

WEB_PORTS = {"http": 80, "https": 443}
IP = ipaddress.IPv4Address | ipaddress.IPv6Address

# Public by number, but they answer only inside a cloud, with keys in the answer.
_METADATA = tuple(map(ipaddress.ip_network, ("168.63.129.16/32", "192.0.0.0/24")))
# The last four bytes of a translator's IPv6 address (RFC 6052) are the IPv4 address behind it.
_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")
# Names resolved only inside a network (RFC 6761, 6762, 8375; .internal is reserved for that).
_INSIDE = ("localhost", "local", "localdomain", "internal", "intranet", "lan", "home.arpa")
_NAME = re.compile(r"[\w-]+(\.[\w-]+)*", re.ASCII)


@lru_cache(maxsize=4_096)
def plain_host(host: str) -> str:
    """Return a host in the one spelling in which two are compared: `LOCALHOST.` and `%6cocalhost` are `localhost`."""
    return as_sent(unicodedata.normalize("NFKC", unquote(host)).lower().strip("[]").rstrip("."))


def as_sent(host: str) -> str:
    """Return a host as requests name it: `bücher.example` is `xn--bcher-kva.example`."""
    with suppress(UnicodeError):
        return host if host.isascii() else host.encode("idna").decode()
    return host


def site_host(parts: SplitResult) -> str:
    """Return the host of an address in one spelling, without `www.`; a port stays unless it is the scheme's.

    Sites mix both names on one page. What is below a host (`m.`, `en.`) is another.
    """
    host = parts.netloc.lower().rpartition("@")[2].removesuffix(f":{WEB_PORTS.get(parts.scheme, '')}").rstrip(".")
    return as_sent(host.removeprefix("www."))


def is_on_domain(url: str, domains: Sequence[str]) -> bool:
    """Tell whether an address is on or below one of the domains; unlike in Scrapy's test, its port does not matter.

    A host without `www.` is that with it, whichever the domain has: sites mix both on one page.
    """
    host = plain_host(urlsplit(url).hostname or "")
    return any(f".{host}".endswith(f".{domain}") or f"www.{host}" == domain for domain in map(plain_host, domains))


def target_of(url: str) -> tuple[str, int]:
    """Return the host and port that a request goes to; port 0 where it goes nowhere, as with `data:`."""
    parts = urlsplit(url)
    return plain_host(parts.hostname or ""), parts.port or WEB_PORTS.get(parts.scheme, 0)


def address_in(host: str) -> IP | None:
    """Return the IP address in any spelling that resolvers understand (127.1, 0x7f000001); None for a name."""
    with suppress(ValueError):
        return ipaddress.ip_address(host)
    with suppress(OSError, UnicodeEncodeError):
        return ipaddress.IPv4Address(socket.inet_aton(host))
    return None


def is_public_address(address: IP) -> bool:
    """Tell whether an IP address is public: not loopback, private, link-local, multicast or metadata."""
    if isinstance(address, ipaddress.IPv6Address) and (inner := _inner(address)) is not None:
        return is_public_address(inner)
    if any(address in network for network in _METADATA):
        return False
    if isinstance(address, ipaddress.IPv6Address) and address.is_site_local:
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved)


def is_public_name(name: str) -> bool:
    """Tell whether a name may be on the public internet; one without a dot never is."""
    return "." in name and not name.endswith(tuple(f".{end}" for end in _INSIDE))


class NamedHosts(Struct, frozen=True):
    """The hosts listed in BRIEFINGS_PRIVATE_HOSTS."""

    names: frozenset[str] = frozenset()
    networks: tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...] = ()

    def covers(self, host: str) -> bool:
        """Tell whether a host, as `plain_host` returns it, is listed by name or, for an IP address, by network."""
        return host in self.names or ((address := address_in(host)) is not None and self.cover(address))

    def cover(self, address: IP) -> bool:
        """Tell whether the network of an IP address is listed."""
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
    """Return the IPv4 address to which an IPv6 address leads; None if it leads to none."""
    if address in _TRANSLATED:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour
