"""The outcome of the made-up sites: `python -m tests.support.made_sites.measure [thirty|fifteen|fresh] [NAME ...]`.

Prints for each site how many of its briefings are whole, told, silent (cut or missing without a word) or invented (with
words of others in the record), whether a run was called incomplete although everything was there, and how many requests
went beyond need.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support.crawls import Crawl, Crawler
from tests.support.made_sites.build import Spec
from tests.support.made_sites.model import MadeSite
from tests.support.made_sites.sites import FIFTEEN, FRESH, THIRTY, made
from tests.support.server import Site


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of one site."""

    name: str
    code: int
    whole: int
    told: int
    silent: int
    invented: int
    beyond: tuple[str, ...]
    """Addresses requested beyond need."""
    false_alarm: bool
    """True if everything was there and the run did not say so."""
    again: int
    """Number of requests of a second run that repeat those beyond need of the first."""

    def __str__(self) -> str:
        alarm = "false alarm" if self.false_alarm else ""
        return (
            f"| {self.name} | {self.code} | {self.whole} | {self.told} | {self.silent} | {self.invented} |"
            f" {len(self.beyond)} | {self.again} | {alarm} |"
        )


HEAD = (
    "| site | code | whole | told | silent | invented | beyond need | again | |\n|---|---|---|---|---|---|---|---|---|"
)


def measure(spec: Spec, folder: Path, *, twice: bool = False) -> Outcome:
    """Crawl a site, and compare the records with the truth."""
    site = made(spec)
    with Site() as server:
        server.serve_all(site.pages)
        crawler = Crawler(server, folder)
        if launch := os.environ.get("MADE_SITES_LAUNCH"):
            crawler.launch = ["-c", launch]
        given = f"lists={site.start}" if site.by_list else f"url={site.start}"
        crawl = crawler.run("briefing", "-a", "source=made", "-a", given, "-s", "ROBOTSTXT_OBEY=0")
        asked = set(server.visits())
        beyond = tuple(sorted(asked - site.needed))
        again = 0
        if twice:
            before = len(server.visits())
            crawler.run("briefing", "-a", "source=made", "-a", given, "-s", "ROBOTSTXT_OBEY=0")
            again = len([url for url in server.visits()[before:] if url not in site.needed])
        if os.environ.get("MADE_SITES_LOG"):
            print(crawl.err, file=sys.stderr)
        return judge(site, crawl, beyond, again)


def judge(site: MadeSite, crawl: Crawl, beyond: tuple[str, ...], again: int) -> Outcome:
    """Compare the records of a crawl with the truth about the site."""
    owner = {word: talk.number for talk in site.talks for words in talk.words for word in words}
    records = _records(crawl)
    whole = told = silent = invented = 0
    seen: dict[int, list[tuple[list[str], bool]]] = {}
    for words, complete, known in records:
        owners = {owner.get(word, -1) for word in words}
        if len(owners) != 1 or -1 in owners or not known:
            invented += 1
        for number in owners - {-1}:
            seen.setdefault(number, []).append((words, complete))
    for talk in site.talks:
        true = [word for words in talk.words for word in words]
        found = seen.get(talk.number, [])
        if any(words == true and complete for words, complete in found) and len(found) == 1:
            whole += 1
        elif (found and not any(complete for _, complete in found)) or (not found and crawl.code):
            told += 1
        else:
            silent += 1
    all_there = all(
        [words for words, _ in seen.get(talk.number, [])] == [[word for words in talk.words for word in words]]
        for talk in site.talks
    )
    return Outcome(
        site.name,
        crawl.code,
        whole,
        told,
        silent,
        invented,
        beyond,
        all_there and crawl.code != 0 and not site.undecidable and "highlights" not in site.traps,
        again,
    )


def _records(crawl: Crawl) -> list[tuple[list[str], bool, bool]]:
    """Return the coined words of each record in order, whether it is complete, and whether every turn has one."""
    turns: dict[str, list[dict[str, Any]]] = {}
    for turn in crawl.turns("made"):
        turns.setdefault(turn["briefing"], []).append(turn)
    found = []
    for line in crawl.briefings("made"):
        words = [word for turn in turns.get(line["id"], []) if (word := _word(turn["text"]))]
        known = len(words) == len(turns.get(line["id"], []))
        found.append((words, bool(line["complete"]), known))
    return found


def _word(text: str) -> str:
    """Return the coined word of a turn; "" without one."""
    for mark in (" called ", "We looked at "):
        if mark in text:
            return text.partition(mark)[2].partition(" ")[0].rstrip(",")
    return ""


def measure_all(specs: Sequence[Spec], *, twice: bool) -> list[Outcome]:
    """Measure all sites, each in a folder of its own."""
    outcomes = []
    for spec in specs:
        with tempfile.TemporaryDirectory() as folder:
            outcomes.append(measure(spec, Path(folder) / "data", twice=twice))
            print(outcomes[-1], flush=True)
    return outcomes


def total(outcomes: Sequence[Outcome]) -> Outcome:
    """Return the sums of the outcomes."""
    whole, told, silent, invented, again = (
        sum(getattr(one, name) for one in outcomes) for name in ("whole", "told", "silent", "invented", "again")
    )
    beyond = tuple(url for one in outcomes for url in one.beyond)
    return Outcome("**all**", max(one.code for one in outcomes), whole, told, silent, invented, beyond, False, again)


def main() -> None:
    """Print the table."""
    which, *names = sys.argv[1:] or ["thirty"]
    specs = {"thirty": THIRTY, "fifteen": FIFTEEN, "fresh": FRESH}[which]
    chosen = [spec for spec in specs if not names or spec.name in names]
    print(HEAD)
    outcomes = measure_all(chosen, twice=True)
    print(total(outcomes))
    alarms = [one.name for one in outcomes if one.false_alarm]
    print(f"false alarms: {len(alarms)} {alarms}")
    if file := os.environ.get("MADE_SITES_OUT"):
        Path(file).write_text(json.dumps([str(one) for one in outcomes]), encoding="utf-8")


if __name__ == "__main__":
    main()
