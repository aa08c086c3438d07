"""`scrapy reread`: read stored briefings again with the installed reader, without a request."""

import argparse
import os
from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import nullcontext

from scrapy.exceptions import UsageError

from briefings.counted import counted
from briefings.export.corpus_command import require
from briefings.items import Briefing
from briefings.records.differences import in_words
from briefings.records.revisions import measure_of
from briefings.runs.checked_command import DataCommand, refusal, whole_number
from briefings.runs.reading_key import reading_key
from briefings.runs.verdict import Code
from briefings.safe_to_show import shown
from briefings.store.folder import SourceFolder
from briefings.store.kept_pages import CannotReread
from briefings.store.records import Key
from briefings.store.snapshot import Snapshot
from briefings.store.source_store import SourceStore
from briefings.store.stored_revision import Revision
from briefings.upkeep.reread import readings
from briefings.upkeep.workers import Workers, WorkersGoneError, WorkersRefusedError, dask_workers, processes


class Command(DataCommand):
    """Read what is kept again from the archive, with today's reader."""

    arguments = "[SOURCE | BRIEFING ...]"
    description = (
        "Read kept briefings again from the archived pages, without a request. Name sources, or briefings by id or by"
        " the address of a page; without a name everything is read. A record that comes out otherwise is kept as a new"
        " revision. --accept takes the less complete reading that the last crawl saw and did not keep, if any. Exit"
        " codes: 0 all were read, 2 bad usage, 3 some could not be read and stay as they are, 7 interrupted, 8 the"
        " data is damaged or could not be written, or a crawl is on."
    )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--dry-run", action="store_true", help="print what would change and write nothing")
        parser.add_argument("--jobs", type=whole_number(1, 10_000), help="processes (default: all cores)")
        parser.add_argument("--dask", metavar="ADDRESS", help="read on the Dask cluster with this scheduler")
        parser.add_argument("--accept", action="store_true", help="take the less complete reading that was seen last")

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Refuse a cluster that cannot be used."""
        if opts.dask is not None:
            if opts.jobs is not None or opts.accept:
                raise UsageError("--dask reads on a cluster, whose workers are counted there: leave out the other.")
            require("distributed", "--dask")

    def treat(self, args: list[str], opts: argparse.Namespace) -> None:
        """Reread what is named, source by source. Raises UsageError, or NotNamedError for an unknown name."""
        # The name of a source is a folder's name; an id has a host before a slash.
        sources = [arg for arg in args if "/" not in arg]
        briefings = [arg for arg in args if "/" in arg]
        if opts.accept and (sources or opts.dry_run or not briefings):
            raise UsageError("--accept takes the ids or addresses of briefings, and no --dry-run.")
        chosen: dict[str, set[str] | None] = (
            {folder.source: None for folder in self.chosen(sources)} if (sources or not briefings) else {}
        )
        named: list[Key] = []
        if briefings:
            with Snapshot(self.data) as kept:
                named = kept.named(briefings)
        if opts.accept:
            for id_ in dict.fromkeys(key.id for key in named):
                self._accept(id_, [SourceFolder(self.data, key.source) for key in named if key.id == id_])
            return
        for key in named:
            if (ids := chosen.setdefault(key.source, set())) is not None:
                ids.add(key.id)
        try:
            jobs = opts.jobs or os.cpu_count() or 1
            own = nullcontext(processes(jobs) if jobs > 1 else None)
            with own if opts.dask is None else dask_workers(opts.dask) as workers:
                for source, ids in chosen.items():
                    with self.going_on():
                        self._reread(source, ids, workers, opts)
        except WorkersRefusedError as error:
            raise refusal(f"{error} Nothing was done.") from None
        except WorkersGoneError:
            what = f"worker is left at {opts.dask}" if opts.dask else "process can be started to read in (try --jobs 1)"
            self.fail(f"No {what}; run the same command again.", Code.INTERRUPTED)

    def _reread(
        self, source: str, ids: Collection[str] | None, workers: Workers | None, opts: argparse.Namespace
    ) -> None:
        """Reread briefings of a source, all if `ids` is None, and print what changed or could not be read."""
        spider, settings, found = self.spider_of(source), self.settings.copy(), Counter[str]()
        if spider is not None:
            spider.update_settings(settings)
        reader, said = reading_key(spider, settings), "would be " * opts.dry_run
        # Without hosts of its own the general spider says nothing about how those of a source rank.
        hosts = None if opts.dry_run else getattr(spider, "allowed_domains", None) or None
        with SourceStore(self.data, source, hosts) as store:
            revisions = _unread(store, ids, reader, found)
            for kept, (now, trouble) in readings(revisions, store.folder, self.markup_of(source), workers=workers):
                found["briefings"] += 1
                found["unread"] += trouble is not None
                found["changed"] += now is not None
                if trouble:
                    print(shown(f"{kept.id}: not read again: {trouble}"), flush=True)
                    continue
                for line in _told(kept, now, said) if now else ():
                    print(shown(line), flush=True)
                if not opts.dry_run:
                    if now:
                        store.keep_next(now, looked=False)
                    store.records.note(Key(kept.source, kept.id), read_by=reader)
        more = f", {found['unread']} could not be read again" if found["unread"] else ""
        more += f"; {found['known']} already read by this reader" if found["known"] else ""
        read = f"{counted(found['briefings'], 'briefing')} read again: {found['changed']} {said}revised"
        print(f"{source}: {read}{more}.", flush=True)
        self.exitcode = max(self.exitcode, Code.INCOMPLETE if found["unread"] else Code.COMPLETE)

    def _accept(self, briefing: str, folders: Collection[SourceFolder]) -> None:
        """Keep the poorer reading of a briefing as its next revision, in each source that saw one."""
        try:
            with self.going_on():
                taken = [folder for folder in folders if self._accept_in(folder, briefing)]
                if not taken:  # as after a kill when it was taken
                    print(shown(f"{briefing}: no less complete reading of it was seen since it was kept."))
        except CannotReread as error:
            self.fail(f"{briefing}: the reading cannot be taken: {error}", Code.INCOMPLETE)

    def _accept_in(self, folder: SourceFolder, briefing: str) -> bool:
        spider = self.spider_of(folder.source)
        hosts, markup = (getattr(spider, name, None) or None for name in ("allowed_domains", "markup"))
        with SourceStore(folder.root, folder.source, hosts, markup) as store:
            reading = store.poorer_reading(briefing)
            if reading is None:
                return False
            store.keep_next(reading)
        print(shown(f"{briefing}: revision {reading.revision} in {folder.source}: {measure_of(reading)}."), flush=True)
        return True


def _unread(store: SourceStore, ids: Collection[str] | None, reader: str, found: Counter[str]) -> Iterator[Revision]:
    """Yield the newest revisions of briefings, of all if `ids` is None; count those already read by this reader."""
    for id_ in store.records.ids_of(store.folder.source):
        if (ids is None or id_ in ids) and (newest := store.records.newest(Key(store.folder.source, id_))) is not None:
            if (row := store.row(id_)) and row["read_by"] == reader:
                found["known"] += 1
            else:
                yield newest


def _told(kept: Revision, now: Briefing, said: str) -> Iterator[str]:
    """Yield lines on a changed briefing; with `said`, nothing is written and each change is listed."""
    yield f"{kept.id}: {said}revision {kept.revision + 1}"
    yield from (f"    {line}" for line in in_words(kept.briefing(), now) if said)
