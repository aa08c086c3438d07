"""The proof that damage is detected, and repaired without inventing anything.

    python -m tests.proofs.damage_proof [--single 500] [--eight 200] [--seed 1]

Each file of a data folder is damaged at random: a bit flips, the end is cut off, a stretch becomes zeros; or eight bits
flip anywhere. Then follow `verify`, the repair, a crawl and `verify` again; in one case of four a crawl comes first,
which must refuse to go on and change no line, or end well. The first check must detect whatever changes the output of
any command. In the end every record must equal that of an undisturbed run, or the repair must have named its briefing,
or the file it is missing from, as not repairable; and no invented record may exist. Prints what went wrong; the exit
code is 1 when anything did.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import shutil
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.support.commands import Done, scrapy
from tests.support.kept_folders import copy_folder
from tests.support.left_behind import FILES, kept_lines
from tests.support.mending import MENDED, REPAIR, database_of
from tests.support.press_office import SOURCE
from tests.support.undisturbed import crawl_undisturbed
from tests.support.weathered import Weathered, answers, crawl_again, weather

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_WAYS = ("flip", "flip", "flip", "cut", "hole")
_LONGEST_HOLE = 3000
_WEIGHTS = ((r"(turns|briefings|superseded)\.jsonl$", 8), (r"\.sqlite", 8), (r"\.warc\.gz$", 1), (r"/runs/", 0.5))
"""Weights of the files; all others have 2. Files that records are made of are chosen more often."""
_KILLED = 6
"""One case in this many uses the folder left by a killed run, damaging its database or log."""
_CRAWLED_FIRST = 4


# Changes a letter of text into a byte that UTF-8 cannot have there.
_TEXT = re.compile(rb"[a-z_./]{6,}")


@dataclass(frozen=True, slots=True)
class Case:
    """The damage, as decided by the seed.

    `kind` is "single", "eight" for as many flips, or "no text" for a byte of the database that is not UTF-8.
    """

    seed: int
    kind: str = "single"


@dataclass
class Verdict:
    """The outcome of a case: the damage, whether it was detected, and the faults."""

    done: str = ""
    seen: bool = False
    harmless: bool = False
    faults: list[str] = field(default_factory=list)


def cases(single: int, eight: int, seed: int) -> list[Case]:
    """Return the cases of a single damage and those of eight flips."""
    start = seed * 1_000_000
    return [Case(start + n) for n in range(single)] + [Case(start + n, "eight") for n in range(eight)]


def check(case: Case, stage: Weathered, root: Path) -> Verdict:
    """Damage a folder, have it checked, repaired and crawled, and compare what is left."""
    dice = random.Random(f"{case.seed} {case.kind}")
    name = "killed" if dice.randrange(_KILLED) == 0 else "rest"
    data = copy_folder(stage.folders[name], root / "data")
    verdict = Verdict(f"{name}: {_damage(data, case.kind, name, dice)}")
    checked = scrapy(data, "verify")
    verdict.seen = (checked.code, _without_paths(checked, data)) != (
        stage.said[name].code,
        _without_paths(stage.said[name], stage.folders[name]),
    )
    if name == "rest" and not verdict.seen:
        same = _same_answers(data, stage, root)
        verdict.harmless = same
        verdict.faults += [] if same else ["verify finds nothing, but a command returns something else"]
    if dice.randrange(_CRAWLED_FIRST) == 0:
        verdict.faults += _crawl_first(data)
    mended = scrapy(data, *REPAIR)
    crawl = crawl_again(data)
    after = scrapy(data, "verify")
    told = {"verify": checked, "repair": mended, "crawl": Done(crawl.code, crawl.out, crawl.err), "then verify": after}
    verdict.faults += [f"{one} failed: {done.err[-600:]}" for one, done in told.items() if "Traceback" in done.err]
    if mended.code in {0, 3} and (crawl.code, after.code) != (0, 0):
        verdict.faults.append(f"repair ended with {mended.code}, the crawl with {crawl.code}, verify with {after.code}")
    if mended.code not in {0, 3, 8}:
        verdict.faults.append(f"repair ended with {mended.code}: {mended.out} {mended.err}")
    verdict.faults += _unsaid(data, stage.records[name], mended)
    if verdict.faults:
        said = {one: [done.code, *done.out.splitlines(), *done.err.splitlines()[-20:]] for one, done in told.items()}
        (root / "told.json").write_text(json.dumps(said, indent=1), encoding="utf-8")
    return verdict


def _crawl_first(data: Path) -> Iterator[str]:
    """Yield the faults in a crawl's handling of unrepaired damage."""
    files = [data / SOURCE / name for name in FILES]
    before = [file.read_bytes() if file.exists() else b"" for file in files]
    crawl = crawl_again(data)
    after = [file.read_bytes() if file.exists() else b"" for file in files]
    if "Traceback" in crawl.err or crawl.code not in {0, 8}:
        yield f"the crawl before the repair ended with {crawl.code}: {crawl.out} {crawl.err[-600:]}"
    if crawl.code == 8 and before != after:
        yield f"the crawl before the repair refused and changed lines: {crawl.out}"


