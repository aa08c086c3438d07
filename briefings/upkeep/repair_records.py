"""Decide for each briefing of a source what stands in its files after a repair: nothing is written to them here."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from briefings.items import Briefing
from briefings.records import briefing_line, json_line, turn_line
from briefings.store import SourceFolder
from briefings.store.corpus import Content, Forgotten, Loss, digest_of_briefing, nothing
from briefings.store.ledger import Ledger
from briefings.transcript import Markup
from briefings.upkeep.repair_archive import ArchiveLook
from briefings.upkeep.repair_reading import Rereading
from briefings.upkeep.stock import Broken, Group, Key, Span, Stock, broken_rejected, kept_stock, older_stock
from briefings.upkeep.verify import kept_elsewhere
from briefings.upkeep.verify_ledger import is_otherwise
from briefings.upkeep.verify_lines import check_group


@dataclass(slots=True)
class Records:
    """What the files are to hold, and what was found on the way."""

    kept: list[Group] = field(default_factory=list)
    """The newest revisions, for turns.jsonl and briefings.jsonl."""
    older: list[Group] = field(default_factory=list)
    """For superseded.jsonl."""
    rejected: list[Broken] = field(default_factory=list)
    """The lines of rejected.jsonl that do not stay."""
    losses: list[tuple[Loss, Content]] = field(default_factory=list)
    """What is set aside, with its bytes."""
    done: list[str] = field(default_factory=list)
    """What is mended, a sentence each."""
    ask: dict[str, str | None] = field(default_factory=dict)
    """The briefings of which something is to be fetched again, and the address that is asked for."""


class RecordRepair:
    """Plans the repair of one source. `spool` is a file of its own, for lines that are written anew."""

    def __init__(self, folder: SourceFolder, ledger: Ledger, look: ArchiveLook, spool: IO[bytes], name: Path) -> None:
        self._folder = folder
        self._ledger = ledger
        self._look = look
        self._spool = spool
        self._spool_name = name
        self._main = self._checked(kept_stock(folder))
        self._old = self._checked(older_stock(folder))
        self._drop_begun()
        self._plan = Records()

    def _checked(self, stock: Stock) -> Stock:
        for group in stock.groups.values():
            group.faults = [found.what for found in check_group(self._folder, group)]
            if group.line is not None and is_otherwise(self._ledger, self._folder.source, group.read()):
                group.faults.append("it is not as it was written")
        return stock

    def plan(self, markup: Markup | None, forgotten: Forgotten) -> Records:
        """Find for each briefing its newest revision: as it stands, read again, or the one before."""
        groups = {**self._old.groups, **self._main.groups}
        self._reading = Rereading(self._folder, self._ledger, self._look, markup, groups)
        whole = {**self._old.whole(), **self._main.whole()}
        newest: dict[str, Group] = {}
        for id_, wanted in self._wanted().items():
            found = self._newest(id_, wanted, whole) if id_ not in forgotten else None
            if found is not None:
                newest[id_] = found
        self._restore_originals(newest)
        self._plan.kept = [self._with_places(group) for group in newest.values()]
        kept = {group.key for group in newest.values()}
        self._plan.older = [group for key, group in whole.items() if key not in kept and key[0] not in forgotten]
        self._plan.rejected = broken_rejected(self._folder)
        self._set_aside(newest, whole)
        self._spool.flush()
        return self._plan

    def _wanted(self) -> dict[str, int]:
        """The revision each briefing should have: the ledger says, else the files; in the order of their lines."""
        found: dict[str, int] = {}
        for (id_, revision), group in self._main.groups.items():
            if not group.faults or self._is_later(group):
                found[id_] = max(revision, found.get(id_, 0))
            found.setdefault(id_, 0)  # its place in the order
        for line in self._main.broken:
            if line.briefing is not None and line.briefing not in found:
                found[line.briefing] = line.revision or 1
        written = {digest_of_briefing(group.record()) for group in self._main.whole().values()}
        for known in self._ledger.all_known(self._folder.source):
            # Where a line is what the ledger says it was, but for id or revision, the ledger is wrong.
            if self._ledger.digests(self._folder.source, known.id).line not in written:
                found[known.id] = max(known.revision, found.get(known.id, 0))
        for id_, revision in self._old.whole():
            found[id_] = max(revision + 1, found.get(id_, 0))
        return found

    def _is_later(self, group: Group) -> bool:
        """Whether a damaged briefing is one that the ledger has still to learn of, not one of a wrong number."""
        known = self._ledger.known(self._folder.source, group.key[0])
        if known is None:
            return True
        if group.line is None or group.key[1] != known.revision + 1:
            return False
        as_known = {**group.record(), "revision": known.revision}
        return digest_of_briefing(as_known) != self._ledger.digests(self._folder.source, known.id).line

    def _newest(self, id_: str, wanted: int, whole: dict[Key, Group]) -> Group | None:
        if (id_, wanted) in whole:
            return whole[id_, wanted]
        now = None
        faulty = self._main.groups.get((id_, wanted))
        known = self._ledger.known(self._folder.source, id_)
        if faulty is not None and faulty.line is not None:
            now = self._reading.from_line(faulty)
        before = max((key for key in whole if key[0] == id_), default=None)
        if now is None and known is not None and (known.revision == wanted or before is None):
            now = self._reading.from_ledger(id_)
        if now is not None and now.revision >= wanted:
            self._plan.done.append(f"{id_}: its lines are written again from the archive")
            return self._written(now)
        self._plan.ask[id_] = self._url(id_, faulty)
        loss = Loss(self._folder.briefings.name, "", "cannot be read again", id_, wanted, self._plan.ask[id_])
        self._plan.losses.append((loss, nothing))
        if now is not None:
            return self._written(now)
        return whole[before] if before is not None else None

    def _url(self, id_: str, group: Group | None) -> str | None:
        if known := self._ledger.known(self._folder.source, id_):
            return known.url
        if group is not None and group.line is not None:
            return str(group.record()["url"])
        if group is not None:
            return str(group.turn_records()[0]["url"])
        return next((line.url for line in self._main.broken if line.briefing == id_ and line.url), None)

    def _restore_originals(self, newest: dict[str, Group]) -> None:
        """Give copies their turns back whose original is not there any more."""
        copies = {id_: record["copy_of"] for id_, group in newest.items() if not group.turns
                  and (record := group.record())["copy_of"] is not None}  # fmt: skip
        elsewhere = kept_elsewhere(self._folder, set(copies.values()) - newest.keys())
        for id_, original in copies.items():
            if original not in newest and original not in elsewhere and (now := self._reading.as_original(newest[id_])):
                newest[id_] = self._written(now)
                self._plan.done.append(f"{id_}: a copy of {original}, which is gone; its turns are kept again")

    def _with_places(self, group: Group) -> Group:
        """The group with the places at which its pages are; those that are nowhere are fetched again."""
        record = group.record()
        moved = 0
        for page in record["pages"]:
            place = self._look.place_of(page)
            if place != page["warc"]:
                moved += place is not None
                if place is None:
                    what = f"page {page['number']} of {record['id']} is not in the archive any more"
                    self._plan.losses.append((Loss("archive", str(page["warc"]), what, url=page["url"]), nothing))
                    self._plan.ask[record["id"]] = record["url"]
                page["warc"] = place
        if record == group.record():
            return group
        if moved:
            self._plan.done.append(f"{record['id']}: the places of {moved} of its pages are named anew")
        return Group(group.key, self._spooled([json_line(record).encode()]), group.turns)

    def _written(self, briefing: Briefing) -> Group:
        turns = self._spooled([turn_line(turn).encode() for turn in briefing.turns])
        line = self._spooled([briefing_line(briefing).encode()])
        return Group((briefing.id, briefing.revision), line, [turns] if briefing.turns else [])

    def _spooled(self, lines: list[bytes]) -> Span:
        start = self._spool.tell()
        self._spool.writelines(lines)
        self._spool.flush()
        return Span(self._spool_name, start, self._spool.tell())

    def _set_aside(self, newest: dict[str, Group], whole: dict[Key, Group]) -> None:
        """Note what is in no file any more, but for what was written again."""
        mended = {id_ for id_, group in newest.items() if group.key not in whole}
        for stock in (self._main, self._old):
            for (id_, revision), group in stock.groups.items():
                later = id_ in newest and revision > newest[id_].key[1]
                if group.faults and (stock is self._old or id_ not in mended or later):
                    file = (group.line or group.turns[0]).file.name
                    where = str(group.line) if group.line else ""
                    self._plan.losses.append((Loss(file, where, group.faults[0], id_, revision), group.raw))
            for one in stock.broken:
                if stock is self._old or one.briefing not in mended:
                    self._plan.losses.append((_loss(one, one.briefing, one.url), one.raw))
        self._plan.losses += [(_loss(one), one.raw) for one in self._plan.rejected]

    def _drop_begun(self) -> None:
        """Leave out what a killed run began to write and had not committed: it is read again without this."""
        committed = self._ledger.committed(self._folder.source)
        if committed is None:
            return
        sizes = {self._folder.turns: committed.turns_size, self._folder.briefings: committed.briefings_size}
        begun = [
            key
            for key, group in self._main.groups.items()
            if group.line is None and group.turns[0].start >= committed.turns_size
        ]
        if len(begun) == 1:
            del self._main.groups[begun[0]]
        self._main.broken = [
            one for one in self._main.broken if one.line.whole or one.line.start < sizes[one.line.file]
        ]


def _loss(one: Broken, briefing: str | None = None, url: str | None = None) -> Loss:
    return Loss(one.line.file.name, f"line {one.number}", "no whole record", briefing, None, url)
