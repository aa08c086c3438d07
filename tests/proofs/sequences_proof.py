"""The proof that no order of changes and commands makes the records another thing than what the site showed.

    python -m tests.proofs.sequences_proof [--sequences 100] [--seed 1]

A press office on a real server changes at random between commands drawn at random: crawls, killed ones that are run
again, forgetting and its undoing, reading again, repairs, exports, a deleted database, deleted files. After each the
records are compared with what the site showed at each crawl: each state a revision, in order, none twice, and what
moved to another address is one briefing still; a copy is
named as one and all else keeps its turns; `verify` finds nothing; an export has the same turns; the closing sentence
counts what became of each; nothing forgotten is left or asked for. Prints the steps of each sequence that failed; the
exit code is 1 when one did.
"""

from __future__ import annotations

import argparse
import csv
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from tests.support.changing_site import SOURCE, ChangingSite, Shown, Turns, list_address
from tests.support.commands import scrapy, scrapy_all
from tests.support.crawls import Crawl, Crawler
from tests.support.server import Site
from tests.support.traces import traces

if TYPE_CHECKING:
    from collections.abc import Iterable

_RUN = (SOURCE, "-a", f"lists={list_address()}", "-s", "BRIEFINGS_LOOK_AGAIN=0")


@dataclass
class Sequence:
    """A site, a data folder, and what should be in it: the states of each briefing that were crawled, in order."""

    crawler: Crawler
    dice: Random
    press: ChangingSite
    steps: list[str] = field(default_factory=list)
    kept: dict[str, list[Shown]] = field(default_factory=dict)
    forgotten: dict[str, list[Shown]] = field(default_factory=dict)
    bare: bool = False
    """True while the turns of copies are unknown, after the database was lost."""

    def play(self, count: int) -> None:
        """Do up to `count` steps, the first a crawl. Raises AssertionError where the records are not as they should be.

        Of the other steps each comes once, and five are crawls, so fourteen are all.
        """
        steps = [self.kill, self.forget, self.undo, self.reread, self.repair, self.export]
        steps += [self.lose_the_database, self.lose_files, *[self.crawl] * 5]
        self.dice.shuffle(steps)
        for step in [self.crawl, *steps][:count]:
            crawled = {} if self.bare else self.kept
            new = {one.key for one in self.press.talks if one.id not in crawled}  # a copy may be what moved
            seen = (one for one in self.press.talks if one.shown in crawled.get(one.id, [])[-1:])
            self.press.may_move = {one.id for one in seen if one.key not in new}
            changes = [self.press.change() for _ in range(self.dice.randint(0, 4))]
            self.steps.append(f"{' '.join(changes)}: {step.__name__}")
            step()
            self.check()

    def crawl(self) -> None:
        """Crawl: what changed is kept, and the closing sentence says so."""
        site = self.crawler.site
        self.press.serve(site)
        site.log.clear()
        files = self._files()
        new, revised = self._see()
        crawl = self.crawler.run(*_RUN)
        assert crawl.code == 0, crawl.out + crawl.err
        assert f"{new} new, {revised} revised, " in crawl.out, crawl.out
        asked = {url for talk in self.press.talks if talk.id in self.forgotten for url in talk.bodies()}
        assert not site.visits(asked)
        if not new + revised and not self.press.gone and not self.bare:
            assert self._files() == files
        self.bare = False

    def kill(self) -> None:
        """Kill a crawl, and do it again."""
        self.press.serve(self.crawler.site)
        self._see()
        self.crawler.kill_after(self.dice.randint(1, 12), *_RUN)
        again = self.crawler.run(*_RUN)
        assert again.code == 0, again.out + again.err
        self.bare = False

    def forget(self) -> None:
        """Forget a briefing."""
        if known := sorted(self.kept.keys() - self.press.moved):
            id_ = self.dice.choice(known)
            assert self._scrapy("forget", id_) == 0
            self.forgotten[id_] = self.kept.pop(id_)
            others = "".join(text for states in self.kept.values() for state in states for _, text in state[2])
            words = (text for state in self.forgotten[id_] for _, text in state[2])
            only = next((text for text in words if text not in others), None)
            assert only is None or not traces(self.crawler.data, only.encode())

    def undo(self) -> None:
        """Let a crawl read again what was forgotten, if the site still has it: else it is named as not read."""
        if not self.forgotten:
            self.forget()
        if there := sorted(one.id for one in self.press.talks if one.id in self.forgotten and one.has_stayed):
            del self.forgotten[there[-1]]
            assert self._scrapy("forget", "--undo", there[-1]) == 0
            self.crawl()

    def reread(self) -> None:
        """Read everything again: nothing changes."""
        files = self._files()
        assert self._scrapy("reread", "--jobs", "1") == 0
        assert self._files() == files

    def repair(self) -> None:
        """Repair what is sound: nothing changes."""
        files = self._files()
        assert self._scrapy("verify", "--repair") in {0, 3}  # 3: the next crawl has to ask for something
        assert self._files() == files

    def export(self) -> None:
        """Export a table of the turns."""
        table = self.crawler.data.parent / "turns.csv"
        turns = Crawl(0, "", "", self.crawler.data).turns(SOURCE)
        assert self._scrapy("export", "csv", "--out", str(table)) == (0 if turns else 4)
        if turns:
            with table.open(encoding="utf-8-sig", newline="") as stream:
                rows = [row["text"] for row in csv.DictReader(stream)]
            assert Counter(rows) == Counter(turn["text"] for turn in turns)

    def lose_the_database(self) -> None:
        """Delete the database: it is made again from the files."""
        if self.press.moved:  # the words of a copy, by which it is known, are in the database alone
            self.crawl()
        for file in self.crawler.data.glob("briefings.sqlite*"):
            file.unlink()
        self.bare = True

    def lose_files(self) -> None:
        """Delete or shorten some of the files: they are written again from the database."""
        self._scrapy("show", "nothing")  # a database that was lost just before is made again first
        for file in sorted(self._files()):
            if self.dice.random() < 0.5:
                file.write_bytes(file.read_bytes()[: self.dice.randrange(50)])

    def check(self) -> None:
        """Compare the records with what they should be."""
        _, verified = scrapy_all(self.crawler.data, ("show", "nothing"), ("verify",))  # the first brings in order
        assert verified.code == 0, verified.out
        records = Crawl(0, "", "", self.crawler.data)
        lines = {line["id"]: line for line in records.briefings(SOURCE)}
        assert lines.keys() == self.kept.keys()
        turns, older = records.turns(SOURCE), records.lines(SOURCE, "superseded.jsonl")
        assert len({turn["id"] for turn in turns}) == len(turns)
        shown = {id_: _shown(line, (one for one in turns if one["briefing"] == id_)) for id_, line in lines.items()}
        for id_, states in self.kept.items():
            before = [one for one in older if one.get("id") == id_ and "text_hash" not in one]
            assert [(one["title"], one["held_on"]) for one in before] == [state[:2] for state in states[:-1]]
            original = lines[id_]["copy_of"]
            wanted = {one for one in self.kept if one != id_ and _holds(self.kept[one][-1], states[-1])}
            named = original in wanted if original else not {one for one in wanted if not lines[one]["copy_of"]}
            assert named or self.bare  # the original of such a copy may be forgotten
            title, held_on, said = shown[id_]
            assert (title, held_on) == states[-1][:2]
            assert said == (() if original else states[-1][2]) or (self.bare and not said)

    def _see(self) -> tuple[int, int]:
        """Note what the site shows; return how many briefings of it are new, and how many changed."""
        new = revised = 0
        for talk in self.press.talks:
            states = self.kept.get(talk.id, [])
            if talk.id not in self.forgotten and talk.shown not in states[-1:]:
                new, revised = new + (not states), revised + bool(states)
                self.kept[talk.id] = [*states, talk.shown]
        return new, revised

    def _files(self) -> dict[Path, bytes]:
        return {file: file.read_bytes() for file in (self.crawler.data / SOURCE).glob("*.jsonl")}

    def _scrapy(self, *args: str) -> int:
        return scrapy(self.crawler.data, *args).code


