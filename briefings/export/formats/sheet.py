"""Write a sample of turns for a human judge, drawn with a seed so that anybody can draw it again."""

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

from briefings.counted import counted
from briefings.export.formats.csv_file import CsvTable
from briefings.export.formats.formats import Options
from briefings.export.selection import Corpus
from briefings.export.tables import fill, temporary_database

STRATA = ("source", "year", "role", "kind", "language", "label_rule", "complete")
"""Columns over which a sample can be spread."""
SHOWN = ("date", "title", "label", "speaker", "speaker_evidence", "role", "outlet", "kind", "text")
JUDGED = (
    "starts_right", "ends_right", "text_right", "label_right", "speaker_right", "role_right", "kind_right", "remark",
)  # fmt: skip
"""Empty columns for the judge."""
COLUMNS = ("stratum", "stratum_turns", "link", *SHOWN, *JUDGED, "source", "briefing", "seq", "id")

# The first of each stratum, then the second of each, and so on: as even as possible, and all of a small one.
_DRAWN = """
SELECT turns.*, stratum, stratum_turns FROM (
    SELECT n, stratum, count(*) OVER (PARTITION BY stratum) AS stratum_turns,
        row_number() OVER (PARTITION BY stratum ORDER BY number(source, briefing, id)) AS place
    FROM (SELECT *, {stratum} AS stratum FROM turns) ORDER BY place, stratum LIMIT :size
) JOIN turns USING (n) ORDER BY n"""


def draw(database: sqlite3.Connection, options: Options) -> list[sqlite3.Row]:
    """Draw turns, spread as evenly over the strata as their sizes allow.

    The same turns are drawn whatever the order or the rest of the corpus: each has a number made of the seed and its
    id, and the lowest are taken. They come in order, each with its `stratum`, and with the turns of that.
    """

    def number(*key: str) -> bytes:
        return hashlib.sha256("\0".join((options.seed, *key)).encode()).digest()[:8]

    database.create_function("number", 3, number, deterministic=True)
    names = ("iif(complete, 'True', 'False')" if name == "complete" else name for name in options.by)
    stratum = " || ' / ' || ".join(f"coalesce({name}, 'none')" for name in names) or "'all'"
    return list(database.execute(_DRAWN.format(stratum=stratum), {"size": options.sample}))


def write_sheet(corpus: Corpus, options: Options, file: Path) -> str:
    """Draw turns and write the sheet, with formulas guarded as for spreadsheets. Raises OSError, StorageError.

    Returns the numbers of turns and strata to judge, in words.
    """
    from briefings.export.html.safe_text import address_of_text  # noqa: PLC0415 - its patterns would cost every start

    with closing(temporary_database()) as database, closing(CsvTable(file, COLUMNS, safe=True)) as table:
        fill(database, corpus)
        drawn = draw(database, options)
        for turn in drawn:
            link = address_of_text(turn["url"], turn["text"])
            table.write([{**dict(turn), **dict.fromkeys(JUDGED), "link": link}])
    strata = len({turn["stratum"] for turn in drawn})
    return f"{counted(len(drawn), 'turn')} of {strata} {'stratum' if strata == 1 else 'strata'} to judge"
