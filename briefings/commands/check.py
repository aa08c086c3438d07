"""`scrapy check`, which also reads a known briefing of each source and says what has changed there."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from scrapy.commands import check

from briefings.address import renamed
from briefings.counted import counted
from briefings.runs.checked_command import OwnCommand, no_spider, refusal
from briefings.runs.trials import TrialCrawl
from briefings.runs.verdict import WORST_FIRST, Code, Verdict
from briefings.safe_to_show import shown

if TYPE_CHECKING:
    from briefings.crawling import BriefingSpider, Canary


class Command(OwnCommand, check.Command):
    """Check spider contracts, and read the canary of each source."""

    arguments = "<spider>"
    description = (
        "Check the contracts of spiders, and crawl the canary of each into a folder that is removed at the end: a"
        " briefing of which the source says how many pages and turns it has, a label and its day. Print one sentence"
        " per source. The cases of a source, in cases/SOURCE, are read again without a request. Exit codes: those of"
        " scrapy crawl, the worst of all; 3 where a briefing is not as it was, 1 where a contract fails."
    )

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Import the spiders, which Scrapy would do next, with a traceback where one is faulty."""
        self.spiders()

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Check the named spiders, or all; stored records stay untouched."""
        from briefings.crawling import BriefingSpider
        from briefings.survey.frozen import changed_cases

        assert self.crawler_process
        loader = self.crawler_process.spider_loader
        there = sorted(loader.list())
        if unknown := [name for name in args if name not in there]:
            raise refusal(no_spider(unknown[0], there))
        sources = [spider for name in args or there if issubclass(spider := loader.load(name), BriefingSpider)]
        canaries = {spider: spider.canary for spider in sources if spider.canary is not None}
        if opts.list:
            super().run(args, opts)
            for spider, canary in canaries.items():
                print(f"{spider.name}\n  * canary {canary.url}")
            return
        with TemporaryDirectory(prefix="briefings-check-") as folder:
            crawls = {spider: self._begin(spider, canary.url, Path(folder)) for spider, canary in canaries.items()}
            super().run(args, opts)
        codes = [Code.CRASH if self.exitcode else Code.COMPLETE]
        for spider, crawl in crawls.items():
            verdict = _verdict(crawl, canaries[spider], spider.markup.aliases if spider.markup else ())
            codes.append(verdict.code)
            print(shown(f"{spider.name}: {verdict.sentence}"))
        for spider in sources:
            for change in changed_cases(spider.name, spider.markup):
                codes.append(Code.INCOMPLETE)
                print(shown(f"{spider.name}: {change}"))
        if without := [spider.name for spider in sources if spider.canary is None]:
            print(f"Without a canary: {', '.join(without)}.")
        self.exitcode = min(codes, key=WORST_FIRST.index)

    def _begin(self, spider: type[BriefingSpider], url: str, folder: Path) -> TrialCrawl:
        """Schedule the crawl of a canary, into a data folder, for when the process starts."""
        assert self.crawler_process
        # For its contracts, Scrapy's command replaces `start` in every spider.
        own = {"start": spider.start, "__module__": spider.__module__, "__doc__": spider.__doc__}
        made = type(spider.__name__, (spider,), own)
        try:
            return TrialCrawl(self.crawler_process, made, folder / spider.name, {"BRIEFINGS_PROGRESS": False}, url=url)
        except ValueError as error:
            raise refusal(f"{spider.name}: {error}") from None


def _verdict(crawl: TrialCrawl, canary: Canary, aliases: Sequence[tuple[str, str]]) -> Verdict:
    verdict, url = crawl.verdict(), renamed(canary.url, aliases)
    if changes := [change for briefing in crawl.briefings for change in replace(canary, url=url).changes(briefing)]:
        said = f"{url} has changed: {'; '.join(changes)}."
        return verdict.saying(said, Code.INCOMPLETE) if verdict.code else Verdict(Code.INCOMPLETE, said)
    if verdict.code:
        return verdict
    (briefing,) = crawl.briefings
    counts = f"{counted(len(briefing.pages), 'page')}, {counted(briefing.turn_count, 'turn')}"
    return Verdict(Code.COMPLETE, f"as it was: {counts}.")
