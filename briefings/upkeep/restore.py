"""Restore one source in a database from which damaged rows were removed, or that does not know the source.

The files give what the database lacks: a row with the digest of a damaged one; and, where the database was torn, lost
or is older than the files, all that nothing is wrong with, as not proved. What they lack too, such as the turns of a
copy, is read again from the archive. The rest is set aside, and the next crawl asks for it.
"""

import json
from collections.abc import Iterable
from contextlib import suppress

from msgspec import Struct, field
from msgspec.structs import replace

from briefings.markup import Markup
from briefings.records.jsonl import briefing_of
from briefings.records.revisions import revise, set_revision
from briefings.store.archive.page_index import PageIndex
from briefings.store.database import Database
from briefings.store.entries import EntryIndex
from briefings.store.folder import SourceFolder, sources_in
from briefings.store.forgotten import Tombstones, forget_again, forgotten_in
from briefings.store.kept_pages import CannotReread, read_again
from briefings.store.records import Key, Records, revision_in, row_of
from briefings.store.run_reports import take_in_reports
from briefings.store.schema import COLUMNS, Row, describe_row, row_digest
from briefings.store.stored_revision import MARKS, Revision, revision_of, unpacked
from briefings.store.take_in import add_source, derive, is_taken_in, other_rows_in, revisions_in
from briefings.store.view_lines import Name, RawLine, name_in
from briefings.store.views import Views, read_written
from briefings.upkeep.mend_archive import Say, mend_archive, set_aside
from briefings.upkeep.verify import GONE, faults_of

DamagedRows = list[tuple[str, Row]]
"""Rows of a database that are not as they were written, each with its table."""


