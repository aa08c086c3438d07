"""Find releases: by version, by order, and by a briefing in them."""

import csv
import hashlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from briefings.store.errors import StorageError, storage

SUMS = "SHA256SUMS"
_VERSION = re.compile(r"\d+(?:[.-]\d+){0,4}(?:[.+-]?(?:a|alpha|b|beta|rc|dev|post)[.-]?\d*)?")
"""1.0, 2026-03, 1.0-rc1. No letter in front: v1 and 1 would be two names of one version."""


def release_folder(data: Path, version: str) -> Path:
    """Return the folder of the release `version`, existing or new. Raises ValueError for an invalid version."""
    if not _VERSION.fullmatch(version):
        raise ValueError(f"{version!r} is not a version: use numbers, such as 1.0, 2026-03 or 1.0-rc1")
    return data / "releases" / version


def is_released(folder: Path) -> bool:
    """Tell whether a folder has a finished release; a power cut may leave an empty one."""
    return (folder / SUMS).exists()


def releases_in(data: Path) -> list[Path]:
    """Return the releases of a data folder, oldest version first."""
    found = [file.parent for file in (data / "releases").glob(f"*/{SUMS}") if not file.parent.name.endswith(".next")]
    return sorted(found, key=lambda folder: _order(folder.name))


def release_before(data: Path, version: str) -> Path | None:
    """Return the newest release with a version below `version`; None if there is none."""
    before = [folder for folder in releases_in(data) if _order(folder.name) < _order(version)]
    return before[-1] if before else None


def releases_with(data: Path, briefing: str) -> list[Path]:
    """Return the releases with a row for a briefing. Raises StorageError."""
    every = releases_in(data)
    return [folder for folder in every if any(row["id"] == briefing for row in rows_of(folder, "briefings"))]


def rows_of(folder: Path, table: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a table of a release, as text. Raises StorageError when it cannot be read."""
    csv.field_size_limit(sys.maxsize)
    file = folder / f"{table}.csv"
    with storage(file), file.open(encoding="utf-8-sig", newline="") as stream:
        yield from csv.DictReader(stream)


def write_sums(folder: Path) -> None:
    """Write SHA256SUMS over all files of a folder, as `sha256sum -c` reads it. Raises OSError."""
    lines = [f"{digest_of(file)}  {file.relative_to(folder)}\n" for file in sorted(folder.rglob("*")) if file.is_file()]
    (folder / SUMS).write_text("".join(lines), encoding="utf-8")


def check_sums(folder: Path) -> None:
    """Raise StorageError if a file of a release has changed since."""
    with storage(folder / SUMS):
        for line in (folder / SUMS).read_text(encoding="utf-8").splitlines():
            digest, _, name = line.partition("  ")
            file = folder / name
            if not file.is_file() or digest_of(file) != digest:
                raise StorageError(file, "is not as it was released", "Restore it from a copy, or delete that release.")


def digest_of(file: Path) -> str:
    """Return the SHA-256 of a file. Raises OSError."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _order(version: str) -> list[tuple[int, int, str]]:
    """Return a sort key: 1.10 comes after 1.9, and 1.0 after 1.0-rc1."""
    parts = re.findall(r"\d+|[A-Za-z]+", version)
    # The end of a version sorts after letters and before digits.
    return [(2, int(part), "") if part.isdigit() else (0, 0, part) for part in parts] + [(1, 0, "")]
