"""A browser, and folders of pages to open in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.export.reading import exported
from tests.support.chromium import chromium
from tests.support.hostile_pages import hostile_corpus

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page


class Windows:
    """The windows of a browser: one, and one without scripts, as a new window costs as much as three pages in it."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._opened: dict[bool, Page] = {}
        self._folder: Path | None = None
        self._wrong: list[str] = []

    def blank(self, *, size: tuple[int, int] = (1280, 720), scripts: bool = True) -> Page:
        """Return a window that shows nothing, of that size, in light colours and on a screen."""
        self._folder = None
        page = self._opened.get(scripts) or self._open(scripts)
        page.goto("about:blank")
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.emulate_media(media="null", color_scheme="light", reduced_motion="null")
        return page

    def show(
        self, folder: Path, pattern: str = "index.html", fragment: str = "", *, scripts: bool = True,
        size: tuple[int, int] = (1280, 720),
    ) -> Page:  # fmt: skip
        """Open a file of a folder; `watched` tells errors on the page and requests for anything beyond the folder."""
        page = self.blank(size=size, scripts=scripts)
        (file,) = folder.glob(pattern)
        self._folder = folder
        page.goto(file.as_uri() + fragment)
        return page

    @contextmanager
    def watched(self) -> Iterator[Windows]:
        """Fail at the end if anything was wrong on a page that `show` opened."""
        self._wrong.clear()
        yield self
        self._folder = None
        assert not self._wrong

    def _open(self, scripts: bool) -> Page:
        page = self._opened[scripts] = self._browser.new_context(java_script_enabled=scripts).new_page()
        page.on("console", lambda message: self._note(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self._note(str(error)))
        page.on("dialog", self._dismiss)
        page.on("request", lambda request: self._asks(request.url))
        return page

    def _note(self, what: str) -> None:
        if self._folder:
            self._wrong.append(what)

    def _dismiss(self, dialog: Dialog) -> None:
        self._note(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _asks(self, url: str) -> None:
        if self._folder and not url.startswith(self._folder.as_uri()):
            self._wrong.append(url)


# Not of the session: while it is open no test of the same process can run an event loop.
@pytest.fixture(scope="package")
def all_windows() -> Iterator[Windows]:
    """The windows of a Chromium, which all tests of this folder share."""
    with chromium() as browser:
        yield Windows(browser)


@pytest.fixture
def windows(all_windows: Windows) -> Iterator[Windows]:
    """The windows, watched for one test."""
    with all_windows.watched():
        yield all_windows


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
