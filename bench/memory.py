"""How much memory a crawl takes, by the number of briefings that it reads.

    python bench/memory.py [SMALL LARGE]

Crawls 1,000 and then 10,000 invented briefings of one small page each, from a server of its own process that makes each
page up from its address, into data folders that are removed. Prints seconds and the most memory of each crawl, and what
one briefing more adds. Needs no network.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

REPO = Path(__file__).parents[1]
HOST = "www.china.org.cn"
PER_LIST = 50
_TOPICS = ("ferry timetable", "salt tax", "night trams", "lighthouse repairs", "school orchards", "river gauges")


def briefing_page(key: int) -> str:
    topic = _TOPICS[key % len(_TOPICS)]
    return f"""<html><head><title>Briefing {key}</title></head><body><h1 id="title">Briefing {key} on the {topic}</h1>
<div id="container_txt"><p><strong>Tolmer Vask:</strong></p><p>Good morning and welcome to briefing {key}.</p>
<p><strong>Harbour Gazette:</strong></p><p>My question, number {key}, concerns the {topic}. When is it decided?</p>
<p><strong>Tolmer Vask:</strong></p><p>The {topic} was reviewed in spring, and report {key} went to the council.</p>
</div></body></html>"""


def list_page(number: int, last: int) -> str:
    keys = range((number - 1) * PER_LIST, number * PER_LIST)
    entries = "".join(
        f'<li><a href="/business/2024-05/17/content_{10_000_000 + key}.htm">Briefing {key} on harbour affairs</a></li>'
        for key in keys
    )
    pager = "".join(
        f'<a href="/pressroom/{last}/node_8001{"" if page == 1 else f"_{page}"}.htm">{page}</a> '
        for page in (number - 1, number + 1)
        if 1 <= page <= last
    )
    return f'<html><body><h1>Press Room</h1><ul>{entries}</ul><div id="autopage">{pager}</div></body></html>'


class Pages(BaseHTTPRequestHandler):
    """Makes every page up from its address: `/pressroom/LAST/node_8001_N.htm` is list page N of LAST."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        body = b""
        if found := re.search(r"/content_(\d+)\.htm$", self.path):
            body = briefing_page(int(found[1])).encode()
        elif found := re.search(r"/pressroom/(\d+)/node_8001(?:_(\d+))?\.htm$", self.path):
            body = list_page(int(found[2] or 1), int(found[1])).encode()
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


def serve() -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    print(server.server_address[1], flush=True)
    server.serve_forever()


def crawl(briefings: int, proxy: str, data: Path) -> tuple[float, float]:
    """Seconds and megabytes at most of a crawl. Raises SystemExit when it did not read all of them."""
    last = -(-briefings // PER_LIST)
    settings = {
        "BRIEFINGS_DATA": data, "DOWNLOAD_DELAY": 0, "CONCURRENT_REQUESTS_PER_DOMAIN": 8, "LOG_LEVEL": "ERROR",
        "AUTOTHROTTLE_ENABLED": False, "BRIEFINGS_MAX_LIST_PAGES": last,
    }  # fmt: skip
    pairs = [part for name, value in settings.items() for part in ("-s", f"{name}={value}")]
    lists = f"http://{HOST}/pressroom/{last}/node_8001.htm"
    command = [sys.executable, "-m", "scrapy", "crawl", *pairs, "china_org_cn", "-a", f"lists={lists}"]
    start = time.perf_counter()
    process = subprocess.Popen(command, env={**os.environ, "http_proxy": proxy}, cwd=REPO, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    with (data / "china_org_cn" / "briefings.jsonl").open("rb") as lines:
        read = sum(1 for _ in lines)
    if process.returncode or read != last * PER_LIST:
        raise SystemExit(f"exit code {process.returncode}, {read} of {last * PER_LIST} briefings: nothing to measure")
    return time.perf_counter() - start, used.ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)


def main() -> None:
    sizes = [int(size) for size in sys.argv[1:3]] or [1_000, 10_000]
    command = [sys.executable, __file__, "serve"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            proxy = f"http://127.0.0.1:{int(server.stdout.readline())}"
            print("briefings  seconds  most MB", flush=True)
            most = []
            for size in sizes:
                with tempfile.TemporaryDirectory() as data:
                    seconds, megabytes = crawl(size, proxy, Path(data))
                most.append(megabytes)
                print(f"{size:>9,}{seconds:>9.1f}{megabytes:>9.1f}", flush=True)
        finally:
            server.terminate()
    print(f"a briefing more: {(most[1] - most[0]) * 1024 / (sizes[1] - sizes[0]):.2f} KB")


if __name__ == "__main__":
    serve() if sys.argv[1:] == ["serve"] else main()
