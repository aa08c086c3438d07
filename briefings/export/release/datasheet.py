"""DATASHEET.md: the contents of a release, how it was made, how complete and how reliable it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from briefings import __version__
from briefings.export.rights import UNKNOWN, Rights
from briefings.export.rows import Rows

ERROR_RATES = """\
Measured on pages that are not part of this corpus; docs/accuracy.md of the project has the figures and their limits.
The present reader, on 650 real pages of 26 houses that were seen while it was changed: F1 of turn boundaries 0.997,
mean of houses 0.97, another person's name 0 times, 10 of 325 other pages taken for transcripts. Version 0.1.0, on 97
pages of 39 houses whose forms nobody had described, mostly excerpts: F1 of labelled turns 0.944, roles right 357,
unknown 27 and wrong 39, names right 135 of 137 given. Your sources may be better or worse:
`scrapy export sheet` draws turns to measure them by."""


@dataclass(slots=True)
class Statistics:
    """Counts over a release; `add` takes its briefings one by one."""

    strata: dict[tuple[str, str], Counter[str]] = field(default_factory=dict)
    """Counts by source and year."""
    languages: Counter[str] = field(default_factory=Counter)
    date_bases: Counter[str] = field(default_factory=Counter)
    readers: set[int] = field(default_factory=set)
    fetched: list[str] = field(default_factory=list)
    """First and last day on which a page was fetched."""

    def add(self, rows: Rows) -> None:
        """Count a briefing and its turns."""
        briefing: dict[str, Any] = rows.briefing
        stratum = self.strata.setdefault((briefing["source"], str(briefing["year"] or "no date")), Counter())
        stratum["briefings"] += 1
        stratum["copies"] += briefing["copy_of"] is not None
        stratum["incomplete"] += not briefing["complete"]
        stratum["missing_pages"] += len(briefing["missing_pages"])
        stratum["turns"] += len(rows.turns)
        stratum["words"] += sum(turn["words"] for turn in rows.turns)
        stratum["labelled"] += sum(turn["label"] is not None for turn in rows.turns)
        stratum["named"] += sum(turn["speaker"] is not None for turn in rows.turns)
        self.languages[briefing["language"] or "unknown"] += 1
        self.date_bases[briefing["date_basis"] or "no date"] += 1
        self.readers.add(briefing["reader"])
        days = [page["fetched_at"][:10] for page in briefing["pages"] if page["fetched_at"]]
        if days:
            self.fetched = [min([*days, *self.fetched]), max([*days, *self.fetched])]

    def total(self, name: str) -> int:
        """Return the sum of a count over all strata."""
        return sum(stratum[name] for stratum in self.strata.values())


def datasheet(title: str, version: str, found: Statistics, rights: Sequence[Rights]) -> str:
    """Return the datasheet as Markdown."""
    about = "Columns: CODEBOOK.md. Changes: CHANGES.md. Digests: SHA256SUMS (`sha256sum -c SHA256SUMS`)."
    parts = [
        f"# {title}, {version}", f"{summary(found)} {about}", _contents(found), _completeness(found), _making(found),
        f"## Known errors\n\n{ERROR_RATES}", _rights(rights),
    ]  # fmt: skip
    return "\n\n".join(parts) + "\n"


def _contents(found: Statistics) -> str:
    rows = []
    for (source, year), stratum in sorted(found.strata.items()):
        share = f"{stratum['named'] / stratum['labelled']:.0%}" if stratum["labelled"] else "-"
        counts = [f"{stratum[name]:,}" for name in ("briefings", "copies", "turns", "words")]
        rows.append(f"| {' | '.join([source, year, *counts, share])} |")
    table = "\n".join(rows)
    return f"""\
## What is in it

A turn is one person speaking until another does. `turns` has a row a turn, `briefings` a row a briefing; a briefing
that repeats another word for word is a copy and has no turns.

| source | year | briefings | of them copies | turns | words | labelled turns with a named speaker |
|---|---|---|---|---|---|---|
{table}

Languages, by briefings: {_counts(found.languages)}. Dates are: {_counts(found.date_bases)}; a date that is `published`
is the day of publication, which may be later than the event."""


def _completeness(found: Statistics) -> str:
    complete = found.total("briefings") - found.total("incomplete")
    return f"""\
## How complete it is

{complete:,} of {found.total("briefings"):,} briefings are complete. {found.total("missing_pages"):,} pages are known to
be missing; `complete`, `missing_pages` and `cut` say where. What the list pages of a source never named is not in it,
and nobody knows how much that is."""


def _making(found: Statistics) -> str:
    fetched = f" from {found.fetched[0]} to {found.fetched[1]}" if found.fetched else ""
    readers = ", ".join(map(str, sorted(found.readers)))
    return f"""\
## How it was made

Pages were fetched{fetched} by briefings {__version__}, as robots.txt allows, and split into turns by
rules (reader version {readers}), without a language model. The printed label of every turn is kept; a speaker is
named only where the page gives evidence (`speaker_evidence`). `speaker_id` joins the same full name at the same house
and is no claim about identity."""


def _rights(rights: Sequence[Rights]) -> str:
    rows = "\n".join(
        f"| {each.source} | {each.rights} | {each.rights_url or '-'} | {each.rights_checked or 'never'} |"
        for each in rights
    )
    unknown = any(each.rights == UNKNOWN for each in rights)
    warning = "`unknown` means that nobody looked or found anything: ask the source before you pass the texts on.\n\n"
    return f"""\
## Rights

The texts belong to whoever holds the rights in them. What the sources say:

| source | rights | where it says so | looked at |
|---|---|---|---|
{rows}

{warning if unknown else ""}The people in it spoke in public, in an office or for an outlet. A briefing that was taken
out (`scrapy forget`) is missing from later releases, whose CHANGES.md names it by its id only."""


def summary(found: Statistics) -> str:
    """Return a sentence that sums up the release."""
    sources = sorted({source for source, _ in found.strata})
    years = sorted(year for _, year in found.strata if year.isdigit())
    when = f", {' to '.join(dict.fromkeys([years[0], years[-1]]))}" if years else ""
    briefings = found.total("briefings") - found.total("copies")
    counts = f"{found.total('turns'):,} turns of {briefings:,} press briefing{'s' * (briefings != 1)}"
    return f"{counts} from {', '.join(sources)}{when}."


def _counts(counter: Counter[str]) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in sorted(counter.items()))
