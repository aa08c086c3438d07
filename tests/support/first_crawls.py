"""The crawls with which many tests begin, run once: the next test that begins with the same gets a copy of its data."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.crawls import Crawl
    from tests.support.server import Site, Visit


@dataclass(slots=True)
class FirstCrawls:
    """Crawls that were run, by what the site served and the command line; their data are below `root`."""

    root: Path
    _done: dict[str, tuple[Crawl, list[Visit]]] = field(default_factory=dict)

    def copy(self, site: Site, data: Path, args: tuple[str, ...], run: Callable[[], Crawl]) -> Crawl:
        """The crawl ARGS of `site` into the empty folder `data`: what `run` does, or a copy of it.

        The site's log says afterwards what it says after that crawl.
        """
        assert not data.exists()
        served = f"{site.offer()} {args}"
        if served not in self._done:
            since, crawl = len(site.log), run()
            kept = self.root / str(len(self._done))
            if data.exists():
                shutil.copytree(data, kept)
            self._done[served] = replace(crawl, data=kept), site.log[since:]
            return crawl
        crawl, log = self._done[served]
        if crawl.data.exists():
            shutil.copytree(crawl.data, data)
        site.log += log
        return replace(crawl, data=data)