def _damage(data: Path, kind: str, name: str, dice: random.Random) -> str:
    if kind == "no text":
        return _spoil_text(database_of(data), dice)
    files = sorted(file for file in data.rglob("*") if file.is_file() and file.stat().st_size)
    if name == "killed":
        files = [file for file in files if ".sqlite" in file.name and not file.name.endswith("-shm")]
    else:
        files = [file for file in files if "lock" not in file.name]
    weights = [next((weight for name, weight in _WEIGHTS if re.search(name, str(file))), 2.0) for file in files]
    if kind == "eight":
        return ", ".join(_damage_one(file, "flip", dice) for file in dice.choices(files, weights, k=8))
    (file,) = dice.choices(files, weights)
    return _damage_one(file, dice.choice(_WAYS), dice)


def _spoil_text(file: Path, dice: random.Random) -> str:
    content = bytearray(file.read_bytes())
    at = dice.choice([match.start() for match in _TEXT.finditer(content)]) + 2
    content[at] |= 0x80
    file.write_bytes(content)
    return f"no text in {file.name} at {at}"


def _damage_one(file: Path, way: str, dice: random.Random) -> str:
    content = bytearray(file.read_bytes())
    at = dice.randrange(len(content))
    if way == "flip":
        content[at] ^= 1 << dice.randrange(8)
    elif way == "cut":
        del content[at:]
    else:
        end = min(len(content), at + dice.randrange(1, _LONGEST_HOLE))
        content[at:end] = bytes(end - at)
    file.write_bytes(content)
    return f"{way} of {file.parent.name}/{file.name} at {at}"


def _without_paths(done: Done, data: Path) -> str:
    return (done.out + done.err).replace(str(data), "DATA")


def _same_answers(data: Path, stage: Weathered, root: Path) -> bool:
    try:
        same_lines = kept_lines(data / SOURCE) == kept_lines(stage.folders["rest"] / SOURCE)
        return same_lines and answers(data, root / "out") == stage.answers["rest"]
    except (ValueError, OSError):
        return False


def _unsaid(data: Path, wanted: dict[str, Counter[str]], mended: Done) -> Iterator[str]:
    """Yield the records that differ from those of an undisturbed run without having been reported."""
    said = "\n".join(line for line in (mended.out + mended.err).splitlines() if not line.startswith(MENDED))
    try:
        here = kept_lines(data / SOURCE)
    except (ValueError, OSError) as error:
        if mended.code != 8:
            yield f"broken line: {error}"
        return
    known = {id_ for lines in wanted.values() for id_ in map(_briefing_of, lines)}
    for name in sorted(wanted.keys() | here.keys()):
        ours, theirs = here.get(name, Counter()), wanted.get(name, Counter())
        for line in ours - theirs:
            id_ = _briefing_of(line)
            is_left = mended.code == 8 and name in said
            if not is_left and (id_ not in known or id_ not in said):
                yield f"{name} has {line[:300]}"
        for line in theirs - ours:
            if _briefing_of(line) not in said and name not in said:
                yield f"{name} lacks {line[:300]}"


def _briefing_of(line: str) -> str:
    record: dict[str, Any] = json.loads(line)
    record = record.get("record", record)
    return str(record.get("briefing", record.get("id")))


def run_cases(chosen: Iterable[Case], stage: Weathered, root: Path) -> Iterator[tuple[Case, Verdict]]:
    """Check the cases, two at a time; yield the verdicts in order. Folders of successful cases are removed."""

    def work(case: Case) -> tuple[Case, Verdict]:
        folder = root / f"{case.seed}-{case.kind}"
        folder.mkdir(parents=True)
        verdict = check(case, stage, folder)
        if not verdict.faults:
            shutil.rmtree(folder)
        return case, verdict

    with ThreadPoolExecutor(2) as pool:
        yield from pool.map(work, chosen)


def main() -> int:
    parser = argparse.ArgumentParser(description="Damage data folders by chance, have them mended, and compare.")
    parser.add_argument("--single", type=int, default=500)
    parser.add_argument("--eight", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    root = Path(tempfile.mkdtemp(prefix="damage-proof-"))
    stage = weather(crawl_undisturbed(root), root)
    sums: Counter[str] = Counter()
    for case, verdict in run_cases(cases(options.single, options.eight, options.seed), stage, root / "cases"):
        kind = case.kind
        sums.update({f"{kind} seen": verdict.seen, f"{kind} wrong": bool(verdict.faults), f"{kind} cases": 1})
        sums[f"{kind} harmless"] += verdict.harmless
        sums[f"{kind} healed by the next start"] += not (verdict.seen or verdict.harmless or verdict.faults)
        if verdict.faults:
            print(f"{case}, {verdict.done}:", *(fault[:200] for fault in verdict.faults[:3]), sep="\n    ", flush=True)
    print(", ".join(f"{count} {kind}" for kind, count in sorted(sums.items())))
    failed = bool(sums["single wrong"] + sums["eight wrong"])
    if failed:
        print(f"The data folders of what went wrong are in {root}")
    else:
        shutil.rmtree(root)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
