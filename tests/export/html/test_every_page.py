"""Pages of every kind in a real Chromium, each opened once: nothing foreign, nothing too wide, accessible to all."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.chromium import missing
from tests.support.hostile_pages import FOREIGN
from tests.support.parts import some_or_all

if missing():
    pytest.skip(str(missing()), allow_module_level=True)

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.export.html.conftest import Windows

_SAMPLE = {
    "index": "index.html",
    "briefing": "briefings/sample/2026-03-05-*.html",
    "copy": "briefings/sample/undated-*.html",
    "speaker": "speakers/anton-keverly-*.html",
    "speakers": "speakers.html",
    "glance": "glance.html",
    "hits": "index.html",
}
_HOSTILE = {
    "hostile": "briefings/gazette/*-6001-*.html",
    "incomplete": "briefings/gazette/*-6002-*.html",
    "odd": "briefings/gazette/*-6003-*.html",
    "hostile speakers": "speakers.html",
    "hostile glance": "glance.html",
    "long name": "speakers/torvanelomark*.html",
}


_FURTHER = {"copy", "speakers", "odd", "hostile speakers", "hostile glance", "long name"}
"""What they are made of is on the others too."""

_OPEN = "for (const each of document.querySelectorAll('details')) each.open = true"
"""Shows what a reader can unfold."""


@pytest.fixture(
    scope="module",
    params=[pytest.param(kind, marks=[pytest.mark.further] * (kind in _FURTHER)) for kind in (*_SAMPLE, *_HOSTILE)],
)
def shown(
    request: pytest.FixtureRequest, all_windows: Windows, sample_pages: Path, hostile_pages: Path
) -> Iterator[tuple[str, Page]]:
    """A kind of page, and its window."""
    kind: str = request.param
    folder = sample_pages if kind in _SAMPLE else hostile_pages
    with all_windows.watched() as windows:
        page = windows.show(folder, (_SAMPLE | _HOSTILE)[kind], "#words=winter" if kind == "hits" else "")
        if kind == "hits":
            expect(page.locator("mark").first).to_be_visible()
        yield kind, page


def test_a_hostile_transcript_does_nothing(shown: tuple[str, Page]) -> None:
    kind, page = shown
    expect(page.locator("h1")).to_be_visible()
    if kind in _HOSTILE:
        expect(page.locator(FOREIGN)).to_have_count(0)
        for href in page.locator("main a[href]").evaluate_all("links => links.map((each) => each.href)"):
            assert href.startswith(("file:", "http://news.veldria.example/"))


def test_nothing_is_wider_than_a_window(shown: tuple[str, Page]) -> None:
    _, page = shown
    for width, height in ((1280, 844), (390, 844), (320, 640)):
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate(f"{_OPEN}; document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("looks", some_or_all(product((1280, 390), ("light", "dark")), 3))
def test_a_checker_of_accessibility_finds_nothing(shown: tuple[str, Page], looks: list[tuple[int, str]]) -> None:
    _, page = shown
    page.evaluate(_OPEN)
    for width, scheme in looks:
        page.set_viewport_size({"width": width, "height": 844})
        page.emulate_media(color_scheme=scheme)
        # It would request the style sheet again, which the pages forbid.
        found = Axe().run(page, options={"resultTypes": ["violations"], "preload": False})
        assert not found.violations_count, f"{scheme}, {width}: {found.generate_report()}"
