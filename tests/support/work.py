"""The work of a reader, counted in what Python runs: the same on every machine, however busy."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType


def lines_run(action: Callable[[], object], *files: str) -> int:
    """Do `action`; return the number of lines of Python that ran, those of `files` alone if their ends are given."""
    lines = 0

    def count(frame: FrameType, event: str, _argument: object) -> Any:
        nonlocal lines
        lines += event == "line"
        return count if frame.f_code.co_filename.endswith(files or "") else None

    before = sys.gettrace()
    sys.settrace(count)
    try:
        action()
    finally:
        sys.settrace(before)
    return lines


@dataclass(slots=True)
class Calls:
    """What an action called."""

    functions: int = 0
    """Functions of Python."""
    built_in: int = 0
    """Functions of C."""
    patterns: int = 0
    """Regular expressions, each call as many as its pattern has characters: a long one takes longer on any text."""


def calls_of(action: Callable[[], object]) -> Calls:
    """Do `action`; return what it called, including the calls of libraries."""
    calls = Calls()

    def count(_frame: object, event: str, argument: Any) -> None:
        if event == "call":
            calls.functions += 1
        elif event == "c_call":
            calls.built_in += 1
            if isinstance(of := getattr(argument, "__self__", None), re.Pattern):
                calls.patterns += len(of.pattern)

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        action()
    finally:
        sys.setprofile(before)
    return calls
