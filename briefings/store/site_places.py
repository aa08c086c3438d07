"""The places of a site: what links that stand in each lead to, as a look at one of them showed."""

from __future__ import annotations

from dataclasses import dataclass

from briefings.clock import now
from briefings.store.database import Database


@dataclass(frozen=True, slots=True)
class SitePlace:
    """A place of a site, what its links lead to, on what evidence, and the address that was looked at."""

    place: str
    kind: str
    evidence: str
    example: str
    seen_at: str


class SitePlaces:
    """The places of one source in the database. Every method raises StorageError."""

    def __init__(self, database: Database, source: str) -> None:
        self._database = database
        self._source = source

    def known(self) -> list[SitePlace]:
        """All places that are known, by name."""
        rows = self._database.read("site_map", "source = ? ORDER BY place", self._source)
        return [SitePlace(row["place"], row["kind"], row["evidence"], row["example"], row["seen_at"]) for row in rows]

    def of_killed_runs(self) -> list[str]:
        """The places that were noted since a run ended: by runs that were killed."""
        rows = self._database.rows(
            "SELECT place FROM site_map WHERE source = ? AND seen_at > "
            "coalesce((SELECT max(ended_at) FROM runs WHERE source = ?), '')",
            self._source, self._source,
        )  # fmt: skip
        return [place for (place,) in rows]

    def note(self, place: str, kind: str, evidence: str, example: str) -> None:
        """Keep what a place leads to."""
        self._database.insert(
            "site_map",
            source=self._source, place=place, kind=kind, evidence=evidence, example=example, seen_at=now(),
        )  # fmt: skip
