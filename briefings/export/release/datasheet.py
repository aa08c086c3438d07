"""Write DATASHEET.md: what a release contains, how it was made, how complete and how reliable it is."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files

from msgspec import Struct, field

from briefings import __version__
from briefings.export.rights import Rights
from briefings.export.rows import Rows

_TEMPLATE = files("briefings.export.release").joinpath("datasheet.md")


class Statistics(Struct):
    """Counts over a release."""

    strata: dict[tuple[str, str], Counter[str]] = {}
    """Counts by source and year."""
    languages: Counter[str] = field(default_factory=Counter)
    date_bases: Counter[str] = field(default_factory=Counter)
    readers: set[int] = field(default_factory=set)
    fetched: list[str] = []
    """First and last day on which a page was fetched."""

    def counting(self, corpus: Iterable[Rows]) -> Iterator[Rows]:
        """Yield the briefings of a corpus and count each with its turns."""
        for rows in corpus:
            briefing = rows.briefing
            self.strata.setdefault((briefing["source"], str(briefing["year"] or "no date")), Counter()).update(
                briefings=1,
                copies=briefing["copy_of"] is not None,
                incomplete=not briefing["complete"],
                missing_pages=len(briefing["missing_pages"]),
                turns=len(rows.turns),
                words=sum(turn["words"] for turn in rows.turns),
                labelled=sum(turn["label"] is not None for turn in rows.turns),
                named=sum(turn["speaker"] is not None for turn in rows.turns),
            )
            self.languages[briefing["language"] or "unknown"] += 1
            self.date_bases[briefing["date_basis"] or "no date"] += 1
            self.readers.add(briefing["reader"])
            if days := [page["fetched_at"][:10] for page in briefing["pages"] if page["fetched_at"]]:
                self.fetched = [min([*days, *self.fetched]), max([*days, *self.fetched])]
            yield rows

    def total(self, name: str) -> int:
        """Return the sum of a count over all strata."""
        return sum(stratum[name] for stratum in self.strata.values())


def datasheet(title: str, version: str, found: Statistics, rights: Sequence[Rights]) -> str:
    return _TEMPLATE.read_text(encoding="utf-8").format(
        title=title,
        version=version,
        summary=summary(found),
        contents="\n".join(_contents(*stratum) for stratum in sorted(found.strata.items())),
        languages=_counts(found.languages),
        dates=_counts(found.date_bases),
        complete=found.total("briefings") - found.total("incomplete"),
        briefings=found.total("briefings"),
        missing=found.total("missing_pages"),
        fetched=" from {} to {}".format(*found.fetched) if found.fetched else "",
        made_by=f"briefings {__version__}",
        readers=", ".join(map(str, sorted(found.readers))),
        rights="\n".join(
            f"| {each.source} | {each.rights} | {each.rights_url or '-'} | {each.rights_checked or 'never'} |"
            for each in rights
        ),
    )


def _contents(of: tuple[str, str], stratum: Counter[str]) -> str:
    share = f"{stratum['named'] / stratum['labelled']:.0%}" if stratum["labelled"] else "-"
    counts = [f"{stratum[name]:,}" for name in ("briefings", "copies", "turns", "words")]
    return f"| {' | '.join([*of, *counts, share])} |"


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
