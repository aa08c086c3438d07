"""Tell a run: that it began, how it ended, and what that means."""

from __future__ import annotations

import logging
from contextlib import suppress
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from briefings.clock import now, stamp
from briefings.runs.checked_settings import ENVIRONMENT
from briefings.runs.expectations import read_expectations
from briefings.runs.health import find_breaches
from briefings.runs.report import Report, states_of
from briefings.runs.report_files import RunsFolder
from briefings.runs.verdict import Breach, Code, Verdict, read_verdict
from briefings.store import SourceFolder, StorageError, data_folder

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scrapy.crawler import Crawler

    from briefings.runs.account import Account

logger = logging.getLogger(__name__)

_ARGUMENTS = {"url", "urls", "limit", "lists", "_job"}


class Telling:
    """Keeps the report of one run, whatever becomes of it. What goes wrong with it is told and ends nothing."""

    def __init__(self, crawler: Crawler, arguments: Mapping[str, str]) -> None:
        """`arguments` are those of the spider."""
        settings = crawler.settings
        self._crawler = crawler
        self._files = RunsFolder(SourceFolder(data_folder(settings), crawler.spidercls.name).runs)
        run = stamp()
        with suppress(StorageError):
            run = self._files.free_name(run)
        given = [name for name in settings if (settings.getpriority(name) or 0) >= ENVIRONMENT]
        self._report = Report(
            run=run,
            source=crawler.spidercls.name,
            started_at=now(),
            # An argument of a scheduler's own may be a secret.
            arguments={name: str(value) for name, value in arguments.items() if name in _ARGUMENTS},
            settings=sorted(name for name in given if name),
        )

    def begin(self) -> None:
        """Say that the run is under way. To be called when the source is locked for it."""
        try:
            self._report.killed_before = self._files.begin(self._report.fields())
        except StorageError as error:
            logger.warning("The run goes on without saying so: %s", error)
        else:
            if self._report.killed_before:
                logger.warning("The run %s was killed; this one goes on from there", self._report.killed_before)

    def end(self, stats: Mapping[str, Any], account: Account, failed: Verdict | None, kept: str) -> Verdict:
        """Judge the run by what was counted, keep its report, and return the verdict.

        `failed` is that of a run that could not start; `kept` says where the records are. A report that cannot be
        written makes the verdict that of a storage error, unless it is worse already.
        """
        report = self._report
        past = self._past()
        report.finish_reason = stats.get("finish_reason")
        report.fill_in(account, stats, past)
        breaches = self._breaches(past) if failed is None and report.finish_reason == "finished" else []
        report.breaches = [{**asdict(breach), "code": int(breach.code)} for breach in breaches]
        verdict = failed or read_verdict(stats, report.finish_reason, breaches)
        if report.killed_before:
            verdict = verdict.saying(f"The run before, {report.killed_before}, was killed.")
        return self._keep(verdict.saying(kept), account)

    def _breaches(self, past: list[dict[str, Any]]) -> list[Breach]:
        expected = read_expectations(self._crawler.settings.get("BRIEFINGS_EXPECT"))
        try:
            return find_breaches(self._report.fields(), past, expected)
        except (AttributeError, KeyError, TypeError, ValueError):
            logger.exception("%s", self._files.history)
            what = f"{self._files.history} holds what no run wrote, so nothing can be learnt from it: move it away."
            return [Breach("history", Code.STORAGE, what)]

    def _keep(self, verdict: Verdict, account: Account) -> Verdict:
        self._judge(verdict)
        try:
            self._files.end(self._report.fields(), states_of(account))
        except StorageError as error:
            logger.error("The report of the run could not be written: %s", error)
            if verdict.code is not Code.STORAGE:
                verdict = verdict.saying(f"The report of the run could not be written: {error}", Code.STORAGE)
            # Perhaps the part of it that comes first was written, with another code.
            self._judge(verdict)
            with suppress(StorageError):
                self._files.correct(self._report.fields(), states_of(account))
        finally:
            self._files.release()
        return verdict

    def _judge(self, verdict: Verdict) -> None:
        report = self._report
        report.state, report.ended_at = "ended", now()
        report.code, report.word, report.sentence = int(verdict.code), verdict.code.name.lower(), verdict.sentence

    def _past(self) -> list[dict[str, Any]]:
        try:
            return self._files.past()
        except StorageError as error:
            logger.warning("Nothing is learnt from the runs before: %s", error)
            return []
