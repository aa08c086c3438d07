"""A browser, and folders of pages to open in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.export.reading import exported
from tests.support.chromium import chromium
from tests.support.hostile_pages import hostile_corpus

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    Open = Callable[..., Page]


# Not of the session: while it is open no test of the same process can run an event loop.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, in which each test opens windows of its own."""
    with chromium() as running:
        yield running


@pytest.fixture(scope="session")
def sample_pages(sample_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The exported sample."""
    out = tmp_path_factory.mktemp("sample") / "pages"
    exported(sample_data, "html", out)
    return out


@pytest.fixture(scope="session")
def hostile_pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages exported from briefings with hostile texts."""
    made = tmp_path_factory.mktemp("hostile")
    hostile_corpus(made / "data")
    exported(made / "data", "html", made / "pages")
    return made / "pages"


@contextmanager
def opening(browser: Browser) -> Iterator[Open]:
    """Yield a function that opens a file of a folder with a browser context's options; errors on a page fail."""
    wrong: list[str] = []
    contexts = []

    def opens(folder: Path, pattern: str = "index.html", fragment: str = "", **options: Any) -> Page:
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: wrong.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("dialog", lambda dialog: wrong.append(f"dialog: {dialog.message}"))
        page.on(
            "request", lambda request: None if request.url.startswith(folder.as_uri()) else wrong.append(request.url)
        )
        (file,) = folder.glob(pattern)
        page.goto(file.as_uri() + fragment)
        return page

    yield opens
    for context in contexts:
        context.close()
    assert not wrong


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Open]:
    """A function that opens windows for one test."""
    with opening(browser) as opens:
        yield opens
