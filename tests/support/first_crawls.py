"""The crawls with which many tests begin, run once: the next test that begins alike gets a copy of the data."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from tests.support.made_once import made_once

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.crawls import Crawl
    from tests.support.server import Site, Visit


@dataclass(frozen=True, slots=True)
class FirstCrawls:
    """Crawls by the content of the site and the command line; their results are below `root`."""

    root: Path

    def copy(self, site: Site, data: Path, args: tuple[str, ...], run: Callable[[], Crawl]) -> Crawl:
        """Do the crawl ARGS of `site` into the empty folder `data`, by calling `run` or copying its result.

        Afterwards the log of the site is the same as after that crawl.
        """
        assert not data.exists()
        since = len(site.log)

        def crawl_first(kept: Path) -> tuple[Crawl, list[Visit]]:
            crawl = run()
            if data.exists():
                shutil.copytree(data, kept / "data")
            return crawl, site.log[since:]

        served = sha256(f"{site.offer()} {args}".encode()).hexdigest()
        crawl, log = made_once(self.root / served, crawl_first)
        if not data.exists() and (self.root / served / "data").exists():
            shutil.copytree(self.root / served / "data", data)
        site.log[since:] = log
        return replace(crawl, data=data)
