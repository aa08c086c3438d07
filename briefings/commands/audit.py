"""`scrapy audit`: a sheet of turns for a human judge."""

from __future__ import annotations

import argparse
from pathlib import Path

from scrapy.exceptions import UsageError

from briefings.counted import counted
from briefings.export import BY, CorpusCommand, draw, refuse_foreign, replaced_files, write_sheet
from briefings.runs import Code


class Command(CorpusCommand):
    """Draw turns at random, and write them to a sheet with links to their pages and empty columns to fill in."""

    arguments = "N"
    summary = "Draw turns for a human judge into a sheet"
    description = (
        "Write a CSV sheet of N turns with links to their pages and empty columns for a judge; docs/accuracy.md"
        " says how to fill it in and what to make of it. The same seed draws the same turns. Exit codes: 0 done,"
        " 2 bad usage, 4 nothing was chosen, 8 the data is damaged or the sheet could not be written."
    )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--by", default="source", help=f"spread over these, with commas: {', '.join(BY)}")
        parser.add_argument("--seed", default="1", help="another seed draws other turns (default: 1)")
        parser.add_argument("--out", metavar="FILE", type=Path, default=Path("audit.csv"), help="the sheet to write")
        parser.add_argument("--again", action="store_true", help="replace a sheet that is there, filled in or not")
        self.add_selection_options(parser)

    def treat(self, args: list[str], opts: argparse.Namespace) -> int:
        """Draw, and write the sheet."""
        if len(args) != 1 or not args[0].isdecimal() or not int(args[0]):
            raise UsageError("Say how many turns to draw, such as 200.")
        by = [name.strip() for name in opts.by.split(",")]
        unknown = [name for name in by if name not in BY]
        if unknown:
            raise UsageError(f"--by {', '.join(unknown)}: name some of {', '.join(BY)}.")
        self.refuse_kept(opts.out, instead="audit.csv")
        refuse_foreign(opts.out, folder=False)
        if opts.out.exists() and not opts.again:
            raise UsageError(
                f"{opts.out} exists and may be filled in: name another with --out, or replace it with --again."
            )
        with self.corpus(opts) as corpus:
            drawn = draw(corpus, int(args[0]), by, opts.seed)
            if not drawn.chosen:
                print("Nothing that is kept was chosen, so no sheet was written.")
                return Code.NOTHING
            with replaced_files(opts.out) as (file,):
                written = write_sheet(file, corpus, drawn)
        strata = counted(len(set(drawn.chosen.values())), "stratum").replace("stratums", "strata")
        print(f"{opts.out}: {counted(written, 'turn')} of {strata} to judge.")
        return Code.COMPLETE
