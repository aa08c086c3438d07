"""A sample of turns for a human judge, drawn with a seed so that anybody can draw it again."""

from __future__ import annotations

import hashlib
import heapq
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefings.counted import counted
from briefings.export.formats.csv_file import CsvTable
from briefings.export.formats.options import Options
from briefings.export.html.safe_text import address_of_text
from briefings.export.selection import Corpus

SHOWN = ("date", "title", "label", "speaker", "speaker_evidence", "role", "outlet", "kind", "text")
JUDGED = (
    "starts_right", "ends_right", "text_right", "label_right", "speaker_right", "role_right", "kind_right", "remark",
)  # fmt: skip
"""Empty columns for the judge."""
COLUMNS = ("stratum", "stratum_turns", "link", *SHOWN, *JUDGED, "source", "briefing", "seq", "id")

Key = tuple[str, str, str]
"""Source, briefing and id of a turn."""


@dataclass(frozen=True, slots=True)
class TurnSample:
    """The turns of a sample, each with its stratum, and the number of turns in each stratum."""

    chosen: Mapping[Key, str]
    sizes: Mapping[str, int]


def draw(corpus: Corpus, size: int, by: Sequence[str], seed: str) -> TurnSample:
    """Draw `size` turns of a corpus, spread as evenly over the strata as their sizes allow.

    The same turns are drawn whatever the order or the rest of the corpus: each has a number made of the seed and its
    id, and the lowest are taken. Raises StorageError.
    """
    lowest: dict[str, list[tuple[int, Key]]] = {}
    sizes: Counter[str] = Counter()
    for rows in corpus:
        for turn in rows.turns:
            stratum = " / ".join(str(turn[name] if turn[name] is not None else "none") for name in by) or "all"
            sizes[stratum] += 1
            key = turn["source"], turn["briefing"], turn["id"]
            heap = lowest.setdefault(stratum, [])
            # heapq keeps the smallest first, but the largest has to go.
            push = heapq.heappush if len(heap) < size else heapq.heappushpop
            push(heap, (-_number(seed, key), key))
    shares = _shares(sizes, size)
    chosen = {
        key: stratum for stratum, heap in lowest.items() for _, key in sorted(heap, reverse=True)[: shares[stratum]]
    }  # fmt: skip
    return TurnSample(chosen, sizes)


def _number(seed: str, key: Key) -> int:
    return int.from_bytes(hashlib.sha256("\0".join((seed, *key)).encode()).digest()[:8])


def _shares(sizes: Mapping[str, int], size: int) -> dict[str, int]:
    """Return the number of turns to draw from each stratum: as even as possible, all of a small one."""
    shares = dict.fromkeys(sizes, 0)
    left = min(size, sum(sizes.values()))
    while left:
        for stratum in sorted(sizes):
            if left and shares[stratum] < sizes[stratum]:
                shares[stratum] += 1
                left -= 1
    return shares


def write_sheet(corpus: Corpus, options: Options, file: Path) -> str:
    """Draw turns and write the sheet, with formulas guarded as for spreadsheets. Raises OSError, StorageError.

    Returns the numbers of turns and strata to judge, in words.
    """
    wanted = options.sample
    drawn = draw(corpus, wanted.size, wanted.by, wanted.seed)
    with closing(CsvTable(file, COLUMNS, safe=True)) as table:
        for rows in corpus:
            for turn in rows.turns:
                stratum = drawn.chosen.get((turn["source"], turn["briefing"], turn["id"]))
                if stratum is not None:
                    table.write([_row(turn, stratum, drawn.sizes[stratum])])
    strata = len(set(drawn.chosen.values()))
    return f"{counted(len(drawn.chosen), 'turn')} of {strata} {'stratum' if strata == 1 else 'strata'} to judge"


def _row(turn: dict[str, Any], stratum: str, size: int) -> dict[str, Any]:
    link = address_of_text(turn["url"], turn["text"])
    return {**turn, **dict.fromkeys(JUDGED), "stratum": stratum, "stratum_turns": size, "link": link}
