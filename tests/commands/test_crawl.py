"""`scrapy crawl`: its exit codes, its closing sentence, and bad input."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from briefings.crawling.arguments import ARGUMENTS
from tests.support import processes
from tests.support.crawls import Crawl, Crawler
from tests.support.pages import HOST, address, briefing
from tests.support.processes import REPO
from tests.support.server import Reply, Site, page

KEY = 7001
PAGES = briefing(KEY, 3)
START = ("china_org_cn", "-a", f"url={address(KEY)}")


@pytest.fixture
def served(site: Site) -> Site:
    """A briefing of three pages, seven turns."""
    site.serve_all(PAGES)
    return site


def _refused(crawl: Crawl, *words: str) -> None:
    """Check for one sentence on stderr, nothing else, and exit code 2."""
    assert crawl.code == 2, crawl.err
    assert crawl.out == ""
    assert len(crawl.err.splitlines()) == 1, crawl.err
    for word in words:
        assert word in crawl.err


# -- How a run ends


def test_complete_run_ends_with_its_sentence_and_zero(served: Site, crawler: Crawler) -> None:
    crawl = crawler.first(*START)
    assert crawl.code == 0, crawl.err
    assert crawl.out.startswith("1 briefing (7 turns): 1 new, 0 revised, 0 unchanged, all complete. Kept in /")
    assert crawl.out.endswith("/data/china_org_cn.\n")


def test_the_visitor_says_who_it_is_and_asks_for_robots_txt_first(served: Site, crawler: Crawler) -> None:
    crawler.first(*START)
    assert served.log[0].url == f"http://{HOST}/robots.txt"
    assert all((visit.agent or "").startswith("briefings/") for visit in served.log)


@pytest.mark.parametrize(
    ("status", "words", "more"),
    [
        pytest.param(403, "1 page refused", "", marks=pytest.mark.slow),
        pytest.param(451, "1 page refused", "", marks=pytest.mark.slow),
        (429, "1 page rate limited", " (rate limited)"),
    ],
)
def test_page_that_is_refused_ends_with_six(served: Site, crawler: Crawler, status: int, words: str, more: str) -> None:
    served.serve(address(KEY, 3), page(b"", status=status))
    crawl = crawler.run(*START)
    assert crawl.code == 6, crawl.err
    assert f"Blocked by the site: {words}." in crawl.out
    assert f"{HOST}/{KEY} lacks page 3 (http {status}{more})." in crawl.out


@pytest.mark.slow
def test_page_that_robots_txt_forbids_ends_with_six(served: Site, crawler: Crawler) -> None:
    served.serve(f"http://{HOST}/robots.txt", Reply(b"User-agent: *\nDisallow: /\n"))
    crawl = crawler.run(*START)
    assert crawl.code == 6, crawl.err
    assert "No briefing was read" in crawl.out
    assert served.visits() == []


def test_page_that_was_cut_off_by_the_way_ends_with_three(served: Site, crawler: Crawler) -> None:
    served.serve(address(KEY, 2), PAGES[address(KEY, 2)].partition(b"</body>")[0])
    crawl = crawler.run(*START)
    assert crawl.code == 3, crawl.err
    assert f"{HOST}/{KEY} lacks page 2 (ends before </html>)." in crawl.out
    assert not crawl.briefings()[0]["complete"]


def test_site_that_cannot_be_reached_ends_with_four(crawler: Crawler) -> None:
    # Nobody listens there: the port was free a moment ago. The site is the proxy of every host.
    with Site() as gone:
        crawler.site = gone
    crawl = crawler.run(*START)
    assert crawl.code == 4
    why = "robots.txt unreachable (no connection through the proxy)"
    assert crawl.out == f"No briefing was read: {address(KEY)} was not read ({why}).\n"
    assert "Traceback" not in crawl.err


def test_pipeline_that_fails_ends_with_one(served: Site, crawler: Crawler, tmp_path: Path) -> None:
    (tmp_path / "failing_pipeline.py").write_text(
        "class FailingPipeline:\n"
        "    def process_item(self, item):\n"
        "        raise RuntimeError('a mistake in a pipeline')\n",
        encoding="utf-8",
    )
    crawler.path.append(tmp_path)
    crawl = crawler.run(*START, "-s", 'ITEM_PIPELINES={"failing_pipeline.FailingPipeline": 50}')
    assert crawl.code == 1
    assert "The program failed 1 time" in crawl.out
    assert "Kept in" not in crawl.out


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a folder that not even root can write to")
def test_data_folder_that_cannot_be_written_ends_with_eight(served: Site, crawler: Crawler) -> None:
    crawler.data = Path("/proc/self/briefings")
    _not_written(crawler.run(*START), crawler.data)
    assert served.visits() == []


def test_data_folder_that_is_a_file_ends_with_eight(served: Site, crawler: Crawler) -> None:
    crawler.data.write_text("not a folder", encoding="utf-8")
    crawl = crawler.run(*START)
    _not_written(crawl, crawler.data)
    assert served.visits() == []
    assert crawler.data.read_text(encoding="utf-8") == "not a folder"


def _not_written(crawl: Crawl, data: Path) -> None:
    assert crawl.code == 8, crawl.err
    assert crawl.out.startswith(f"The data could not be written: {data}")
    assert len(crawl.out.splitlines()) == 1
    assert "Traceback" not in crawl.err


# -- Bad input


BAD_INPUT = [
    *(
        ((*START, "-O", f"turns.{kind}"), f"Unrecognized output format '{kind}'")
        for kind in ("xml", "pickle", "parquet")
    ),
    (
        (*START, "-s", 'FEEDS={"turns": {"format": "marshal"}}'),
        "FEEDS names the format marshal; there are csv, jl, json",
    ),
    ((*START, "-O", "foo://shelf/turns.csv"), "foo://shelf/turns.csv, and nothing writes to foo: there are file, ftp"),
    ((*START, "-O", "s3://shelf/turns.csv"), "s3://shelf/turns.csv, which needs a library: pip install boto3"),
    (
        (*START, "-O", "turns.csv", "-s", "FEED_EXPORT_BATCH_ITEM_COUNT=3"),
        "FEEDS names turns.csv for files of 3 briefings each: write %(batch_id)d into it.",
    ),
    (["china_org_cn", "-a", "url"], "Invalid -a value"),
    (["china_org_cn", "-s", "LOG_LEVEL"], "Invalid -s value"),
    (["china_org_cn", "-a", "limit=none"], "limit=none is not a positive number"),
    (["china_org_cn", "-a", "url=content_1.htm"], "content_1.htm is not an absolute"),
    (
        ["china_org_cn", "-a", "url=http://china.org.cn.spam.example/content_1.htm"],
        "outside the source china_org_cn",
    ),
    (["china_org_cn", "-a", "lists=http://spam.example/"], "outside the source china_org_cn"),
    (["china_org_cn", "-a", "urls=missing.txt"], "missing.txt cannot be read: No such file"),
    (["briefing"], "needs an address"),
    (["china_org_cn", "sample"], "Name one spider, not china_org_cn or sample"),
    ([], "Name one spider, not none"),
    (["china_org_cn", "--fast"], "Unknown option --fast"),
    (["china_org_cn", "-O", "turns.docx"], "docx"),
    (["china_org_cn", "--logfile", "/no/such/crawl.log"], "'/no/such/crawl.log' cannot be written: there is no folder"),
    (["china_org_cn", "--logfile", "/"], "LOG_FILE='/' must be the name of a file that can be written."),
    (["china_org_cn", "--pidfile", "/no/such/crawl.pid"], "No such file or directory: '/no/such/crawl.pid'"),
    (["china_org_cn", "-L", "LOUD"], "LOG_LEVEL='LOUD' must be CRITICAL, ERROR, WARNING, INFO or DEBUG."),
    (["china_org_cn", "-s", "TWISTED_REACTOR=nope"], "TWISTED_REACTOR='nope' must be the full name of a reactor."),
    (
        ["china_org_cn", "-s", "TWISTED_REACTOR=no.Such"],
        "TWISTED_REACTOR='no.Such' must be the full name of a reactor.",
    ),
    (["china_org_cn", "-s", "DOWNLOAD_DELAY=long"], "DOWNLOAD_DELAY='long' must be a number from 0 to 86400."),
    (["china_org_cn", "-s", "LOG_ENCODING=nope"], "LOG_ENCODING='nope' must be an encoding of texts"),
    (["china_org_cn", "-s", "RETRY_HTTP_CODES=5xx"], "RETRY_HTTP_CODES='5xx' must be codes of HTTP, with commas."),
    (["china_org_cn", "-s", 'FEEDS={"turns.csv": 5}'], "FEEDS names turns.csv with 5 in the place of a dict"),
    (
        ["china_org_cn", "-s", 'FEEDS={"turns.csv": {"format": "csv", "encoding": "nope"}}'],
        "FEEDS, turns.csv: encoding='nope' must be an encoding of texts, such as utf-8.",
    ),
    (["china_org_cn", "-a", "allow=\udcff"], "allow=\\udcff is not text in utf-8, the encoding of the locale."),
    (["china_org_cn", "-s", "BRIEFING_DATA=data"], "no setting BRIEFING_DATA: did you mean BRIEFINGS_DATA?"),
    (["chinaorg"], "There is no spider chinaorg; there are briefing, china_org_cn, "),
    (["china_org_cn", "-a", "pages=3"], "Unknown argument pages: a briefing spider takes url, urls, lists, limit"),
    (["china_org_cn"], "No list of briefings is known for the source china_org_cn"),
]


def test_bad_input_is_refused_in_one_sentence(crawler: Crawler) -> None:
    crawls = crawler.refused(args for args, _ in BAD_INPUT)
    for crawl, (_, words) in zip(crawls, BAD_INPUT, strict=True):
        _refused(crawl, words)
    assert not crawler.data.exists()


def test_all_bad_lines_of_a_file_of_addresses_are_named(crawler: Crawler, tmp_path: Path) -> None:
    file = tmp_path / "urls.txt"
    file.write_text(f"second line\n{address(KEY)}\nwww.china.org.cn/a.htm\n\nftp://host/\n", encoding="utf-8")
    (crawl,) = crawler.refused([("china_org_cn", "-a", f"urls={file}")])
    assert (crawl.code, crawl.out) == (2, "")
    whats = ("second line is not", "www.china.org.cn/a.htm is not", "ftp://host/ is not")
    for number, line, what in zip((1, 3, 5), crawl.err.splitlines(), whats, strict=True):
        assert line.startswith(f"{file}, line {number}: {what} an absolute http or https address")
    assert "; write https://www.china.org.cn/a.htm." in crawl.err


@pytest.mark.slow
def test_argument_of_a_scheduler_passes(served: Site, crawler: Crawler) -> None:
    crawl = crawler.run(*START, "-a", "_job=6487ec79947edab326d6db28a2d86511e8247444")
    assert crawl.code == 0, crawl.err


# -- What a user may try instead


def test_the_help_lists_the_exit_codes_and_the_arguments_of_spiders() -> None:
    done = processes.run("-m", "scrapy", "crawl", "--help")
    assert done.code == 0
    said = " ".join(done.out.split())
    assert "7 interrupted" in said
    assert "-a NAME=VALUE): url, the address of any page" in said
    assert all(f" {name}, " in said for name in ARGUMENTS)


@pytest.mark.further
def test_a_run_that_was_interrupted_with_a_folder_of_jobs_goes_on_without_it(
    served: Site, crawler: Crawler, tmp_path: Path
) -> None:
    job = ("-s", f"JOBDIR={tmp_path / 'job'}")
    process = crawler.start(*START, *job, "-s", "DOWNLOAD_DELAY=0.5")
    served.wait_for_visits(2)
    process.send_signal(signal.SIGTERM)
    assert crawler.finish(process).code == 7
    again = crawler.run(*START, *job)
    assert again.code == 0, again.err
    assert "JOBDIR is not used" in again.err
    assert not (tmp_path / "job").exists()


def test_scrapy_parse_says_what_to_use(served: Site, crawler: Crawler) -> None:
    options = ("--spider=china_org_cn", "-s", "ROBOTSTXT_OBEY=0", "-s", f"BRIEFINGS_DATA={crawler.data}")
    done = processes.run("-m", "scrapy", "parse", *options, address(KEY), env=crawler.environment())
    assert f"use scrapy read --explain {address(KEY)}, or scrapy crawl china_org_cn -a url={address(KEY)}" in done.err
    assert "NotImplementedError" not in done.err


def test_a_script_without_our_settings_is_told_which_are_missing() -> None:
    script = (
        "from scrapy.crawler import AsyncCrawlerProcess\n"
        "from spiders.china_org_cn import ChinaOrgCnSpider\n"
        "AsyncCrawlerProcess({}).crawl(ChinaOrgCnSpider)\n"
    )
    done = processes.run("-c", script)
    assert done.code == 1
    assert "The setting BRIEFINGS_ACKNOWLEDGED is missing" in done.err
    assert "get_project_settings()" in done.err


@pytest.mark.slow
def test_a_closing_sentence_that_cannot_be_printed_leaves_the_exit_code_as_it_is(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "scrapy", "crawl", "sample", "-s", f"BRIEFINGS_DATA={tmp_path}"]
    for option, code in (("limit=1", 0), ("deny=.", 4)):
        with Path("/dev/full").open("w") as full:
            assert subprocess.run([*command, "-a", option], cwd=REPO, stdout=full, check=False).returncode == code


def test_all_options_of_scrapy_keep_working(served: Site, crawler: Crawler, tmp_path: Path) -> None:
    log, pid, feed = (tmp_path / name for name in ("run.log", "run.pid", "turns.jsonl"))
    crawl = crawler.run(
        *START, "--logfile", str(log), "-L", "DEBUG", "--pidfile", str(pid), "-o", str(feed), "-s", "RETRY_TIMES=0"
    )
    assert crawl.code == 0
    assert crawl.err == ""
    assert "DEBUG" in log.read_text(encoding="utf-8")
    assert pid.read_text(encoding="utf-8").strip().isdigit()
    assert len(feed.read_text(encoding="utf-8").splitlines()) == 7
    quiet = crawler.run(*START, "--nolog", "-O", f"{feed}:jsonlines")
    assert (quiet.code, quiet.err) == (0, "")
    assert len(feed.read_text(encoding="utf-8").splitlines()) == 7


@pytest.mark.slow
@pytest.mark.parametrize("closed", ["2>&-", pytest.param(">&-", marks=pytest.mark.slow)])
def test_a_stream_that_was_closed_before_the_start_is_no_terminal(closed: str, tmp_path: Path) -> None:
    command = f'"$0" -m scrapy crawl sample -a limit=1 -s BRIEFINGS_DATA="$1" {closed}'
    done = subprocess.run(["sh", "-c", command, sys.executable, tmp_path / "data"], cwd=REPO, check=False)
    assert done.returncode == 0
