"""Reports of made-up runs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from briefings.runs.report import RunReport

LIST = "http://www.china.org.cn/pressroom/node_8001.htm"
FIRST = datetime(2026, 3, 1, 6, tzinfo=UTC)


def make_report(day: float = 0, **values: Any) -> dict[str, Any]:
    """The report of a good run on a day, of ten briefings, one of them new; `values` take the place of its fields."""
    at = FIRST + timedelta(days=day)
    report = RunReport(at.strftime("%Y%m%dT%H%M%SZ"), "china_org_cn", at.strftime("%Y-%m-%dT%H:%M:%SZ"), {}, [])
    report.state, report.code, report.word, report.finish_reason = "ended", 0, "complete", "finished"
    report.counts = {"read": 10, "new": 1, "named": 20}
    report.lists = [{"url": LIST, "found": 20, "new": 20, "reason": None}]
    report.fill = {"turns": {}, "briefings": {"title": 1.0, "held_on": 0.9, "participants": 0.8}}
    report.speaker, report.coverage = 0.6, {"least": 1.0, "of": "www.china.org.cn/1", "mean": 1.0}
    report.outside = {"most": 0.3, "mean": 0.2}
    report.selectors = {
        "body": {"selector": "#container_txt", "matched": 10, "of": 10},
        "article_pages": {"selector": "#autopage", "matched": 6, "of": 10},
        "entries": {"selector": "ul > li > a", "matched": 1, "of": 1},
    }
    return {**report.fields(), **values}


def good_runs(count: int = 6) -> list[dict[str, Any]]:
    """So many good runs, one a day."""
    return [make_report(day) for day in range(count)]
