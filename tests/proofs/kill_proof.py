"""The proof that everything that writes can be killed anywhere.

    python -m tests.proofs.kill_proof [--moments 360] [--seed 1]

Two crawls of a press office on a real server go undisturbed, a full one and a later one after briefings were edited and
added, and so do the commands that change or write something. Then each is killed for real: before a call that changes a
file, in the middle of one, by a power cut that loses what was not synced, or at a random time; now and then a second
time in the run that follows. The same command is repeated until it ends. Its exit code and the records must equal those
of the undisturbed run, none lost, none twice, no broken line; no page that was whole in the archive may be requested
again; a strict reader must accept every archive file, and each record must hold what the server sent; nothing forgotten
may be left. Five of six moments are in crawls. Prints the number of moments of each kind, and what went wrong; the exit
code is 1 when anything did.
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
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.proofs.kill_moments import Moment, Stroke, choose_moments
from tests.support import processes
from tests.support.commands import Done
from tests.support.left_behind import archived, records
from tests.support.press_office import SOURCE, list_address
from tests.support.scenes import (
    COMMANDS,
    CRAWLS,
    FORGOTTEN,
    SCENES,
    Played,
    launch,
    play,
    play_all,
    served,
    set_up,
    verified,
)
from tests.support.traces import traces
from tests.support.undisturbed import RUN, Findings, Undisturbed, compare, crawl_undisturbed, crawler

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tests.support.server import Site

_TRIES = 4


@dataclass
class Stage:
    """Everything to compare with: the folders in which runs begin, and the undisturbed results of each scene."""

    left: Undisturbed
    played: dict[str, Played]


def set_stage(root: Path, left: Undisturbed | None = None, names: Iterable[str] = SCENES) -> Stage:
    """Make everything to compare with for these scenes."""
    left = left or crawl_undisturbed(root)
    return Stage(left, play_all(left, root / "scenes", names))


def check(moment: Moment, stage: Stage, root: Path) -> Findings:
    """Kill a run at `moment`, finish it, and compare the result with that of the undisturbed run."""
    found, there = Findings(), stage.played[moment.scene]
    set_up(moment.scene, stage.left.folders, root)
    with served(moment.scene) as site:
        seen = _Fetches(moment, site, root / "data", there.root / "data")
        for stroke in moment.strokes:
            done = _strike(moment.scene, root, site, stroke)
            if done.code != -signal.SIGKILL:
                break
            found.killed += 1
            seen.note(stroke)
        for _ in range(_TRIES):
            if done.code != -signal.SIGKILL:
                break
            done = play(moment.scene, root, site)
        found.refetches += seen.asked_again(done)
    if done.code != there.code or "Traceback" in done.err:
        found.others.append(f"it ended with {done.code}, undisturbed with {there.code}: {done.out} {done.err[-900:]}")
        return found
    compare(found, root / "data" / SOURCE, there.root / "data" / SOURCE)
    compare_files(found, root, there.root)
    if moment.scene == "forget":
        found.others += traces(root / "data", FORGOTTEN)
    checked, whole = verified(root), verified(there.root)
    if checked.code != whole.code:
        found.others.append(f"verify says {checked.out} {checked.err}")
    return found


def _strike(scene: str, root: Path, site: Site | None, stroke: Stroke) -> Done:
    """Run a scene, killed at its moment if that comes before its end."""
    if stroke.action != "time":
        return play(scene, root, site, stroke.action, stroke.point, stroke.number)
    process = crawler(site, root / "data").start(*RUN) if site else processes.start(*launch(scene, root))
    time.sleep(stroke.seconds)
    process.kill()
    return Done(process.wait(), process.out, process.err)


def compare_files(found: Findings, here: Path, there: Path) -> None:
    """Add the faults in files that a command wrote outside of the sources."""
    for folder in ("out", "data/releases"):
        ours, theirs = _contents(here / folder), _contents(there / folder)
        found.losses += [f"{folder} lacks {name}" for name in theirs.keys() - ours.keys()]
        found.others += [f"{folder} has {name}" for name in ours.keys() - theirs.keys()]
        found.others += [f"{name} is another" for name in ours.keys() & theirs.keys() if ours[name] != theirs[name]]


def _contents(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


class _Fetches:
    """The pages that a killed crawl had archived whole, so that the next need not request them."""

    def __init__(self, moment: Moment, site: Site | None, data: Path, undisturbed: Path) -> None:
        self._site, self._data, self._undisturbed = site, data, undisturbed
        self._older = {file.name for file in (data / SOURCE / "archive").glob("*")}
        self._whole: list[tuple[set[str], int]] = []
        self._was_cut = False
        self._done_at: int | None = None

    def note(self, stroke: Stroke) -> None:
        """After a kill, note the pages in the archive; after a power cut nobody knows them before a start."""
        self._was_cut = self._was_cut or stroke.action == "cut"
        if not self._site or self._was_cut:
            self._whole.clear()
            return
        new = (one for one in archived(self._data / SOURCE) if one.file not in self._older)
        # A list may name more by now.
        pages = {one.url for one in new if one.status == 200} - {list_address(1), list_address(2)}
        self._whole.append((pages, len(self._site.log)))
        if self._done_at is None and _ids(self._undisturbed) <= _ids(self._data):
            self._done_at = len(self._site.log)

    def asked_again(self, last: Done) -> list[str]:
        """Return those pages that were sent again; a run that goes on does not even ask about them."""
        if not self._site:
            return []
        again = []
        # Everything was stored before the last run, though perhaps not yet printed.
        was_done = " 0 new, 0 revised" in last.out
        for pages, since in self._whole:
            until = since if was_done else self._done_at
            again += [visit.url for visit in self._site.log[since:until] if visit.url in pages]
            again += [visit.url for visit in self._site.log[since:] if visit.url in pages and visit.status == 200]
        return [f"{url} was archived whole and asked for again" for url in again]


def _ids(data: Path) -> set[tuple[str, int]]:
    """Return ids and revisions of the stored briefings; with all of them, a run leaves nothing to go on with."""
    return {(one["id"], one["revision"]) for one in records(data / SOURCE / "briefings.jsonl")[0]}


def run_moments(moments: Sequence[Moment], stage: Stage, root: Path) -> Iterator[tuple[Moment, Findings]]:
    """Check the moments, two at a time; yield the findings in order. Folders of successful moments are removed."""

    def work(numbered: tuple[int, Moment]) -> tuple[Moment, Findings]:
        number, moment = numbered
        folder = root / str(number)
        found = check(moment, stage, folder)
        if not found.faults:
            shutil.rmtree(folder)
        return moment, found

    with ThreadPoolExecutor(2) as pool:
        yield from pool.map(work, enumerate(moments))


def choose(stage: Stage, count: int, seed: int) -> list[Moment]:
    """Choose `count` moments, five of six of them in crawls."""
    crawls = count * 5 // 6
    return [
        *choose_moments(stage.played, CRAWLS, crawls, seed),
        *choose_moments(stage.played, COMMANDS, count - crawls, seed),
    ]


def main() -> int:
    parser = argparse.ArgumentParser(
        description="Kill what writes at many moments and compare what is kept in the end."
    )
    parser.add_argument("--moments", type=int, default=360)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    root = Path(tempfile.mkdtemp(prefix="kill-proof-"))
    stage = set_stage(root)
    moments = choose(stage, options.moments, options.seed)
    kinds: Counter[str] = Counter()
    sums: Counter[str] = Counter()
    for moment, found in run_moments(moments, stage, root):
        kinds[f"{moment.scene}: {moment.strokes[0].action}"] += bool(found.killed)
        sums.update(kills=found.killed, losses=len(found.losses), doubles=len(found.doubles))
        sums.update(refetches=len(found.refetches), others=len(found.others), missed=not found.killed)
        if found.faults:
            shown = (fault[:300] for fault in found.faults[:3])
            print(f"{moment}: {len(found.faults)} faults, such as", *shown, sep="\n    ", flush=True)
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
