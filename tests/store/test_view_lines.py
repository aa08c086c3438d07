"""The lines of the files of a source, whatever another process does to them meanwhile."""

from __future__ import annotations

import time
from pathlib import Path
from threading import Thread

from briefings.store.view_lines import lines_of


def test_a_file_that_a_run_takes_away_meanwhile_has_no_lines(tmp_path: Path) -> None:
    file, until = tmp_path / "written.json", time.monotonic() + 0.3

    def write_anew() -> None:
        while time.monotonic() < until:
            (tmp_path / "next").write_bytes(b"{}\n")
            (tmp_path / "next").replace(file)
            file.unlink()

    run = Thread(target=write_anew)
    run.start()
    read: set[tuple[bytes, ...]] = set()
    while time.monotonic() < until:
        read.add(tuple(line.raw for line in lines_of(file)))
    run.join()
    assert read == {(), (b"{}\n",)}
