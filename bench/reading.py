"""How long reading takes: one page of ever more turns, against lxml's parse of the same bytes in the same run.

    python bench/reading.py [TURNS ...]

Reading is `read_page` and `read_transcript`, without the loaders. Each row gives the size of the page, the median of a
few rounds of processor time for the parse and for the reading, their ratio, and the time a turn, which stays the same
while reading is linear. Absolute times are this machine's; quote the ratio.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Callable

from lxml import etree

from briefings.transcript import CHINA_ORG_CN, read_page, read_transcript

_URL = "http://www.press.example/room/2026-03/05/content_1.htm"
_WORDS = "harbour ferry council tariff orchard lantern bridge season measure report quota vessel market pilot".split()
_OFFICIALS = ("Ilse Maren", "Tolmer Vask", "Irena Dolmatin", "Pavo Kestrel")
_OUTLETS = ("Harbour Gazette", "Varen Radio", "Lindmark News")
_ROUNDS = 3


def page_of(turns: int) -> bytes:
    """A page of so many turns, half questions of outlets, half answers of one to four paragraphs."""
    chance = random.Random(turns)
    body = []
    for number in range(turns):
        asks = number % 2 == 0
        names = _OUTLETS if asks else _OFFICIALS
        body.append(f"<p><strong>{names[number // 2 % len(names)]}:</strong></p>")
        for _ in range(1 if asks else chance.randint(1, 4)):
            body.append(f"<p>{' '.join(_sentence(chance, asks) for _ in range(3))}</p>")
    whole = "\n".join(body)
    return f'<html><body><h1 id="title">Briefing</h1><div id="container_txt">{whole}</div></body></html>'.encode()


def _sentence(chance: random.Random, asks: bool) -> str:
    words = " ".join(chance.choice(_WORDS) for _ in range(chance.randint(6, 22)))
    return words.capitalize() + ("?" if asks else ".")


def _median(action: Callable[[], object], rounds: int) -> float:
    times = []
    for _ in range(rounds):
        begin = time.process_time()
        action()
        times.append(time.process_time() - begin)
    return statistics.median(times)


def _parse(html: bytes) -> object:
    return etree.fromstring(html, etree.HTMLParser(huge_tree=True, encoding="utf-8"))


def _read(html: bytes, turns: int) -> None:
    found = len(read_transcript([read_page(html, _URL, markup=CHINA_ORG_CN)]).turns)
    if found != turns:
        raise SystemExit(f"{found} turns were read where {turns} stand")


def main() -> None:
    """Print the table."""
    print(f"{'turns':>8} {'MB':>7} {'parse s':>8} {'read s':>8} {'ratio':>6} {'µs a turn':>10}")
    for turns in [int(argument) for argument in sys.argv[1:]] or [200, 2_000, 20_000, 100_000]:
        html = page_of(turns)
        rounds = _ROUNDS if turns <= 20_000 else 1
        parse, read = _median(lambda html=html: _parse(html), rounds), _median(lambda: _read(html, turns), rounds)  # noqa: B023
        row = f"{turns:>8} {len(html) / 1e6:>7.2f} {parse:>8.3f} {read:>8.3f} {read / parse:>6.1f}"
        print(f"{row} {read / turns * 1e6:>10.0f}")


if __name__ == "__main__":
    main()
