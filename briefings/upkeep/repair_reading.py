"""Read a briefing of which lines are lost again from the archive, so that it stands there as it did."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from briefings.items import Briefing
from briefings.records import TurnKey, briefing_of, changes_between, set_revision, turn_key
from briefings.store import SourceFolder
from briefings.store.kept_pages import CannotReread, read_again
from briefings.store.ledger import Ledger, Marks
from briefings.transcript import Markup
from briefings.upkeep.repair_archive import ArchiveLook
from briefings.upkeep.reread import check_record
from briefings.upkeep.stock import Group, Key


class Rereading:
    """Reads briefings of one source again. Methods return None where the pages are not in the archive any more."""

    def __init__(
        self,
        folder: SourceFolder,
        ledger: Ledger,
        look: ArchiveLook,
        markup: Markup | None,
        groups: Mapping[Key, Group],
    ) -> None:
        """`groups` are all that are there, whole or not; of their turns a new revision says what it changed."""
        self._folder = folder
        self._ledger = ledger
        self._look = look
        self._markup = markup
        self._groups = groups

    def from_line(self, group: Group) -> Briefing | None:
        """What the line of a briefing names, whose turns or fields are not what they were."""
        record = group.record()
        known = self._ledger.known(self._folder.source, record["id"])
        hashes = {record["content_hash"]}
        if known is not None and known.revision == record["revision"]:
            hashes.add(known.content_hash)
        marks = Marks(record["copy_of"], record["same_event"], record["vanished_at"])
        return self._restored(record, hashes, marks, said=_keys(group))

    def from_ledger(self, briefing: str) -> Briefing | None:
        """What the ledger knows of a briefing."""
        known = self._ledger.known(self._folder.source, briefing)
        if known is None:
            return None
        record = {name: getattr(known, name) for name in ("id", "url", "complete", "revision")}
        marks = self._ledger.marks(self._folder.source, briefing)
        return self._restored({**record, **json.loads(known.pages)}, {known.content_hash}, marks)

    def _restored(
        self, record: dict[str, Any], hashes: set[str], marks: Marks, said: Sequence[TurnKey] | None = None
    ) -> Briefing | None:
        """A briefing with its number and marks where it comes out as it was, by its hash or by its turns.

        Where today's reader reads it otherwise, it is the next revision.
        """
        now = self._read(record)
        if now is None:
            return None
        turns = [turn_key(turn) for turn in now.turns]
        exact = now.content_hash in hashes or turns == said
        set_revision(now, record["revision"] if exact else record["revision"] + 1)
        before = self._turns(now.id, now.revision - 1)
        now.changes = changes_between(before, turns) if before else []
        if exact:
            now.copy_of, now.same_event, now.vanished_at = marks.copy_of, marks.same_event, marks.vanished_at
            if marks.copy_of is not None:
                now.turns, now.turn_count, now.words = [], 0, 0
        return now

    def as_original(self, group: Group) -> Briefing | None:
        """A copy whose original is gone, with its turns: its next revision."""
        now = self._read(group.record())
        if now is not None:
            set_revision(now, group.key[1] + 1)
        return now

    def _read(self, record: dict[str, Any]) -> Briefing | None:
        pages = [{**page, "warc": self._look.place_of(page)} for page in record["pages"]]
        try:
            now = read_again(
                briefing_of({**record, "source": self._folder.source, "pages": pages}),
                self._folder.archive,
                self._markup,
            )
            set_revision(now, 1)
            check_record(now)
        except CannotReread:
            return None
        # Pages of a copy and of a briefing that moved give it another id; it is the same all the same.
        return now if now.id == record["id"] else None

    def _turns(self, briefing: str, revision: int) -> Sequence[TurnKey]:
        group = self._groups.get((briefing, revision))
        known = self._ledger.known(self._folder.source, briefing)
        if group is not None and not group.faults:
            return _keys(group)
        return self._ledger.turns(self._folder.source, briefing) if known and known.revision == revision else []


def _keys(group: Group) -> list[TurnKey]:
    return [TurnKey(turn["id"], turn["label"], turn["text_hash"]) for turn in group.turn_records()]
