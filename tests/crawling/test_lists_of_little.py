"""Lists that name no briefing by themselves: years and months, frames, a calendar, one entry above the news."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.support.crawls import Crawl, Crawler
from tests.support.pages import briefing_page
from tests.support.server import Site
from tests.support.sitemaps_and_feeds import Listed, rss

NEWS = "".join(f"<li><a href='/news/{n}'>The ferry to Tolm will sail again, part {n}</a></li>" for n in (1, 2, 3))


def _page(body: str, head: str = "") -> bytes:
    return f"<html><head><title>Press</title>{head}</head><body>{body}</body></html>".encode()


def _beside(talks: list[str]) -> dict[str, bytes]:
    """Years beside the news, and months below each."""
    months = {f"/all/2026/{n:02}": f"<li><a href='{url}'>{url[-4:]}: a talk</a></li>" for n, url in enumerate(talks, 1)}
    news = f"<ul class='news'>{NEWS}</ul>"
    named = "".join(f"<li><a href='{url}'>{int(url[-2:])}月</a></li>" for url in months)
    return {
        "/all": _page(f"{news}<p><a href='/all/2026'>2026</a></p>"),
        "/all/2026": _page(f"{news}<ol>{named}</ol>"),
        **{url: _page(f"{news}<ul class='talks'>{said}</ul>") for url, said in months.items()},
    }


def _archive(talks: list[str]) -> dict[str, bytes]:
    """Two years and two months, the older one first; the newest has a talk alone beside the news."""
    rows = [f"<li><a href='{url}'>{url[-4:]}: a talk on the locks</a></li>" for url in talks]
    news = f"</ul><ul class='news'>{NEWS}"
    months = {"/all/2026/05": rows[1:], "/all/2026/11": [rows[0], news]}
    named = "".join(f"<a href='{url}'>{'May' if '05' in url else 'November'}</a> " for url in months)
    return {
        "/all": _page("<p><a href='/all/2025'>2025</a> <a href='/all/2026'>2026 (4)</a></p>"),
        "/all/2025": _page("<p>Nothing was said.</p>"),
        "/all/2026": _page(f"<p>{named}</p>"),
        **{url: _page(f"<ul>{''.join(said)}</ul>") for url, said in months.items()},
    }


def _framed(talks: list[str]) -> dict[str, bytes]:
    rows = "".join(f"<li><a href='{url}'>{url[-4:]}: a talk on the locks</a></li>" for url in talks)
    frames = "<frameset><frame src='head.htm'><frameset><frame src='list.htm'></frameset></frameset>"
    return {
        "/all": f"<html>{frames}</html>".encode(),
        "/head.htm": _page("<h1>Office of Harbours</h1>"),
        "/list.htm": _page(f"<ul>{rows}</ul>"),
    }


def _calendar(talks: list[str]) -> dict[str, bytes]:
    """A month of bare figures beside the news, above links of four places; the month before is a link further."""
    foot = "".join(f"<div class='{name}'><a href='/{name}'>All about {name}</a></div>" for name in "abcd")
    days = [f"<td><a href='{url}'>{url[-1]}</a></td>" for url in talks]
    months = ["/all", "/all?month=10"]
    return {
        own: _page(
            f"<ul class='news'>{NEWS}</ul><p><a href='{other}'>{'&lt;' if own == '/all' else '&gt;'}</a></p>"
            f"<table><tr>{''.join(shown)}</tr></table>{foot}"
        )
        for own, other, shown in zip(months, reversed(months), (days[:2], days[2:]), strict=True)
    }


def _chosen(talks: list[str]) -> dict[str, bytes]:
    """Years that are chosen in a form."""
    years = {"2026": talks[:2], "2025": talks[2:]}
    pages = {}
    for year, shown in years.items():
        options = "".join(f"<option{' selected' if one == year else ''}>{one}</option>" for one in years)
        rows = "".join(f"<li><a href='{url}'>{url[-4:]}: a talk on the locks</a></li>" for url in shown)
        form = f"<form action='/all'><select name='year'>{options}</select><button>Show</button></form>"
        pages[f"/all?year={year}"] = _page(f"{form}<ul>{rows}</ul>")
    return {"/all": pages["/all?year=2026"], **pages}


def _called_a_menu(talks: list[str]) -> dict[str, bytes]:
    """Entries in what a content system calls a menu, behind real menus of several places."""
    menus = "".join(f"<div class='{name} menu'><a href='/{name}'>{name.title()}</a></div>" for name in "abcd")
    rows = "".join(f"<li><a href='{url}'>{url[-4:]}: a talk on the locks</a></li>" for url in talks)
    return {"/all": _page(f"{menus}<main><div class='menu articles'><ul>{rows}</ul></div></main>")}


def _two_groups(talks: list[str]) -> dict[str, bytes]:
    """Two groups of links that say as much, of another form: each may be the entries, and both are."""
    late = {f"/late/{url[-4:]}.html": briefing_page(int(url[-4:]), 1, 1) for url in talks[2:]}
    groups = [f"<li><a href='{url}'>{url[6:10]}: a talk on the locks</a></li>" for url in (*talks[:2], *late)]
    rows = f"<ul class='morning'>{''.join(groups[:2])}</ul><ul class='evening'>{''.join(groups[2:])}</ul>"
    return {"/all": _page(rows), **late}


def _short(talks: list[str]) -> dict[str, bytes]:
    """Entries of few characters, all of which a feed names, too."""
    rows = "".join(f"<h3><a href='{url}'>说水闸{url[-1]}</a></h3>" for url in talks)
    return {
        "/all": _page(f"<div>{rows}</div>"),
        "/feed.xml": rss(Listed(f"http://short.varenia.example{url}") for url in talks),
    }


HOUSES: dict[str, Callable[[list[str]], dict[str, bytes]]] = {
    "groups": _two_groups, "archive": _archive, "beside": _beside, "framed": _framed, "calendar": _calendar,
    "chosen": _chosen, "called": _called_a_menu, "short": _short,
}  # fmt: skip


def test_the_pages_and_places_that_have_the_briefings_are_found_and_later_runs_look_no_further(
    site: Site, crawler: Crawler
) -> None:
    hosts = {name: f"http://{name}.varenia.example" for name in HOUSES}
    for number, (name, host) in enumerate(hosts.items(), 1):
        keys = range(7001 + 1000 * number, 7005 + 1000 * number)
        for url, html in HOUSES[name]([f"/talk/{key}" for key in keys]).items():
            site.serve(f"{host}{url}", html)
        for key in keys:
            site.serve(f"{host}/talk/{key}", briefing_page(key, 1, 1))
        for n in (1, 2, 3):
            site.serve(
                f"{host}/news/{n}",
                _page(f"<h1>The ferry of {name}, part {n}</h1><p>It sails from May on, twice a day.</p>"),
            )

    def crawl() -> Crawl:
        site.log.clear()
        lists = ",".join([*(f"{host}/all" for host in hosts.values()), f"{hosts['short']}/feed.xml"])
        return crawler.run("briefing", "-a", "source=offices", "-a", f"lists={lists}")

    done = crawl()
    assert (done.code, len(done.briefings("offices"))) == (0, 4 * len(hosts)), done.out
    assert "was not read" not in done.err
    done = crawl()
    assert done.code == 0, done.out
    assert [url for url in site.visits() if "/talk/" in url or "/news/" in url] == []
    assert f"{hosts['archive']}/all/2026/05" not in site.visits(), "the newest month brought nothing new"


def test_two_groups_of_which_one_has_known_briefings_are_both_read(site: Site, crawler: Crawler) -> None:
    host, talks = "http://known.varenia.example", [f"/talk/{key}" for key in range(8001, 8005)]
    rows = {url: f"<li><a href='{url}'>{url[-4:]}: a talk on the locks</a></li>" for url in talks}
    site.serve(f"{host}/all", _page(f"<ul>{''.join(rows.values())}</ul>"))
    site.serve_all({host + url: briefing_page(int(url[-4:]), 1, 1) for url in (*talks, "/talk/8009")})
    assert crawler.run("briefing", "-a", f"lists={host}/all").code == 0
    said = f"<ul>{rows['/talk/8004'].replace('8004', '8009')}{''.join(rows.values())}</ul>"
    news = "".join(row.replace("talk/", "news/late-") for row in rows.values())
    site.serve(f"{host}/all", _page(f"{said}<ol>{news}</ol>"))
    for url in talks:
        told = _page(
            f"<h1>The ferry, {url}</h1><p>It sails from May on, {url[-1]} times a day, as the office said.</p>"
        )
        site.serve(host + url.replace("talk/", "news/late-"), told)
    done = crawler.run("briefing", "-a", f"lists={host}/all")
    assert (done.code, len(done.briefings("known.varenia.example"))) == (0, 5), done.out


def test_an_archive_that_leads_to_no_briefing_is_told(site: Site, crawler: Crawler) -> None:
    url = "http://press.varenia.example/all"
    site.serve(url, _page(f"<p><a href='{url}/2025'>2025</a></p>"))
    site.serve(f"{url}/2025", _page("<p>Nothing was said.</p>"))
    done = crawler.run("briefing", "-a", f"lists={url}")
    assert "was not read (neither it nor" in done.err
    assert (done.code, "neither it nor the pages it leads to list a briefing" in done.out) == (4, True), done.out


def test_a_list_whose_rows_are_scripts_is_read_by_the_places_that_have_its_briefings(
    site: Site, crawler: Crawler
) -> None:
    """The log says nothing else meanwhile; a list without a briefing is told there, at the end."""
    host = "http://rows.varenia.example"
    rows = "".join(f"<tr onclick=\"location.href='/talk/{key}'\"><td>Talk {key}</td></tr>" for key in (7001, 7002))
    site.serve(f"{host}/all", _page(f"<h1>All talks</h1><table>{rows}</table>"))
    site.serve_all({f"{host}/talk/{key}": briefing_page(key, 1, 1) for key in (7001, 7002)})
    done = crawler.run("briefing", "-a", f"lists={host}/all")
    assert (done.code, len(done.briefings("rows.varenia.example"))) == (0, 2), done.out
    assert "was not read" not in done.err
    site.serve(f"{host}/none", _page("<h1>All talks</h1><p>Nothing was said.</p>"))
    done = crawler.run("briefing", "-a", f"lists={host}/none")
    said = f"the list page {host}/none was not read (it lists no briefing)"
    assert (done.code, said in done.out, done.err.count(said)) == (4, True, 1), done.err


@pytest.mark.further
def test_an_index_of_letters_is_read_by_what_its_pages_list(site: Site, crawler: Crawler) -> None:
    """A letter may have one briefing, and no word or number says what it is."""
    host, letters = "http://letters.varenia.example", {"f": (7001, 7002), "h": (7003,), "s": (7004, 7005)}
    row = "".join(f"<a href='/all/{letter}'>{letter.upper()}</a>" for letter in letters)
    site.serve(f"{host}/all", _page(f"<h1>All talks</h1><div class='letters'>{row}</div>"))
    for letter, keys in letters.items():
        rows = "".join(
            f"<li><a href='/talk/{key}'>Talk {key} on the locks</a> 2026-03-0{key % 10}</li>" for key in keys
        )
        site.serve(f"{host}/all/{letter}", _page(f"<div class='letters'>{row}</div><ul>{rows}</ul>"))
        site.serve_all({f"{host}/talk/{key}": briefing_page(key, 1, 1) for key in keys})
    for counts in ("5 new, 0 revised, 0 unchanged", "0 new, 0 revised, 0 unchanged, 5 not due"):
        done = crawler.run("briefing", "-a", "source=letters", "-a", f"lists={host}/all")
        assert (done.code, f"{counts}, all complete" in done.out) == (0, True), done.out


@pytest.mark.slow
def test_the_days_of_a_calendar_are_entries_and_its_months_pages_of_the_list(site: Site, crawler: Crawler) -> None:
    """The address of a day ends with its number, as that of a page does, and each briefing leads back to its month."""
    host, months = "http://noon.varenia.example", {"03": (5, 12, 19), "02": (5, 12, 26)}
    for month, days in months.items():
        cells = [
            f"<a href='/noon/2026/{month}/{day:02}/'>{day}</a>" if day in days else str(day) for day in range(1, 29)
        ]
        rows = "".join(f"<tr>{''.join(f'<td>{one}</td>' for one in cells[at : at + 7])}</tr>" for at in range(0, 28, 7))
        before = "<a href='/noon/2026/02/'>« February</a>" if month == "03" else ""
        shown = _page(f"<h1>Noon briefings</h1><table><tr><th>Mo</th></tr>{rows}</table><p>{before}</p>")
        site.serve_all({f"{host}/noon/2026/{month}/": shown, **({f"{host}/noon/": shown} if before else {})})
        for day in days:
            talk = briefing_page(7000 + 100 * int(month) + day, 1, 1)
            back = f"<p><a href='/noon/2026/{month}/'>The month</a></p></body>".encode()
            site.serve(f"{host}/noon/2026/{month}/{day:02}/", talk.replace(b"</body>", back))
    done = crawler.run("briefing", "-a", "source=noon", "-a", f"lists={host}/noon/")
    assert (done.code, len(done.briefings("noon"))) == (0, 6), done.out


@pytest.mark.slow
def test_pages_of_tags_beside_one_entry_above_the_news_are_no_pages_of_the_list(site: Site, crawler: Crawler) -> None:
    """They list other news, and what others said, in the places of the list's own links."""
    host, tags = "http://tags.varenia.example", ("quay", "salt", "tram")
    named = "".join(f"<a href='/tags/{tag}'>{tag}</a> " for tag in tags)

    def shown(first: str, news: tuple[int, ...]) -> bytes:
        rows = "".join(f"<li><a href='/news/{n}'>The ferry to Tolm will sail again, part {n}</a></li>" for n in news)
        site.serve_all({f"{host}/news/{n}": _page(f"<h1>The ferry, part {n}</h1><p>It sails.</p>") for n in news})
        return _page(f"<p class='new'><a href='{first}'>{first}</a></p><ul>{rows}</ul><p class='tags'>{named}</p>")

    site.serve(f"{host}/all", shown("/talk/7001", (1, 2, 3)))
    site.serve(f"{host}/talk/7001", briefing_page(7001, 1, 1))
    for key, tag in enumerate(tags, 8001):
        site.serve(f"{host}/tags/{tag}", shown(f"/statement/{key}", (key, key + 10, key + 20)))
        site.serve(f"{host}/statement/{key}", briefing_page(key, 1, 1))
    for tag_pages in (1, 0):
        site.log.clear()
        done = crawler.run("briefing", "-a", "source=offices", "-a", f"lists={host}/all")
        assert [line["id"] for line in done.briefings("offices")] == ["tags.varenia.example/talk/7001"], done.out
        assert sum("/tags/" in url for url in site.visits()) == tag_pages
        assert done.code == 0, done.out
