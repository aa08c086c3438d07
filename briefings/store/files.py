"""Durable files: those that only grow, with a prefix known to be on disk, and those replaced in one step."""

import os
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from briefings.store.errors import storage


class AppendedFile:
    """A file open for appending; `size` is the number of bytes written. Every method raises StorageError."""

    def __init__(self, file: Path) -> None:
        self.file = file
        with storage(file):
            new = not file.exists()
            make_folder(file.parent)
            self._stream = file.open("ab", buffering=0)
            if new:
                sync(file.parent)
            self.size = file.stat().st_size

    def append(self, content: bytes) -> None:
        """Write `content` at the end; `sync` makes it last. After a failure, the file is cut back."""
        with storage(self.file):
            try:
                left = memoryview(content)
                while left:
                    left = left[self._stream.write(left) :]
            except OSError:
                # If even this fails, the next start cuts.
                with suppress(OSError):
                    self._stream.truncate(self.size)
                raise
        self.size += len(content)

    def cut(self, size: int) -> None:
        """Cut the file to `size` bytes, durably."""
        with storage(self.file):
            self._stream.truncate(size)
            os.fsync(self._stream.fileno())
        self.size = size

    def sync(self) -> None:
        """Make all of it last, whoever wrote it."""
        with storage(self.file):
            os.fsync(self._stream.fileno())

    def close(self) -> None:
        self._stream.close()


def replace_file(file: Path, parts: Iterable[bytes]) -> None:
    """Replace the content of `file`, durably. A reader, or a start after a kill, meets old or new whole.

    Raises StorageError; then the old content stays.
    """
    write_next(file, parts)
    take_place(file)


def write_next(file: Path, parts: Iterable[bytes]) -> None:
    """Write the coming content of `file` beside it, durably. Raises StorageError."""
    new = next_of(file)
    with storage(new):
        make_folder(file.parent)
        try:
            with new.open("wb") as stream:
                stream.writelines(parts)
            sync(new)
        except OSError:
            with suppress(OSError):
                new.unlink(missing_ok=True)
            raise


def copy_file(file: Path, to: Path, parts: Mapping[int, bytes] | None = None) -> None:
    """Put a copy of `file` in the place of `to`, which may be the same, with other `parts` at these offsets, durably.

    Raises StorageError; then the old content stays.
    """
    with storage(next_of(to)):
        make_folder(to.parent)
        # Its time is its own: programs that copy what changed go by that and the size.
        shutil.copyfile(file, next_of(to))
        with next_of(to).open("r+b") as stream:
            for offset, part in (parts or {}).items():
                stream.seek(offset)
                stream.write(part)
        sync(next_of(to))
        shutil.copymode(file, next_of(to))
    take_place(to)


def take_place(file: Path) -> None:
    """Move what was written beside `file` into its place, durably. Raises StorageError."""
    with storage(file):
        next_of(file).replace(file)
        sync(file.parent)


def remove_file(file: Path) -> None:
    """Remove a file, durably. Raises StorageError."""
    with storage(file):
        file.unlink()
        sync(file.parent)


def make_folder(folder: Path) -> None:
    """Make a folder and those above it where they are missing, durably. Raises StorageError."""
    with storage(folder):
        if not folder.is_dir():
            make_folder(folder.parent)
            folder.mkdir(exist_ok=True)
            sync(folder.parent)


def files_in(folder: Path, ending: str = "") -> list[Path]:
    """Return what is in a folder and has this ending, by name; nothing without a folder.

    Raises StorageError where the folder cannot be read: `Path.glob` takes such a one for empty.
    """
    with storage(folder), suppress(FileNotFoundError):
        return sorted(file for file in folder.iterdir() if file.name.endswith(ending))
    return []


def size_of(file: Path) -> int | None:
    """Return the size of a file; None where there is none. Raises StorageError."""
    with storage(file), suppress(FileNotFoundError):
        return file.stat().st_size
    return None


def next_of(file: Path) -> Path:
    """Return the path where the new content of `file` is written before it takes its place."""
    return file.with_name(f"{file.name}.next")


def sync(path: Path) -> None:
    """Make the content of a file, or the names in a folder, last. Windows has no such call."""
    if os.name == "nt":
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
