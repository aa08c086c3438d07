"""Check the lines of a source: each for itself, the turns of a briefing together, and the files against each other."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from briefings.items import READER_VERSION, Briefing
from briefings.records import briefing_of, content_hash, count_words, identity_of, problems_of, text_hash_of, turn_ids
from briefings.store import SourceFolder
from briefings.upkeep.faults import Fault
from briefings.upkeep.stock import Broken, Group, KeptBriefing, Stock, broken_rejected, older_stock

_REPLACED = "\ufffd"  # stands in a line for what UTF-8 cannot hold, so hashes of what was read differ


def check_order(folder: SourceFolder, stock: Stock) -> Iterator[Fault]:
    """Where turns do not stand together and in the order of the lines of their briefings."""
    order = {key: place for place, key in enumerate(stock.groups)}
    spans = [(span, group) for group in stock.groups.values() for span in group.turns]
    last, before = -1, None
    for span, group in sorted(spans, key=lambda one: one[0].start):
        # Where only a broken line stands between two parts, they stand together.
        if group.line is not None and group is not before:
            if order[group.key] <= last:
                what = f"belongs to {group.key[0]}, but does not stand with it or in its order"
                yield Fault(folder.turns, str(span), what)
            else:
                last = order[group.key]
        before = group


def broken_faults(broken: Iterable[Broken]) -> Iterator[Fault]:
    """What is wrong with lines that are no records."""
    return (found for one in broken for found in one.faults())


def check_group(folder: SourceFolder, group: Group) -> Iterator[Fault]:
    """What is wrong with a briefing and its turns, as far as their lines tell."""
    if group.line is not None:
        yield from check_briefing(folder, group.read())
        return
    for span in group.turns:
        yield Fault(span.file, str(span), f"belongs to revision {group.key[1]} of {group.key[0]}, which has no line")


def check_briefing(folder: SourceFolder, kept: KeptBriefing) -> Iterator[Fault]:
    """The same of one that has its line."""
    line, record = kept.line, kept.line.record
    if record["source"] != folder.source:
        yield line.fault(f"is of the source {record['source']}, not {folder.source}")
    if record["turn_count"] != len(kept.turns):
        yield line.fault(f"names {record['turn_count']} turns of {record['id']}, of which {len(kept.turns)} are there")
        return
    briefing = briefing_of(record, [turn.record for turn in kept.turns])
    for what in problems_of(briefing):
        yield line.fault(f"{briefing.id}: {what}")
    if briefing.reader == READER_VERSION:
        yield from _check_hashes(kept, briefing)


def _check_hashes(kept: KeptBriefing, briefing: Briefing) -> Iterator[Fault]:
    """What a reader of today's version would have written otherwise."""
    identities = [identity_of(turn.label, turn.text) for turn in briefing.turns]
    replaced = False
    for line, turn, identity, id_ in zip(
        kept.turns, briefing.turns, identities, turn_ids(briefing.id, identities), strict=True
    ):
        if (words := count_words(turn.text)) != turn.words:
            yield line.fault(f"words is {turn.words}, but the text has {words}")
        if _REPLACED in turn.text + (turn.label or ""):
            replaced = True
        elif turn.text_hash != text_hash_of(identity):
            yield line.fault("text_hash is not that of label and text")
        elif turn.id != id_ and not replaced:
            yield line.fault("id is not that of briefing, label and text")
    is_copy = briefing.copy_of is not None and not briefing.turns
    text = json.dumps(kept.line.record, ensure_ascii=False)
    if not is_copy and not replaced and _REPLACED not in text and briefing.content_hash != content_hash(briefing):
        yield kept.line.fault(f"{briefing.id}: content_hash is not that of what is kept")


def check_older(folder: SourceFolder, older: dict[str, set[int]]) -> Iterator[Fault]:
    """What is wrong with superseded.jsonl and rejected.jsonl. The revisions in the first are added to `older`."""
    stock = older_stock(folder)
    yield from broken_faults(stock.broken)
    for (id_, revision), group in stock.groups.items():
        yield from check_group(folder, group)
        if group.line is not None:
            older.setdefault(id_, set()).add(revision)
    yield from broken_faults(broken_rejected(folder))
