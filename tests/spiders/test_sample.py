"""The packaged sample: one command, no argument, no network."""

from tests.crawling import Crawler


def test_sample_is_read_whole_and_a_second_run_changes_nothing(crawler: Crawler) -> None:
    crawl = crawler.run("sample")
    assert crawl.code == 0, crawl.err
    assert "all complete. Kept in " in crawl.out
    assert len(crawl.turns("sample")) >= 100
    assert all(line["complete"] for line in crawl.briefings("sample"))
    # The environment names a proxy, and the sample does not go there.
    assert crawler.site.log == []
    files = {name: (crawler.data / "sample" / name).read_bytes() for name in ("turns.jsonl", "briefings.jsonl")}

    again = crawler.run("sample")
    assert again.code == 0, again.err
    assert "0 new, 0 revised" in again.out
    assert {name: (crawler.data / "sample" / name).read_bytes() for name in files} == files


def test_limit_takes_the_newest_of_the_sample(crawler: Crawler) -> None:
    crawl = crawler.run("sample", "-a", "limit=1")
    assert crawl.code == 0, crawl.err
    (one,) = crawl.briefings("sample")
    everything = crawler.run("sample").briefings("sample")
    assert one["published_on"] == max(line["published_on"] for line in everything)


def test_other_sites_are_outside_the_sample(crawler: Crawler) -> None:
    crawl = crawler.run("sample", "-a", "url=http://www.china.org.cn/content_1.htm")
    assert crawl.code == 2
    assert "outside the source sample, which reads www.press.varenia.example" in crawl.err
