"""Entries that only lead to their transcript: pages of events, beside a video and news."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.support.commands import scrapy
from tests.support.crawls import Crawler
from tests.support.pages import document, page_turns
from tests.support.server import Site

HOST = "http://bank.varenia.example"
LIST = f"{HOST}/events/"
KEYS = (7001, 7002, 7003, 7004)
RUN = ("briefing", "-a", "source=bank", "-a", f"lists={LIST}")
NEWS = "".join(f"<li><a href='/news/{number}'>Water level, week {number}</a></li>" for number in range(4))


def _event(key: int) -> str:
    return f"{HOST}/events/{key}-press-conference"


def _transcript(key: int, part: str = "transcripts") -> str:
    return f"{HOST}/{part}/{key}"


def _serve(site: Site, keys: tuple[int, ...] = KEYS, beside: str = "") -> None:
    """Serve a list of events; each leads to a video, a transcript, and what else `beside` says, some with a picture."""
    items = "".join(f"<li><a href='{_event(key)}'>Press conference number {key}</a></li>" for key in keys)
    site.serve(LIST, document("Events", f"<ul class='events'>{items}</ul>"))
    for key in keys:
        title = f"Press conference number {key}"
        says = "".join(f"<p>{name}: {' '.join(texts)}</p>" for name, texts in page_turns(key, 1))
        links = f"<li><a href='/video/{key}'>Video</a></li><li><a href='{_transcript(key)}'>Transcript</a></li>{beside}"
        board = "<img src='/board.jpg'>" * (key % 2) + "<p>The board met and kept the rate as it was.</p>"
        shown = f"{board}<ul class='papers'>{links.format(key=key)}</ul>"
        for url in (_event(key), f"{_event(key)}?fbclid=1"):
            site.serve(url, document(title, f"{shown}<aside><ul>{NEWS}</ul></aside>"))
        site.serve(_transcript(key), document(f"Transcript: {title}", says))
        site.serve(_transcript(key, "questions"), document(f"Questions: {title}", says.replace("spring", "May")))
        site.serve(f"{HOST}/video/{key}", document(f"Video {key}", "<p>The recording has forty minutes.</p>"))


def test_the_transcripts_are_read_and_later_runs_ask_only_for_what_is_new(site: Site, crawler: Crawler) -> None:
    _serve(site)
    done = crawler.run(*RUN)
    assert done.code == 0, done.out
    assert {line["url"] for line in done.briefings("bank")} == set(map(_transcript, KEYS))
    needed = {LIST, *map(_event, KEYS), *map(_transcript, KEYS)}
    assert len(set(site.visits()) - needed) <= 5, "robots.txt, a video, and news that are gone, of two"
    shown = scrapy(crawler.data, "show", "--site", "bank")
    assert "transcript_link='ul.papers li a[href*=\"/transcripts/\"]'" in shown.out
    site.log.clear()
    _serve(site, (7005, *KEYS))
    done = crawler.run(*RUN)
    assert (done.code, site.visits()) == (0, [LIST, _event(7005), _transcript(7005)]), done.out


@pytest.mark.further
def test_a_page_that_led_elsewhere_for_another_event_leads_to_its_own_transcript(site: Site, crawler: Crawler) -> None:
    """Each transcript links to the event before it, which is no part of it, and shows what the site's pages share."""
    _serve(site)
    for key, before in pairwise(KEYS):
        says = "".join(f"<p>{name}: {' '.join(texts)}</p>" for name, texts in page_turns(key, 1))
        beside = f"<nav><a href='{_event(before)}'>Press conference number {before}</a></nav>"
        site.serve(_transcript(key), document(f"Transcript: Press conference number {key}", says + beside))
    for url, keys in ((LIST, KEYS[:2]), (f"{LIST}2025/05/", KEYS[2:])):
        items = "".join(f"<li><a href='{_event(key)}?fbclid=1'>Press conference number {key}</a></li>" for key in keys)
        months = f"<p><a href='{LIST}2025/06/'>June 2025</a> <a href='{LIST}2025/05/'>May 2025</a></p>"
        for one in (url, url.replace(LIST, f"{LIST}2025/06/") if url == LIST else url):
            site.serve(one, document("Events", f"<ul class='events'>{items}</ul>{months}"))
    done = crawler.run(*RUN)
    assert {line["url"] for line in done.briefings("bank")} == set(map(_transcript, KEYS)), done.out


