"""The proof that a crawl can be killed anywhere.

    python -m tests.proofs.kill_proof [--moments 300] [--seed 1]

A real server serves a press office of twenty briefings. Two runs are not disturbed: one that reads all of it, and a
later one after five briefings were edited and two added. Then each run is killed for real, at every kind of write and
at random times, now and then a second time in the run that follows, and the same command is given again until it ends
with 0. The records must then be those of the undisturbed run, none lost, none twice, no line broken; no page that stood
whole in the archive may be asked for again; a strict reader must accept every archive file, and each record must hold
what the server sent. Prints the moments by kind and what went wrong; the exit code is 1 when anything did.
"""

from __future__ import annotations

import argparse
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from tests.proofs.kill_moments import Moment, Stroke, choose_moments
from tests.support import press_office
from tests.support.left_behind import archived, records
from tests.support.press_office import SOURCE
from tests.support.server import Site
from tests.support.undisturbed import RUN, STATES, Findings, Undisturbed, compare, crawl_undisturbed, crawler

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.support.crawls import Crawl

_TRIES = 4


def check(moment: Moment, left: Undisturbed, root: Path) -> Findings:
    """Kill a run at `moment`, finish it, and compare what is left with what the undisturbed run left."""
    found, data, base = Findings(), root / "data", left.folders["first"]
    if moment.state == "later":
        shutil.copytree(base, data)
    older = {file.name for file in (data / SOURCE / "archive").glob("*")}
    with Site() as site:
        press_office.serve(site, STATES[moment.state])
        whole: list[tuple[set[str], int]] = []
        done_at: int | None = None
        for stroke in moment.strokes:
            crawl = _strike(site, data, stroke)
            if crawl.code != -signal.SIGKILL:
                break
            found.killed += 1
            pages = {one.url for one in archived(data / SOURCE) if one.file not in older and one.status in {200, 304}}
            whole.append((pages, len(site.log)))
            if done_at is None and _may_be_done(data, left.folders[moment.state]):
                done_at = len(site.log)
            found.losses += _lost_at_once(data, base) if moment.state == "later" else []
        if crawl.code != 0:
            crawl = _finish(site, data)
        found.refetches += [fault for kept in whole for fault in _asked_again(site, *kept, done_at)]
    if crawl.code != 0:
        found.others.append(f"the run did not end well in {_TRIES} tries: {crawl.out} {crawl.err[-600:]}")
        return found
    compare(found, data / SOURCE, left.folders[moment.state] / SOURCE)
    return found


def _strike(site: Site, data: Path, stroke: Stroke) -> Crawl:
    """A run that is killed at its moment, if that comes before its end."""
    if stroke.action != "time":
        return crawler(site, data, stroke.action, stroke.point, str(stroke.number)).run(*RUN)
    timed = crawler(site, data)
    process = timed.start(*RUN)
    time.sleep(stroke.seconds)
    process.kill()
    return timed.finish(process)


def _finish(site: Site, data: Path) -> Crawl:
    for _ in range(_TRIES):
        crawl = crawler(site, data).run(*RUN)
        if crawl.code == 0:
            break
    return crawl


def _may_be_done(data: Path, undisturbed: Path) -> bool:
    """Whether every briefing was committed: a run that had finished leaves nothing to go on with."""

    def ids(folder: Path) -> set[tuple[str, int]]:
        return {(one["id"], one["revision"]) for one in records(folder / SOURCE / "briefings.jsonl")[0]}

    return ids(undisturbed) <= ids(data)


def _asked_again(site: Site, pages: set[str], since: int, done_at: int | None) -> list[str]:
    """Of pages that were archived whole, those sent again; a run that goes on does not even ask about them."""
    asked = [visit.url for visit in site.log[since:done_at] if visit.url in pages]
    asked += [visit.url for visit in site.log[since:] if visit.url in pages and visit.status == 200]
    return [f"{url} was archived whole and asked for again" for url in asked]


def _lost_at_once(data: Path, base: Path) -> list[str]:
    """The turns kept before that stand nowhere right after the kill."""
    folder = data / SOURCE
    there = {turn["id"] for name in ("turns.jsonl", "superseded.jsonl") for turn in records(folder / name)[0]}
    return [turn["id"] for turn in records(base / SOURCE / "turns.jsonl")[0] if turn["id"] not in there]


def run_moments(moments: Sequence[Moment], left: Undisturbed, root: Path) -> Iterator[tuple[Moment, Findings]]:
    """Check the moments, two at a time; yields what was found, in order. What went well is removed."""

    def work(numbered: tuple[int, Moment]) -> tuple[Moment, Findings]:
        number, moment = numbered
        folder = root / str(number)
        found = check(moment, left, folder)
        if not found.faults:
            shutil.rmtree(folder)
        return moment, found

    with ThreadPoolExecutor(2) as pool:
        yield from pool.map(work, enumerate(moments))


def main() -> int:
    parser = argparse.ArgumentParser(description="Kill crawls at many moments and compare what is kept in the end.")
    parser.add_argument("--moments", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    root = Path(tempfile.mkdtemp(prefix="kill-proof-"))
    left = crawl_undisturbed(root)
    moments = choose_moments(left, options.moments, options.seed)
    kinds: Counter[str] = Counter()
    sums: Counter[str] = Counter()
    for moment, found in run_moments(moments, left, root):
        kinds[f"{moment.state}: {moment.strokes[0].kind}"] += bool(found.killed)
        sums.update(kills=found.killed, losses=len(found.losses), doubles=len(found.doubles))
        sums.update(refetches=len(found.refetches), others=len(found.others), missed=not found.killed)
        if found.faults:
            print(f"{moment}: {len(found.faults)} faults, such as", *found.faults[:3], sep="\n    ", flush=True)
    for kind, count in sorted(kinds.items()):
        print(f"{count:>5}  {kind}")
    print(
        f"{len(moments)} moments, {sums['kills']} kills ({sums['missed']} runs were over before theirs): "
        f"{sums['losses']} losses, {sums['doubles']} doubles, {sums['refetches']} refetches, {sums['others']} others"
    )
    failed = any(sums[name] for name in ("losses", "doubles", "refetches", "others"))
    if failed:
        print(f"The data folders of what went wrong are in {root}")
    else:
        shutil.rmtree(root)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
