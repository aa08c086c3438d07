"""Killing for real: a child process is sent SIGKILL at a chosen step of what it does in briefings/store."""

from __future__ import annotations

import gc
import os
import signal
import sys
import traceback
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import briefings.store

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import FrameType

STORE = str(Path(briefings.store.__file__).parent)


def killed_at(step: int, action: Callable[[], object], folders: Sequence[str] = (STORE,)) -> bool:
    """Run `action` in a child that is killed at the `step`-th call made or returned from in one of `folders`.

    False when the action ended before. Fails when it raised.
    """
    with warnings.catch_warnings():
        # Python 3.12 warns where there are other threads. Those of the test runner hold nothing that the child needs.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        gc.disable()  # a collection would copy all that the test runner holds
        try:
            _count_down(step, tuple(folders))
            action()
            sys.setprofile(None)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return True
    assert os.waitstatus_to_exitcode(status) == 0
    return False


def _count_down(step: int, folders: tuple[str, ...]) -> None:
    left = step

    def watch(frame: FrameType, event: str, argument: object) -> None:
        nonlocal left
        if frame.f_code.co_filename.startswith(folders) and event != "c_return":
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(watch)
