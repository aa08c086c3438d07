"""The general spider: briefings of any site by address, each house under its own name."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from briefings.crawling.arguments import Arguments
from briefings.crawling.house_spider import house_at
from spiders.briefing import GeneralSpider
from tests.support import processes
from tests.support.crawls import Crawl
from tests.support.pages import HOST, address, briefing, briefing_page, list_page
from tests.support.parts import each, part_of
from tests.support.server import Site, redirect

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.crawls import Crawler

HERE, THERE = "press.varenia.example", "www.office.lindmark.example"


def test_addresses_of_a_house_come_from_the_command_line_and_from_a_file(
    site: Site, crawler: Crawler, tmp_path: Path
) -> None:
    site.serve_all(briefing(11, 2, HERE))
    site.serve_all(briefing(12, 1, THERE))
    site.serve_all(briefing(13, 1, THERE))
    file = tmp_path / "urls.txt"
    file.write_text(f"# two of the same office\n{address(12, 1, THERE)}\n\n{address(13, 1, THERE)}\n", encoding="utf-8")
    crawl = crawler.run("briefing", "-a", "source=lindmark", "-a", f"url={address(11, 2, HERE)}", "-a", f"urls={file}")
    assert crawl.code == 0, crawl.err
    assert {line["id"] for line in crawl.briefings("lindmark")} == {f"{HERE}/11", f"{THERE}/12", f"{THERE}/13"}
    assert len(crawl.turns("lindmark")) == 11
    assert {turn["source"] for turn in crawl.turns("lindmark")} == {"lindmark"}


@pytest.mark.further
def test_site_without_the_known_page_numbers_is_followed_by_its_pager(site: Site, crawler: Crawler) -> None:
    # mod-2024.html, mod-2024_2.html, mod-2024_3.html: only the links tell the numbers.
    for url, body in briefing(11, 3, HERE).items():
        site.serve(url.replace("content_11", "harbour"), body.replace(b"content_11", b"harbour"))
    crawl = crawler.run("briefing", "-a", f"url={address(11, 2, HERE).replace('content_11', 'harbour')}")
    assert crawl.code == 0, crawl.err
    (line,) = crawl.briefings(HERE)
    assert [one["number"] for one in line["pages"]] == [1, 2, 3]
    assert len(site.visits()) == 3
    assert [turn["page_first"] for turn in crawl.turns(HERE)] == [1, 1, 1, 2, 2, 3, 3]


def test_it_stays_on_the_hosts_it_was_given(site: Site, crawler: Crawler) -> None:
    site.serve_all(briefing(12, 1, THERE))
    for number in (1, 2):
        site.serve(address(11, number, HERE), redirect(address(12, 1, THERE)))
    crawl = crawler.run("briefing", "-a", f"url={address(11, 1, HERE)}")
    assert crawl.code == 4
    assert f"(redirected to {THERE}, outside the source)" in crawl.out
    assert not any(THERE in visit.url for visit in site.log)


def test_a_list_may_name_its_briefings_with_www_and_without(site: Site, crawler: Crawler) -> None:
    """Without it, all hosts below are the site's, with it only the bare one more; in a source too."""
    for at, entries in ((HERE, f"www.{HERE}"), (f"www.{HERE}", HERE)):
        pages = {address(key, 1, entries): briefing_page(key, 1, 1) for key in (21, 22, 23)}
        site.serve_all({f"http://{at}/all": list_page(list(pages)), **pages})
        crawl = crawler.run("briefing", "-a", f"lists=http://{at}/all")
        assert (crawl.code, len(crawl.briefings(at))) == (0, 3), crawl.out
    site.serve_all(briefing(24, 1, "presidency.ucsb.edu"))
    crawl = crawler.run("ucsb", "-a", f"url={address(24, 1, 'presidency.ucsb.edu')}")
    assert [line["id"] for line in crawl.briefings("ucsb")] == ["presidency.ucsb.edu/24"], crawl.out


