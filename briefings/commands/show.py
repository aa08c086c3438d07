"""`scrapy show`: a stored briefing in the terminal, with its revisions."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise

from scrapy.exceptions import UsageError

from briefings.export.corpus_command import CorpusCommand
from briefings.export.formats.plain_text import header_of, heading_of
from briefings.items import Briefing
from briefings.records.differences import in_words
from briefings.records.jsonl import record_of
from briefings.safe_to_show import shown
from briefings.store.entries import EntryIndex, SitePlace


class Command(CorpusCommand):
    """Print a kept transcript, and what its revisions changed."""

    arguments = "BRIEFING | --site SOURCE"
    description = (
        "Print the header of a kept briefing, its revisions with what each changed, and its turns. Name it by its id or"
        " by the address of a page. --site prints what is known of the links of a source's site instead."
        " Exit codes: 0 done, 2 bad usage or it is not kept, 8 the data is damaged."
    )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--revision", metavar="N", type=int, help="the text of this revision instead of the newest")
        parser.add_argument("--site", metavar="SOURCE", help="what is known of the links of the site of this source")

    def treat(self, args: list[str], opts: argparse.Namespace) -> None:
        """Print the briefing. Raises UsageError for one that is not stored."""
        if opts.site and (args or opts.revision is not None):
            raise UsageError("--site takes no briefing and no --revision.")
        if opts.site:
            with self.kept([opts.site]) as (kept, _):
                _print(_map_lines(EntryIndex(kept.database, opts.site).places()))
            return
        if len(args) != 1:
            raise UsageError("Name one briefing, by its id or the address of one of its pages.")
        with self.kept() as (kept, _):
            found = [[one.as_printed() for one in kept.records.all_of(key)] for key in kept.named(args)]
        # In several sources, the one with its turns.
        revisions = max(found, key=lambda revisions: revisions[-1].turn_count)
        newest = revisions[-1]
        number = newest.revision if opts.revision is None else opts.revision
        chosen = next((each for each in revisions if each.revision == number), None)
        if chosen is None:
            there = ", ".join(str(each.revision) for each in revisions)
            raise UsageError(f"{newest.id} has no revision {opts.revision}; it has {there}.")
        _print(lines_of(revisions, chosen))


def _map_lines(places: Sequence[SitePlace]) -> Iterator[tuple[str, str]]:
    """Yield styles and lines: each place, its meaning and evidence, and how a source file would declare it."""
    if not places:
        yield "", "Nothing was looked at: no link of this site needed it."
    for place in places:
        yield "bold", f"{place.kind}: {place.evidence}"
        yield "", f"    place: {place.place}"
        yield "", f"    seen at {place.example}, {place.seen_at}"
        if setting := _setting(place):
            yield "dim", f"    in the source file: {setting}"


def _setting(place: SitePlace) -> str:
    """Return the declaration in a source file that fixes a line of the map; "" if there is none for it."""
    elements, _, kind_of_link = place.place.partition("|")
    of, _, where = elements.rpartition(": ")
    of_pages = "list_pages" if of.startswith("list: ") else "article_pages"
    of_entries = "transcript_link" if of.startswith("front: ") else "entries"
    setting = {"pages": of_pages, "entries": of_entries}.get(place.kind)
    if setting is None or place.place.startswith("at "):
        return ""
    from briefings.crawling import css_of_place

    folder = kind_of_link.partition("#")[0].rpartition("/")[0]
    among = f'[href*="{folder}/"]' if setting == "transcript_link" and folder else ""
    return f"{setting}={css_of_place(where) + among!r}"


def lines_of(revisions: Sequence[Briefing], chosen: Briefing) -> Iterator[tuple[str, str]]:
    """Yield styles and lines of a briefing: the header, the revisions, the turns."""
    title, *more = header_of(record_of(chosen))
    yield "bold", title
    yield from (("", line) for line in more)
    yield "dim", f"{chosen.id}, source {chosen.source}, revision {chosen.revision}"
    if chosen.vanished_at:
        yield "", f"Removed from the site; first seen so at {chosen.vanished_at}."
    yield from (("", f"Warning: {warning}") for warning in chosen.warnings)
    for old, new in pairwise(revisions):
        yield "dim", f"Revision {new.revision} changed:"
        yield from (("dim", f"    {line}") for line in in_words(old, new))
    if chosen.copy_of and not chosen.turns:
        yield "", f"A copy of {chosen.copy_of}, which has its turns: scrapy show {chosen.copy_of}"
    for turn in map(record_of, chosen.turns):
        yield "", ""
        yield _STYLES.get(turn["role"], "bold"), heading_of(turn)
        yield from (("", line) for line in turn["text"].split("\n"))
        beside = (note for note in turn["notes"] if not note["length"])
        yield from (("italic dim", f"[{note['kind']}: {note['text']}]") for note in beside)


_STYLES = {"press": "bold cyan", "chair": "bold magenta", "official": "bold green"}


def _print(lines: Iterator[tuple[str, str]]) -> None:
    """Print with styles, wrapped at words, on a terminal; plainly elsewhere."""
    if not sys.stdout.isatty():
        for _, line in lines:
            print(shown(line))
        return
    # A tenth of a second, worth it only on a terminal.
    from rich.console import Console
    from rich.text import Text

    console = Console()
    for style, line in lines:
        console.print(Text(shown(line), style=style))
