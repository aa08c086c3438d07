"""Files are replaced in one step, with a time that programs which copy what changed can see."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from briefings.store.files import copy_file

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("to", ["pages.warc.gz", "other.warc.gz"])
def test_a_copy_with_other_parts_is_newer_and_may_be_read_by_the_same(tmp_path: Path, to: str) -> None:
    file = tmp_path / "pages.warc.gz"
    file.write_bytes(b"one two three")
    os.utime(file, (1_000_000, 1_000_000))
    file.chmod(0o440)
    copy_file(file, tmp_path / to, {4: b"TWO"})
    made = tmp_path / to
    assert made.read_bytes() == b"one TWO three"
    assert (made.stat().st_mtime > 1_000_000, made.stat().st_mode & 0o777) == (True, 0o440)
    assert {path.name for path in tmp_path.iterdir()} == {file.name, to}
