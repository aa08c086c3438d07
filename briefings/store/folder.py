"""The data folder, and the files of one source in it."""

from __future__ import annotations

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


class SourceFolder:
    """The files of the source `source` in the data folder `root`."""

    def __init__(self, root: Path, source: str) -> None:
        """Raises ValueError when the name of the source cannot be the name of a folder."""
        if source in {"", ".", ".."} or any(mark in source for mark in "/\\\0"):
            raise ValueError(f"the spider name {source!r} cannot be the name of a folder: rename the spider")
        self.root = root
        self.source = source
        self.folder = folder = root / source
        """The folder of all other files, except the database."""
        self.database = database_in(root)
        """One for all sources."""
        self.turns = folder / "turns.jsonl"
        """A line a turn, the newest revisions only."""
        self.briefings = folder / "briefings.jsonl"
        """A line a briefing, the newest revisions only."""
        self.superseded = folder / "superseded.jsonl"
        """The lines of older revisions, of both kinds."""
        self.rejected = folder / "rejected.jsonl"
        """Records that break their schema, with the reasons."""
        self.forgotten = folder / "forgotten.jsonl"
        """Briefings that were taken out for good and must not come back."""
        self.damaged = folder / "damaged"
        """The folder of what was set aside by a repair."""
        self.written = folder / "written.json"
        """Says which state of the database the files show, and how long they are."""
        self.archive = folder / "archive"
        """The folder of the WARC files."""
        self.runs = folder / "runs"
        """The folder of the reports."""
        self.lock = folder / "lock"
        """Locked by the one run that writes here."""
        self.holder = folder / "lock.json"
        """Says which run holds the lock."""


def database_in(root: Path) -> Path:
    """The database of a data folder."""
    return root / "briefings.sqlite"


def sources_in(root: Path) -> list[SourceFolder]:
    """The sources that have a folder in the data folder `root`, by name."""
    if not root.is_dir():
        return []
    found = (SourceFolder(root, folder.name) for folder in root.iterdir() if folder.is_dir())
    return sorted((source for source in found if _is_source(source)), key=lambda source: source.source)


def _is_source(folder: SourceFolder) -> bool:
    return any(path.exists() for path in (folder.turns, folder.briefings, folder.forgotten, folder.archive))
