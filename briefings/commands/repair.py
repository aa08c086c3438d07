"""`scrapy repair`: mend what `scrapy verify` finds."""

from __future__ import annotations

import argparse

from briefings.runs import Code
from briefings.safe_to_show import shown
from briefings.store import SourceFolder
from briefings.transcript import Markup
from briefings.upkeep import SourcesCommand, counted, damage_of, repair, spider_of


class Command(SourcesCommand):
    """Write again what can be had from the archive, set the rest aside, and have the next crawl ask for it."""

    summary = "Mend what verify finds damaged"
    description = (
        "Mend what verify finds: records are read again from the archive, damaged parts go to the folder damaged of"
        " the source with a note, and what cannot be had is asked for by the next crawl. A damaged ledger is moved"
        " aside and built again. Exit codes: 0 all is whole, 2 bad usage, 3 the next crawl has to ask for something,"
        " 8 something could not be mended, or a crawl is on. Killed, it is run again."
    )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--dry-run", action="store_true", help="say what would be done and write nothing")

    def treat(self, args: list[str], opts: argparse.Namespace) -> int:
        """Move a damaged ledger aside, then mend the sources."""
        ledger = self.chosen(args)[0].ledger
        if opts.dry_run and (damage := damage_of(ledger)):
            print(f"{ledger}: {damage}. It would be moved aside, and all sources read.", flush=True)
            return Code.COMPLETE
        return super().treat(args if opts.dry_run else self.set_ledger_aside(args), opts)

    def treat_source(self, folder: SourceFolder, opts: argparse.Namespace) -> int:
        """Mend a source, and print what was done."""
        markup: Markup | None = getattr(spider_of(self.settings, folder.source), "markup", None)
        told = repair(folder, markup, dry_run=opts.dry_run)
        would = "would be " if opts.dry_run else ""
        for prefix, sentences in (("mended", told.done), ("set aside", told.aside), ("left as it is", told.left)):
            for sentence in sentences:
                print(shown(f"{would}{prefix}: {sentence}"))
        if not (told.done or told.aside or told.left):
            print(f"{folder.source}: nothing to mend.", flush=True)
            return Code.COMPLETE
        ask = f"; the next crawl asks again for {counted(len(told.asked), 'briefing')}" if told.asked else ""
        where = f" in {folder.damaged}" if told.aside and not opts.dry_run else ""
        print(
            shown(f"{folder.source}: {len(told.done)} {would}mended, {len(told.aside)} {would}set aside{where}{ask}."),
            flush=True,
        )
        if told.left:
            return Code.STORAGE
        return Code.INCOMPLETE if told.asked else Code.COMPLETE
