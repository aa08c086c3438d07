"""The row of a briefing's pages may be that of its tabs: what nobody says is no page of it."""

from __future__ import annotations

import pytest

from tests.support.crawls import Crawler
from tests.support.pages import document, list_page, page_turns
from tests.support.parts import part_of
from tests.support.server import Site

HOST = "http://forum.varenia.example"
WITHOUT_HEARTBEAT = """
import sys
from scrapy.cmdline import execute
from scrapy.core.engine import ExecutionEngine

ExecutionEngine._SLOT_HEARTBEAT_INTERVAL = 86_400
execute(["scrapy", *sys.argv[1:]])
"""
"""Program that runs Scrapy with an engine that only work wakes: a crawl that waits for its heartbeat never ends."""
KEYS = (7001, 7002, 7003)
TABS = ("Programme", "Opening", "Questions", "Photos")
SAID = {
    "Programme": "10:00 The doors open. 10:30 The briefing begins in the map room. 11:30 Coffee on the terrace.",
    "Photos": "Photos of the briefing are free of charge if the photographer is named beside them.",
}


def _address(key: int, tab: str) -> str:
    return f"{HOST}/briefings/{key}/{tab.lower()}"


def _page(key: int, tab: str) -> bytes:
    tabs = "".join(
        f"<li>{other}</li>" if other == tab else f"<li><a href='{_address(key, other)}'>{other}</a></li>"
        for other in TABS
    )
    turns = "".join(f"<p>{name}: {' '.join(texts)}</p>" for name, texts in page_turns(key, TABS.index(tab)))
    return document(
        f"Forum briefing {key}", f"<ul class='tabs'>{tabs}</ul><p>{SAID.get(tab, '')}</p>{turns * (tab not in SAID)}"
    )


@pytest.mark.parametrize("number", part_of([3, 1, 2], 3))
def test_pages_without_numbers_are_in_the_order_of_their_row_whichever_is_given(
    site: Site, crawler: Crawler, number: int
) -> None:
    tabs, row = TABS[1:3] if number < 3 else ("Opening", "Questions", "Closing"), {}
    for place, tab in enumerate(tabs):
        links = {one: f"<a href='{_address(7, one)}'>{one}</a>" for one in tabs} | {tab: tab}
        items = (f"<li>{link}</li>" for link in links.values())
        turns = "".join(f"<p>{name}: {' '.join(texts)}</p>" for name, texts in page_turns(7, place))
        row[_address(7, tab)] = document("Forum briefing", f"<ul class='tabs'>{''.join(items)}</ul>{turns}")
    site.serve_all(row)
    crawler.launch = ["-c", WITHOUT_HEARTBEAT]
    done = crawler.run("briefing", "-a", "source=forum", "-a", f"url={list(row)[number - 1]}")
    (line,) = done.briefings("forum")
    assert [page["url"] for page in line["pages"]] == list(row)
    assert line["id"] == "forum.varenia.example/briefings/7/opening"
    assert line["complete"], done.out


def test_a_change_on_a_page_that_a_look_found_is_a_revision(site: Site, crawler: Crawler) -> None:
    """Page 1 is as before, so that the others are asked for before it is read again."""
    key, tabs = 7001, ("Opening", "Questions")
    site.serve(f"{HOST}/briefings", list_page(_address(one, "Opening") for one in KEYS))
    site.serve_all({_address(one, tab): _page(one, tab) for one in KEYS for tab in TABS})
    run = ("briefing", "-a", "source=forum", "-a", f"lists={HOST}/briefings", "-s", "BRIEFINGS_LOOK_AGAIN=0")
    assert crawler.run(*run).code == 0
    url = _address(key, "Questions")
    site.serve(url, _page(key, "Questions").replace(b"spring", b"winter"))
    done = crawler.run(*run)
    line = next(line for line in done.briefings("forum") if line["url"] == _address(key, "Opening"))
    assert (done.code, line["revision"], line["complete"]) == (0, 2, True), done.out
    assert [page["url"] for page in line["pages"]] == [_address(key, tab) for tab in tabs]


