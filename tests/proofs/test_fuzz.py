"""The checks of the fuzzer for every reviewed case; the fuzzer itself runs in the slow suite."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.proofs.fuzz import CASES, PAGE_END, check
from tests.support.processes import REPO

if TYPE_CHECKING:
    from pathlib import Path

_FOLDERS = sorted(CASES.glob("*/*"))


_SWITCHES = (b"\0", b"\1", b"\2", b"\3")
"""Values of the first byte, which selects how the reader is called."""


def _check(case: Path, *switches: bytes) -> None:
    pages = [page.read_bytes() for page in sorted(case.glob("page-*.html"))]
    for first in switches:
        check(first + PAGE_END.join(pages))


def test_a_reviewed_case_keeps_the_promises_that_the_fuzzer_looks_for() -> None:
    for number, case in enumerate(_FOLDERS[::9]):
        _check(case, _SWITCHES[number % len(_SWITCHES)])


@pytest.mark.slow
def test_every_case_keeps_them_however_the_reader_is_called() -> None:
    for case in _FOLDERS:
        _check(case, *_SWITCHES)


def test_bytes_of_no_page_keep_them_too() -> None:
    behind = b'\0<p>a</body><div id="container_txt"><title>T'
    for data in (b"", b"\0", b"\7\xff\xfe", b"\0" + PAGE_END * 9, b"\3<p>A: \xd6\xd0", behind):
        check(data)


@pytest.mark.slow
@pytest.mark.skipif(importlib.util.find_spec("atheris") is None, reason="the extra fuzz is not installed")
def test_the_fuzzer_finds_nothing_in_a_minute(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.proofs.fuzz", "60"]
    done = subprocess.run(
        command, cwd=tmp_path, env={"PYTHONPATH": str(REPO)}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-3_000:]
    assert "cov: " in done.stderr
