"""The search of the pages in a real Chromium, from a disk: results, their order, and messages."""

from __future__ import annotations

import re
import shutil
import sqlite3
from contextlib import closing
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from briefings.export.selection import Selection
from briefings.export.tables import apart
from tests.export.reading import exported
from tests.support.chromium import missing
from tests.support.searched_words import QUERIES, searched_corpus

if missing():
    pytest.skip(str(missing()), allow_module_level=True)

from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.export.html.conftest import Windows


def test_typing_searches_and_marks_the_words(sample_pages: Path, windows: Windows) -> None:
    page = windows.show(sample_pages)
    words, status = page.get_by_label("Search", exact=True), page.get_by_role("status")
    expect(page.locator("#hits")).to_be_hidden()
    words.type("street")
    expect(status).to_have_text("3 turns in 1 briefing.")
    expect(page.locator("#hits .hit")).to_have_count(3)
    assert {mark.lower() for mark in page.locator("#hits mark").all_inner_texts()} == {"street"}
    words.fill('street "whole turn')
    expect(status).to_contain_text("Nothing found.")
    # Both words in any order; the address keeps them, and a hit leads to its turn.
    words.fill("Winter castle")
    expect(status).to_have_text("2 turns in 1 briefing.")
    assert page.url.endswith("#words=Winter+castle")
    page.locator("#hits .hit a").first.click()
    expect(page.locator(":target")).to_be_in_viewport()
    expect(page.locator(":target")).to_contain_text("Castle Street")
    page.go_back()
    expect(status).to_have_text("2 turns in 1 briefing.")


def test_headlines_speakers_offices_and_outlets_are_searched(sample_pages: Path, windows: Windows) -> None:
    page = windows.show(sample_pages, fragment="#words=forest+fire+season")
    words, status = page.get_by_label("Search", exact=True), page.get_by_role("status")
    expect(status).to_have_text("14 turns in 1 briefing.")
    expect(page.locator("#hits h2 mark")).to_have_count(3)
    words.fill('"forest fire season"')
    expect(page.locator("#hits")).to_contain_text("All 14 turns of this briefing match by the headline.")
    words.fill("ferrow")
    expect(page.locator("#hits .who mark").first).to_have_text("Ferrow")
    words.fill('"vice minister" castle')
    expect(page.locator("#hits .who").first).to_contain_text("Tomas Vedrin, vice minister of water")
    words.fill('"radio kestrel"')
    expect(page.locator("#hits .hit")).not_to_have_count(0)


def test_a_hit_leads_to_its_turn_where_only_some_turns_were_chosen(
    sample_data: Path, tmp_path: Path, windows: Windows
) -> None:
    exported(sample_data, "html", tmp_path / "pages", selection=Selection(roles=frozenset({"press"})))
    page = windows.show(tmp_path / "pages", fragment="#words=castle")
    expect(page.locator("#hits .hit")).to_have_count(1)
    page.locator("#hits .hit a").click()
    expect(page.locator("#t3:target")).to_contain_text("Castle Street")


def test_the_beginning_of_a_word_is_offered_where_no_word_is_found(sample_pages: Path, windows: Windows) -> None:
    page = windows.show(sample_pages, fragment="#words=stree")
    page.get_by_role("button", name="stree*").click()
    expect(page.get_by_role("status")).not_to_contain_text("Nothing")
    assert {mark.lower() for mark in page.locator("#hits mark").all_inner_texts()} == {"street", "streets"}
    page.get_by_label("Search", exact=True).fill("streetq")
    expect(page.get_by_role("status")).to_have_text("Nothing found.")


def test_filters_narrow_the_turns_and_the_list(sample_pages: Path, windows: Windows) -> None:
    page = windows.show(sample_pages)
    status = page.get_by_role("status")
    page.get_by_label("To", exact=True).fill("2025-12-31")
    expect(status).to_have_text("3 briefings.")
    expect(page.locator("#list li:visible")).to_have_count(3)
    page.get_by_label("Speaker or outlet").fill("radio kest")
    expect(status).to_have_text("1 turn in 1 briefing.")
    page.get_by_label("To", exact=True).fill("")
    expect(status).to_have_text("4 turns in 4 briefings.")
    page.get_by_label("Role").select_option("chair")
    page.get_by_label("Speaker or outlet").fill("keverly")
    expect(status).to_have_text("18 turns in 4 briefings.")
    page.get_by_label("From").fill("2026-03-05")
    expect(status).to_have_text("9 turns in 1 briefing.")
    page.get_by_label("From").fill("")
    page.get_by_label("Publisher").select_option("sample")
    expect(status).to_have_text("18 turns in 4 briefings.")
    page.get_by_role("button", name="Clear").click()
    expect(page.locator("#list li:visible")).to_have_count(8)
    expect(page.get_by_label("Search", exact=True)).to_be_focused()


