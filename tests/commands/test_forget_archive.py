"""`scrapy forget --unused-archive`: archive files, by age, that no revision names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support import processes
from tests.support.commands import scrapy
from tests.support.pages import address, briefing
from tests.support.parts import part_of
from tests.support.server import tagged

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.crawls import Crawler
    from tests.support.server import Site

LOOK = ("china_org_cn", "-a", f"url={address(7001)}", "-s", "BRIEFINGS_LOOK_AGAIN=0")


def _archive(data: Path) -> list[str]:
    return sorted(file.name for file in (data / "china_org_cn" / "archive").iterdir())


def _records(data: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in (data / "china_org_cn").glob("*.jsonl")}


@pytest.fixture
def looked_at(site: Site, crawler: Crawler) -> Crawler:
    """A briefing crawled by four runs, in which only a comment changed after the first."""
    for visit in range(4):
        for url, page in briefing(7001, 2).items():
            site.serve(url, tagged(page.replace(b"</body>", b"<!-- visit %d --></body>" % visit)))
        assert crawler.run(*LOOK).code == 0
    return crawler


def test_what_a_revision_was_read_from_stays(site: Site, looked_at: Crawler) -> None:
    crawler = looked_at
    first, *later = _archive(crawler.data)
    before, asked = _records(crawler.data), len(site.visits())
    young = scrapy(crawler.data, "forget", "--unused-archive", "1")
    assert (young.code, young.out) == (0, "china_org_cn: nothing to delete.\n")
    size = sum((crawler.data / "china_org_cn" / "archive" / file).stat().st_size for file in later)
    done = scrapy(crawler.data, "forget", "--unused-archive", "0")
    assert (done.code, done.out) == (0, f"china_org_cn: 3 archive files of {size / 1000:.1f} KB deleted.\n")
    assert (len(later), _archive(crawler.data)) == (3, [first])
    assert scrapy(crawler.data, "verify").code == 0
    # The next run asks whether the pages changed, as before, and reads them from what is archived.
    assert crawler.run(*LOOK).code == 0
    assert len(site.visits()) - asked == asked // 4
    assert scrapy(crawler.data, "reread", "--dry-run", "--jobs", "1", "china_org_cn").code == 0
    assert _records(crawler.data) == before


@pytest.mark.slow
@pytest.mark.parametrize("point", part_of(["remove archive", "fsync folder"], 2))
def test_killed_anywhere_the_same_command_ends_it(looked_at: Crawler, point: str) -> None:
    first, *_ = _archive(looked_at.data)
    before = _records(looked_at.data)
    prune = ("forget", "--unused-archive", "0", "-s", f"BRIEFINGS_DATA={looked_at.data}")
    stopped = ("-m", "tests.support.stopped_command", "kill", str(looked_at.data), point, "2", *prune)
    assert processes.run(*stopped).code < 0
    assert _archive(looked_at.data) != [first]
    assert scrapy(looked_at.data, "forget", "--unused-archive", "0").code == 0
    assert _archive(looked_at.data) == [first]
    assert (scrapy(looked_at.data, "verify").code, _records(looked_at.data)) == (0, before)


def test_a_wrong_age_or_source_is_refused(sample_data: Path) -> None:
    for days in ("-1", "36501", "x"):
        done = scrapy(sample_data, "forget", "--unused-archive", days)
        assert (done.code, f"{days} is not a whole number from 0 to 36500" in done.err) == (2, True), done.err
    assert scrapy(sample_data, "forget", "--unused-archive", "9", "nobody").code == 2
