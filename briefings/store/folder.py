"""Where things are kept: the data folder, and the files of one source in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from scrapy.settings import BaseSettings
from scrapy.utils.conf import closest_scrapy_cfg


def data_folder(settings: BaseSettings) -> Path:
    """The setting BRIEFINGS_DATA, else `data` beside the closest scrapy.cfg, else `data` in the current folder."""
    named: str | None = settings.get("BRIEFINGS_DATA")
    if named:
        return Path(named).expanduser()
    project = closest_scrapy_cfg()
    return (Path(project).parent if project else Path.cwd()) / "data"


@dataclass(frozen=True, slots=True)
class SourceFolder:
    """The files of the source `source` in the data folder `root`.

    Raises ValueError when the name of the source cannot be the name of a folder.
    """

    root: Path
    source: str

    def __post_init__(self) -> None:
        if self.source in {"", ".", ".."} or any(mark in self.source for mark in "/\\\0"):
            raise ValueError(f"the spider name {self.source!r} cannot be the name of a folder: rename the spider")

    @property
    def folder(self) -> Path:
        """Where the other files are, except the ledger."""
        return self.root / self.source

    @property
    def ledger(self) -> Path:
        """The ledger, one for all sources."""
        return self.root / "ledger.sqlite"

    @property
    def turns(self) -> Path:
        """A line a turn, the newest revisions only."""
        return self.folder / "turns.jsonl"

    @property
    def briefings(self) -> Path:
        """A line a briefing, the newest revisions only."""
        return self.folder / "briefings.jsonl"

    @property
    def superseded(self) -> Path:
        """The lines of older revisions, of both kinds."""
        return self.folder / "superseded.jsonl"

    @property
    def rejected(self) -> Path:
        """Records that break their schema, with the reasons."""
        return self.folder / "rejected.jsonl"

    @property
    def forgotten(self) -> Path:
        """What was taken out for good, and must not come back."""
        return self.folder / "forgotten.jsonl"

    @property
    def archive(self) -> Path:
        """The folder of the WARC files."""
        return self.folder / "archive"

    @property
    def runs(self) -> Path:
        """The folder of the reports."""
        return self.folder / "runs"

    @property
    def lock(self) -> Path:
        """Locked by the one run that writes here."""
        return self.folder / "lock"

    @property
    def holder(self) -> Path:
        """Says which run holds the lock."""
        return self.folder / "lock.json"


def sources_in(root: Path) -> list[SourceFolder]:
    """The sources that have a folder in the data folder `root`, by name."""
    if not root.is_dir():
        return []
    found = (SourceFolder(root, folder.name) for folder in root.iterdir() if folder.is_dir())
    return sorted((source for source in found if _is_source(source)), key=lambda source: source.source)


def _is_source(folder: SourceFolder) -> bool:
    return any(path.exists() for path in (folder.turns, folder.briefings, folder.archive))
