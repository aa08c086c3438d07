"""The end of a dry run: an estimate of the crawl is its closing sentence, and no report is kept of it."""

from __future__ import annotations

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.utils.httpobj import urlparse_cached

from briefings.runs.estimate import Estimate, estimate_of
from briefings.runs.reporter import RunReporter
from briefings.runs.verdict import Verdict, read_verdict


class DryRunReporter(RunReporter):
    """An extension that judges dry runs, in place of RunReporter, which judges all others."""

    is_for_dry_runs = True

    def begin(self) -> None:
        """Count the requests; that a run is under way is not noted anywhere."""
        self._crawler.signals.connect(self._note_request, signal=signals.request_reached_downloader)

    def end(self, finish_reason: str | None, failed: Verdict | None = None) -> Verdict:
        """Judge the run as any other, with the estimate in place of what was read, and return the verdict; once."""
        if self.verdict is None:
            self._account.close()
            estimate = estimate_of(self._crawler)
            said = estimate.sentence(_gaps(self._crawler, estimate)) if estimate and estimate.found else ""
            verdict = failed or read_verdict(self._account, finish_reason, estimate=said)
            self.verdict = verdict.saying("Nothing was kept.")
        return self.verdict

    def _note_request(self, request: Request) -> None:
        if estimate := estimate_of(self._crawler):
            estimate.requests[urlparse_cached(request).hostname or ""] += 1


def _gaps(crawler: Crawler, estimate: Estimate) -> dict[str, float]:
    """Host to the seconds between two requests to it: DOWNLOAD_DELAY, or what its robots.txt asks for."""
    slots = crawler.engine.downloader.per_slot_settings
    usual = crawler.settings.getfloat("DOWNLOAD_DELAY")
    hosts = estimate.requests.keys() | estimate.briefings.keys()
    return {host: slots.get(host, {}).get("delay", usual) for host in hosts}
