"""Pictures of exported pages.

    python -m tests.support.page_pictures            # docs/pictures/briefing.png, which README.md shows, and its text
    python -m tests.support.page_pictures FOLDER     # every kind of page, light and dark, on a desktop and a phone

Crawls the packaged sample and exports it; needs the extras `html` and `browser`, Chromium, and no network. The picture
was made with the fonts Linux Libertine and Inter installed; a test keeps the text beside it current.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from parsel import Selector

from tests.support.chromium import chromium, missing
from tests.support.processes import REPO

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PICTURE = REPO / "docs" / "pictures" / "briefing.png"
TEXT = PICTURE.with_suffix(".txt")
BRIEFING = "briefings/sample/2026-03-05-*.html"
_SPEAKER = "speakers/anton-keverly-*.html"
_SIZES = {"desk": (1280, 900), "phone": (390, 844)}


def text_of(page: Path) -> str:
    """Return the text of a page, one piece per line, without the day on which the copy was read."""
    texts = Selector(text=page.read_text(encoding="utf-8")).xpath("//main//text()").getall()
    lines = (" ".join(text.split()) for text in texts)
    return re.sub(
        r"(?<=read on\n)\d+ \w+ \d{4}|(?<=\(read )\d+ \w+ \d{4}", "...", "\n".join(filter(None, lines)) + "\n"
    )


def _export_sample(folder: Path) -> Path:
    out = folder / "turns-html"
    for command in (["crawl", "sample"], ["export", "html", "--out", str(out)]):
        subprocess.run(
            [sys.executable, "-m", "scrapy", *command, "-s", f"BRIEFINGS_DATA={folder / 'data'}"],
            cwd=REPO,
            check=True,
            capture_output=True,
        )
    return out


def _picture(browser: Browser, out: Path) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 860})
    (briefing,) = out.glob(BRIEFING)
    page.goto(briefing.as_uri())
    page.screenshot(path=PICTURE)
    TEXT.write_text(text_of(briefing), encoding="utf-8")


def _every_page(browser: Browser, out: Path, pictures: Path) -> None:
    (briefing,), (speaker,) = out.glob(BRIEFING), out.glob(_SPEAKER)
    index = (out / "index.html").as_uri()
    addresses = {
        "index": index,
        "hits": f"{index}#words=winter",
        "briefing": briefing.as_uri(),
        "speaker": speaker.as_uri(),
        "speakers": (out / "speakers.html").as_uri(),
        "glance": (out / "glance.html").as_uri(),
    }
    for scheme in ("light", "dark"):
        for size, (width, height) in _SIZES.items():
            page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
            for name, address in addresses.items():
                page.goto("about:blank")
                page.goto(address)
                if name == "hits":
                    page.wait_for_selector("mark")
                page.screenshot(path=pictures / f"{name}-{scheme}-{size}.png", full_page=True)
            page.close()


def main() -> None:
    """Make the picture of README.md, or pictures of every page in the named folder."""
    if what := missing():
        sys.exit(what)
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        out = _export_sample(Path(folder))
        if len(sys.argv) > 1:
            pictures = Path(sys.argv[1])
            pictures.mkdir(parents=True, exist_ok=True)
            _every_page(browser, out, pictures)
        else:
            _picture(browser, out)


if __name__ == "__main__":
    main()
