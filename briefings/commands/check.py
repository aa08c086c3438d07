"""`scrapy check`, which reads a known briefing of each source too, and says what has changed there."""

from __future__ import annotations

import argparse
from dataclasses import dataclass, field, replace
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from scrapy import signals
from scrapy.commands import check
from scrapy.crawler import Crawler
from scrapy.settings import SETTINGS_PRIORITIES, Settings

from briefings.address import renamed
from briefings.counted import counted
from briefings.items import Briefing
from briefings.runs import WORST_FIRST, CheckedCommand, Code, Verdict, account_of, read_verdict, refusal
from briefings.safe_to_show import shown
from briefings.settings import ITEM_PIPELINES

if TYPE_CHECKING:
    from briefings.crawling import BriefingSpider, Canary

# A canary is no run of its source: nobody is told of it, no feed gets it, no pipeline but those of this project, and a
# gap that is known there excuses nothing.
_FOR_CANARIES = {
    "BRIEFINGS_ACKNOWLEDGED": None,
    "BRIEFINGS_ON_END": None,
    "BRIEFINGS_PROGRESS": False,
    "FEEDS": {},
    "ITEM_PIPELINES": ITEM_PIPELINES,
}
# The process puts its own settings, those of the command line too, over those of a crawl with no higher priority.
_OVER_ALL = SETTINGS_PRIORITIES["cmdline"] + 1


class Command(CheckedCommand, check.Command):
    """Scrapy's own command and all its options: contracts in docstrings are checked as ever."""

    def short_desc(self) -> str:
        return "Check spider contracts, and read the canary of each source"

    def long_desc(self) -> str:
        """What `scrapy check --help` says."""
        return (
            "Check the contracts of spiders, and crawl the canary of each into a folder that is removed at the end: a"
            " briefing of which the source says how many pages and turns it has, a label and its day. Prints a"
            " sentence a source. The cases of a source, in cases/SOURCE, are read again without a request. Exit codes:"
            " those of scrapy crawl, the worst of all; 3 where a briefing is not as it was, 1 where a contract fails."
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Check the spiders that are named, or all; nothing that is kept is touched."""
        from briefings.crawling import BriefingSpider
        from briefings.survey import changed_cases

        assert self.crawler_process
        loader = self.crawler_process.spider_loader
        there = sorted(loader.list())
        if unknown := [name for name in args if name not in there]:
            raise refusal(f"There is no spider {unknown[0]}; there are {', '.join(there)}.")
        sources = [spider for name in args or there if issubclass(spider := loader.load(name), BriefingSpider)]
        canaries = {spider: spider.canary for spider in sources if spider.canary is not None}
        if opts.list:
            super().run(args, opts)
            for spider, canary in canaries.items():
                print(f"{spider.name}\n  * canary {canary.url}")
            return
        with TemporaryDirectory(prefix="briefings-check-") as folder:
            # The crawls of contracts leave reports, too.
            self.settings.set("BRIEFINGS_DATA", folder, priority="cmdline")
            readings = [self._begin(*one, f"{folder}/{one[0].name}") for one in canaries.items()]
            super().run(args, opts)
        codes = [Code.CRASH if self.exitcode else Code.COMPLETE]
        for reading in readings:
            verdict = reading.verdict()
            codes.append(verdict.code)
            print(shown(f"{reading.source}: {verdict.sentence}"))
        for spider in sources:
            for change in changed_cases(spider.name, spider.markup):
                codes.append(Code.INCOMPLETE)
                print(shown(f"{spider.name}: {change}"))
        if without := [spider.name for spider in sources if spider.canary is None]:
            print(f"Without a canary: {', '.join(without)}.")
        self.exitcode = min(codes, key=WORST_FIRST.index)

    def _begin(self, spider: type[BriefingSpider], canary: Canary, folder: str) -> _Reading:
        """Let a canary be crawled into a data folder when the process starts."""
        assert self.crawler_process
        settings: Settings = self.settings.copy()
        for name, value in {**_FOR_CANARIES, "BRIEFINGS_DATA": folder}.items():
            settings.set(name, value, priority=_OVER_ALL)
        # Scrapy's command puts another `start` into every spider, for its contracts.
        own = {"start": spider.start, "__module__": spider.__module__, "__doc__": spider.__doc__}
        try:
            crawler = Crawler(type(spider.__name__, (spider,), own), settings)
        except ValueError as error:
            raise refusal(f"{spider.name}: {error}") from None
        url = renamed(canary.url, spider.markup.aliases if spider.markup else ())
        reading = _Reading(spider.name, replace(canary, url=url), crawler)
        crawler.signals.connect(reading.note, signal=signals.item_scraped)
        reading.started = self.crawler_process.crawl(crawler, url=canary.url)
        return reading


@dataclass(slots=True, weakref_slot=True)
class _Reading:
    """The crawl of a canary, and what came of it."""

    source: str
    canary: Canary
    crawler: Crawler
    briefings: list[Briefing] = field(default_factory=list)
    started: Any = None

    def note(self, item: Any) -> None:
        """Keep a briefing that was read."""
        if isinstance(item, Briefing):
            self.briefings.append(item)

    def verdict(self) -> Verdict:
        """What became of the crawl, and what of the briefing is not as it was."""
        if self.crawler.spider is None:
            error = self.started.exception() if hasattr(self.started, "exception") else "the log says why"
            return Verdict(Code.CRASH, f"The crawl could not start: {error}.")
        verdict = read_verdict(account_of(self.crawler), self.crawler.stats.get_value("finish_reason"))
        changes = [change for briefing in self.briefings for change in self.canary.changes(briefing)]
        if changes:
            said = f"{self.canary.url} has changed: {'; '.join(changes)}."
            return verdict.saying(said, Code.INCOMPLETE) if verdict.code else Verdict(Code.INCOMPLETE, said)
        if verdict.code:
            return verdict
        (briefing,) = self.briefings
        counts = f"{counted(len(briefing.pages), 'page')}, {counted(briefing.turn_count, 'turn')}"
        return Verdict(Code.COMPLETE, f"as it was: {counts}.")
