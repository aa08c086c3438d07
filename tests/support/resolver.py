"""Names that say which address they lead to: for TWISTED_DNS_RESOLVER."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from scrapy.resolver import CachingThreadedResolver
from twisted.internet.defer import succeed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twisted.internet.defer import Deferred


class TestNames(CachingThreadedResolver):
    """`at-127-0-0-1.example` is at 127.0.0.1; every other name is found as usual."""

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Deferred[str]:  # noqa: N802 - Twisted
        named = re.match(r"at-(\d+-\d+-\d+-\d+)\.", name)
        return succeed(named[1].replace("-", ".")) if named else super().getHostByName(name, timeout)
