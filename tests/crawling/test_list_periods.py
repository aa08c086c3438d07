"""Lists that go on by years and months: their pages are read with what each had after the last run."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

import pytest

from briefings.crawling.lists.list_pages import PagesRead
from briefings.transcript import read_page
from tests.support.crawls import Crawler
from tests.support.pages import briefing_page, document, list_page
from tests.support.server import Site, page, redirect

HOST = "http://press.varenia.example"
LIST = f"{HOST}/list/"
KEYS = range(7001, 7017)
TALKS = [f"{HOST}/talk/{key}" for key in KEYS]
RUN = ("briefing", "-a", f"lists={LIST}")


def _serve_periods(site: Site, talks: dict[str, list[str]], called: Sequence[str] = (), host: str = HOST) -> str:
    """Serve a page for each year or month, the newest also as the list; return the row of them, which is on all."""
    row = " ".join(f"<a href='{host}/year/{year}'>{say}</a>" for year, say in zip(talks, called or talks, strict=True))
    for year, named in talks.items():
        html = list_page(named).replace(b"</body>", f"<p>{row}</p></body>".encode())
        for url in (f"{host}/year/{year}", *([f"{host}/list/"] if year == max(talks) else [])):
            site.serve(url, html)
    return row


@pytest.mark.parametrize(
    "cases", [("bare", "framed", "newer-2"), pytest.param(("newer-3", "newer-0"), marks=pytest.mark.further)]
)
def test_the_present_year_in_a_row_of_years_hides_none_of_the_others(
    site: Site, crawler: Crawler, cases: tuple[str, ...]
) -> None:
    """It leads to what the list itself shows. In one crawl of a host for each case.

    The row may be in the side of every page, like a menu. The entries of older years may have addresses of an older
    form, as of a house that moved: some or all of those of the year before have the new form.
    """
    hosts = {case: f"http://{case}.varenia.example" for case in cases}
    for case, host in hosts.items():
        newer = 3 if case in {"bare", "framed"} else int(case[-1])
        new, old = ([f"{host}/{form}{key}" for key in KEYS[:9]] for form in ("talk/", "old/show.php?id="))
        last = new if case in {"bare", "framed"} else old
        talks = {"2026": new[:3], "2025": new[3 : 3 + newer] + old[3 + newer : 6], "2024": last[6:]}
        row = _serve_periods(site, talks, host=host)
        framed = f"<p>{row}</p></body>" if case == "framed" else "</body>"
        for url in (url for named in talks.values() for url in named):
            site.serve(url, briefing_page(int(url[-4:]), 1, 1).replace(b"</body>", framed.encode()))
    lists = ",".join(f"{host}/list/" for host in hosts.values())
    done = crawler.run("briefing", "-a", "source=offices", "-a", f"lists={lists}")
    kept = Counter(re.split(r"/(?:talk|old)/", line["url"])[0] for line in done.briefings("offices"))
    assert (done.code, kept) == (0, Counter(dict.fromkeys(hosts.values(), 9))), done.out


def test_months_of_one_briefing_beside_a_calendar_are_read(site: Site, crawler: Crawler) -> None:
    """The newest month shows only what the list shows; days of the calendar and news in a box are no entries of any."""
    hosts = {"http://months.example": "{month:02}/2025 (1)", "http://volumes.example": "Tome {month}"}
    boxed = "http://boxed.example"
    hosts[boxed] = "{month:02}/2025"
    news = "".join(f"<li><a href='/news/{n}'>The ferry to Tolm will sail again, part {n}</a></li>" for n in (1, 2))
    site.serve_all({f"{boxed}/news/{n}": document(f"Ferry {n}", "<p>It sails from May on.</p>" * 9) for n in (1, 2)})
    for number, (host, called) in enumerate(hosts.items()):
        days = "".join(f"<td><a href='{host}/calendar/2025-06-{day:02}'>{day}</a></td>" for day in (3, 12, 19))
        months = {month: f"{host}/list/2025/{month:02}/" for month in range(6, 0, -1)}
        row = "".join(f"<li><a href='{url}'>{called.format(month=month)}</a></li>" for month, url in months.items())
        box = f"<ul class='most'>{news}</ul>" if host == boxed else f"<table><tr>{days}</tr></table>"
        beside = f"<ul class='months'>{row}</ul>{box}</body>".encode()
        keys = range(7001 + 6 * number, 7007 + 6 * number)
        talks = {f"{host}/talk/{key}": briefing_page(key, 1, 1) for key in keys}
        site.serve_all(talks)
        site.serve(f"{host}/list/", list_page(list(talks)[: 2 + (host == boxed)]).replace(b"</body>", beside))
        for url, talk in zip(months.values(), talks, strict=True):
            site.serve(url, list_page([talk]).replace(b"</body>", beside))
    lists = ",".join(f"{host}/list/" for host in hosts)
    done = crawler.run("briefing", "-a", "source=offices", "-a", f"lists={lists}")
    assert (done.code, len(done.briefings("offices"))) == (0, 18), done.out


def test_a_year_that_fails_hides_none_of_the_others(site: Site, crawler: Crawler) -> None:
    _serve_periods(site, {"2026": TALKS[:3], "2025": TALKS[3:6], "2024": TALKS[6:9]})
    for key in KEYS[:9]:
        site.serve(f"{HOST}/talk/{key}", briefing_page(key, 1, 1))
    site.serve(f"{HOST}/year/2026", page(b"busy", status=500))
    done = crawler.run(*RUN)
    assert (done.code, len(done.briefings("press.varenia.example"))) == (3, 9), done.out
    assert f"may go on at {HOST}/year/2026" in done.out


def test_an_older_year_that_shows_the_present_one_is_told_and_asked_for_again(site: Site, crawler: Crawler) -> None:
    """A server may ignore the year that is asked for; a year that has none yet, or a fiscal one, may show the last."""
    row = " ".join(f"<a href='{LIST}?year={year}'>{year}</a>" for year in (2027, 2026, 2025))
    years = {year: [talk for talk in TALKS[:6] if (talk < TALKS[3]) is (year == 2026)] for year in (2026, 2025)}
    pages = {}
    for year, talks in years.items():
        site.serve_all({talk: briefing_page(int(talk[-4:]), 1, 1) for talk in talks})
        rows = "".join(
            f"<li>{year}-05-1{n} <a href='{talk}'>On the {n}th lock</a></li>" for n, talk in enumerate(talks)
        )
        pages[year] = document("Briefings", f"<ul>{rows}</ul><p>{row}</p>")
    site.serve_all({LIST: pages[2026], **{f"{LIST}?year={year}": pages[2026] for year in (2027, 2026, 2025)}})
    done = crawler.run(*RUN)
    assert (done.code, len(done.briefings("press.varenia.example"))) == (3, 3), done.out
    assert f"may go on at {LIST}?year=2025 (it lists what page 1 lists)" in done.out
    assert "year=2027" not in done.out
    site.serve(f"{LIST}?year=2025", pages[2025])
    done = crawler.run(*RUN)
    assert (done.code, len(done.briefings("press.varenia.example"))) == (0, 6), done.out


@pytest.mark.slow
def test_what_a_month_had_after_the_last_run_is_read_when_the_list_shows_the_next(site: Site, crawler: Crawler) -> None:
    """The page of a month shows what the list shows until its end; then the list begins anew."""
    for key in KEYS:
        site.serve(f"{HOST}/talk/{key}", briefing_page(key, 1, 1))
    old, new = TALKS[:6], TALKS[8:]
    for talks in ({"2025": old[3:]}, {"2026": new[5:], "2025": old}, {"2026": new[4:], "2025": old}):
        _serve_periods(site, talks)
        crawl = crawler.run(*RUN)
        assert (crawl.code, len(crawl.briefings("press.varenia.example"))) == (0, sum(map(len, talks.values()))), (
            crawl.out
        )
    # A day without anything new costs the list alone.
    site.log.clear()
    assert crawler.run(*RUN).code == 0
    assert [url for url in site.visits() if not url.endswith("robots.txt")] == [LIST]


@pytest.mark.further
def test_years_that_have_their_months_and_a_month_without_a_briefing_lead_on(site: Site, crawler: Crawler) -> None:
    """The list shows the newest beside the years; each month leads to the one before, also an empty one.

    So does the present year. The given address of the list is without "www." or the like, and only leads to it.
    """
    months = {"2026/02": TALKS[:4], "2026/01": [], "2025/12": TALKS[4:7], "2025/11": TALKS[7:8]}
    links = {
        month: f"<a href='{HOST}/when/{month}'>{date.fromisoformat(f'{month}-01'.replace('/', '-')):%B}</a>"
        for month in months
    }
    years = "".join(f"<li><a href='{HOST}/when/{year}'>{year}</a></li>" for year in ("2026", "2025"))
    chained = "http://chain.varenia.example"
    for at, (month, named) in enumerate(months.items()):
        site.serve(f"{HOST}/when/{month}", list_page(named))
        before = f"<p>{''.join([*links.values()][at + 1 : at + 2])}</p></body>".replace(HOST, chained)
        here = list_page([url.replace(HOST, chained) for url in named]).replace(b"</body>", before.encode())
        site.serve(f"{chained}/when/{month}", here)
    site.serve(LIST, list_page(TALKS[:2]).replace(b"</body>", f"<ul>{years}</ul></body>".encode()))
    for year in ("2026", "2025"):
        within = "".join(f"<li>{link}</li>" for month, link in links.items() if month.startswith(year))
        newest = list_page(TALKS[:2]) if year == "2026" else b"<html><body><h1>2025</h1></body></html>"
        site.serve(f"{HOST}/when/{year}", newest.replace(b"</body>", f"<ul>{within}</ul></body>".encode()))
    for key in KEYS[:8]:
        for host in (HOST, chained):
            site.serve(f"{host}/talk/{key}", briefing_page(key, 1, 1))
    site.serve("http://varenia.example/", redirect(LIST))
    run = ("briefing", "-a", f"lists=http://varenia.example/,{chained}/when/2026/02", "-a", "source=offices")
    done = crawler.run(*run)
    assert (done.code, len(done.briefings("offices"))) == (0, 16), done.out
    site.serve(f"{HOST}/when/2026/02", list_page(TALKS[:4]))
    assert crawler.run(*run, "-s", "BRIEFINGS_LOOK_AGAIN=0").code == 0


@pytest.mark.slow
def test_more_months_than_looks_are_read_and_a_month_that_begins_without_a_briefing(
    site: Site, crawler: Crawler
) -> None:
    months = [f"{date(2025, number, 1):%B}" for number in range(8, 0, -1)]
    side = "".join(f"<li><a href='{HOST}/{month}/'>{month} 2025</a></li>" for month in months)
    for key, month in zip(KEYS[::2], months, strict=True):
        for one in (key, key + 1):
            site.serve(f"{HOST}/talk/{one}", briefing_page(one, 1, 1))
        listed = list_page([f"{HOST}/talk/{key}", f"{HOST}/talk/{key + 1}"])
        listed = listed.replace(b"</body>", f"<h2>{month}</h2><ul>{side}</ul></body>".encode())
        for url in (f"{HOST}/{month}/", *([LIST] if key == KEYS[0] else [])):
            site.serve(url, listed)
    done = crawler.run(*RUN, "-s", "BRIEFINGS_MAX_LOOKS=2")
    assert (done.code, len(done.briefings("press.varenia.example"))) == (0, len(KEYS)), done.out
    site.serve(LIST, f"<html><body><p>Nothing yet in September.</p><ul>{side}</ul></body></html>".encode())
    assert crawler.run(*RUN).code == 0


def test_months_that_name_nothing_hide_none_of_the_others(site: Site, crawler: Crawler) -> None:
    """In one crawl of a host for each case: the last month of the row is empty, or the last three."""
    hosts = {empty: f"http://empty{empty}.varenia.example" for empty in (1, 3)}
    for empty, host in hosts.items():
        months = {number: f"{host}/list/2025/{number:02}/" for number in range(7, 0, -1)}
        row = "".join(f"<li><a href='{url}'>{number:02}/2025</a></li>" for number, url in months.items())
        talks = {number: [f"{host}/talk/{7000 + number}"] if number > empty else [] for number in months}
        for number, url in {**months, 0: f"{host}/list/"}.items():
            listed = list_page(talks.get(number, talks[7] + talks[6]))
            site.serve(url, listed.replace(b"</body>", f"<ul class='months'>{row}</ul></body>".encode()))
        for url in (url for named in talks.values() for url in named):
            site.serve(url, briefing_page(int(url[-4:]), 1, 1))
    lists = ",".join(f"{host}/list/" for host in hosts.values())
    done = crawler.run("briefing", "-a", "source=offices", "-a", f"lists={lists}")
    found = Counter(line["url"].partition("/talk/")[0] for line in done.briefings("offices"))
    assert (done.code, found) == (0, Counter({host: 7 - empty for empty, host in hosts.items()})), done.out


def test_what_the_newest_month_has_since_the_last_run_is_read_where_the_list_names_only_months(
    site: Site, crawler: Crawler
) -> None:
    """The list itself is the same every day; a day without anything new costs it and the newest month."""
    months = {"2025/03": TALKS[4:8], "2025/02": TALKS[8:10]}
    row = _serve_periods(site, months, ("March 2025", "February 2025"))
    site.serve(LIST, document("Archive", f"<h1>Archive</h1><p>{row}</p>"))
    for key in KEYS:
        site.serve(f"{HOST}/talk/{key}", briefing_page(key, 1, 1))
    first = crawler.run(*RUN)
    site.serve(f"{HOST}/year/2025/03", list_page(TALKS[3:8]).replace(b"</body>", f"<p>{row}</p></body>".encode()))
    second = crawler.run(*RUN)
    kept = {line["url"] for line in second.briefings("press.varenia.example")}
    assert (first.code, second.code, kept) == (0, 0, set(TALKS[3:10])), second.out
    site.log.clear()
    assert crawler.run(*RUN).code == 0
    assert site.visits() == [LIST, f"{HOST}/year/2025/03"]


@pytest.mark.slow
def test_the_month_before_is_read_after_a_pause(site: Site, crawler: Crawler) -> None:
    """It has briefings that no run saw; the page of the present month shows what the list shows."""
    for key in KEYS:
        site.serve(f"{HOST}/talk/{key}", briefing_page(key, 1, 1))
    january, february, march = TALKS[:4], TALKS[4:10], TALKS[10:]
    for talks in ({"2025/02": february[3:], "2025/01": january}, {"2025/03": march, "2025/02": february}):
        months = {**talks, "2025/01": january}
        _serve_periods(site, months, [f"{date(2025, int(month[-2:]), 1):%B %Y}" for month in months])
        crawl = crawler.run(*RUN)
        # A pattern that matches a month makes it an entry; it is a page of the list all the same.
        crawler.run(*RUN, "-a", "allow=/year/2025/02")
    assert (crawl.code, len(crawl.briefings("press.varenia.example"))) == (0, len(KEYS)), crawl.out


def test_the_only_entry_of_a_month_may_be_among_the_most_read_on_every_page() -> None:
    side = f"<div class='most'><a href='{TALKS[8]}'>On the salt store</a></div></body>".encode()
    month = f"<div class='said'><a href='{TALKS[8]}'>On the salt store</a></div>".encode() + side
    pages = [read_page(list_page(TALKS[:3]).replace(b"</body>", one), LIST, as_list=True) for one in (side, month)]
    read = PagesRead()
    read.take(pages[0].listing)
    read.note(pages[0])
    assert [one.url for one in read.single_entries(pages[1], pages[1].listing)] == TALKS[8:9]
