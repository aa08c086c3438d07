"""The general spider: briefings of any site, by their addresses."""

from pathlib import Path

from tests.support.crawls import Crawler
from tests.support.pages import address, briefing
from tests.support.server import Site, redirect

HERE, THERE = "press.varenia.example", "www.office.lindmark.example"


def test_addresses_of_any_site_come_from_the_command_line_and_from_a_file(
    site: Site, crawler: Crawler, tmp_path: Path
) -> None:
    site.serve_all(briefing(11, 2, HERE))
    site.serve_all(briefing(12, 1, THERE))
    site.serve_all(briefing(13, 1, THERE))
    file = tmp_path / "urls.txt"
    file.write_text(f"# two of the same office\n{address(12, 1, THERE)}\n\n{address(13, 1, THERE)}\n", encoding="utf-8")
    crawl = crawler.run("briefing", "-a", f"url={address(11, 2, HERE)}", "-a", f"urls={file}")
    assert crawl.code == 0, crawl.err
    assert {line["id"] for line in crawl.briefings("briefing")} == {f"{HERE}/11", f"{THERE}/12", f"{THERE}/13"}
    assert len(crawl.turns("briefing")) == 11


def test_site_without_the_known_page_numbers_is_followed_by_its_pager(site: Site, crawler: Crawler) -> None:
    # mod-2024.html, mod-2024_2.html, mod-2024_3.html: the numbers are told by the links alone.
    for url, body in briefing(11, 3, HERE).items():
        site.serve(url.replace("content_11", "harbour"), body.replace(b"content_11", b"harbour"))
    crawl = crawler.run("briefing", "-a", f"url={address(11, 2, HERE).replace('content_11', 'harbour')}")
    assert crawl.code == 0, crawl.err
    (line,) = crawl.briefings("briefing")
    assert [one["number"] for one in line["pages"]] == [1, 2, 3]
    assert len(site.visits()) == 3
    assert [turn["page_first"] for turn in crawl.turns("briefing")] == [1, 1, 1, 2, 2, 3, 3]


def test_it_stays_on_the_hosts_it_was_given(site: Site, crawler: Crawler) -> None:
    site.serve_all(briefing(12, 1, THERE))
    for number in (1, 2):
        site.serve(address(11, number, HERE), redirect(address(12, 1, THERE)))
    crawl = crawler.run("briefing", "-a", f"url={address(11, 1, HERE)}")
    assert crawl.code == 4
    assert f"(redirected to {THERE}, outside the source)" in crawl.out
    assert not any(THERE in visit.url for visit in site.log)
