"""Shared beginnings of tests, made once for all processes of a test run by the first that asks."""

from __future__ import annotations

import pickle
import shutil
from typing import TYPE_CHECKING, TypeVar

from filelock import FileLock

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

T = TypeVar("T")


def made_once(folder: Path, make: Callable[[Path], T]) -> T:
    """Return the read-only result of `make`, which was given the empty `folder` to fill."""
    kept = folder.with_name(f"{folder.name}.made")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(f"{folder}.lock"):
        if not kept.exists():
            # A failed attempt may have left something.
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            kept.write_bytes(pickle.dumps(make(folder)))
    made: T = pickle.loads(kept.read_bytes())
    return made
