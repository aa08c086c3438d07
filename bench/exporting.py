"""The cost of each export: CPU, peak memory and size, for an invented corpus.

    python bench/exporting.py [TURNS]

Writes a data folder of 50,000 turns (or TURNS) in briefings of 50, with words drawn from a list, exports it in every
format whose library is installed, then makes a release; each in a process of its own. Prints a row per format: CPU
seconds and peak memory of that process, including the start of Python and Scrapy, and the size of the result. The texts
are random words, so compressed formats and search indexes are at their best. Needs no network.
"""

import os
import random
import subprocess
import sys
import tempfile
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from briefings.export.formats.formats import FORMATS
from briefings.items import Briefing, DateBasis, Kind, Note, NoteKind, PageRef, Role, SpeakerEvidence, Turn
from briefings.records.identity import short_hash
from briefings.records.jsonl import json_line, record_of, turn_line
from briefings.records.word_count import count_words
from briefings.store.snapshot import Snapshot

REPO = Path(__file__).parents[1]
PER_BRIEFING = 50
_WORDS = (
    "harbour ferry council tariff orchard lantern bridge season measure report quota vessel market index grain".split()
)
_GIVEN, _FAMILY = ("Ilse", "Tolmer", "Irena", "Pavo"), ("Maren", "Vask", "Kestrel")
_PEOPLE = [f"{given} {family}" for given in _GIVEN for family in _FAMILY]
_OUTLETS = ["Harbour Gazette", "Varenia Radio", "Lindmark Wire", "Ersk Courier"]


class Cost(NamedTuple):
    """Cost of a command."""

    seconds: float
    megabytes: float


def write_corpus(data: Path, turns: int) -> int:
    """Write a source of `turns` turns, let it be taken into a database, and return the bytes of its turns.jsonl."""
    folder = data / "invented"
    folder.mkdir(parents=True)
    rng = random.Random(turns)
    with (folder / "turns.jsonl").open("w") as turn_lines, (folder / "briefings.jsonl").open("w") as briefing_lines:
        for number in range(turns // PER_BRIEFING):
            briefing = briefing_of(number, rng)
            turn_lines.writelines(map(turn_line, briefing.turns))
            briefing_lines.write(json_line(record_of(briefing)))
    # Otherwise the first command that opens the folder would pay for it.
    Snapshot(data).close()
    return (folder / "turns.jsonl").stat().st_size


def briefing_of(number: int, rng: random.Random) -> Briefing:
    """Return a briefing of questions and answers."""
    id_ = f"www.varenia.example/{number:06}"
    day = f"{2010 + number % 15}-{1 + number % 12:02}-{1 + number % 28:02}"
    url = f"http://www.varenia.example/press/content_{number:06}.htm"
    turns = []
    for seq in range(PER_BRIEFING):
        asks = seq % 2 == 1
        name = rng.choice(_OUTLETS if asks else _PEOPLE)
        paragraphs = [" ".join(rng.choices(_WORDS, k=rng.randint(10, 90))) for _ in range(rng.randint(1, 4))]
        text = "\n\n".join(paragraphs)
        turns.append(
            Turn(
                id=short_hash(id_, str(seq)), briefing=id_, revision=1, seq=seq, source="invented", held_on=day,
                date=day, date_basis=DateBasis.HELD,
                title=f"Briefing {number} on the harbour", label=name, label_rule="own_line",
                role=Role.PRESS if asks else Role.OFFICIAL, speaker=None if asks else name,
                outlet=name if asks else None, honorific=None, position=None,
                speaker_evidence=None if asks else SpeakerEvidence.HEADER, kind=Kind.QUESTION if asks else Kind.ANSWER,
                exchange=seq // 2, text=text, notes=[Note(NoteKind.STAGE, "(Laughter.)", 3)] if seq % 10 == 0 else [],
                page_first=1, page_last=1, url=url, words=count_words(text), complete=True, cut=False,
                text_hash=short_hash(name, text),
            )
        )  # fmt: skip
    page = PageRef(1, url, short_hash(url) * 4, "2026-03-05T08:00:00Z", 200, "20260305T080000Z-00.warc.gz:0")
    made = Briefing(
        id_, "invented", url, f"Briefing {number} on the harbour", held_on=day, date=day, date_basis=DateBasis.HELD,
        language="en", pages=[page],
    )  # fmt: skip
    words = sum(turn.words for turn in turns)
    return replace(made, turns=turns, turn_count=len(turns), words=words, content_hash=short_hash(id_))


def run(data: Path, *args: str) -> Cost:
    """Run a command of Scrapy to its end."""
    command = [sys.executable, "-m", "scrapy", *args, "-s", f"BRIEFINGS_DATA={data}"]
    process = subprocess.Popen(command, cwd=REPO, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"scrapy {' '.join(args)} ended with {process.returncode}")
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def size_of(place: Path) -> float:
    """Return the megabytes of a file, or of all files of a folder."""
    files = [place] if place.is_file() else [file for file in place.rglob("*") if file.is_file()]
    return sum(file.stat().st_size for file in files) / 1e6


def main() -> None:
    turns = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder, "data")
        size = write_corpus(data, turns)
        start = run(data, "schema")
        print(f"{turns:,} turns, {size / 1e6:.1f} MB of turns.jsonl")
        print("| format | CPU s | peak MB | size MB |\n|---|---|---|---|")
        for format_ in FORMATS.values():
            if format_.library and find_spec(format_.library) is None:
                print(f"| {format_.name} | {format_.library} is not installed | | |")
                continue
            out = Path(folder, format_.out)
            cost = run(data, "export", format_.name, "--out", str(out))
            print(f"| {format_.name} | {cost.seconds:.1f} | {cost.megabytes:.0f} | {size_of(out):.1f} |", flush=True)
        print(f"| nothing, `scrapy schema` | {start.seconds:.1f} | {start.megabytes:.0f} | |")
        cost = run(data, "release", "1.0")
        print(f"| release | {cost.seconds:.1f} | {cost.megabytes:.0f} | {size_of(data / 'releases' / '1.0'):.1f} |")


if __name__ == "__main__":
    main()
