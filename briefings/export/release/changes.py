"""The changes between two releases: briefings and turns added, removed, changed or forgotten."""

from collections import Counter, deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import closing
from enum import StrEnum
from pathlib import Path

from msgspec import Struct
from msgspec.structs import asdict

from briefings.export.formats.csv_file import CsvTable
from briefings.export.release.releases import rows_of
from briefings.items import ChangeKind
from briefings.records.revisions import TurnKey, changes_between

Key = tuple[str, str]
"""Source and id of a briefing."""
_TOLD = ("revision", "content_hash", "copy_of", "complete")


class Change(StrEnum):
    """Kind of change to a briefing or turn since the previous release."""

    NEW = "new"
    REVISED = "revised"
    REMOVED = "removed"
    FORGOTTEN = "forgotten"
    COPY = "copy"
    """A briefing now stored as a copy of another, which has its turns under other ids."""


class Line(Struct, frozen=True):
    """A line of changes.csv, except for the title; for forgotten records it holds only ids."""

    change: Change
    of: str
    source: str
    briefing: str
    old_id: str = ""
    new_id: str = ""
    title: str = ""
    """Title of the briefing, for CHANGES.md."""


def compare(old: Path, new: Path, forgotten: Collection[str]) -> Iterator[Line]:
    """Compare two releases; `forgotten` are the ids of briefings removed for good.

    Memory grows with the briefings and with the turns of changed ones. Raises StorageError.
    """
    before = {(row["source"], row["id"]): row for row in rows_of(old, "briefings")}
    after = {(row["source"], row["id"]): row for row in rows_of(new, "briefings")}
    every = sorted({*before, *after})
    kinds = {key: kind for key in every if (kind := _change(before.get(key), after.get(key), forgotten))}
    originals = {after[key]["copy_of"] for key, kind in kinds.items() if kind is Change.COPY}
    old_turns = _turns(old, kinds, ())
    new_turns = _turns(new, kinds, originals)
    standing = {id_: turns for (_, id_), turns in new_turns.items() if id_ in originals and turns}
    for key, kind in kinds.items():
        source, id_ = key
        new_id = after[key]["copy_of"] if kind is Change.COPY else id_ if key in after else ""
        title = "" if kind is Change.FORGOTTEN else (after.get(key) or before[key])["title"]
        yield Line(kind, "briefing", source, id_, id_ if key in before else "", new_id, title)
        there = standing.get(new_id, []) if kind is Change.COPY else new_turns.get(key, [])
        for change, old_id, turn_id in _turn_changes(kind, old_turns.get(key, []), there):
            yield Line(change, "turn", source, id_, old_id, turn_id)


def _change(
    before: Mapping[str, str] | None, after: Mapping[str, str] | None, forgotten: Collection[str]
) -> Change | None:
    if before is None:
        return Change.NEW
    if after is None:
        return Change.FORGOTTEN if before["id"] in forgotten else Change.REMOVED
    if after["copy_of"] and not before["copy_of"]:
        return Change.COPY
    return Change.REVISED if any(before[name] != after[name] for name in _TOLD) else None


def _turn_changes(kind: Change, old: Sequence[TurnKey], new: Sequence[TurnKey]) -> Iterator[tuple[Change, str, str]]:
    """Yield what became of the `old` turns; `new` are the present turns, those of the original for a copy."""
    if kind is Change.COPY:
        yield from _moved(old, new)
        return
    gone = Change.FORGOTTEN if kind is Change.FORGOTTEN else Change.REMOVED
    names = {ChangeKind.ADDED: Change.NEW, ChangeKind.REMOVED: gone, ChangeKind.CHANGED: Change.REVISED}
    for change in changes_between(old, new):
        yield names[change.kind], change.old or "", change.new or ""


def _moved(old: Sequence[TurnKey], original: Sequence[TurnKey]) -> Iterator[tuple[Change, str, str]]:
    """Follow the turns of a copy to its original, where a turn spoken twice has two ids."""
    places: dict[str, deque[str]] = {}
    for turn in original:
        places.setdefault(turn.text_hash, deque()).append(turn.id)
    for turn in old:
        if not (found := places.get(turn.text_hash)):
            yield Change.REMOVED, turn.id, ""
        else:
            yield Change.COPY, turn.id, found.popleft() if len(found) > 1 else found[0]


def _turns(release: Path, keys: Collection[Key], ids: Collection[str]) -> dict[Key, list[TurnKey]]:
    """Return the turns of briefings by their `keys` or, whatever the source, `ids`."""
    found: dict[Key, list[TurnKey]] = {}
    for row in rows_of(release, "turns"):
        key = row["source"], row["briefing"]
        if key in keys or key[1] in ids:
            found.setdefault(key, []).append(TurnKey(row["id"], row["label"] or None, row["text_hash"]))
    return found


def write_changes(folder: Path, version: str, before: str | None, changes: Sequence[Line]) -> None:
    """Write CHANGES.md, for people, and changes.csv, which maps old ids to new ones. Raises OSError."""
    columns = [name for name in Line.__struct_fields__ if name != "title"]
    with closing(CsvTable(folder / "changes.csv", columns)) as table:
        table.write(map(asdict, changes))
    (folder / "CHANGES.md").write_text("\n".join(_in_words(version, before, changes)) + "\n", encoding="utf-8")


def _in_words(version: str, before: str | None, changes: Sequence[Line]) -> Iterator[str]:
    if before is None:
        yield f"# {version}\n\nThere is no release with a lower version."
        return
    yield f"# {version}, compared with {before}\n"
    if not changes:
        yield "The same briefings and turns."
        return
    counts = Counter((line.change, line.of) for line in changes)
    yield "| | briefings | turns |\n|---|---|---|"
    for change in Change:
        yield f"| {change} | {counts[change, 'briefing']:,} | {counts[change, 'turn']:,} |"
    yield "\n`changes.csv` has every turn that changed, with its old id and its new one.\n"
    for line in changes:
        if line.of == "briefing":
            where = f" of {line.new_id}" if line.change is Change.COPY else ""
            yield f"- {line.change}{where}: {line.briefing} ({line.source}){': ' if line.title else ''}{line.title}"
