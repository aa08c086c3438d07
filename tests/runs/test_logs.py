"""The log of a run as a person reads it."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

import pytest
from scrapy.utils.test import get_crawler
from service_identity import CertificateError

from briefings import __version__
from briefings.runs.unexplained_errors import UnexplainedErrors
from tests.support.pages import HOST, address, briefing, empty, list_page, notice
from tests.support.server import Reply, Site, page, redirect, reset, torn, torn_gzip

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.crawls import Crawler

LIST = f"http://{HOST}/pressroom/node_8001.htm"
SECOND_LIST = f"http://{HOST}/pressroom/node_8001_2.htm"
_LINE = re.compile(r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \[([\w.]+)\] (DEBUG|INFO|WARNING|ERROR|CRITICAL): (.*)$")
_CONTACT = ("-s", "BRIEFINGS_CONTACT=https://example.org/us")
_SAID = ("My question concerns", "was reviewed in spring", "A decision is expected", "take your questions")
# The fault of a briefing's page 2, and the words required in the log.
_FAULTS = {
    7001: (page(b"", status=404), "http 404"),
    7002: (page(b"", status=500), "http 500"),
    7003: (torn_gzip(briefing(7003, 2)[address(7003, 2)]), "truncated body"),
    7004: (torn(briefing(7004, 2)[address(7004, 2)]), "truncated body"),
    7005: (reset(), "connection lost"),
    7006: (redirect("http://elsewhere.example/x.htm"), "redirected to elsewhere.example, outside the source"),
    7007: (redirect(address(7007, 2)), "too many redirects, without cookies"),
    7008: (page(b"x" * 17_000_000), "larger than DOWNLOAD_MAXSIZE"),
    7009: (page(empty()), "no transcript on the page"),
}
_FAILING = """
from spiders.china_org_cn import ChinaOrgCnSpider

class FailingSpider(ChinaOrgCnSpider):
    name = "failing"

    def parse_entry(self, response, **kwargs):
        if "7011" in response.url:
            raise RuntimeError("a mistake in a spider")
        return super().parse_entry(response, **kwargs)

    def _close(self, opened):
        super()._close(opened)
        for one in self._queue:
            if "7012" in getattr(one, "id", ""):
                one.title = 7

class FailingPipeline:
    def process_item(self, item):
        if "7013" in item.id:
            raise RuntimeError("a mistake in a pipeline")
        return item
