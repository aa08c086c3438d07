"""metrics.prom, by which a source is watched from outside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from prometheus_client.parser import text_string_to_metric_families

from briefings.store.metrics import metrics_of
from tests.support.pages import HOST, address, briefing
from tests.support.run_reports import make_report
from tests.support.server import Site

if TYPE_CHECKING:
    from tests.support.crawls import Crawler

START = ("china_org_cn", "-a", f"url={address(7001)},{address(7002)}", "-s", "BRIEFINGS_LOOK_AGAIN=0")


def _read(text: str) -> dict[str, float]:
    """Return every metric with its value, as Prometheus' own parser reads them; each has one sample, of one source."""
    found = {}
    for family in text_string_to_metric_families(text):
        (sample,) = family.samples
        assert family.type == "gauge"
        assert family.documentation
        assert set(sample.labels) == {"source"}
        found[sample.name] = sample.value
    return found


def _metrics(*reports: dict[str, Any]) -> dict[str, float]:
    return _read("".join(metrics_of(list(reports))))


def _report(day: int, code: int | None, **values: Any) -> dict[str, Any]:
    ended_at = None if code is None else f"2026-03-{day:02}T06:05:00Z"
    return make_report(day - 1, state="killed" if code is None else "ended", code=code, ended_at=ended_at, **values)


def test_the_last_good_run_is_the_last_with_code_0() -> None:
    metrics = _metrics(_report(1, 0), _report(2, 0), _report(3, 3), _report(4, None), _report(5, 6), _report(6, 3))
    assert metrics == {
        "briefings_last_run_timestamp_seconds": 1_772_777_100,
        "briefings_last_run_code": 3,
        "briefings_last_run_seconds": 300,
        "briefings_last_good_run_timestamp_seconds": 1_772_777_100 - 4 * 86_400,
        "briefings_last_run_read": 10,
        "briefings_last_run_turns": 0,
        "briefings_last_run_new": 1,
        "briefings_last_run_incomplete": 0,
        "briefings_last_run_requests": 0,
    }


def test_a_run_that_was_killed_is_not_the_last() -> None:
    assert _metrics(_report(1, 0), _report(2, None)) == _metrics(_report(1, 0))


def test_a_source_without_a_good_run_has_no_time_of_one() -> None:
    assert "briefings_last_good_run_timestamp_seconds" not in _metrics(_report(5, 4), _report(6, 4))


def test_a_source_without_a_run_that_ended_has_no_metric() -> None:
    assert _metrics() == _metrics(_report(1, None)) == {}


def test_the_name_of_a_source_is_spelled_as_prometheus_reads_it() -> None:
    source = 'a "quoted" \\ source'
    families = text_string_to_metric_families("".join(metrics_of([_report(1, 0, source=source)])))
    assert {sample.labels["source"] for family in families for sample in family.samples} == {source}


# -- Through a crawl


def test_a_run_leaves_metrics(site: Site, crawler: Crawler) -> None:
    site.serve_all(briefing(7001, 2))
    site.serve_all(briefing(7002, 1))
    crawl = crawler.run(*START)
    assert crawl.code == 0, crawl.err
    runs = crawler.data / "china_org_cn" / "runs"
    metrics = _read((runs / "metrics.prom").read_text(encoding="utf-8"))
    assert metrics["briefings_last_run_read"] == 2
    assert metrics["briefings_last_run_turns"] == len(crawl.turns())
    assert metrics["briefings_last_run_incomplete"] == 0
    assert metrics["briefings_last_run_requests"] == len(site.log)
    assert metrics["briefings_last_good_run_timestamp_seconds"] == metrics["briefings_last_run_timestamp_seconds"]
    good = metrics["briefings_last_good_run_timestamp_seconds"]
    site.serve(f"http://{HOST}/robots.txt", b"User-agent: *\nDisallow: /\n")
    assert crawler.run(*START).code == 6
    metrics = _read((runs / "metrics.prom").read_text(encoding="utf-8"))
    assert (metrics["briefings_last_run_code"], metrics["briefings_last_good_run_timestamp_seconds"]) == (6, good)
