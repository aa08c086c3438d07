"""The Chromium of the system, driven by playwright; both are optional."""

from __future__ import annotations

from contextlib import contextmanager
from importlib.util import find_spec
from shutil import which
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

CHROMIUM = which("chromium") or which("google-chrome")
# No network traffic of its own; a container has no GPU and may have no user but root.
_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def missing() -> str | None:
    """Return what is missing, as the reason for skipping a test; None when nothing is."""
    if not find_spec("playwright") or not find_spec("axe_playwright_python"):
        return "needs playwright and axe: pip install -e '.[browser]'"
    return None if CHROMIUM else "needs Chromium: apt-get install chromium"


@contextmanager
def chromium() -> Iterator[Browser]:
    """Yield a running browser without a window."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - installed with the extra `browser` only

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=_FLAGS)
        try:
            yield browser
        finally:
            browser.close()
