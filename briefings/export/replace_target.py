"""Files and folders that appear in whole or not at all: written beside, synced, then moved into place.

Anyone who looks, or starts after a kill, finds the old one whole or the new one whole. The next export overwrites what
a killed one left beside; while one writes there, no other does.
"""

import ctypes
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import chain
from pathlib import Path

from briefings.store.errors import BusyError, StorageError, storage
from briefings.store.files import next_of, sync
from briefings.store.lock import hold

MARK = "export.json"
"""File that marks a folder as made by an export, so that another may replace it."""

_AT_FDCWD = -100
_EXCHANGE = 2  # RENAME_EXCHANGE of Linux swaps two names at once, so that the old or the new folder is always there


@contextmanager
def replaced(*targets: Path, folder: bool = False, elsewhere: str | None = None) -> Iterator[tuple[Path, ...]]:
    """Yield files to write, or an empty folder; they replace `targets`, the first one last, unless the block fails.

    Raises StorageError, with `elsewhere` as in `storage`, BusyError while another process does the same; what was there
    then stays.
    """
    new = tuple(map(next_of, targets))
    with ExitStack() as stack, storage(targets[0], elsewhere):
        targets[0].parent.mkdir(parents=True, exist_ok=True)
        _claim(stack, new[0], folder=folder)
        _remove(new[1:])
        try:
            yield new
            for place in chain.from_iterable((*sorted(each.rglob("*")), each) for each in new):
                sync(place)
            for each, target in reversed([*zip(new, targets, strict=True)]):
                (_exchange if target.is_dir() else Path.replace)(each, target)
        finally:
            _remove(new)
        sync(targets[0].parent)


def _claim(stack: ExitStack, new: Path, *, folder: bool) -> None:
    """Make an empty file or folder that no other export takes until the stack is closed. Raises BusyError."""
    if new.is_symlink() or not (new.is_dir() if folder else new.is_file()):
        _remove([new])
    if folder:
        new.mkdir(exist_ok=True)
    else:
        new.touch()
    # The other one may have moved it to its place meanwhile.
    if not hold(stack, new, is_shared=False) or not new.exists():
        raise BusyError(new, "another export is writing there", "Run the same command again when it is done.")
    if folder:
        _remove([*new.iterdir()])
    else:
        os.truncate(new, 0)


def _remove(places: Iterable[Path]) -> None:
    for place in places:
        shutil.rmtree(place, ignore_errors=True)
        place.unlink(missing_ok=True)


def refuse_foreign(target: Path, *, folder: bool) -> None:
    """Raise StorageError if `target` exists and cannot come from an export: nothing of the user's is replaced."""
    if target.exists() and not (target.is_dir() or target.is_file()):
        raise StorageError(target, "is a device or a pipe, and no file", "Name a file with --out, or - for the output.")
    if folder and target.is_dir() and any(target.iterdir()) and not (target / MARK).exists():
        raise StorageError(target, "is a folder that no export made", "Name another with --out.")
    if folder and target.is_file():
        raise StorageError(target, "is a file, and this format is a folder", "Name another place with --out.")
    if not folder and target.is_dir():
        raise StorageError(target, "is a folder, and this format is a file", "Name a file with --out.")


def is_kept(target: Path, data: Path) -> bool:
    """Tell whether `target` is in the data folder, whatever links lead there, or contains it."""
    # Forgetting and verifying cover the whole folder, so no export may be in it. A source or an archive may be a link.
    own = {os.path.realpath(folder) for folder in (data, *data.glob("*/"), *data.glob("*/*/"))}
    real = Path(os.path.realpath(target))
    return not own.isdisjoint(map(str, (real, *real.parents))) or real in Path(os.path.realpath(data)).parents


def _exchange(new: Path, folder: Path) -> None:
    """Swap the two names in one step where the system can; elsewhere `folder` is missing for a moment."""
    if sys.platform == "linux" and hasattr(ctypes.CDLL(None), "renameat2"):
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.renameat2(_AT_FDCWD, os.fsencode(new), _AT_FDCWD, os.fsencode(folder), _EXCHANGE) == 0:
            return
    old = folder.with_name(f"{folder.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    folder.rename(old)
    new.rename(folder)
    shutil.rmtree(old, ignore_errors=True)