def _shown(line: dict[str, str], turns: Iterable[dict[str, str]]) -> tuple[str, str, Turns]:
    return line["title"], line["held_on"], tuple((turn["label"], turn["text"]) for turn in turns)


def _holds(whole: Shown, part: Shown) -> bool:
    return Counter(part[2]) <= Counter(whole[2])


def run_sequence(seed: int, root: Path, count: int) -> Sequence:
    """Play a sequence in the folder `root`. Raises AssertionError, with its steps as a note."""
    dice = Random(seed)
    with Site() as site:
        press = ChangingSite(dice)
        for _ in range(dice.randint(3, 6)):
            press.add()
        sequence = Sequence(Crawler(site, root / "data"), dice, press)
        try:
            sequence.play(count)
        except AssertionError as error:
            error.add_note("\n".join(sequence.steps))
            raise
    return sequence


def main() -> int:
    parser = argparse.ArgumentParser(description="Play random sequences of changes and commands.")
    parser.add_argument("--sequences", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    steps = failed = 0
    for seed in range(options.seed, options.seed + options.sequences):
        with tempfile.TemporaryDirectory() as root:
            try:
                steps += len(run_sequence(seed, Path(root), 8 + seed % 8).steps)
            except AssertionError as error:
                failed += 1
                print(f"{seed}: {error}", *error.__notes__, sep="\n    ", flush=True)
    print(f"{options.sequences} sequences, {steps} steps in those that held, {failed} failed")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
