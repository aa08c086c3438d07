"""The cost of the pages of an invented corpus: to export them, to export them again, to open and to search them.

    python bench/reading_pages.py [TURNS]

Writes a data folder of 50,000 turns (or TURNS) as bench/exporting.py does, exports it as html twice, and opens the
index in the Chromium of the system, from the disk and from a server on this machine. A first search is one in a page
that was just opened. Needs the extras `html` and `browser`, and no network.
"""

import statistics
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

from exporting import REPO, run, size_of, write_corpus

sys.path.insert(0, str(REPO))

from tests.support.chromium import chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_QUERIES = {
    "a word of nearly every turn": "harbour",
    "two words": "harbour ferry",
    "three words together": '"harbour ferry council"',
    "the beginning of a word": "har*",
    "an outlet, and a role": "radio&role=press",
    "nothing": "nowhere",
}
_ROUNDS = 9
# Searches at once, without the pause after a key, and waits until all hits are counted and the first are drawn.
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
    """Return the milliseconds of a search."""
    words, _, role = query.partition("&role=")
    took: float = page.evaluate(_SEARCH, [words, role])
    return took


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Yield the address of a server of the folder on this machine."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def first_search(browser: Browser, address: str, query: str) -> float:
    """Return the milliseconds of a search in a page just opened in a window of its own, with nothing loaded yet."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{address}/index.html")
        return searched(page, query)


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
        written = {file: hash(file.read_bytes()) for file in files}
        cost = run(data, "export", "html", "--out", str(out))
        changed = sum(hash(file.read_bytes()) != before for file, before in written.items())
        print(f"| the same again | {cost.seconds:.1f} CPU s, {changed} files with other bytes |")
        with chromium() as browser:
            page = browser.new_page()
            page.goto((out / "index.html").as_uri())
            print(f"| the index is open after | {page.evaluate(_OPENED):.0f} ms |")
            with served(out) as server:
                for what, query in _QUERIES.items():
                    told = []
                    for address in (out.as_uri(), server):
                        took = [first_search(browser, address, query) for _ in range(_ROUNDS)]
                        told.append(f"{statistics.median(took):.0f} ms ({min(took):.0f} to {max(took):.0f})")
                    again = statistics.median(searched(page, query) for _ in range(_ROUNDS))
                    found = page.inner_text("#status").partition(".")[0]
                    print(f"| {what} ({found}) | {', over HTTP '.join(told)}, then {again:.0f} ms |")
            (file,) = list(out.glob("briefings/*/*.html"))[:1]
            page.goto(file.as_uri())
            print(f"| a briefing is open after | {page.evaluate(_OPENED):.0f} ms |")


if __name__ == "__main__":
    main()
