"""Keep the report of a run: its start, its end, and the verdict."""

import logging
import os
from collections.abc import Mapping
from contextlib import suppress
from typing import Self

from msgspec.structs import asdict
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from briefings.clock import now
from briefings.runs.account import account_of
from briefings.runs.checked_settings import ENVIRONMENT
from briefings.runs.component import is_trial
from briefings.runs.estimate import estimated
from briefings.runs.missed_expectations import missed_expectations, never_matched
from briefings.runs.open_store import store_of
from briefings.runs.report import REPORT_VERSION, fill_in, new_report
from briefings.runs.verdict import STORED, Code, MissedExpectation, Verdict, read_verdict
from briefings.store.errors import StorageError
from briefings.store.folder import SourceFolder, data_folder
from briefings.store.run_reports import Report, RunReports

logger = logging.getLogger(__name__)

_ARGUMENTS = {"url", "urls", "lists", "limit", "since", "until", "allow", "deny", "source", "_job"}


class RunReporter:
    """Extension that keeps the report of a run and judges it, however the crawl was started.

    The report is written when the engine stops, or when the spider closes and the engine never started. `scrapy crawl`
    calls `end` when neither happens. Trouble with a report is told in it and ends nothing. A dry run keeps no report;
    its estimate stands in place of what was read.
    """

    def __init__(self, crawler: Crawler, source: str, arguments: Mapping[str, str]) -> None:
        """Start the report of a run of `source`; `arguments` are those of the spider."""
        settings = crawler.settings
        self.verdict: Verdict | None = None
        """Verdict on the run; None while it goes on."""
        self._crawler = crawler
        self._is_dry = str(arguments.get("dry_run")) == "1"
        self._account = account_of(crawler)
        self._folder = SourceFolder(data_folder(settings), source)
        self._reports = RunReports(self._folder)
        self._before = ""
        """Sentence on the previous run and how it ended, without its full stop, if no report told of it; else empty."""
        given = [name for name in settings if (settings.getpriority(name) or 0) >= ENVIRONMENT]
        # Other arguments, those of a scheduler, may be secrets.
        told = {name: str(value) for name, value in arguments.items() if name in _ARGUMENTS}
        self._report = new_report(source, told, filter(None, given))

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Connect to the signals of a crawl. Raises NotConfigured for a trial."""
        if crawler.spider is None or is_trial(crawler):
            raise NotConfigured
        reporter = cls(crawler, crawler.spider.name, getattr(crawler.spider, "given", {}))
        # By then the source is locked: a pipeline opens its store.
        crawler.signals.connect(reporter.begin, signal=signals.spider_opened)
        crawler.signals.connect(reporter.spider_closed, signal=signals.spider_closed)
        crawler.signals.connect(reporter.engine_stopped, signal=signals.engine_stopped)
        return reporter

    def begin(self) -> None:
        """Record that the run is under way. Call it once the source is locked for the run."""
        store = store_of(self._crawler)
        # Where another run holds the source, recording would wait for it.
        if store is None or self._account.has_storage_failed:
            return
        try:
            before = self._reports.begin(self._report, store.lock)
        except StorageError as error:
            logger.warning("The start of the run could not be noted: %s", error)
            return
        if before:
            was_killed = before["state"] == "killed"
            how = "was killed" if was_killed else f"could not write its report to the database: {before['sentence']}"
            self._before = f"The previous run, {before['run']}, {how}"
            logger.warning("%s; this one continues from there", self._before)
            self._report["killed_before"] = before["run"] if was_killed else None

    def spider_closed(self, reason: str) -> None:
        """Judge a run that a component ended before the engine started; no engine_stopped follows then."""
        if self._crawler.engine.start_time is None and reason != "shutdown":
            self.end(reason)

    def engine_stopped(self) -> None:
        self.end(self._crawler.stats.get_value("finish_reason"))

    def end(self, finish_reason: str | None, failed: Verdict | None = None) -> Verdict:
        """Judge the run by its counts, keep its report, and return the verdict; later calls return the same verdict.

        `finish_reason` is Scrapy's, None when the run was cut off; `failed` is the verdict on a run that could not
        start. A report that cannot be written makes the verdict a storage error, unless it is worse already.
        """
        if self.verdict is not None:
            return self.verdict
        self._account.close()
        if self._is_dry:
            verdict = failed or read_verdict(self._account, finish_reason, estimate=estimated(self._crawler))
            self.verdict = verdict.saying("Nothing was kept.")
            return self.verdict
        report, past = self._report, self._past()
        report["finish_reason"] = finish_reason
        fill_in(report, self._account, past)
        has_finished = failed is None and finish_reason == "finished"
        missed, selectors = self._compared_with(past) if has_finished else ([], "")
        report["missed_expectations"] = [{**asdict(one), "code": int(one.code)} for one in missed]
        verdict = failed or read_verdict(self._account, finish_reason, missed)
        if selectors:
            logger.warning("%s", selectors)
        verdict = verdict.saying(selectors).saying(self._before and f"{self._before}.")
        self.verdict = self._keep(verdict.saying(self._kept_in()))
        return self.verdict

    def _kept_in(self) -> str:
        if not any(self._account[stat] for stat in STORED):
            return ""
        near = os.path.relpath(self._folder.folder)
        return f"Kept in {self._folder.folder if near.startswith('..') else near}."

    def _compared_with(self, past: list[Report]) -> tuple[list[MissedExpectation], str]:
        run, expected, known = self._report, self._account.expected, self._account.acknowledged
        try:
            return missed_expectations(run, past, expected, known), never_matched(run, past, expected)
        except (AttributeError, KeyError, TypeError, ValueError):
            logger.exception("The reports of earlier runs", extra={"counted": True})
            what = (
                "The reports of earlier runs are not what a run leaves, so nothing can be learnt from them: set "
                f'BRIEFINGS_EXPECT={{"learn": "{run["started_at"][:10]}"}}, which leaves them out.'
            )
            return [MissedExpectation("history", Code.STORAGE, what)], ""

    def _keep(self, verdict: Verdict) -> Verdict:
        after_error = self._account.has_storage_failed
        try:
            self._write(verdict, after_error=after_error)
        except StorageError as error:
            logger.error("The report of the run could not be written: %s", error)
            if verdict.code is not Code.STORAGE:
                verdict = verdict.saying(f"The report of the run could not be written: {error}", Code.STORAGE)
            # A part of the report may be written, with another code.
            for again in (after_error, True):
                with suppress(StorageError):
                    self._write(verdict, after_error=again)
                    break
        return verdict

    def _write(self, verdict: Verdict, *, after_error: bool) -> None:
        code, word = int(verdict.code), verdict.code.name.lower()
        self._report.update(state="ended", ended_at=now(), code=code, word=word, sentence=verdict.sentence)
        self._reports.end(self._report, after_error=after_error)

    def _past(self) -> list[Report]:
        try:
            is_there = not self._account.has_storage_failed and self._folder.folder.exists()
            past = self._reports.past() if is_there else []
        except StorageError as error:
            logger.warning("Nothing was learnt from earlier runs: %s", error)
            return []
        own = self._report["run"]
        return [one for one in past if one.get("report_version") == REPORT_VERSION and one["run"] != own]
