"""A user who may read a folder and not write to it: what tests of media that cannot be written need, root or not."""

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
    """A copy of a folder that can be read only, with a folder `out` beside it that can be written.

    Gives the copy, and what runs an action in a child process as a user for whom that holds: root itself may write
    anywhere. The child fails the test when the action raises.
    """
    # The folders of pytest are closed to others.
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