@pytest.mark.parametrize("port", part_of([":8080", "", ":80"], 3))
def test_pages_years_and_entries_may_be_at_another_spelling_of_the_host(
    site: Site, crawler: Crawler, port: str
) -> None:
    own, other = f"www.{HERE}{port.removesuffix(':80')}", f"http://{HERE}{port}"
    talks = {f"/{key}.html": briefing_page(key, 1, 1) for key in (21, 22, 23)}
    for number in (1, 2, 3):
        rest = " ".join(f"<a href='{other}/20_{one}.html'>{one}</a>" for one in (1, 2, 3) if one != number)
        row = f'<div id="autopage">{number} {rest}</div>'.replace("_1.html", ".html").encode()
        talks[f"/20_{number}.html".replace("_1.", ".")] = briefing_page(20, number, 1).replace(
            b"<p>Follow", row + b"<p>Follow"
        )
    years = "".join(f"<li><a href='{other}/{year}/'>{year}</a></li>" for year in (2026, 2025))
    pages = {"/all": f"<html><body><h1>Press Room</h1><ul>{years}</ul></body></html>".encode(), **talks}
    pages |= {
        "/2026/": list_page([f"{other}/20.html", "/21.html"]),
        "/2025/": list_page(["/22.html", f"{other}/23.html"]),
    }
    site.serve_all({f"http://{host}{path}": body for path, body in pages.items() for host in {own, own[4:]}})
    before, source = len(site.visits()), f"spelled{port[1:]}"
    crawl = crawler.run("briefing", "-a", f"lists=http://{own}/all", "-a", f"source={source}")
    assert (crawl.code, [len(line["pages"]) for line in crawl.briefings(source)]) == (0, [3, 1, 1, 1]), crawl.out
    assert len(site.visits()) - before == len(pages)


@pytest.mark.further
def test_a_list_that_begins_to_name_its_briefings_with_www_names_the_same_ones(site: Site, crawler: Crawler) -> None:
    for host in (HERE, f"www.{HERE}", HERE):
        pages = {address(key, 1, host): briefing_page(key, 1, 1) for key in (21, 22, 23)}
        site.serve_all({f"http://{HERE}/all": list_page(list(pages)), **pages})
        crawl = crawler.run("briefing", "-a", f"lists=http://{HERE}/all", "-s", "BRIEFINGS_LOOK_AGAIN=0")
        kept = [(line["id"], line["revision"], line["copy_of"]) for line in crawl.briefings(HERE)]
        assert (crawl.code, kept) == (0, [(f"{HERE}/{key}", 1, None) for key in (21, 22, 23)]), crawl.out


# -- Houses


@each(
    ("url", "house"),
    [
        ("http://WWW.Office.Lindmark.example./a", THERE),
        ("https://www.office.lindmark.example:443/a", THERE),
        ("http://www.office.lindmark.example:8080/a", f"{THERE}_8080"),
        ("https://пресса.example/a", "xn--80aj3aega.example"),
        ("http://127.0.0.1:8000/", "127.0.0.1_8000"),
        ("http://[2001:db8::7]/a", "ipv6-2001-db8--7"),
        ("http://[::1]:81/a", "ipv6---1_81"),
    ],
)
def test_a_house_is_called_like_its_host(url: str, house: str) -> None:
    assert house_at([url, f"{url}b"]) == house


@each(
    "name",
    ["", ".", "..", "../out", "a/b", "a\\b", ".hidden", "Varenia", "a b", "a.", "-a", "x" * 101, "releases",
     "damaged.old", "briefings.sqlite-wal", "people.toml", "пресса", "a\n"],
)  # fmt: skip
def test_a_name_that_is_no_safe_folder_names_no_house(name: str) -> None:
    with pytest.raises(ValueError, match="cannot be the name of a house"):
        GeneralSpider.source_of(Arguments(source=name))


def test_what_belongs_to_no_one_house_is_refused(site: Site, crawler: Crawler) -> None:
    here, there = f"url={address(11, 1, HERE)}", f"lists=http://{THERE}/list/"
    refusals = {
        ("briefing", "-a", here, "-a", there): f"2 hosts ({HERE}, {THERE})",
        ("briefing", "-a", f"url={address(1)},{address(1, host=f'{HOST}:81')}"): f"2 hosts ({HOST}, {HOST}_81)",
        ("briefing", "-a", here, "-a", "source=../Varenia"): "../Varenia cannot be the name of a house",
        ("briefing", "-a", here, "-a", "source=briefing"): "source=briefing is the name of this spider",
        ("briefing", "-a", here, "-a", "source=scio"): "scio has a spider of its own",
        ("scio", "-a", "source=varenia"): "keeps what it reads under scio",
        ("briefing", "-a", "source=varenia"): "needs an address",
    }
    for (args, words), crawl in zip(refusals.items(), crawler.refused(refusals), strict=True):
        assert (crawl.code, words in crawl.err) == (2, True), (args, crawl.err)
    assert site.visits() == []
    assert not crawler.data.exists()


def _scrapy(crawler: Crawler, *args: str) -> str:
    done = processes.run("-m", "scrapy", *args, "-s", f"BRIEFINGS_DATA={crawler.data}", env=crawler.environment())
    assert done.code == 0, done.err
    return done.out


