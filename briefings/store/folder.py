"""The data folder, and the files of one source in it."""

from pathlib import Path

from scrapy.settings import BaseSettings
from scrapy.utils.conf import closest_scrapy_cfg

from briefings.store.errors import storage


def data_folder(settings: BaseSettings) -> Path:
    """Return the setting BRIEFINGS_DATA, else `data` beside the closest scrapy.cfg or in the current folder."""
    named: str | None = settings.get("BRIEFINGS_DATA")
    if named:
        return Path(named).expanduser()
    project = closest_scrapy_cfg()
    return (Path(project).parent if project else Path.cwd()) / "data"


class SourceFolder:
    """The files of the source `source` in the data folder `root`."""

    def __init__(self, root: Path, source: str) -> None:
        """Name the files. Raises ValueError when the source's name cannot be the name of a folder."""
        if source in {"", ".", ".."} or any(mark in source for mark in "/\\\0"):
            raise ValueError(f"the spider name {source!r} cannot be the name of a folder: rename the spider")
        self.root = root
        self.source = source
        self.folder = folder = root / source
        """Folder of all other files, except the database."""
        self.database = database_in(root)
        self.turns = folder / "turns.jsonl"
        self.briefings = folder / "briefings.jsonl"
        self.superseded = folder / "superseded.jsonl"
        """Lines of older revisions, of both kinds."""
        self.rejected = folder / "rejected.jsonl"
        """Records that break their schema, with the reasons."""
        self.forgotten = folder / "forgotten.jsonl"
        """Briefings removed for good that must not come back."""
        self.damaged = folder / "damaged"
        """Folder of material set aside by a repair."""
        self.written = folder / "written.json"
        """State of the database that the files show, and the lengths of the files."""
        self.archive = folder / "archive"
        self.runs = folder / "runs"
        self.lock = folder / "lock"
        """Lock of the one run that writes here, with a description of it."""


def database_in(root: Path) -> Path:
    return root / "briefings.sqlite"


def sources_in(root: Path) -> list[SourceFolder]:
    """Return the sources that have a folder in the data folder `root`, by name. Raises StorageError."""
    with storage(root):
        if not root.is_dir():
            return []
        found = [SourceFolder(root, folder.name) for folder in sorted(root.iterdir()) if folder.is_dir()]
    return [source for source in found if _is_source(source)]


def _is_source(folder: SourceFolder) -> bool:
    try:
        return any(path.exists() for path in (folder.turns, folder.briefings, folder.forgotten, folder.archive))
    except PermissionError:
        # Whoever uses it says so; `lost+found` at the top of a disk is nobody's but root's.
        return folder.source != "lost+found"
