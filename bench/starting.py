"""The time of a run with nothing to do, in a data folder of 100,000 turns compared with an empty one.

    python bench/starting.py

Makes a data folder with 10,000 briefings of ten turns each, as crawls leave them, and an empty one. A list page on
loopback names twenty of the stored briefings, none of them due, to the runs in the full folder; to those in the empty
folder it names none, so both request robots.txt and that page. Real `scrapy crawl` processes, in turn, seven times each
after one that does not count. Prints the median seconds and the peak memory of both, and their ratios. Needs no
network; the folder takes about 150 MB and is removed.
"""

import hashlib
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from briefings.items import Briefing, DateBasis, Kind, PageRef, Role, SpeakerEvidence, Turn
from briefings.store.source_store import SourceStore

REPO = Path(__file__).parents[1]
SOURCE = "china_org_cn"
HOST = "www.china.org.cn"
BRIEFINGS, TURNS, TIMES = 10_000, 10, 7
_SAID = "The timetable of the ferries was reviewed in spring, and the council decides before the harvest. " * 4


def address(key: int) -> str:
    return f"http://{HOST}/business/2024-05/17/content_{key}.htm"


def short_hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def kept_briefing(key: int) -> Briefing:
    """Return a complete invented briefing of one page."""
    id_, url = f"{HOST}/{key}", address(key)
    turns = [turn(id_, url, seq) for seq in range(TURNS)]
    return Briefing(
        id=id_,
        source=SOURCE,
        url=url,
        title=f"Briefing {key} on harbour affairs",
        held_on="2024-05-16",
        date="2024-05-16",
        date_basis=DateBasis.HELD,
        language="en",
        pages=[PageRef(1, url, short_hash(url), "2024-05-18T08:00:00Z", 200)],
        complete=True,
        turn_count=TURNS,
        words=sum(one.words for one in turns),
        content_hash=short_hash(id_),
        turns=turns,
    )


def turn(briefing: str, url: str, seq: int) -> Turn:
    text = f"{_SAID}{briefing} {seq}"
    asks = seq % 2 == 0
    return Turn(
        id=short_hash(text),
        briefing=briefing,
        revision=1,
        seq=seq,
        source=SOURCE,
        held_on="2024-05-16",
        date="2024-05-16",
        date_basis=DateBasis.HELD,
        title=f"Briefing {briefing} on harbour affairs",
        label="Harbour Gazette" if asks else "Irena Dolmatin",
        label_rule="own_line",
        role=Role.PRESS if asks else Role.OFFICIAL,
        speaker=None if asks else "Irena Dolmatin",
        outlet="Harbour Gazette" if asks else None,
        honorific=None,
        position=None,
        speaker_evidence=None if asks else SpeakerEvidence.HEADER,
        kind=Kind.QUESTION if asks else Kind.ANSWER,
        exchange=seq // 2,
        text=text,
        notes=[],
        page_first=1,
        page_last=1,
        url=url,
        words=len(text.split()),
        complete=True,
        cut=False,
        text_hash=short_hash(f"text {text}"),
    )


class Lists(BaseHTTPRequestHandler):
    """Answers two list pages and nothing else: one names stored briefings, the other none that is a transcript."""

    def do_GET(self) -> None:
        keys = range(20) if "full" in self.path else ()
        links = "".join(f'<li><a href="{address(key)}">Briefing {key} on harbour affairs</a></li>' for key in keys)
        body = f"<html><body><h1>Press Room</h1><ul>{links}</ul></body></html>".encode()
        found = "/pressroom/" in self.path
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


def crawl(data: Path, proxy: str) -> tuple[float, float, int]:
    """Return seconds, peak megabytes and exit code of a run."""
    settings = {"BRIEFINGS_DATA": data, "DOWNLOAD_DELAY": 0, "LOG_LEVEL": "ERROR", "AUTOTHROTTLE_ENABLED": False}
    pairs = [part for name, value in settings.items() for part in ("-s", f"{name}={value}")]
    lists = f"http://{HOST}/pressroom/{data.name}.htm"
    command = [sys.executable, "-m", "scrapy", "crawl", *pairs, SOURCE, "-a", f"lists={lists}"]
    start = time.perf_counter()
    process = subprocess.Popen(command, env={**os.environ, "http_proxy": proxy}, cwd=REPO, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return time.perf_counter() - start, memory(used), process.returncode


def memory(used: resource.struct_rusage) -> float:
    return used.ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)


def main() -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Lists)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    proxy = f"http://127.0.0.1:{server.server_address[1]}"
    with tempfile.TemporaryDirectory() as root:
        folders = {"full": Path(root, "full"), "empty": Path(root, "empty")}
        start = time.perf_counter()
        with SourceStore(folders["full"], SOURCE) as store:
            for key in range(BRIEFINGS):
                store.commit(kept_briefing(key))
        print(f"{BRIEFINGS:,} briefings and {BRIEFINGS * TURNS:,} turns kept in {time.perf_counter() - start:.0f} s")
        print(f"the first run in that folder: {crawl(folders['full'], proxy)[0]:.2f} s, which is not counted")
        runs: dict[str, list[tuple[float, float, int]]] = {name: [] for name in folders}
        for _ in range(TIMES):
            for name, folder in folders.items():
                runs[name].append(crawl(folder, proxy))
    print("folder  median s   least s  most MB  exit code")
    seconds, most = {}, {}
    for name, found in runs.items():
        seconds[name] = statistics.median(one[0] for one in found)
        most[name] = max(one[1] for one in found)
        least = min(one[0] for one in found)
        print(f"{name:<6}{seconds[name]:>10.2f}{least:>10.2f}{most[name]:>9.1f}  {sorted({one[2] for one in found})}")
    ratio, more = seconds["full"] / seconds["empty"], most["full"] / most["empty"]
    print(f"full beside empty: {ratio:.2f} times the seconds, {more:.2f} times the memory")


if __name__ == "__main__":
    main()
