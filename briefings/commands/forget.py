"""`scrapy forget`: take briefings out of everything that is kept, for good."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from scrapy.exceptions import UsageError

from briefings.export import releases_with
from briefings.runs import Code, DataCommand
from briefings.safe_to_show import shown
from briefings.store import Named
from briefings.store.forget import forget, names_in, same_words, undo
from briefings.upkeep import counted


class Command(DataCommand):
    """Remove every line and every archived page of the named briefings, and never read them again."""

    arguments = "BRIEFING ..."
    summary = "Take briefings out of all that is kept, for good"
    description = (
        "Remove the lines and the archived pages of briefings from every source that has them, and never read them"
        " again. A briefing is named by its id, or by any address that a page of it was read from. Only a backup brings"
        " it back. Exit codes: 0 done, 2 bad usage or a briefing that is not kept (then nothing was done), 8 the"
        " data could not be written, or a crawl or an export is on: the same command goes on."
    )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--why", metavar="TEXT", help="the reason, kept in forgotten.jsonl")
        parser.add_argument("--copies", action="store_true", help="forget the briefings with the same words too")
        parser.add_argument(
            "--undo", action="store_true", help="do not keep it from being read again: the next crawl may"
        )

    def treat(self, args: list[str], opts: argparse.Namespace) -> int:
        """Forget what is named. Raises UsageError or NotNamedError where something names nothing that can be."""
        if not args or (opts.undo and (opts.copies or opts.why is not None)):
            raise UsageError
        self.chosen(())
        if opts.undo:
            self._undo(args)
            return Code.COMPLETE
        with names_in(self.data) as (names, database):
            named = _together([names.anything(text) for text in args])
            words = _together([one for each in named for one in same_words(database, each.id)])
            if opts.copies:
                named, words = _together([*named, *words]), []
            accounts = _together([one for each in named for one in same_words(database, each.id, "same_event")])
        for key, removed in forget(self.data, named, opts.why).items():
            counts = f"{counted(removed.lines, 'line')} and {counted(removed.records, 'archived record')}"
            print(shown(f"{key.id}: {counts} removed from {key.source}."), flush=True)
        gone = {one.id for one in named}
        _tell(words, gone, "holds the same words and stays, its turns with it: `scrapy forget {}` takes it too.")
        _tell(accounts, gone | {one.id for one in words}, "is another account of the same event, and stays.")
        for id_ in sorted(gone):
            for release in releases_with(self.data, id_):
                print(f"The release {release} still has the text of {id_}: take it back, and delete that folder.")
        return self.exitcode

    def _undo(self, args: Sequence[str]) -> None:
        with names_in(self.data) as (names, _):
            named = _together([names.forgotten(text) for text in args])
        undo(self.data, named)
        for one in named:
            where = ", ".join(one.sources)
            print(shown(f"{one.id} may be read again: the next crawl of a list of {where} that names it does so."))


def _together(named: Sequence[Named]) -> list[Named]:
    """Each briefing once, in the order in which it was first named."""
    found: dict[str, Named] = {}
    for one in named:
        before = found.get(one.id, one)
        sources = tuple(sorted({*before.sources, *one.sources}))
        found[one.id] = Named(one.id, sources)
    return list(found.values())


def _tell(others: Sequence[Named], besides: set[str], what: str) -> None:
    for one in others:
        if one.id not in besides:
            print(shown(f"{one.id} ({', '.join(one.sources)}) {what.format(one.id)}"), flush=True)
