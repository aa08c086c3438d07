"""The pages in a real Chromium, opened from a disk: searched, folded, used by keyboard, printed, on a phone."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pytest
from parsel import Selector

from tests.support.chromium import missing
from tests.support.hostile_pages import HOSTILE
from tests.support.processes import REPO

if missing():
    pytest.skip(str(missing()), allow_module_level=True)

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.export.html.conftest import Open

_BRIEFING = "briefings/sample/2026-03-05-*.html"
_KINDS = {
    "index": "index.html",
    "briefing": _BRIEFING,
    "copy": "briefings/sample/undated-*.html",
    "speaker": "speakers/anton-keverly-*.html",
    "speakers": "speakers.html",
    "glance": "glance.html",
}
_FOREIGN = "img, iframe, base, main style, main script, [onload], [onerror]"
_HOSTILE_KINDS = {
    "hostile": "briefings/gazette/*-6001-*.html",
    "incomplete": "briefings/gazette/*-6002-*.html",
    "odd": "briefings/gazette/*-6003-*.html",
}


def test_typing_searches_all_turns_and_marks_the_words(sample_pages: Path, open_page: Open) -> None:
    page = open_page(sample_pages)
    expect(page.locator("#hits")).to_be_hidden()
    page.get_by_label("Search in all turns").type("winter")
    expect(page.get_by_role("status")).to_have_text("11 turns in 4 briefings.")
    expect(page.locator("#hits .hit")).to_have_count(11)
    assert {mark.lower() for mark in page.locator("#hits mark").all_inner_texts()} == {"winter"}
    assert all("winter" in text.lower() for text in page.locator("#hits .hit").all_inner_texts())
    page.get_by_label("Search in all turns").fill('winter "whole turn')
    expect(page.get_by_role("status")).to_have_text("No turn has that.")
    # Both words, in any order, the address keeps them, and a hit leads to its turn.
    page.get_by_label("Search in all turns").fill("Winter castle")
    expect(page.get_by_role("status")).to_have_text("2 turns in 1 briefing.")
    assert page.url.endswith("#words=Winter+castle")
    page.locator("#hits .hit a").first.click()
    expect(page.locator(":target")).to_be_in_viewport()
    expect(page.locator(":target")).to_contain_text("Castle Street")
    page.go_back()
    expect(page.get_by_role("status")).to_have_text("2 turns in 1 briefing.")


def test_filters_narrow_the_turns_and_the_list(sample_pages: Path, open_page: Open) -> None:
    page = open_page(sample_pages)
    status = page.get_by_role("status")
    page.get_by_label("Year").select_option("2025")
    expect(status).to_have_text("3 briefings.")
    expect(page.locator("#list li:visible")).to_have_count(3)
    page.get_by_label("Outlet").fill("radio kest")
    expect(status).to_have_text("1 turn in 1 briefing.")
    page.get_by_label("Year").select_option("")
    expect(status).to_have_text("4 turns in 4 briefings.")
    page.get_by_label("Outlet").fill("")
    page.get_by_label("Role").select_option("chair")
    page.get_by_label("Speaker").fill("keverly")
    expect(status).to_have_text("18 turns in 4 briefings.")
    page.get_by_label("Source").select_option("sample")
    expect(status).to_have_text("18 turns in 4 briefings.")
    page.get_by_role("button", name="Clear").click()
    expect(page.locator("#list li:visible")).to_have_count(8)
    expect(page.get_by_label("Search in all turns")).to_be_focused()


def test_more_hits_come_by_a_button(sample_pages: Path, open_page: Open) -> None:
    page = open_page(sample_pages, fragment="#words=e")
    expect(page.locator(".hit")).to_have_count(50)
    page.get_by_role("button", name="Show more").click()
    expect(page.locator(".hit")).to_have_count(100)
    expect(page.locator(".hit").nth(50).get_by_role("link")).to_be_focused()
    page.get_by_role("button", name="Show more").click()
    expect(page.locator(".hit")).to_have_count(130)
    expect(page.get_by_role("button", name="Show more")).to_have_count(0)


def test_of_very_many_turns_the_newest_are_searched_first(sample_pages: Path, tmp_path: Path, open_page: Open) -> None:
    pages = Path(shutil.copytree(sample_pages, tmp_path / "pages"))
    index = pages / "index.html"
    # As if each year had 40,000 turns.
    index.write_text(re.sub(r"(turns&#34;: )\d+", r"\g<1>40000", index.read_text()))
    page = open_page(pages, fragment="#words=winter")
    expect(page.get_by_role("status")).to_contain_text("Searched back to 2026; 40,000 older turns not.")
    expect(page.get_by_role("status")).to_contain_text("10 turns in 3 briefings.")
    page.get_by_role("button", name="Search all years").click()
    expect(page.get_by_role("status")).to_have_text("11 turns in 4 briefings.")


def test_chinese_and_accents_are_found(hostile_pages: Path, open_page: Open) -> None:
    page = open_page(hostile_pages, fragment="#words=港口")
    expect(page.locator("mark")).to_have_text("港口")
    page.get_by_label("Search in all turns").fill("E and e")
    expect(page.locator(".hit")).not_to_have_count(0)
    page.get_by_label("Search in all turns").fill('"é and é"')
    expect(page.locator("mark")).to_have_count(1)
    expect(page.locator("mark")).to_have_text("e\u0301 and \u00e9")
    page.get_by_label("Search in all turns").fill("ﾅﾍﾟ")
    expect(page.get_by_role("status")).to_have_text("No turn has that.")


def test_questions_fold_and_unfold(sample_pages: Path, open_page: Open) -> None:
    page = open_page(sample_pages, _BRIEFING)
    answer = page.locator("#t4")
    expect(answer).to_be_visible()
    page.get_by_role("button", name="Fold to the questions").click()
    expect(answer).to_be_hidden()
    expect(page.locator("details.exchange .opening").first).to_be_visible()
    # By keyboard, one question.
    page.locator("details.exchange > summary").first.focus()
    page.keyboard.press("Enter")
    expect(answer).to_be_visible()
    page.get_by_role("button", name="Unfold all").click()
    expect(page.locator("details.exchange:not([open])")).to_have_count(0)
    page.get_by_role("button", name="Fold to the questions").click()
    page.evaluate("location.hash = 't33'")
    expect(page.locator("#t33")).to_be_in_viewport()


def test_a_keyboard_is_enough(sample_pages: Path, open_page: Open) -> None:
    page = open_page(sample_pages)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the text")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    outline = skip.evaluate("element => getComputedStyle(element).outline")
    assert outline.endswith("solid 3px")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Search in all turns")).to_be_focused()
    page.locator("#list a").first.focus()
    page.keyboard.press("/")
    expect(page.get_by_label("Search in all turns")).to_be_focused()
    page.keyboard.type("winter/")
    expect(page.get_by_role("status")).to_have_text("No turn has that.")
    page.keyboard.press("Backspace")
    expect(page.get_by_role("status")).to_have_text("11 turns in 4 briefings.")


@pytest.mark.parametrize("kind", [*_KINDS, *_HOSTILE_KINDS])
def test_nothing_is_wider_than_a_phone(sample_pages: Path, hostile_pages: Path, open_page: Open, kind: str) -> None:
    folder = sample_pages if kind in _KINDS else hostile_pages
    page = open_page(folder, {**_KINDS, **_HOSTILE_KINDS}[kind], viewport={"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_the_dark_is_dark(sample_pages: Path, open_page: Open) -> None:
    for scheme, low, high in (("light", 240, 256), ("dark", 0, 40)):
        page = open_page(sample_pages, _BRIEFING, color_scheme=scheme)
        ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert all(low <= int(part) < high for part in re.findall(r"\d+", ground))


def test_print_has_the_text_and_nothing_to_press(sample_pages: Path, open_page: Open) -> None:
    page = open_page(sample_pages, _BRIEFING)
    page.get_by_role("button", name="Fold to the questions").click()
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Unfold all")).to_be_hidden()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator("#t35")).to_be_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator("#t35")).to_be_hidden()
    assert page.pdf().startswith(b"%PDF")


@pytest.mark.parametrize("kind", _HOSTILE_KINDS)
def test_a_hostile_transcript_does_nothing(hostile_pages: Path, open_page: Open, kind: str) -> None:
    page = open_page(hostile_pages, _HOSTILE_KINDS[kind])
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(_FOREIGN)).to_have_count(0)
    for link in page.locator("main a[href]").all():
        href = link.evaluate("element => element.href")
        assert href.startswith(("file:", "http://news.veldria.example/"))


def test_a_hostile_text_that_is_found_does_nothing(hostile_pages: Path, open_page: Open) -> None:
    page = open_page(hostile_pages)
    for text in HOSTILE:
        page.get_by_label("Search in all turns").fill(f'"{text.split(chr(34))[0] or "onerror"}"')
        expect(page.locator(".hit").first).to_be_visible()
    page.get_by_label("Search in all turns").fill("onerror")
    expect(page.locator("mark").first).to_have_text("onerror")
    expect(page.locator(_FOREIGN)).to_have_count(0)


def test_a_direction_stays_in_its_text(hostile_pages: Path, open_page: Open) -> None:
    page = open_page(hostile_pages, _HOSTILE_KINDS["odd"])
    arabic = page.locator(".text p", has_text="\u0646\u0639\u0645")
    assert arabic.evaluate("element => getComputedStyle(element).direction") == "rtl"
    page = open_page(hostile_pages, _HOSTILE_KINDS["hostile"])
    title = page.evaluate("document.title")
    assert not set("\u202e\u2066") & set(title)
    isolated = "element => getComputedStyle(element).unicodeBidi"
    for place in ("h1", ".text p", ".turn h3 bdi", ".people li", ".warn bdi"):
        assert "isolate" in page.locator(place).first.evaluate(isolated), place


def test_a_link_to_the_source_leads_to_the_turn(sample_pages: Path, browser: Browser) -> None:
    (file,) = sample_pages.glob(_BRIEFING)
    links = Selector(text=file.read_text(encoding="utf-8")).css(".turn .out::attr(href)").getall()
    assert len(links) == 37
    page = browser.new_page(viewport={"width": 800, "height": 120})
    for link in links[1::4]:
        address, _, fragment = link.partition("#")
        served = REPO / "briefings" / "sample" / "site" / urlsplit(address).path.lstrip("/")
        page.goto("about:blank")
        page.goto(f"{served.as_uri()}#{fragment}")
        start = unquote(fragment.removeprefix(":~:text="))
        expect(page.get_by_text(start).first).to_be_in_viewport()
    page.close()


def test_a_shard_that_is_not_there_is_told(sample_pages: Path, tmp_path: Path, browser: Browser) -> None:
    pages = Path(shutil.copytree(sample_pages, tmp_path / "pages"))
    (pages / "search" / "sample-2026-1.js").unlink()
    page = browser.new_page()
    page.goto((pages / "index.html").as_uri() + "#words=winter")
    expect(page.get_by_role("status")).to_contain_text("search/sample-2026-1.js is not there")
    page.close()


@pytest.mark.parametrize("kind", [*_KINDS, *_HOSTILE_KINDS, "hits"])
def test_a_checker_of_accessibility_finds_nothing(
    sample_pages: Path, hostile_pages: Path, open_page: Open, kind: str
) -> None:
    if kind == "hits":
        page = open_page(sample_pages, fragment="#words=winter")
        expect(page.locator("mark").first).to_be_visible()
    else:
        folder = sample_pages if kind in _KINDS else hostile_pages
        page = open_page(folder, {**_KINDS, **_HOSTILE_KINDS}[kind])
    for fold in page.locator("details:not([open])").all():
        fold.evaluate("element => { element.open = true; }")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        # It would ask for the style sheet once more, which the pages forbid.
        found = Axe().run(page, options={"resultTypes": ["violations"], "preload": False})
        assert not found.violations_count, f"{scheme}: {found.generate_report()}"
