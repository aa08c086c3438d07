"""The growth of the cost of every command with the number of stored briefings.

    python bench/growing.py [NUMBER ...] [--at FOLDER]

Crawls 10, 1,000 and 10,000 invented briefings of three small pages each (or the given numbers), from a server of its
own process that makes up each page from its address, into data folders that are removed; crawls each again unchanged
(the server answers 304), verifies it, and exports it in every format whose library is installed. Prints, for each
number, CPU seconds and peak memory of every command, including the start of Python and Scrapy, and the size of the data
folder. `--at` runs the commands of another checkout of the project, for comparison with an older version. Ends with an
error when a command fails or a briefing is missing. Needs no network.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

REPO = Path(__file__).parents[1]
HOST = "www.china.org.cn"
SOURCE = "china_org_cn"
PER_LIST = 50
PAGES = 3
FORMATS = {
    "csv": None,
    "sqlite": None,
    "text": None,
    "tei": None,
    "html": "jinja2",
    "parquet": "pyarrow",
    "xlsx": "openpyxl",
}
"""Measured formats, and the library that each needs."""
_TOPICS = ("ferry timetable", "salt tax", "night trams", "lighthouse repairs", "school orchards", "river gauges")


class Cost(NamedTuple):
    """Cost of a command: CPU seconds, and peak megabytes."""

    seconds: float
    megabytes: float


def page_of(key: int, page: int) -> str:
    """Return a page of a briefing; its pager names all of them."""
    topic = _TOPICS[key % len(_TOPICS)]
    links = "&nbsp;&nbsp;".join(
        f"<span>{number}</span>" if number == page else f'<a href="{_page_name(key, number)}">{number}</a>'
        for number in range(1, PAGES + 1)
    )
    return f"""<html><head><title>Briefing {key}</title></head><body><h1 id="title">Briefing {key} on the {topic}</h1>
<div id="container_txt"><p><strong>Tolmer Vask:</strong></p><p>Welcome to part {page} of briefing {key}.</p>
<p><strong>Harbour Gazette:</strong></p><p>My question, number {key}, concerns the {topic}. When is it decided?</p>
<p><strong>Tolmer Vask:</strong></p><p>The {topic} was reviewed, and report {key}-{page} went to the council.</p>
</div><div id="autopage"><center>{links}</center></div></body></html>"""


def _page_name(key: int, page: int) -> str:
    return f"content_{10_000_000 + key}{'' if page == 1 else f'_{page}'}.htm"


def list_page(number: int, last: int) -> str:
    """Return a page of a list of `last` pages."""
    keys = range((number - 1) * PER_LIST, number * PER_LIST)
    entries = "".join(
        f'<li><a href="/business/2024-05/17/{_page_name(key, 1)}">Briefing {key} on harbour affairs</a></li>'
        for key in keys
    )
    pager = "".join(
        f'<a href="/pressroom/{last}/node_8001{"" if page == 1 else f"_{page}"}.htm">{page}</a> '
        for page in (number - 1, number + 1)
        if 1 <= page <= last
    )
    return f'<html><body><h1>Press Room</h1><ul>{entries}</ul><div id="autopage">{pager}</div></body></html>'


class Pages(BaseHTTPRequestHandler):
    """Makes up every page from its address: `/pressroom/LAST/node_8001_N.htm` is list page N of LAST."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        body = b""
        if found := re.search(r"/content_(\d+)(?:_(\d+))?\.htm$", self.path):
            body = page_of(int(found[1]) - 10_000_000, int(found[2] or 1)).encode()
        elif found := re.search(r"/pressroom/(\d+)/node_8001(?:_(\d+))?\.htm$", self.path):
            body = list_page(int(found[2] or 1), int(found[1])).encode()
        unchanged = bool(body) and self.headers["If-None-Match"] == '"one"'
        self.send_response(304 if unchanged else 200 if body else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("ETag", '"one"')
        if not unchanged:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(b"" if unchanged else body)

    def log_message(self, *_: object) -> None:
        pass


def serve() -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    print(server.server_address[1], flush=True)
    server.serve_forever()


def run(tree: Path, data: Path, proxy: str, *command: str) -> Cost:
    """Run one command of the project at `tree`. Raises SystemExit when it fails."""
    environment = {**os.environ, "http_proxy": proxy, "BRIEFINGS_DATA": str(data)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryFile() as out:
        whole = [sys.executable, "-m", "scrapy", *command]
        process = subprocess.Popen(whole, env=environment, cwd=tree, stdout=out, stderr=out)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            out.seek(0)
            sys.exit(f"{' '.join(command)} ended with {process.returncode}:\n{out.read()[-2000:].decode()}")
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024))


def measure(tree: Path, briefings: int, proxy: str) -> tuple[dict[str, Cost], float]:
    """Return the cost of each command over `briefings` briefings, and the megabytes of the data folder."""
    last = -(-briefings // PER_LIST)
    settings = {
        "DOWNLOAD_DELAY": 0, "CONCURRENT_REQUESTS_PER_DOMAIN": 8, "LOG_LEVEL": "ERROR", "AUTOTHROTTLE_ENABLED": False,
        "BRIEFINGS_MAX_LIST_PAGES": last, "BRIEFINGS_LOOK_AGAIN": 0,
    }  # fmt: skip
    pairs = [part for name, value in settings.items() for part in ("-s", f"{name}={value}")]
    lists = f"lists=http://{HOST}/pressroom/{last}/node_8001.htm"
    limit = ["-a", f"limit={briefings}"] if briefings % PER_LIST else []
    crawl = ["crawl", *pairs, SOURCE, "-a", lists, *limit]
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder, "data")
        costs = {"crawl": run(tree, data, proxy, *crawl), "again": run(tree, data, proxy, *crawl)}
        with (data / SOURCE / "briefings.jsonl").open("rb") as lines:
            if (read := sum(1 for _ in lines)) != briefings:
                sys.exit(f"{read} of {briefings} briefings were read: nothing to measure")
        size = sum(file.stat().st_size for file in data.rglob("*") if file.is_file()) / 1e6
        costs["verify"] = run(tree, data, proxy, "verify")
        for name, library in FORMATS.items():
            if library is None or find_spec(library):
                costs[name] = run(tree, data, proxy, "export", name, "--out", str(Path(folder, name)))
    return costs, size


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("numbers", type=int, nargs="*", default=[10, 1_000, 10_000])
    options.add_argument("--at", type=Path, default=REPO, help="the checkout whose commands are run")
    given = options.parse_args()
    with subprocess.Popen([sys.executable, __file__, "serve"], stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            proxy = f"http://127.0.0.1:{int(server.stdout.readline())}"
            for number in given.numbers:
                costs, size = measure(given.at.resolve(), number, proxy)
                print(f"{number:,} briefings, {size:.1f} MB", flush=True)
                for name, cost in costs.items():
                    print(f"  {name:<10}{cost.seconds:>9.2f} s{cost.megabytes:>8.0f} MB", flush=True)
        finally:
            server.terminate()


if __name__ == "__main__":
    serve() if sys.argv[1:] == ["serve"] else main()
