"""Whole made-up sites: every briefing is whole or reported, nothing foreign is merged, and looks are few."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support import processes
from tests.support.crawls import Crawl, Crawler
from tests.support.made_sites.build import Builder, Spec
from tests.support.made_sites.measure import measure
from tests.support.made_sites.sites import FIFTEEN, FRESH, THIRTY, made
from tests.support.made_sites.traps import ALL, measured
from tests.support.server import Site
from tests.support.told_runs import latest_report

MOST_BEYOND = 12
READ_AS_SPEECH = {"Plone, oldest first": "Sessions: 1, and no link", "List items by script": "Minutes: a name"}
"""Lines that recur on the pages of a briefing like a label but are none; no words of other briefings are in them."""
QUICK = ("SharePoint, posted form",)
ICONS = Spec("Icons, related", "drupal", "opaque", "tabs", (3,) * 12, "related opaque_lists", "list-icons", 4)
ROW = next(spec for spec in THIRTY if spec.name == "Drupal, titles in a row")


def _specs() -> list[object]:
    marked = pytest.mark.further
    return [
        pytest.param(spec, id=spec.name, marks=() if spec.name in QUICK else marked)
        for spec in (*THIRTY, *FIFTEEN, *FRESH)
    ]


@pytest.mark.parametrize("spec", _specs())
def test_every_briefing_is_whole_or_told(spec: Spec, tmp_path: Path) -> None:
    outcome = measure(spec, tmp_path / "data", twice=True)
    assert outcome.silent == 0, outcome
    assert outcome.whole + outcome.told == len(made(spec).talks)
    assert outcome.invented == 0 or spec.name in READ_AS_SPEECH, outcome
    assert len(outcome.beyond) <= MOST_BEYOND, outcome.beyond


@pytest.mark.slow
@pytest.mark.parametrize("trap", ALL)
def test_no_trap_on_ten_sites_cuts_or_mixes_briefings_unsaid(trap: str) -> None:
    for outcome in measured(trap):
        assert (outcome.silent, outcome.invented, outcome.again) == (0, 0, 0), outcome
        assert len(outcome.beyond) <= MOST_BEYOND, outcome.beyond


def _crawl(crawler: Crawler, site: Site, spec: Spec, *more: str) -> tuple[int, list[str]]:
    served = made(spec)
    before = len(site.visits())
    crawl = crawler.run("briefing", "-a", "source=made", "-a", f"lists={served.start}", *more)
    return crawl.code, [url for url in site.visits()[before:] if url not in served.needed]


def _pages(crawl: Crawl) -> dict[str, int]:
    """Return the number of stored pages of each briefing, by address."""
    return {line["url"]: len(line["pages"]) for line in crawl.briefings("made")}


def test_what_a_look_showed_is_kept_and_asked_for_by_no_second_run(site: Site, crawler: Crawler) -> None:
    site.serve_all(made(ROW).pages)
    code, beyond = _crawl(crawler, site, ROW)
    assert (code, len(beyond) > 0) == (0, True)
    by = {line["url"]: line["complete_by"] for line in Crawl(0, "", "", crawler.data).briefings("made")}
    for talk in made(ROW).talks:
        assert by[talk.urls[0]] == ("shared_row" if len(talk.urls) > 1 else "account_of_links")
    links = latest_report(crawler, "made")["links"]
    assert links["own"] > 0
    assert "unexplained" not in links, links
    assert _crawl(crawler, site, ROW, "-s", "BRIEFINGS_LOOK_AGAIN=0") == (0, [])
    data = ("-s", f"BRIEFINGS_DATA={crawler.data}")
    shown = processes.run("-m", "scrapy", "show", "--site", "made", *data, env=crawler.environment())
    assert shown.code == 0, shown.err
    assert "pages: both show the same row of pages" in shown.out
    assert "in the source file: article_pages='div.segmented a.seg'" in shown.out
    assert "again: it repeats what was read" in shown.out


@pytest.mark.slow
def test_a_briefing_that_was_looked_at_before_its_list_page_was_found_is_read_all_the_same(
    site: Site, crawler: Crawler
) -> None:
    served = Builder(ICONS, 90).build()
    site.serve_all(served.pages)
    crawl = crawler.run("briefing", "-a", "source=made", "-a", f"lists={served.start}")
    looked_at = re.findall(r"looked at (\S+): elsewhere, another day", crawl.err)
    assert {talk.urls[0] for talk in served.talks}.intersection(looked_at)
    assert crawl.code == 0, crawl.out
    assert _pages(crawl) == {talk.urls[0]: len(talk.urls) for talk in served.talks}


@pytest.mark.slow
@pytest.mark.parametrize("pages", [10, 6, 8, 13])
def test_a_list_whose_pages_are_found_by_looks_is_read_whole_after_a_kill(
    site: Site, crawler: Crawler, tmp_path: Path, pages: int
) -> None:
    served = Builder(ICONS, 90).build()
    site.serve_all(served.pages)
    start = ("briefing", "-a", "source=made", "-a", f"lists={served.start}")
    crawler.kill_after(pages, *start)
    crawl = crawler.run(*start)
    assert crawl.code == 0, crawl.out
    assert _pages(crawl) == {talk.urls[0]: len(talk.urls) for talk in served.talks}


@pytest.mark.further
def test_where_a_list_may_go_on_is_said_by_every_run_until_it_is_known(site: Site, crawler: Crawler) -> None:
    served = Builder(ICONS, 90).build()
    site.serve_all(served.pages)
    start = ("briefing", "-a", "source=made", "-a", f"lists={served.start}")
    for _ in range(2):
        crawl = crawler.run(*start, "-s", "BRIEFINGS_MAX_LOOKS=0")
        assert (crawl.code, "the list http:" in crawl.out) == (3, True), crawl.out
    crawl = crawler.run(*start)
    assert (crawl.code, len(crawl.briefings("made"))) == (0, len(served.talks)), crawl.out


def test_without_looks_what_nothing_explains_is_told(site: Site, crawler: Crawler) -> None:
    site.serve_all(made(ROW).pages)
    crawl = crawler.run(
        "briefing", "-a", "source=made", "-a", f"lists={made(ROW).start}", "-s", "BRIEFINGS_MAX_LOOKS=0"
    )
    assert crawl.code == 3, crawl.err
    assert set(site.visits()) <= {made(ROW).start, *(talk.urls[0] for talk in made(ROW).talks)}
    first = made(ROW).talks[0]
    (line,) = [line for line in crawl.briefings("made") if line["url"] == first.urls[0]]
    assert not line["complete"]
    words = [one["words"] for one in line["shortcomings"]]
    assert any(f'may go on at {first.urls[1]} ("First questions")' in one for one in words), words
    assert f"may go on at {first.urls[1]}" in crawl.out or "more in the log" in crawl.out


def test_a_page_that_acts_or_is_elsewhere_is_never_looked_at(site: Site, crawler: Crawler) -> None:
    served = made(ROW)
    acts = "<a href='/logout'>Leave</a><a href='/cart/add?id=1'>Take</a><a href='http://other.example/x'>Other</a>"
    talk = served.talks[1].urls[0]
    site.serve_all(served.pages)
    site.serve(talk, served.pages[talk].replace(b"</main>", f"<p class='acts'>{acts}</p></main>".encode()))
    crawl = crawler.run("briefing", "-a", f"url={talk}")
    assert not any(word in url for url in site.visits() for word in ("logout", "cart", "other.example")), crawl.err
