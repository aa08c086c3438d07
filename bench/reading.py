"""The time of the reader, compared with lxml's parse of the same bytes and by the length of the page.

    python bench/reading.py

Reads invented pages of 200, 2,000, 20,000 and 100,000 turns with the reader alone (bytes to turns, without item
loaders), in two shapes: a label on a line of its own with the source's selector known, and labels inside paragraphs of
an unknown site. Prints one row per page: its size, the time of lxml's parse, of read_page and read_transcript, the
ratio of both to the parse, and the time per turn, which stays the same if the time grows with the text and no faster.
The fastest of several readings counts; pages of 20,000 turns and more are read twice. Needs no network.

Before that it measures read_page on pages as heavy as real ones (`bench/pages.py`), beside lxml's parse of the same
bytes, page by page in turn, each page once: of a known source, of an unknown site, and of both with all caches cleared
before each page.
"""

import functools
import gc
import resource
import time
from collections.abc import Callable
from random import Random

from lxml import etree
from pages import KNOWN, PAGES_EACH, UNKNOWN, address, make

from briefings.transcript import CHINA_ORG_CN, Markup, read_page, read_transcript

URL = "http://www.varenia.example/press/2026-03/05/content_9.htm"
_COLLECTOR = 20_000, 50, 100
"""Thresholds of the garbage collector in a crawl, under which it runs less often."""
SIZES = (200, 2_000, 20_000, 100_000)
_WORDS = (
    "harbour ferry council tariff orchard lantern bridge season measure report quota vessel market index grain".split()
)
_OFFICIALS = ("Ilse Maren", "Tolmer Vask", "Irena Dolmatin", "Pavo Kestrel")
_OUTLETS = ("Harbour Gazette", "Varenia Radio", "Lindmark Wire")


def page_of(turns: int, own_line: bool) -> bytes:
    """Return a page of questions and answers, three sentences per paragraph and up to four paragraphs per turn."""
    rng = Random(turns)

    def paragraph(end: str) -> str:
        sentences = (" ".join(rng.choices(_WORDS, k=rng.randint(6, 22))).capitalize() for _ in range(3))
        return ". ".join(sentences) + end

    lines = []
    for number in range(turns):
        asks = number % 2 == 0
        label = _OUTLETS[number // 2 % 3] if asks else _OFFICIALS[number // 2 % 4]
        texts = [paragraph("?" if asks else ".") for _ in range(1 if asks else rng.randint(1, 4))]
        lines += [f"<b>{label}:</b>", *texts] if own_line else [f"{label}: {texts[0]}", *texts[1:]]
    inside = "\n".join(f"<p>{line}</p>" for line in lines)
    box = 'id="container_txt"' if own_line else 'class="story"'
    return f"<html><body><h1>A briefing</h1><div {box}>\n{inside}\n</div></body></html>".encode()


def fastest(work: Callable[[], object], times: int) -> float:
    """Return the shortest of several runs in CPU seconds, so that other programs on the machine do not count."""
    best = float("inf")
    for _ in range(times):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def row(turns: int, own_line: bool) -> str:
    html = page_of(turns, own_line)
    markup: Markup | None = CHINA_ORG_CN if own_line else None
    times = 5 if turns < 20_000 else 2
    parser = etree.HTMLParser(huge_tree=True, encoding="utf-8")
    parse = fastest(lambda: etree.fromstring(html, parser), max(3, times))
    page = read_page(html, URL, markup=markup)
    found = len(read_transcript([page]).turns)
    if found != turns:
        raise SystemExit(f"{found} of {turns} turns were found: what was timed is not a right reading")
    read = fastest(lambda: read_page(html, URL, markup=markup), times)
    transcript = fastest(lambda: read_transcript([page]), times)
    shape = "own line, selector" if own_line else "inline, no selector"
    both = read + transcript
    return (
        f"{turns:>7,}  {shape:<20}{len(html) / 1e6:>7.2f}{parse * 1e3:>9.1f}{read * 1e3:>10.1f}"
        f"{transcript * 1e3:>12.1f}{both / parse:>8.0f}{both / turns * 1e6:>11.0f}"
    )


@functools.cache
def caches() -> list[functools._lru_cache_wrapper[object]]:
    """Return all bounded caches of the project's functions; the unbounded ones hold compiled patterns."""
    kept = [one for one in gc.get_objects() if isinstance(one, functools._lru_cache_wrapper)]
    bounded = [one for one in kept if one.cache_parameters()["maxsize"] is not None]
    return [one for one in bounded if str(one.__module__).startswith("briefings")]


def like_real_ones(briefings: range, host: str, *, clear: bool) -> tuple[float, float]:
    """Return the CPU seconds that read_page and lxml's parse take for the pages of these briefings."""
    markup = CHINA_ORG_CN if host == KNOWN else None
    read = parse = 0.0
    for briefing in briefings:
        for number in range(1, PAGES_EACH + 1):
            html, url = make(host, briefing).pages[number - 1].encode(), address(host, briefing, number)
            for cache in caches() if clear else ():
                cache.cache_clear()
            begun = time.process_time()
            read_page(html, url, markup=markup)
            between = time.process_time()
            etree.fromstring(html, etree.HTMLParser(huge_tree=True, encoding="utf-8"))
            read += between - begun
            parse += time.process_time() - between
    return read, parse


def real_rows() -> None:
    """Print a row for each kind of page, the kinds measured in turn."""
    kinds = {(host, clear): [0.0, 0.0] for clear in (False, True) for host in (KNOWN, UNKNOWN)}
    for part in range(6):
        for (host, clear), sums in kinds.items():
            read, parse = like_real_ones(range(20 * part, 20 * part + 20), host, clear=clear)
            if part:  # the first warms up
                sums[0] += read
                sums[1] += parse
    print("like real ones            lxml ms   page ms  ratio")
    for (host, clear), (read, parse) in kinds.items():
        name = f"{'known' if host == KNOWN else 'unknown'}{', caches cleared' if clear else ''}"
        print(f"{name:<25}{parse * 5:>8.2f}{read * 5:>10.2f}{read / parse:>7.1f}", flush=True)


def main() -> None:
    gc.set_threshold(*_COLLECTOR)
    real_rows()
    print("  turns  shape                    MB  lxml ms   page ms  transcr. ms  ratio  us a turn")
    for own_line in (True, False):
        for turns in SIZES:
            print(row(turns, own_line), flush=True)
    print(f"most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
