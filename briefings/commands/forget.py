"""`scrapy forget`: remove briefings from everything stored, for good."""

import argparse
from collections.abc import Sequence
from contextlib import suppress

from scrapy.exceptions import UsageError

from briefings.counted import counted
from briefings.export.release.releases import releases_with
from briefings.runs.checked_command import DataCommand, whole_number
from briefings.safe_to_show import shown
from briefings.store.forget import forget, is_source, prune_archive, remove_source, same_words, undo
from briefings.store.named import FORGOTTEN, KEPT, LEFT
from briefings.store.records import Key
from briefings.store.snapshot import Snapshot


class Command(DataCommand):
    """Take briefings out of all that is kept, for good."""

    arguments = "BRIEFING ..."
    description = (
        "Remove the lines and the archived pages of briefings from every source that has them, and never read them"
        " again. Name a briefing by its id or by the address of a page. Only a backup brings the text back. Exit"
        " codes: 0 done, 2 bad usage or a briefing that is not kept (then nothing was done), 8 the data could not be"
        " written, or a crawl or an export is on: run the same command again later."
    )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--why", metavar="TEXT", help="the reason, kept in forgotten.jsonl")
        parser.add_argument("--copies", action="store_true", help="forget the briefings with the same words too")
        parser.add_argument(
            "--source",
            metavar="NAME",
            action="append",
            help="remove this source, with all that is kept of it; may be repeated, no other option goes with it",
        )
        parser.add_argument(
            "--unused-archive", metavar="DAYS", type=whole_number(0, 36_500),
            help="delete archive files that are older and that no revision names, of all or the named sources",
        )  # fmt: skip
        parser.add_argument("--undo", action="store_true", help="let the next crawl read it again")

    def treat(self, args: list[str], opts: argparse.Namespace) -> None:
        """Forget what is named. Raises UsageError, or NotNamedError for a name of nothing that can be forgotten."""
        alone = {"--source": opts.source, "--unused-archive": opts.unused_archive, "--undo": opts.undo or None}
        given = [name for name, value in alone.items() if value is not None]
        if given and len(given) + opts.copies + (opts.why is not None) > 1:
            raise UsageError(f"{given[0]} takes no other option. Nothing was done.")
        if opts.source is not None:
            self._remove(args, opts.source)
            return
        if opts.unused_archive is not None:
            self._prune(args, opts.unused_archive)
            return
        if not args:
            raise UsageError("Name a briefing, by its id or the address of one of its pages.")
        self.chosen(())
        if opts.undo:
            self._undo(args)
            return
        with Snapshot(self.data, archives=True) as kept:
            keys = kept.named(args, KEPT, FORGOTTEN, LEFT)
            gone = [key for key in keys if key.id in kept.forgotten[key.source]] if opts.copies else []
            words = same_words(kept.database, keys)
            if opts.copies:
                keys, words = [*keys, *words], []
            accounts = same_words(kept.database, [*keys, *words], "same_event")
        for key, (lines, records) in forget(self.data, keys, opts.why).items():
            counts = f"{counted(lines, 'line')} and {counted(records, 'archived record')}"
            print(shown(f"{key.id}: {counts} removed from {key.source}."), flush=True)
        _tell(gone, "was forgotten before: which others hold its words is not known any more.")
        _tell(words, "holds the same words and stays, its turns with it: `scrapy forget {}` takes it too.")
        _tell(accounts, "is another account of the same event, and stays.")
        for id_ in sorted({key.id for key in keys}):
            for release in releases_with(self.data, id_):
                print(f"The release {release} still has the text of {id_}: take it back, and delete that folder.")

    def _remove(self, args: list[str], sources: list[str]) -> None:
        """Remove sources and everything stored of them. Raises UsageError for further names, or an unknown source."""
        if args:
            raise UsageError("Name briefings, or a source with --source, not both.")
        for source in sources:
            with suppress(ValueError):  # a name that no folder can have
                if is_source(self.data, source):
                    continue
            raise UsageError(f"There is no source {source} in {self.data}. Nothing was done.")
        for source in dict.fromkeys(sources):
            remove_source(self.data, source)
            print(shown(f"{source}: all that was kept of it is removed from {self.data}."), flush=True)

    def _prune(self, sources: Sequence[str], days: int) -> None:
        """Delete archive files that no revision names. Raises UsageError for an unknown source."""
        for folder in self.chosen(sources):
            files, size = prune_archive(folder, days)
            of_size = f"{size / 1e6:,.1f} MB" if size >= 1e6 else f"{size / 1e3:,.1f} KB"
            what = f"{counted(files, 'archive file')} of {of_size} deleted"
            print(shown(f"{folder.source}: {what if files else 'nothing to delete'}."), flush=True)

    def _undo(self, args: Sequence[str]) -> None:
        with Snapshot(self.data) as kept:
            keys = kept.named(args, FORGOTTEN, LEFT)
        undo(self.data, keys)
        _tell(keys, "may be read again: the next crawl of lists there asks for it.")


def _tell(keys: Sequence[Key], what: str) -> None:
    for id_ in sorted({key.id for key in keys}):
        sources = ", ".join(key.source for key in keys if key.id == id_)
        print(shown(f"{id_} ({sources}) {what.format(id_)}"), flush=True)