@pytest.mark.further
def test_a_later_look_at_the_programme_that_a_list_names_finds_its_transcript_read(
    site: Site, crawler: Crawler
) -> None:
    site.serve(f"{HOST}/briefings", list_page(_address(key, "Programme") for key in KEYS))
    site.serve_all({_address(key, tab): _page(key, tab) for key in KEYS for tab in TABS})
    for again in (1, 0):
        run = ("briefing", "-a", "source=forum", "-a", f"lists={HOST}/briefings", "-s", f"BRIEFINGS_LOOK_AGAIN={again}")
        done = crawler.run(*run)
        assert (done.code, len(done.briefings("forum"))) == (0, len(KEYS)), done.out


def test_a_page_that_is_gone_keeps_its_number_between_those_that_looks_found(site: Site, crawler: Crawler) -> None:
    urls = [f"{HOST}/doc/{key}" for key in ("k41", "c07", "x93", "b58")]
    for place, own in enumerate(urls):
        links = (f"<a href='{url}'>{n}</a>" if url != own else f"<b>{n}</b>" for n, url in enumerate(urls, 1))
        turns = "".join(f"<p>{name}: {' '.join(texts)}</p>" for name, texts in page_turns(7, place))
        if place != 2:
            site.serve(own, document("Forum briefing", f"<p class='parts'>{' '.join(links)}</p>{turns}"))
    crawl = crawler.run("briefing", "-a", "source=forum", "-a", f"url={urls[0]}")
    (line,) = crawl.briefings("forum")
    assert (crawl.code, [gap["number"] for gap in line["missing_pages"]]) == (3, [3]), crawl.out
    assert [page["number"] for page in line["pages"]] == [1, 2, 4]


@pytest.mark.slow
def test_an_overview_that_a_list_names_is_no_page_of_the_transcript_in_its_row(site: Site, crawler: Crawler) -> None:
    """Whether it quotes anybody or not."""
    plain = "The council met the press in the map room on Friday."
    quoting = "The press asked about the salt tax. “I expect that we end it in May”, the mayor said in the map room."

    def overview(key: int) -> bytes:
        links = (f"<li><a href='{_address(key, tab)}'>{tab}</a></li>" for tab in TABS)
        return document(
            f"Forum briefing {key}",
            f"<ul class='tabs'><li>Overview</li>{''.join(links)}</ul><p>{(plain, quoting)[key % 2]}</p>",
        )

    site.serve(f"{HOST}/briefings", list_page(_address(key, "Overview") for key in KEYS))
    site.serve_all({_address(key, "Overview"): overview(key) for key in KEYS})
    back = "<ul class='tabs'><li><a href='{}'>Overview</a></li>"
    site.serve_all({
        _address(key, tab): _page(key, tab).replace(
            b"<ul class='tabs'>", back.format(_address(key, "Overview")).encode()
        )
        for key in KEYS for tab in TABS
    })  # fmt: skip
    run = ("briefing", "-a", "source=forum", "-a", f"lists={HOST}/briefings")
    done = crawler.run(*run)
    assert done.code == 0, done.out
    for line in done.briefings("forum"):
        assert [page["url"].rpartition("/")[2] for page in line["pages"]] == ["opening", "questions"]
    assert len(done.briefings("forum")) == len(KEYS)
    site.log.clear()
    assert crawler.run(*run).code == 0
    assert site.visits() == [f"{HOST}/briefings"]


def test_a_first_page_that_may_be_an_overview_is_told(site: Site, crawler: Crawler) -> None:
    row = "<ul class='tabs'><li>{}</li><li>{}</li></ul>"
    links = [f"<a href='{_address(7, tab)}'>{tab}</a>" for tab in ("Overview", "Transcript")]
    about = "<p>The press met in the map room.</p><p>You can read below what was asked.</p><p>Coffee was served.</p>"
    turns = "".join(f"<p>{name}: {' '.join(texts)}</p>" for name, texts in page_turns(7, 1))
    site.serve(_address(7, "Overview"), document("Forum briefing", row.format("Overview", links[1]) + about))
    site.serve(_address(7, "Transcript"), document("Forum briefing", row.format(links[0], "Transcript") + turns))
    done = crawler.run("briefing", "-a", "source=forum", "-a", f"url={_address(7, 'Overview')}")
    assert done.code == 3, done.out
    assert "may be the overview of an event" in done.out