"""


def _lines(log: str) -> list[tuple[str, str, str]]:
    """Return logger, level and message of each line; lines of tracebacks have none."""
    found = (_LINE.match(line) for line in log.splitlines())
    return [(match[1], match[2], match[3]) for match in found if match]


def test_log_of_a_run_is_a_few_lines_that_a_person_reads(site: Site, crawler: Crawler) -> None:
    site.serve_all(briefing(7001, 3) | briefing(7002, 2))
    site.serve(address(7002, 2), page(b"", status=404))
    site.serve(address(7003), notice())
    site.serve(LIST, list_page(map(address, (7001, 7002, 7003))))
    start = ("china_org_cn", "-a", f"lists={LIST}", "-s", "STATS_DUMP=0", *_CONTACT)
    log = crawler.run(*start).err
    assert len(log.splitlines()) == len(_lines(log))
    folder = crawler.data / "china_org_cn"
    _, opened, kept_in, begun, *told, closing, closed = [message for _, _, message in _lines(log)]
    assert (opened, closing, closed) == ("Spider opened", "Closing spider (finished)", "Spider closed (finished)")
    assert kept_in == f"briefings {__version__} keeps china_org_cn in {folder}"
    assert begun == "Crawled 0 pages (at 0 pages/min), scraped 0 items (at 0 items/min)"
    assert sorted(told) == sorted(
        [
            f"{HOST}/7001: new, 3 pages, 7 turns",
            f"{HOST}/7002 lacks page 2 (http 404) ({address(7002)})",
            f"{HOST}/7002: new, incomplete, 1 page, 1 missing, 3 turns",
            f"{address(7003)} is a notice, not a briefing",
        ]
    )

    site.serve_all(briefing(7002, 2))
    site.serve(address(7001, 3), page(b"", status=404))
    again = crawler.run(*start, "-s", "BRIEFINGS_LOOK_AGAIN=0")
    told = [message for logger, _, message in _lines(again.err) if logger == "pipelines.jsonl"][1:]
    assert sorted(told) == [
        f"{HOST}/7001: poorer, the stored revision is kept, incomplete, 2 pages, 1 missing, 5 turns",
        f"{HOST}/7002: revised (revision 2), 2 pages, 5 turns",
    ]


def test_every_warning_names_its_address_or_briefing_and_the_reason(
    site: Site, crawler: Crawler, tmp_path: Path
) -> None:
    keys = [*_FAULTS, 7010, 7011, 7012, 7013, 7014]
    for key in keys:
        site.serve_all(briefing(key, 2))
    for key, (reply, _) in _FAULTS.items():
        site.serve(address(key, 2), reply)
    site.serve(f"http://{HOST}/robots.txt", Reply(b"User-agent: *\nDisallow: /business/2024-05/17/content_7010\n"))
    site.serve(LIST, list_page(map(address, keys), [LIST, SECOND_LIST]))
    (tmp_path / "failing.py").write_text(_FAILING, encoding="utf-8")
    crawler.path.append(tmp_path)
    pipelines = '{"failing.FailingPipeline": 50, "pipelines.validate.ValidatePipeline": 100,\
 "pipelines.dedupe.DedupePipeline": 200, "pipelines.jsonl.JsonlPipeline": 300}'
    crawl = crawler.run(
        "failing", "-a", f"lists={LIST}", "-L", "DEBUG", "-s", "SPIDER_MODULES=failing",
        "-s", f"ITEM_PIPELINES={pipelines}", "-s", "BRIEFINGS_MAX_LIST_PAGES=1", *_CONTACT,
    )  # fmt: skip
    assert crawl.code == 1, crawl.err
    told = [message for _, level, message in _lines(crawl.err) if level not in {"DEBUG", "INFO"}]
    unnamed = [line for line in told if not re.search(rf"https?://{HOST}/\S+|{HOST}/\d+", line)]
    assert not unnamed
    expected = [(f"{HOST}/{key} lacks page 2", reason) for key, (_, reason) in _FAULTS.items()]
    expected += [
        (address(7010), "robots.txt"),
        (f"Spider error processing <GET {address(7011)}>", ""),
        (f"Dropped: {HOST}/7012", "title: Expected `str | null`, got `int`"),
        (f"Error processing Briefing({HOST}/7013", ""),
        (SECOND_LIST, "BRIEFINGS_MAX_LIST_PAGES"),
    ]
    for name, reason in expected:
        assert any(name in line and reason in line for line in told), (
            name,
            reason,
            [line for line in told if "7012" in line],
        )
    assert not any(words in crawl.err + crawl.out for words in _SAID)


def test_log_in_a_file_ends_with_the_closing_sentence(site: Site, crawler: Crawler, tmp_path: Path) -> None:
    site.serve_all(briefing(7001, 1))
    crawl = crawler.run("china_org_cn", "-a", f"url={address(7001)}", "--logfile", str(tmp_path / "crawl.log"))
    assert crawl.err == ""
    *_, last = _lines((tmp_path / "crawl.log").read_text(encoding="utf-8"))
    assert last[1:] == ("INFO", f"Exit code 0: {crawl.out.rstrip()}")


@pytest.mark.slow
def test_debug_shows_what_is_left_out(site: Site, crawler: Crawler) -> None:
    site.serve_all(briefing(7001, 1))
    log = crawler.run("china_org_cn", "-a", f"url={address(7001)}", "-L", "DEBUG").err
    assert "Overridden settings:" in log
    assert "Enabled item pipelines:" in log


def test_a_certificate_without_names_is_no_failure_of_the_program() -> None:
    crawler = get_crawler()
    handler = UnexplainedErrors(crawler)
    for error in (CertificateError("Certificate does not contain any `subjectAltName`s."), RuntimeError("no")):
        raised = type(error), error, None
        handler.emit(logging.LogRecord("twisted", logging.CRITICAL, "", 0, "while verifying certificate", (), raised))
    assert crawler.stats.get_value("briefings/unexplained_errors") == 1
