"""The packaged sample: one command, no argument, no network."""

from pathlib import Path

from briefings.sample import FOLDERS
from tests.support.crawls import Crawl, Crawler


def test_limit_takes_the_newest_of_the_sample(crawler: Crawler, sample_data: Path) -> None:
    crawl = crawler.run("sample", "-a", "limit=1")
    assert crawl.code == 0, crawl.err
    (one,) = crawl.briefings("sample")
    everything = Crawl(0, "", "", sample_data).briefings("sample")
    assert one["published_on"] == max(line["published_on"] or "" for line in everything)
    # The environment names a proxy, which the sample does not use.
    assert crawler.site.log == []


def test_other_sites_are_outside_the_sample(crawler: Crawler) -> None:
    crawl = crawler.run("sample", "-a", "url=http://www.china.org.cn/content_1.htm")
    assert crawl.code == 2
    assert f"outside the source sample, which reads {' and '.join(FOLDERS)}" in crawl.err
