"""A user who may read a folder but not write to it, for tests of read-only media, with or without root."""

from __future__ import annotations

import os
import shutil
import tempfile
import traceback
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_NOBODY = 65_534


@contextmanager
def somebody_else(data: Path) -> Iterator[tuple[Path, Callable[[Callable[[], object]], None]]]:
    """Copy a folder to a read-only one, beside a writable folder `out`.

    Yields the copy, and a function that runs an action in a child process as a user bound by that, since root may write
    anywhere. The child fails the test when the action raises.
    """
    # The folders of pytest are closed to other users.
    place = Path(tempfile.mkdtemp(prefix="briefings-tests-"))
    theirs = place / "data"
    shutil.copytree(data, theirs)
    (place / "out").mkdir()
    try:
        place.chmod(0o755)
        (place / "out").chmod(0o777)
        for path in (theirs, *theirs.rglob("*")):
            path.chmod(0o555 if path.is_dir() else 0o444)
        yield theirs, _act
    finally:
        for path in (theirs, *theirs.rglob("*")):
            path.chmod(0o755)
        shutil.rmtree(place)


def _act(action: Callable[[], object]) -> None:
    child = os.fork()
    if child == 0:
        try:
            if os.geteuid() == 0:
                os.setgroups([])
                os.setgid(_NOBODY)
                os.setuid(_NOBODY)
            action()
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