class Restoration(Struct):
    """Restores one source, whose lock the caller holds, in the open transaction. Methods raise StorageError."""

    folder: SourceFolder
    database: Database
    damaged: DamagedRows
    """Damaged rows of all sources; those that are restored are taken out."""
    say: Say
    markup: Markup | None
    _known: dict[str, Row] = {}
    _forgotten: Tombstones = field(default_factory=Tombstones)
    _unusable: dict[Name, str] = {}
    """Addresses in lines that were set aside, by the revisions that they name."""

    def run(self, *, is_torn: bool) -> None:
        """Restore what is lost. `is_torn`: the database could not be read whole, so nobody knows what it had."""
        source, written = self.folder.source, read_written(self.folder).through
        Views(self.folder, self.database).finish_replacing()
        is_known = is_taken_in(self.database, source)
        if not is_known:
            for file, what in Views(self.folder, self.database).shortened().items():
                self.say(f"set aside: {source}/{file.name}: {what}; nobody knows what the others said")
            add_source(self.database, self.folder)
        lacks = Views(self.folder, self.database).lacks_tombstones()
        ((through,),) = self.database.rows("SELECT through FROM sources WHERE source = ?", source)
        self.database.update("sources", {"through": max(through, written) + 1}, source=source)
        take_in_reports(self.folder, self.database)
        mend_archive(self.folder, self.database, self.say)
        self._known = {row["id"]: row for row in self.database.read("briefings", "source = ?", source)}
        if written > through:
            # The files go further than the database: the next crawl looks at each briefing again.
            self._known = {id_: {**row, "looked_at": None} for id_, row in self._known.items()}
        gone = self.database.rows(GONE, source)
        is_behind = bool(is_torn or not is_known or written > through or gone)
        if is_behind or lacks or self.damaged:
            self._take_in_others(is_behind=is_behind or lacks)
            self._take_in_revisions(gone, is_behind=is_behind)
        self._remove_faulty()
        derive(source, self.database, self._known)
        # An older database may have what the files say was forgotten; the start that follows takes it out.
        forget_again(self.database, source)
        self._find_pages()

    def _take_in_others(self, *, is_behind: bool) -> None:
        """Store the tombstones and rejected records that the files have more: each proves itself."""
        for table, row in other_rows_in(self.folder, self._set_line_aside):
            is_proved = self._is_proved(table, row)
            is_there = self.database.row(table, **{name: row[name] for name in row if name != "line"}) is not None
            if is_proved or (is_behind and not is_there):
                self.database.insert(table, **row)
                if not is_proved:
                    self.say(f"mended: {describe_row(table, row)}: the database lacked it")
        self._forgotten = forgotten_in(self.database, self.folder.source)

    def _take_in_revisions(self, gone: Iterable[Name], *, is_behind: bool) -> None:
        """Store the revisions that the files have more, as far as they or the archive hold; ask for what is lost."""
        lost: dict[Name, Row] = {name: {} for name in gone}
        for row in [row for table, row in self.damaged if table == "revisions"]:
            # Its line tells which it is, otherwise its columns.
            id_, number = name = name_in(_said(row), "id") or (str(row["id"]), row["revision"])
            # Perhaps only its key is damaged.
            own = {**row, "source": self.folder.source, "id": id_, "revision": number}
            is_restored = row["digest"] is not None and self._restore(own, row["digest"])
            if not is_restored and row["source"] == self.folder.source:
                lost[name] = row
        for revision in revisions_in(self.folder, self._set_line_aside):
            name = (revision.id, revision.revision)
            if revision.id in self._forgotten or self._is_there(*name) or self._restore(row_of(revision)):
                continue
            is_sound = not faults_of(revision)
            if (name in lost or (is_behind and not (is_sound and revision.turns))) and self._read(revision):
                continue
            if is_sound and (is_behind or (revision.is_bare and name in lost)):
                self._keep(revision, "no more than a file has it")
            else:
                self._set_aside(revision, "is not as it was written")
        for (id_, number), row in lost.items():
            if not self._is_there(id_, number):
                self.say(f"set aside: revision {number} of {id_}: cannot be read any more")
                self._ask(id_, number, (self._known.get(id_) or _said(row)).get("url"))
        for (id_, number), url in self._unusable.items():
            if not self._is_there(id_, number):
                self._ask(id_, number, url)

    def _read(self, line: Revision) -> bool:
        """Store a revision as its pages in the archive give it; return False if its content comes out otherwise."""
        try:
            known = briefing_of(line.record)
            read = read_again(known, self.folder.archive, self.markup)
        except (CannotReread, KeyError, TypeError, ValueError):
            return False
        if read.content_hash != known.content_hash:
            return False
        set_revision(read, known.revision)
        read.changes = known.changes
        for before in Records(self.database).all_of(Key(self.folder.source, known.id)):
            if before.revision == known.revision - 1:
                revise(read, before.compared, before.turn_keys)
        own = revision_of(read).marked(**{name: getattr(known, name) for name in MARKS})
        if not any(self._restore(row_of(one)) for one in (replace(line, turns=own.turns), own)):
            self._keep(own, "read again from the archive")
        return True

    def _keep(self, revision: Revision, why: str) -> None:
        self.database.insert("revisions", **row_of(replace(revision, proved=False)))
        self.say(f"not proved: revision {revision.revision} of {revision.id}: {why}")

    def _restore(self, row: Row, digest: bytes | None = None) -> bool:
        """Store a row of a revision, proved or not, if it has this digest, or without one if it is proved."""
        for proved in (1, 0):
            one = {**{name: row[name] for name in COLUMNS["revisions"]}, "proved": proved}
            if digest in {None, row_digest("revisions", *one.values())} and self._is_proved("revisions", one):
                self.database.insert("revisions", **one)
                return True
        return False

    def _is_there(self, id_: str, revision: int) -> bool:
        return self.database.row("revisions", source=self.folder.source, id=id_, revision=revision) is not None

    def _is_proved(self, table: str, row: Row) -> bool:
        """Return True when a row is a damaged one as it was: by its digest, or because that has all its values."""
        digest = row_digest(table, *row.values())
        for one in self.damaged:
            if one[0] == table and (one[1]["digest"] == digest or row.items() <= one[1].items()):
                self.damaged.remove(one)
                return True
        return False

    def _remove_faulty(self) -> None:
        """Set aside what was taken in before and has faults."""
        for row in self.database.read("revisions", "source = ? AND NOT proved", self.folder.source):
            revision = revision_in(row)
            if faults := faults_of(revision):
                self.database.delete("revisions", source=revision.source, id=revision.id, revision=revision.revision)
                self._set_aside(revision, faults[0])

    def _find_pages(self) -> None:
        """Ask for the pages of newest revisions that the archive no longer has."""
        records, places = Records(self.database), PageIndex(self.database, self.folder.source).payloads()
        forgotten = forgotten_in(self.database, self.folder.source)
        for id_ in (id_ for id_ in records.ids_of(self.folder.source) if id_ not in forgotten):
            newest = records.newest(key := Key(self.folder.source, id_))
            assert newest is not None
            pages = [{**page} for page in newest.record["pages"]]
            for page in pages:
                if page["warc"] is not None and page["warc"] not in places:
                    self.say(f"set aside: page {page['number']} of {id_} is not in the archive at {page['warc']}")
                    page["warc"] = None
            if pages != newest.record["pages"]:
                records.mark(key, pages=pages)
                # Otherwise the next crawl would accept the same bytes, wherever they are.
                records.note(key, looked_at=None, reading=None, read_by=None)
                self._ask(id_, newest.revision, newest.record["url"])

    def _set_line_aside(self, line: RawLine, why: str) -> None:
        set_aside(self.folder, f"{line.file.name}.{line.start}", line.raw)
        # A tombstone is quoted to tell which; another record would stay in the quote when it is forgotten.
        quote = f": {line.raw[:500].decode(errors='replace').rstrip()}" if line.file == self.folder.forgotten else ""
        with suppress(AttributeError, KeyError, ValueError):
            record = json.loads(line.raw.partition(b"\n")[0])  # of turns without a line, the first
            if name := name_in(record, "id") or name_in(record, "briefing"):
                why += f" (revision {name[1]} of {name[0]})"
                others = [one.source for one in sources_in(self.folder.root) if one.source != self.folder.source]
                # The site of this source has nothing of another.
                if record.get("source") not in others:
                    self._unusable[name] = str(record["url"])
        self.say(f"set aside: {self.folder.source}/{line.file.name}, byte {line.start}: {why}{quote}")

    def _set_aside(self, revision: Revision, why: str) -> None:
        set_aside(self.folder, f"revision-{revision.revision}", revision.turns + revision.line)
        self.say(f"set aside: revision {revision.revision} of {revision.id}: {why}")
        self._ask(revision.id, revision.revision, revision.record["url"])

    def _ask(self, id_: str, revision: int, url: str | None) -> None:
        """Make the next crawl request a briefing, however far down a list names it, if no later revision is there."""
        later = "SELECT 1 FROM revisions WHERE source = ? AND id = ? AND revision > ?"
        if self.database.rows(later, self.folder.source, id_, revision):
            return
        urls = [url] if url is not None and not self._forgotten.named_by(url) else []
        EntryIndex(self.database, self.folder.source).want(id_, urls)


def _said(row: Row) -> Row:
    """Return the line in a damaged row of a revision; an empty one if it cannot be read."""
    with suppress(KeyError, ValueError):
        said = json.loads(unpacked(row["line"]))
        return said if isinstance(said, dict) else {}
    return {}
