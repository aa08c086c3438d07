"""The places that report a run, and a check that all agree."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefings.store.database import Database
from briefings.store.run_reports import reports_of
from tests.support.pages import address

if TYPE_CHECKING:
    from tests.support.crawls import Crawl, Crawler

KEY = 7001
START = ("china_org_cn", "-a", f"url={address(KEY)}")


def runs_of(crawler: Crawler, source: str = "china_org_cn") -> Path:
    return crawler.data / source / "runs"


def latest_report(crawler: Crawler, source: str = "china_org_cn") -> dict[str, Any]:
    report: dict[str, Any] = json.loads((runs_of(crawler, source) / "latest.json").read_text(encoding="utf-8"))
    return report


def report_rows(crawler: Crawler) -> list[dict[str, Any]]:
    with closing(Database(crawler.data / "briefings.sqlite", reading=True)) as database:
        return reports_of(database, "china_org_cn")


def told_report(crawler: Crawler, crawl: Crawl) -> dict[str, Any]:
    """Return the latest report, after checking that it and the history agree with the crawl."""
    report = latest_report(crawler)
    assert (report["code"], report["sentence"]) == (crawl.code, crawl.out.strip()), crawl.err
    assert report["state"] == "ended"
    last = (runs_of(crawler) / "history.jsonl").read_text(encoding="utf-8").splitlines()[-1]
    assert json.loads(last) == {name: value for name, value in report.items() if name != "briefings"}
    # It is not a running one any more.
    assert sorted(file.name for file in runs_of(crawler).iterdir()) == [
        "history.jsonl", "latest.json", "metrics.prom",
    ]  # fmt: skip
    return report


def plug_in(crawler: Crawler, folder: Path, body: str) -> tuple[str, ...]:
    """Add a spider of a plug-in that differs in one method; return its arguments."""
    (folder / "plugged.py").write_text(
        "from spiders.china_org_cn import ChinaOrgCnSpider\n"
        "class PluggedSpider(ChinaOrgCnSpider):\n"
        f"    name = 'china_org_cn'\n{body}",
        encoding="utf-8",
    )
    crawler.path.append(folder)
    return (*START, "-s", "SPIDER_MODULES=plugged")
