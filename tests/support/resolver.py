"""Names that contain the address they lead to: for TWISTED_DNS_RESOLVER."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from scrapy.resolver import CachingThreadedResolver
from twisted.internet.defer import succeed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twisted.internet.defer import Deferred


class TestNames(CachingThreadedResolver):
    """Resolver under which `at-127-0-0-1.example` is 127.0.0.1; other names resolve as usual."""

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Deferred[str]:  # noqa: N802 - Twisted
        named = re.match(r"at-(\d+-\d+-\d+-\d+)\.", name)
        return succeed(named[1].replace("-", ".")) if named else super().getHostByName(name, timeout)