def test_two_houses_through_the_general_spider_are_two_sources_everywhere(
    site: Site, crawler: Crawler, tmp_path: Path
) -> None:
    site.serve_all(briefing(11, 2, HERE))
    site.serve_all(briefing(12, 1, THERE))
    for host, key in ((HERE, 11), (THERE, 12)):
        assert crawler.run("briefing", "-a", f"url={address(key, 1, host)}").code == 0
    turns = _scrapy(crawler, "export", "csv", "--out", "-", "--source", THERE, "--columns", "source,speaker_id")
    assert set(re.findall(r"^(\S+),(\S+)/", turns, re.MULTILINE)) == {(THERE, THERE)}
    _scrapy(crawler, "export", "html", "--out", str(tmp_path / "html"))
    assert sorted(folder.name for folder in (tmp_path / "html" / "briefings").iterdir()) == [HERE, THERE]
    index = (tmp_path / "html" / "index.html").read_text(encoding="utf-8")
    assert [house for house in (HERE, THERE) if f">{house}</option>" in index] == [HERE, THERE]
    _scrapy(crawler, "release", "1.0", "--creator", "Lorn, Ada")
    for name in ("CITATION.cff", "DATASHEET.md", "rights.csv"):
        said = (crawler.data / "releases" / "1.0" / name).read_text(encoding="utf-8")
        assert (HERE in said, THERE in said, "sources" in said or name == "rights.csv") == (True, True, True), name
    assert "1 already read by this reader" in _scrapy(crawler, "reread", "--jobs", "1", HERE)
    assert _scrapy(crawler, "verify").count("nothing wrong") == 2
    _scrapy(crawler, "forget", "--source", HERE)
    assert [file.name for file in (crawler.data / HERE).iterdir()] == ["lock"]
    (line,) = Crawl(0, "", "", crawler.data).briefings(THERE)
    assert line["source"] == THERE


def test_a_source_that_reads_the_site_is_named(site: Site, crawler: Crawler) -> None:
    site.serve_all(briefing(7, 1))
    crawl = crawler.run("briefing", "-a", f"url={address(7)}")
    assert (crawl.code, crawl.err.count("the spider china_org_cn reads this site, too")) == (0, 1)


def test_a_list_of_briefings_on_another_host_says_how_to_read_them(site: Site, crawler: Crawler) -> None:
    talks = [address(key, host="talks.lindmark.example") for key in (7001, 7002, 7003)]
    items = "".join(f"<li><a href='{url}'>Press briefing on the ferry no. {url[-8:-4]}</a></li>" for url in talks)
    site.serve("http://www.lindmark.example/press/", f"<html><body><ul>{items}</ul></body></html>".encode())
    for key in (7001, 7002, 7003):
        site.serve_all(briefing(key, 1, host="talks.lindmark.example"))
    lists = ("-a", "lists=http://www.lindmark.example/press/")
    alone = crawler.run("briefing", *lists)
    assert (alone.code, "give that address beside the list with -a url=" in alone.err) == (4, True), alone.err
    both = crawler.run("briefing", *lists, "-a", f"url={talks[0]}", "-a", "source=lindmark")
    assert (both.code, "3 new" in both.out) == (0, True), both.out


@pytest.mark.further
def test_a_spider_that_comes_later_goes_on_where_the_general_one_was(
    site: Site, crawler: Crawler, tmp_path: Path
) -> None:
    site.serve_all(briefing(11, 2, HERE))
    assert crawler.run("briefing", "-a", f"url={address(11, 1, HERE)}").code == 0
    source = (
        "from briefings.crawling import BriefingSpider\n\n\n"
        f"class Own(BriefingSpider):\n    name = {HERE!r}\n    allowed_domains = ({HERE!r},)\n"
    )
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "__init__.py").write_text(source, encoding="utf-8")
    crawler.path.append(tmp_path)
    crawler.extra += ["-s", "SPIDER_MODULES=spiders,own", "-s", "BRIEFINGS_LOOK_AGAIN=0"]
    crawl = crawler.run(HERE, "-a", f"url={address(11, 1, HERE)}")
    assert (crawl.code, "1 unchanged" in crawl.out) == (0, True), crawl.err
    refused = crawler.run("briefing", "-a", f"url={address(11, 1, HERE)}")
    assert (refused.code, "has a spider of its own" in refused.err) == (2, True), refused.err
    report: dict[str, Any] = json.loads((crawler.data / HERE / "runs" / "latest.json").read_text(encoding="utf-8"))
    assert report["source"] == HERE