def test_hits_come_by_date_or_by_number(sample_pages: Path, windows: Windows) -> None:
    page = windows.show(sample_pages, fragment="#words=already")
    told = page.locator("#hits h2 .meta")
    days = ["5 March 2026", "11 February 2026", "20 January 2026", "3 September 2025", "13 June 2025", "20 March 2025"]
    expect(told).to_have_text([re.compile(day) for day in days])
    page.get_by_label("Sort").select_option("oldest")
    expect(told).to_have_text([re.compile(day) for day in reversed(days)])
    page.get_by_label("Sort").select_option("hits")
    expect(told).to_have_text([re.compile(f"{count} turn") for count in (4, 2, 1, 1, 1, 1)])


def test_more_hits_come_by_a_button(sample_pages: Path, windows: Windows) -> None:
    page = windows.show(sample_pages, fragment="#words=is")
    more = page.get_by_role("button", name="Show more")
    for shown in range(10, 80, 10):
        expect(page.locator(".hit")).to_have_count(shown)
        more.click()
    expect(page.locator(".hit")).to_have_count(75)
    expect(page.locator(".hit").nth(70).get_by_role("link")).to_be_focused()
    expect(more).to_have_count(0)
    expect(page.get_by_role("status")).to_have_text("75 turns in 6 briefings.")


def test_the_same_words_give_the_same_turns_as_the_database(tmp_path: Path, windows: Windows) -> None:
    searched_corpus(tmp_path / "data")
    exported(tmp_path / "data", "html", tmp_path / "pages")
    exported(tmp_path / "data", "sqlite", tmp_path / "turns.sqlite")
    page = windows.show(tmp_path / "pages")
    find = "async (typed) => (await wordIndex.find(wordIndex.parse(typed))).turns"
    with closing(sqlite3.connect(tmp_path / "turns.sqlite")) as database:
        for typed in QUERIES:
            query = "SELECT rowid - 1 FROM turns_fts WHERE turns_fts MATCH ? ORDER BY rowid"
            known = [turn for (turn,) in database.execute(query, [_expression(typed)])]
            # When no word is typed, nothing is searched, and the list is shown.
            assert known == (page.evaluate(find, typed) if re.search(r"\w", typed) else []), typed


def _expression(typed: str) -> str:
    """Return typed words as docs/exporting.md says to ask the database: each quoted, Chinese characters apart."""
    parts = re.findall(r'"([^"]*)"?(\*?)|([^\s"]+)', typed)
    words = [
        (quoted, star) if not bare else (bare.removesuffix("*"), "*" * bare.endswith("*"))
        for quoted, star, bare in parts
    ]
    return " ".join(f'"{apart(word)}"{star}' for word, star in words if re.search(r"\w", word)) or '""'


def test_a_search_marks_words_whatever_their_accents_and_script(hostile_pages: Path, windows: Windows) -> None:
    page = windows.show(hostile_pages, fragment="#words=港口")
    expect(page.locator("mark")).to_have_text("港口")
    page.get_by_label("Search", exact=True).fill('"é and é"')
    expect(page.locator("mark")).to_have_text("e\u0301 and \u00e9")


def test_from_a_server_the_search_asks_nobody_else(sample_pages: Path, windows: Windows) -> None:
    serve = partial(SimpleHTTPRequestHandler, directory=str(sample_pages))
    with ThreadingHTTPServer(("127.0.0.1", 0), serve) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/"
        asked: list[str] = []
        page = windows.blank()
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{address}index.html#words=castle")
        expect(page.locator("#hits .hit")).to_have_count(2)
        page.locator("#hits .hit a").first.click()
        expect(page.locator(":target")).to_contain_text("Castle Street")
        server.shutdown()
    assert len(asked) > 8
    assert not [url for url in asked if not url.startswith(address)]


def test_a_script_that_is_not_there_is_told(sample_pages: Path, tmp_path: Path, windows: Windows) -> None:
    pages = Path(shutil.copytree(sample_pages, tmp_path / "pages"))
    texts = next((pages / "briefings" / "sample").glob("2026-02-11-2000094-*.js")).relative_to(pages)
    for gone in (str(texts), "search/words/1.js", "search/turns.js"):
        (pages / gone).unlink()
        page = windows.blank()
        page.goto((pages / "index.html").as_uri() + "#words=winter")
        expect(page.get_by_role("status")).to_contain_text(f"{gone} is missing")