@pytest.mark.further
def test_a_first_page_whose_speech_is_longer_than_its_notes_is_no_overview(site: Site, crawler: Crawler) -> None:
    row = "<div class='parts'><span>{}</span><span>{}</span></div>"
    notes = "".join(f"<p>[{number}] See there.</p>" for number in range(12))
    links = [f"<a href='{_address(7, part)}'>{part}</a>" for part in ("Opening", "Questions")]
    for number, (part, shown) in enumerate(
        {"Opening": ("Opening", links[1]), "Questions": (links[0], "Questions")}.items()
    ):
        turns = "".join(f"<p>{name}: {' '.join(texts)}</p>" for name, texts in page_turns(7, number + 1))
        site.serve(_address(7, part), document("Forum briefing", turns + row.format(*shown) + notes * (not number)))
    done = crawler.run("briefing", "-a", "source=forum", "-a", f"url={_address(7, 'Opening')}")
    assert (done.code, len(done.briefings("forum")[0]["pages"])) == (0, 2), done.out


def test_the_tabs_with_speech_are_joined_and_the_others_are_not(site: Site, crawler: Crawler) -> None:
    site.serve(f"{HOST}/briefings", list_page(_address(key, "Opening") for key in KEYS))
    site.serve_all({_address(key, tab): _page(key, tab) for key in KEYS for tab in TABS})
    done = crawler.run("briefing", "-a", "source=forum", "-a", f"lists={HOST}/briefings")
    assert done.code == 0, done.out
    for line in done.briefings("forum"):
        assert [page["url"].rpartition("/")[2] for page in line["pages"]] == ["opening", "questions"]
    assert len(done.turns("forum")) == len(KEYS) * 5
    said = " ".join(turn["text"] for turn in done.turns("forum"))
    assert not any(words in said for words in SAID.values())


@pytest.mark.further
def test_a_transcript_of_several_pages_is_found_among_the_tabs_of_an_event(site: Site, crawler: Crawler) -> None:
    def address(key: int, tab: str) -> str:
        return f"{HOST}/briefings/{key}" + f"/{tab.lower()}" * (tab != "Overview")

    tabs = ("Overview", "Transcript", "Video", "Photos")
    for key in KEYS:
        links = {tab: f"<li><a href='{address(key, tab)}'>{tab}</a></li>" for tab in tabs}
        for tab in tabs:
            row = f"<ul class='tabs'>{''.join((links | {tab: f'<li>{tab}</li>'}).values())}</ul>"
            said = "".join(f"<p>{name}: {' '.join(texts)}</p>" for name, texts in page_turns(key, 1))
            pages = f"<p>1 <a href='{address(key, tab)}/2'>2</a></p>"
            said += "<p>Mayor: We thank you, and I expect to see you in May.</p>"
            shown = said + pages if tab == "Transcript" else f"<p>The {tab.lower()} of what the council said.</p>"
            site.serve(address(key, tab), document(f"Forum briefing {key}", row + shown))
        said = "".join(f"<p>{name}: {' '.join(texts)}</p>" for name, texts in page_turns(key, 2))
        back = f"<p><a href='{address(key, 'Transcript')}'>1</a> 2</p>"
        site.serve(f"{address(key, 'Transcript')}/2", document(f"Forum briefing {key}", said + back))
    site.serve(f"{HOST}/briefings", list_page(address(key, "Overview") for key in KEYS))
    done = crawler.run("briefing", "-a", "source=forum", "-a", f"lists={HOST}/briefings")
    assert [len(line["pages"]) for line in done.briefings("forum")] == [2, 2, 2], done.out
    assert done.code == 0, done.out