def test_a_list_with_one_event_a_letter_reads_the_transcripts_again_and_again(site: Site, crawler: Crawler) -> None:
    """A lone event is no group of entries, and its page, which leads to one transcript, no page of the list."""
    letters = "".join(f"<a href='{LIST}{letter.lower()}/'>{letter}</a> " for letter in "ABC")
    for letter, key in zip("ABC", KEYS, strict=False):
        title, event, transcript = f"Press conference number {key}", f"{LIST}{key}.html", f"{LIST}{key}-transcript.html"
        says = "".join(f"<p>{name}: {' '.join(texts)}</p>" for name, texts in page_turns(key, 1))
        site.serve(transcript, document(title, says))
        shown = (
            "<p>2 May 2025</p><p>The board met in the old hall and kept the rate as it was. The doors were open.</p>"
        )
        link = f"<a href='{transcript}'>Transcripción</a>"
        site.serve(event, document(title, f"<article>{shown}<ul><li>{link}</li></ul></article>"))
        rows = f"<table><tr onclick=\"location.href='{event}'\"><td>{title}</td></tr></table>"
        for url in (f"{LIST}{letter.lower()}/", *([LIST] if letter == "A" else [])):
            site.serve(url, document("Events", f"<p>{letters}</p>{rows}"))
    for _ in range(2):
        done = crawler.run(*RUN)
        assert done.code == 0, done.out
        assert len(done.briefings("bank")) == 3, done.out


@pytest.mark.slow
def test_another_transcript_of_the_event_is_told(site: Site, crawler: Crawler) -> None:
    _serve(site, beside="<li><a href='/questions/{key}'>Questions</a></li>")
    done = crawler.run(*RUN)
    assert done.code == 3, done.out
    assert all(f"{_transcript(key)[7:]} may go on at {_transcript(key, 'questions')}" in done.out for key in KEYS)


@pytest.mark.slow
def test_what_a_table_of_contents_in_place_of_page_1_leads_to_is_told(site: Site, crawler: Crawler) -> None:
    items = "".join(f"<li><a href='{HOST}/talk/{key}/index.html'>Talk number {key}</a>, 5 May</li>" for key in KEYS)
    site.serve(LIST, document("Talks", f"<ul class='events'>{items}</ul>"))
    for key in KEYS:
        parts = "".join(
            f"<dt><a href='part{part}.html'>The {part}th part of talk {key}</a></dt>" for part in range(1, 7)
        )
        site.serve(f"{HOST}/talk/{key}/index.html", document(f"Talk number {key}", f"<dl>{parts}</dl>"))
        for part in range(1, 7):
            says = "".join(f"<p>{name}: {' '.join(texts)}</p>" for name, texts in page_turns(key, part))
            way_back = f"<p><a href='index.html'>Home</a></p>{says}"
            site.serve(f"{HOST}/talk/{key}/part{part}.html", document(f"The {part}th part of talk {key}", way_back))
    for _ in range(2):
        done = crawler.run(*RUN)
        assert done.code == 4, done.out
        told = f"{HOST}/talk/{{key}}/index.html was not read (may go on at {HOST}/talk/{{key}}/part"
        assert all(told.format(key=key) in done.out for key in KEYS), done.out
        # A second look at a place follows one that settled nothing.
        assert len(site.visits()) <= 1 + len(KEYS) + 2 * len(KEYS)
        site.log.clear()


@pytest.mark.further
def test_a_table_of_contents_to_which_its_parts_lead_back_by_the_name_of_its_file_is_not_left_out(
    site: Site, crawler: Crawler
) -> None:
    """Pandoc writes a part a file; each has a title of its own, and leads up to `index.html` of the folder."""
    topics = {f"{HOST}/talks/{key}/": key for key in KEYS}
    items = "".join(f"<li><a href='{url}'>Talk number {key}</a></li>" for url, key in topics.items())
    site.serve(LIST, document("Talks", f"<ul>{items}</ul>"))
    for url, key in topics.items():
        says = ["".join(f"<p>{name}: {' '.join(texts)}</p>" for name, texts in page_turns(key, n)) for n in (1, 2)]
        site.serve(url, document(f"Talk number {key}", says[0]))
    names = {"1-opening": "Opening", "2-questions": "Questions"}
    contents = "".join(f"<li><a href='{name}.html'>{said}</a></li>" for name, said in names.items())
    site.serve(url, document(f"Talk number {key}", f"<p>27 May 2026</p><nav><ul>{contents}</ul></nav>"))
    for (name, said), part in zip(names.items(), says, strict=True):
        top = f"<nav>Up: <a href='index.html'>Talk number {key}</a></nav>"
        site.serve(f"{url}{name}.html", document(said, f"{top}{part}"))
    crawl = crawler.run(*RUN)
    assert crawl.code == 3, crawl.out
    assert f"{url}2-questions.html" in crawl.out
    assert [line["complete"] for line in crawl.briefings("bank") if line["url"].startswith(url)] == [False]
