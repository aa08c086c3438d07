"""Mend a source: what can be had from elsewhere is written again, what cannot is set aside and asked for again.

The database comes first (`repair_database`), then the archive, the records, and the files that show them. Each step
ends in one transaction or one renamed file, and finds out by itself what is left to do: killed anywhere and run again,
it ends as if undisturbed.
"""

from __future__ import annotations

from briefings.store import Database, Key, Records, SourceFolder
from briefings.store.damaged import losses_of
from briefings.store.forgotten import forgotten_in
from briefings.store.start import bring_in_order
from briefings.store.take_in import is_taken_in
from briefings.store.views import read_written
from briefings.transcript import Markup
from briefings.upkeep.faults import Fault, Repaired
from briefings.upkeep.repair_archive import repair_archive
from briefings.upkeep.repair_records import RecordRepair
from briefings.upkeep.restore import Restoration
from briefings.upkeep.verify import check_views


def repair_source(folder: SourceFolder, database: Database, markup: Markup | None) -> Repaired:
    """Mend what `verify` finds in a source that the caller has locked, the database being whole.

    Raises BusyError, StorageError.
    """
    told = Repaired()
    if not is_taken_in(database, folder.source):
        bring_in_order(folder, database)
    faults = [found for found in check_views(folder, database) if isinstance(found, Fault)]
    repair_archive(folder, database, told)
    records = RecordRepair(folder, database, markup, told)
    there = "SELECT id, revision FROM revisions WHERE source = ?"
    lost = f"SELECT 1 FROM briefings WHERE source = ? AND (id, revision) NOT IN ({there})"
    written = read_written(folder).through
    # Files that are newer may have more, where the database is an older copy.
    if written > database.read("sources", "source = ?", folder.source)[0]["through"]:
        Restoration(folder, database, records).run()
        database.write("UPDATE sources SET through = ? WHERE source = ?", written, folder.source)
    elif database.rows(lost, folder.source, folder.source):
        Restoration(folder, database, records).run()
    records.settle()
    records.check()
    records.settle()
    if faults:
        Records(database).make_stale(folder.source)
        told.done.append("its files are written again from the database")
    bring_in_order(folder, database)
    return told


def asked(folder: SourceFolder, database: Database) -> list[str]:
    """The briefings that the next crawl has to ask for: what was set aside of them is not kept again yet."""
    records, found = Records(database), set[str]()
    forgotten = forgotten_in(database, folder.source)
    for loss in losses_of(folder):
        if loss.briefing is not None and loss.briefing not in forgotten:
            row = records.row(Key(folder.source, loss.briefing))
            if row is None or (loss.revision is not None and row["revision"] <= loss.revision):
                found.add(loss.briefing)
    for (id_,) in database.rows("SELECT id FROM briefings WHERE source = ? AND looked_at IS NULL", folder.source):
        newest = records.newest(Key(folder.source, id_))
        if newest is not None and any(page["warc"] is None for page in newest.record["pages"]):
            found.add(id_)
    return sorted(found)
