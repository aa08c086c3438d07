"""Reports of made-up runs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from briefings.runs.report import new_report

LIST = "http://www.china.org.cn/pressroom/node_8001.htm"
FIRST = datetime(2026, 3, 1, 6, tzinfo=UTC)


def make_report(day: float = 0, **values: Any) -> dict[str, Any]:
    """Return the report of a good run of ten briefings, one of them new; `values` replace its fields, and `speaker`."""
    at = FIRST + timedelta(days=day)
    return {
        **new_report("china_org_cn", {}, []),
        "run": at.strftime("%Y%m%dT%H%M%SZ"),
        "started_at": at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "state": "ended",
        "code": 0,
        "word": "complete",
        "finish_reason": "finished",
        "counts": {"read": 10, "new": 1, "named": 20},
        "lists": [{"url": LIST, "found": 20, "new": 20, "reason": None}],
        "fill": {"title": 1.0, "held_on": 0.9, "participants": 0.8, "speaker": values.pop("speaker", 0.6)},
        "coverage": {"least": 1.0, "of": "www.china.org.cn/1", "mean": 1.0},
        "outside": {"most": 0.3, "mean": 0.2},
        "selectors": {
            "body": {"selector": "#container_txt", "matched": 10, "of": 10},
            "article_pages": {"selector": "#autopage", "matched": 6, "of": 10},
            "entries": {"selector": "ul > li > a", "matched": 1, "of": 1},
        },
        "links": {},
        "newest_commit": None,
        **values,
    }


def good_runs(count: int = 6) -> list[dict[str, Any]]:
    """Return `count` good runs, one a day."""
    return [make_report(day) for day in range(count)]
