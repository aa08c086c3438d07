"""Let no request reach a machine inside the user's own network, wherever a page or a redirect leads."""

import ipaddress
from functools import cached_property
from types import SimpleNamespace
from typing import Any

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.utils.defer import maybe_deferred_to_future
from scrapy.utils.misc import load_object
from twisted.internet.defer import Deferred

from briefings.hosts import IP, WEB_PORTS, address_in, is_public_address, is_public_name, read_named_hosts, target_of
from briefings.network.failures import InsideAddress
from briefings.runs.component import Component


class OnlyInternetMiddleware(Component):
    """Middleware placed where a request's proxy is known, below robots.txt, redirects, retries and other senders.

    A request passes if its host is on the public internet, whatever address its name resolves to, and its port is 80,
    443, or that of one of the user's own addresses on that host, with or without `www.`. Hosts of the user's own
    addresses and hosts in BRIEFINGS_PRIVATE_HOSTS may be inside. The proxy itself is not checked; it also resolves the
    names, so behind one only hosts that are inside by their spelling are refused.
    """

    def __init__(self, crawler: Crawler) -> None:
        """Read the settings. Raises ValueError when BRIEFINGS_PRIVATE_HOSTS cannot be read."""
        super().__init__(crawler)
        self._named = read_named_hosts(crawler.settings["BRIEFINGS_PRIVATE_HOSTS"])
        if crawler.settings.getbool("COOKIES_ENABLED"):
            # Otherwise the first cookie would have the list of public suffixes fetched, past Scrapy; a copy is
            # packaged.
            load_object("scrapy.downloadermiddlewares.cookies._split_domain").suffix_list_urls = ()

    @cached_property
    def _own(self) -> frozenset[tuple[str, int]]:
        """Host and port of every address that the user gave or the spider starts with."""
        spider = self.crawler.spider
        urls = getattr(spider, "own_addresses", None)
        return frozenset(map(target_of, getattr(spider, "start_urls", ()) if urls is None else urls))

    async def process_request(self, request: Request) -> None:
        """Let a request pass. Raises InsideAddress."""
        host, port = target_of(request.url)
        if not port or self._named.covers(host):  # without a port: data: or file:, to which no page can lead
            return
        # A spider of Scrapy's own, as of `scrapy shell`, `fetch` or `bench`, asks for what a person typed.
        if type(self.crawler.spider).__module__.startswith("scrapy.") and "redirect_urls" not in request.meta:
            return
        names = {(name, port) for name in (host, f"www.{host}", host.removeprefix("www."))}
        if port not in WEB_PORTS.values() and names.isdisjoint(self._own):
            raise InsideAddress(f"port {port} of {host}", request.url)
        if host in {own for own, _ in self._own}:
            return
        address = address_in(host)
        if address is not None:
            self._check(address, host, request.url)
        elif not is_public_name(host):
            raise InsideAddress(f"{host} is a private host", request.url)
        elif not request.meta.get("proxy"):
            # Scrapy's resolver caches the answer, so the connection goes to the same address.
            for found in await _resolve(host):
                self._check(found, host, request.url)

    def _check(self, address: IP, host: str, url: str) -> None:
        if not is_public_address(address) and not self._named.cover(address):
            at = "" if host == str(address) else f" ({address})"
            raise InsideAddress(f"{host}{at} is a private address", url)


async def _resolve(host: str) -> list[IP]:
    """Return the addresses a connection to `host` may use; empty if there are none, as the connection will report."""
    from twisted.internet import reactor  # noqa: PLC0415 - importing it installs it

    found: list[IP] = []
    all_found: Deferred[list[IP]] = Deferred()
    receiver = SimpleNamespace(  # as Twisted's IResolutionReceiver
        resolutionBegan=lambda _: None,
        addressResolved=lambda address: found.append(ipaddress.ip_address(address.host)),
        resolutionComplete=lambda: all_found.callback(found),
    )
    resolver: Any = reactor.nameResolver
    resolver.resolveHostName(receiver, host)
    return await maybe_deferred_to_future(all_found)
