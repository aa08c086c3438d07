"""What the pages of an invented corpus cost: to export them, to export them again, to open and to search them.

    python bench/reading_pages.py [TURNS]

Writes a data folder of 50,000 turns (or so many as are given) as bench/exporting.py does, exports it as html twice, and
opens the index in the Chromium of the system, from the disk. Needs the extras `html` and `browser`, and no network.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from exporting import REPO, run, size_of, write_corpus

sys.path.insert(0, str(REPO))

from tests.support.chromium import chromium

if TYPE_CHECKING:
    from playwright.sync_api import Page

_QUERIES = {
    "a word of nearly every turn": "harbour",
    "three words together": '"harbour ferry council"',
    "three letters and a filter": "rep&role=press",
    "nothing": "nowhere",
}
# Asks at once, without the pause that follows a key, and waits until all hits are counted and the first are drawn.
_SEARCH = """async ([words, role]) => {
    const form = document.getElementById("search"), status = document.getElementById("status");
    const before = status.dataset.done;
    form.elements.words.value = words;
    form.elements.role.value = role;
    const start = performance.now();
    form.requestSubmit();
    while (status.dataset.done === before) await new Promise((resolve) => setTimeout(resolve));
    return performance.now() - start;
}"""
_OPENED = "performance.getEntriesByType('navigation')[0].loadEventEnd"


def searched(page: Page, query: str) -> float:
    """Milliseconds of a search."""
    words, _, role = query.partition("&role=")
    took: float = page.evaluate(_SEARCH, [words, role])
    return took


def main() -> None:
    turns = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    with tempfile.TemporaryDirectory() as folder:
        data, out = Path(folder, "data"), Path(folder, "pages")
        size = write_corpus(data, turns)
        print(f"{turns:,} turns, {size / 1e6:.1f} MB of turns.jsonl\n| what | |\n|---|---|")
        cost = run(data, "export", "html", "--out", str(out))
        files = [file for file in out.rglob("*") if file.is_file()]
        largest = max(files, key=lambda file: file.stat().st_size)
        print(f"| export | {cost.seconds:.1f} CPU s, peak {cost.megabytes:.0f} MB |")
        print(f"| the folder | {size_of(out):.0f} MB in {len(files):,} files |")
        print(f"| its largest file | {largest.relative_to(out)}, {largest.stat().st_size / 1e6:.1f} MB |")
        times = {file: file.stat().st_mtime_ns for file in files}
        cost = run(data, "export", "html", "--out", str(out))
        changed = sum(file.stat().st_mtime_ns != time for file, time in times.items())
        print(f"| the same again | {cost.seconds:.1f} CPU s, {changed} files changed |")
        with chromium() as browser:
            page = browser.new_page()
            page.goto((out / "index.html").as_uri())
            print(f"| the index is open after | {page.evaluate(_OPENED):.0f} ms |")
            print(f"| the first search, which loads the texts | {searched(page, 'harbour'):.0f} ms |")
            for what, query in _QUERIES.items():
                took = statistics.median(searched(page, query) for _ in range(9))
                print(f"| a search for {what} | {took:.0f} ms, {page.inner_text('#status').partition('.')[0]} |")
            (file,) = list(out.glob("briefings/*/*.html"))[:1]
            page.goto(file.as_uri())
            print(f"| a briefing is open after | {page.evaluate(_OPENED):.0f} ms |")


if __name__ == "__main__":
    main()
