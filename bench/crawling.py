"""The cost of a crawl, compared with a plain ItemLoader spider and stock Scrapy's empty callback on the same pages.

    python bench/crawling.py [--pages 700] [--times 3]

Serves invented pages from a process of its own, compressed and without a charset, and crawls them in turn with `empty`
(stock Scrapy, a callback that does nothing), `plain` (stock settings, one XPath, an ItemLoader per turn, a feed),
`known` (the project, a source that knows the markup), `unknown` (the project's general spider), and again, in the data
folder left by `known`, with `again` (nothing changed: 304s) beside `empty 304` (the empty callback on these). Every run
is a real `scrapy` process that logs at INFO. Prints CPU ms per page (user and system, including the start of the
process; the median of the rounds), ratios and peak memory. Ends with an error when a turn of the project's is not the
one that was made, when a second run changes a record, or when a page was not read. Needs no network.
"""

import argparse
import hashlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

from pages import KNOWN, PAGES_EACH, UNKNOWN, address, make

REPO = Path(__file__).parents[1]
SPIDERS = Path(__file__).with_name("stock_spiders.py")
OUR_SPIDERS = {"known": "china_org_cn", "unknown": "briefing"}
HOSTS = {"known": KNOWN, "unknown": UNKNOWN}
SOURCES = {"known": "china_org_cn", "unknown": UNKNOWN}
FAST = {"DOWNLOAD_DELAY": 0, "CONCURRENT_REQUESTS_PER_DOMAIN": 8, "LOG_LEVEL": "INFO"}


class Cost(NamedTuple):
    """Cost of a run: CPU seconds, and peak megabytes."""

    cpu: float
    memory: float


def run(command: list[str], cwd: Path, proxy: str, log: Path) -> Cost:
    """Run a command to its end. Raises SystemExit when it fails."""
    # If Python cannot store compiled code, each of our starts compiles the project again.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with log.open("wb") as out:
        process = subprocess.Popen(command, env=environment | {"http_proxy": proxy}, cwd=cwd, stdout=out, stderr=out)
        _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(command)} ended with {process.returncode}:\n{log.read_text()[-2000:]}")
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024))


class Bench:
    """The runs over a number of pages, in a folder of their own."""

    def __init__(self, folder: Path, pages: int, proxy: str) -> None:
        self.folder, self.pages, self.proxy = folder, pages, proxy
        self.briefings = range(pages // PAGES_EACH)
        for name, host in HOSTS.items():
            first = [address(host, briefing) for briefing in self.briefings]
            (folder / f"{name}.txt").write_text("\n".join(first))
        every = [address(KNOWN, briefing, page) for briefing in self.briefings for page in range(1, PAGES_EACH + 1)]
        (folder / "every.txt").write_text("\n".join(every))

    def round(self) -> dict[str, Cost]:
        """Do each of the runs once."""
        costs = {"empty": self.stock("empty"), "plain": self.stock("plain")}
        with tempfile.TemporaryDirectory(dir=self.folder) as data:
            costs["known"] = self.ours("known", Path(data))
            before = self.records(Path(data))
            costs["empty 304"] = self.stock("empty", "tags")
            costs["again"] = self.ours("known", Path(data))
            if self.records(Path(data)) != before:
                sys.exit("a second run over unchanged pages changed the records")
        with tempfile.TemporaryDirectory(dir=self.folder) as data:
            costs["unknown"] = self.ours("unknown", Path(data))
        return costs

    def stock(self, name: str, *more: str) -> Cost:
        log = self.folder / f"{name}.log"
        cost = run([sys.executable, str(SPIDERS), name, "every.txt", *more], self.folder, self.proxy, log)
        if f"'downloader/response_count': {self.pages}," not in log.read_text():
            sys.exit(f"{name} did not get {self.pages} pages")
        return cost

    def ours(self, name: str, data: Path) -> Cost:
        settings = FAST | {"BRIEFINGS_DATA": data}
        pairs = [part for key, value in settings.items() for part in ("-s", f"{key}={value}")]
        command = [sys.executable, "-m", "scrapy", "crawl", OUR_SPIDERS[name], *pairs]
        urls = self.folder / f"{name}.txt"
        cost = run([*command, "-a", f"urls={urls}"], REPO, self.proxy, self.folder / f"{name}.log")
        self.check(name, data / SOURCES[name] / "turns.jsonl")
        return cost

    def check(self, name: str, turns: Path) -> None:
        """Exit if the turns that were read are not those that were made."""
        read = defaultdict(list)
        for line in turns.open():
            turn = json.loads(line)
            read[turn["url"]].append((turn["seq"], turn["label"], turn["text"]))
        found: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for url, rows in read.items():
            found[url.replace("_2.htm", ".htm")] += [(label, text) for _, label, text in sorted(rows)]
        for briefing in self.briefings:
            if found[address(HOSTS[name], briefing)] != [tuple(turn) for turn in make(HOSTS[name], briefing).turns]:
                sys.exit(f"{name}: the turns of {address(HOSTS[name], briefing)} are not those that were made")

    def records(self, data: Path) -> str:
        files = sorted((data / SOURCES["known"]).glob("*.jsonl"))
        return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


RATIOS = (
    ("known", "empty"), ("known", "plain"), ("unknown", "empty"), ("unknown", "plain"), ("again", "empty 304"),
)  # fmt: skip


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--pages", type=int, default=700)
    options.add_argument("--times", type=int, default=3)
    given = options.parse_args()
    command = [sys.executable, str(Path(__file__).with_name("pages.py"))]
    rounds = []
    with (
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server,
        tempfile.TemporaryDirectory() as folder,
    ):
        try:
            assert server.stdout is not None
            bench = Bench(Path(folder), given.pages, f"http://127.0.0.1:{int(server.stdout.readline())}")
            for _ in range(given.times):
                rounds.append(bench.round())
        finally:
            server.terminate()
    cpu = {name: statistics.median(costs[name].cpu for costs in rounds) for name in rounds[0]}
    print(f"{given.pages} pages, median of {given.times} rounds\n| run | CPU ms a page | most MB |\n|---|---|---|")
    for name, seconds in cpu.items():
        print(f"| {name} | {seconds / given.pages * 1e3:.1f} | {max(costs[name].memory for costs in rounds):.0f} |")
    for one, other in RATIOS:
        print(f"{one} beside {other}: {cpu[one] / cpu[other]:.2f}")


if __name__ == "__main__":
    main()
