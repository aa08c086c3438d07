"""`scrapy show`: a stored briefing in the terminal, with its revisions."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from itertools import pairwise

from scrapy.exceptions import UsageError

from briefings.export.corpus_command import CorpusCommand
from briefings.export.formats.plain_text import header_of, heading_of
from briefings.items import Briefing
from briefings.records.differences import in_words
from briefings.records.jsonl import record_of
from briefings.runs.verdict import Code
from briefings.safe_to_show import shown
from briefings.store.entries import SitePlace


class Command(CorpusCommand):
    """Print a stored transcript for reading, the facts about it, and how its revisions differ."""

    arguments = "BRIEFING | --site SOURCE"
    summary = "Print a kept transcript, and what its revisions changed"
    description = (
        "Print the header of a kept briefing, its revisions with what each changed, and its turns. Name it by its id or"
        " by the address of a page. --site prints what is known of the links of a source's site instead."
        " Exit codes: 0 done, 2 bad usage or it is not kept, 8 the data is damaged."
    )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--revision", metavar="N", type=int, help="the text of this revision instead of the newest")
        parser.add_argument("--site", metavar="SOURCE", help="what is known of the links of the site of this source")

    def treat(self, args: list[str], opts: argparse.Namespace) -> int:
        """Print the briefing. Raises UsageError for one that is not stored."""
        if opts.site and not args:
            with self.kept([opts.site]) as (kept, _):
                _print(_map_lines(kept.site_map(opts.site)))
            return Code.COMPLETE
        if len(args) != 1 or opts.site:
            raise UsageError("Name one briefing, by its id or the address of one of its pages.")
        with self.kept() as (kept, _):
            found = [place for key in kept.named(args) for place in kept.places(key.source) if place.id == key.id]
            # In several sources, the one with its turns.
            place = max(found, key=lambda place: place.turn_count)
            revisions = [revision.as_printed() for revision in kept.revisions(place.source, place.id)]
        number = opts.revision or place.revision
        chosen = next((each for each in revisions if each.revision == number), None)
        if chosen is None:
            there = ", ".join(str(each.revision) for each in revisions)
            raise UsageError(f"{place.id} has no revision {opts.revision}; there are {there}.")
        _print(lines_of(revisions, chosen))
        return Code.COMPLETE


def _map_lines(places: Sequence[SitePlace]) -> Iterator[str]:
    """Yield lines: each place, its meaning and evidence."""
    if not places:
        yield "Nothing was looked at: no link of this site needed it."
    for place in places:
        yield f"{place.kind}: {place.evidence}"
        yield f"    place: {place.place}"
        yield f"    seen at {place.example}, {place.seen_at}"


def lines_of(revisions: Sequence[Briefing], chosen: Briefing) -> Iterator[str]:
    """Yield the lines of a briefing: the header, the revisions, the turns."""
    yield from header_of(record_of(chosen))
    yield f"{chosen.id}, source {chosen.source}, revision {chosen.revision}"
    if chosen.vanished_at:
        yield f"Removed from the site; first seen so at {chosen.vanished_at}."
    yield from (f"Warning: {warning}" for warning in chosen.warnings)
    for old, new in pairwise(revisions):
        yield f"Revision {new.revision} changed:"
        yield from (f"    {line}" for line in in_words(old, new))
    if chosen.copy_of and not chosen.turns:
        yield f"A copy of {chosen.copy_of}, which has its turns: scrapy show {chosen.copy_of}"
    for turn in map(record_of, chosen.turns):
        yield ""
        yield heading_of(turn)
        yield from turn["text"].split("\n")
        for note in turn["notes"]:
            if not note["length"]:
                yield f"[{note['kind']}: {note['text']}]"


def _print(lines: Iterator[str]) -> None:
    for line in lines:
        print(shown(line))
