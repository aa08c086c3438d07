"""The pages in a real Chromium, opened from a disk: folded, cited, used by keyboard, printed, on a phone."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pytest
from parsel import Selector

from tests.export.reading import exported
from tests.support.chromium import missing
from tests.support.hostile_pages import FOREIGN, HOSTILE
from tests.support.odd_texts import write_source
from tests.support.processes import REPO
from tests.support.records import make_briefing

if missing():
    pytest.skip(str(missing()), allow_module_level=True)

from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.export.html.conftest import Windows

_BRIEFING = "briefings/sample/2026-03-05-*.html"


def test_questions_fold_and_unfold(sample_pages: Path, windows: Windows) -> None:
    page = windows.show(sample_pages, _BRIEFING)
    answer = page.locator("#t4")
    expect(answer).to_be_visible()
    page.get_by_role("button", name="Questions only").click()
    expect(answer).to_be_hidden()
    expect(page.locator("details.exchange .opening").first).to_be_visible()
    # By keyboard, one question.
    page.locator("details.exchange > summary").first.focus()
    page.keyboard.press("Enter")
    expect(answer).to_be_visible()
    page.get_by_role("button", name="Full text").click()
    expect(page.locator("details.exchange:not([open])")).to_have_count(0)
    page.get_by_role("button", name="Questions only").click()
    page.evaluate("location.hash = 't33'")
    expect(page.locator("#t33")).to_be_in_viewport()


def test_a_keyboard_is_enough(sample_pages: Path, windows: Windows) -> None:
    page = windows.show(sample_pages)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    outline = skip.evaluate("element => getComputedStyle(element).outline")
    assert outline.endswith("solid 3px")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Search", exact=True)).to_be_focused()
    page.locator("#list a").first.focus()
    page.keyboard.press("/")
    expect(page.get_by_label("Search", exact=True)).to_be_focused()
    page.keyboard.type("street/lamp")
    expect(page.get_by_role("status")).to_contain_text("Nothing found.")
    for _ in "/lamp":
        page.keyboard.press("Backspace")
    expect(page.get_by_role("status")).to_have_text("3 turns in 1 briefing.")


def test_a_headline_from_right_to_left_stands_over_its_transcript(sample_pages: Path, windows: Windows) -> None:
    page = windows.show(sample_pages, _BRIEFING)
    headline = page.locator("h1")
    headline.evaluate("element => { element.textContent = 'العبارة تبحر' }")
    box, kicker = headline.bounding_box(), page.locator(".kicker").bounding_box()
    assert box
    assert kicker
    assert (box["x"], box["width"] < 500) == (kicker["x"], True)


@pytest.mark.parametrize("file", [_BRIEFING, "briefings/sample/2025-09-03-*.html"])
def test_on_a_phone_the_transcript_begins_on_the_first_screen(sample_pages: Path, windows: Windows, file: str) -> None:
    page = windows.show(sample_pages, file, size=(390, 844))
    box = page.locator("#t0 .text p").first.bounding_box()
    assert box
    assert box["y"] + 80 < 844


def test_on_a_phone_many_reasons_are_folded_above_the_transcript(tmp_path: Path, windows: Windows) -> None:
    write_source(tmp_path / "data", [make_briefing("1", missing=range(2, 12)), make_briefing("2", missing=[2])])
    exported(tmp_path / "data", "html", tmp_path / "pages")
    page = windows.show(tmp_path / "pages", "briefings/*/*-1-*.html", size=(390, 844))
    expect(page.get_by_text("10 reasons")).to_be_visible()
    expect(page.get_by_text("Page 2 is missing")).to_be_hidden()
    expect(page.locator("#t0 .text p").first).to_be_in_viewport()
    page.get_by_text("10 reasons").click()
    expect(page.get_by_text("Page 11 is missing")).to_be_visible()
    page = windows.show(tmp_path / "pages", "briefings/*/*-2-*.html", size=(390, 844))
    expect(page.get_by_text("Page 2 is missing")).to_be_in_viewport()


@pytest.mark.parametrize("size", [(1280, 500), (390, 500)])
def test_the_name_stays_in_sight_in_a_long_answer(sample_pages: Path, windows: Windows, size: tuple[int, int]) -> None:
    page = windows.show(sample_pages, _BRIEFING, size=size)
    page.emulate_media(reduced_motion="reduce")
    page.locator("#t1 .text p").last.evaluate("element => element.scrollIntoView()")
    expect(page.locator("#t1 h3")).to_be_in_viewport()


def test_a_turn_is_cited_by_a_link_and_a_reference(sample_pages: Path, windows: Windows) -> None:
    # Without scripts it is shown, and a click selects it whole.
    page = windows.show(sample_pages, _BRIEFING, scripts=False)
    cited = page.locator("#t4 .reference")
    expect(cited).to_be_hidden()
    page.locator("#t4").get_by_text("Cite this turn").click()
    expect(cited).to_contain_text(
        "Tomas Vedrin, in “Press Office briefing on the National Water Renewal Program”, sample, 5 March"
    )
    expect(cited).to_have_css("user-select", "all")
    page = windows.show(sample_pages, _BRIEFING)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("#t4").get_by_text("Cite this turn").click()
    page.locator("#t4").get_by_role("button", name="Copy").click()
    expect(page.locator("#t4").get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("#t4 .reference").text_content()
    page.locator("#t4").get_by_role("link", name="Link to turn 4").click()
    assert page.url.endswith("#t4")


def test_the_dark_is_dark(sample_pages: Path, windows: Windows) -> None:
    page = windows.show(sample_pages, _BRIEFING)
    for scheme, low, high in (("light", 240, 256), ("dark", 0, 40)):
        page.emulate_media(color_scheme=scheme)
        ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert all(low <= int(part) < high for part in re.findall(r"\d+", ground))


def test_print_has_the_text_and_nothing_to_press(sample_pages: Path, windows: Windows) -> None:
    page = windows.show(sample_pages, _BRIEFING)
    page.get_by_role("button", name="Questions only").click()
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).getPropertyValue('--mark')") == "#ffe27a"
    expect(page.get_by_role("button", name="Full text")).to_be_hidden()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator("#t35")).to_be_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator("#t35")).to_be_hidden()
    assert page.pdf().startswith(b"%PDF")


def test_a_hostile_text_that_is_found_does_nothing(hostile_pages: Path, windows: Windows) -> None:
    page = windows.show(hostile_pages)
    for text in HOSTILE:
        page.get_by_label("Search", exact=True).fill(f'"{text.split(chr(34))[0] or "onerror"}"')
        expect(page.locator(".hit").first).to_be_visible()
    page.get_by_label("Search", exact=True).fill("onerror")
    expect(page.locator("mark").first).to_have_text("onerror")
    expect(page.locator(FOREIGN)).to_have_count(0)


def test_a_direction_stays_in_its_text(hostile_pages: Path, windows: Windows) -> None:
    page = windows.show(hostile_pages, "briefings/gazette/*-6003-*.html")
    arabic = page.locator(".text p", has_text="\u0646\u0639\u0645")
    assert arabic.evaluate("element => getComputedStyle(element).direction") == "rtl"
    page = windows.show(hostile_pages, "briefings/gazette/*-6001-*.html")
    title = page.evaluate("document.title")
    assert not set("\u202e\u2066") & set(title)
    isolated = "element => getComputedStyle(element).unicodeBidi"
    for place in ("h1", ".text p", ".turn h3 bdi", ".people li", ".warn bdi"):
        assert "isolate" in page.locator(place).first.evaluate(isolated), place


def test_a_link_to_the_source_leads_to_the_turn(sample_pages: Path, windows: Windows) -> None:
    (file,) = sample_pages.glob(_BRIEFING)
    links = Selector(text=file.read_text(encoding="utf-8")).css(".turn .out::attr(href)").getall()
    assert len(links) == 37
    page = windows.blank(size=(800, 120))
    for link in links[1::4]:
        address, _, fragment = link.partition("#")
        served = REPO / "briefings" / "sample" / "site" / urlsplit(address).path.lstrip("/")
        page.goto("about:blank")
        page.goto(f"{served.as_uri()}#{fragment}")
        start = unquote(fragment.removeprefix(":~:text="))
        expect(page.get_by_text(start).first).to_be_in_viewport()
