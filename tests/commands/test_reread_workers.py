"""`scrapy reread` and its processes: killed, out of memory, stopped, and what cannot be sent to them."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from briefings.records.jsonl import briefing_of
from briefings.store.folder import SourceFolder
from briefings.store.source_store import SourceStore
from briefings.transcript import CHINA_ORG_CN
from briefings.upkeep import workers
from briefings.upkeep.reread import readings
from tests.support import processes
from tests.support.changed_rows import change_record
from tests.support.in_step import assert_in_step
from tests.support.kept_folders import SOURCE, copy_of, scrapy
from tests.support.spoilt_reader import spoilt_reader
from tests.support.stored_lines import kept, lines

if TYPE_CHECKING:
    from tests.support.processes import Process

KILL = "multiprocessing.parent_process() and os.kill(os.getpid(), signal.SIGKILL)"
NO_MEMORY = "raise MemoryError"
HANG = """
                with Path(__file__).with_name("hanging").open("a") as file:
                    print(os.getpid(), file=file)
                time.sleep(600)
"""


def _kept_with(folder: SourceFolder, number: int) -> Any:
    return briefing_of(lines(folder.briefings)[number - 1])


def _spoil(tmp_path: Path, page: str, what: str) -> dict[str, Any]:
    """Return an environment in which `what` happens to the process that reads the page."""
    spoilt_reader(tmp_path, page, what)
    return {**os.environ, "PYTHONPATH": str(tmp_path)}


def _reread(folder: SourceFolder, jobs: str) -> list[str]:
    data = f"BRIEFINGS_DATA={folder.root}"
    return ["-m", "scrapy", "reread", SOURCE, "--jobs", jobs, "-s", data, "-s", "SPIDER_MODULES=spoilt"]


def _hanging(tmp_path: Path, number: int, by: Process) -> set[int]:
    """Return the hanging processes once there are `number` of them; `by` is the command they read for."""
    file = tmp_path / "hanging"
    while True:
        found = set(map(int, file.read_text().split())) if file.exists() else set()
        if len(found) == number:
            return found
        assert not by.is_over(0.05), by.err


@pytest.mark.slow  # four processes, each of which imports Scrapy
def test_a_briefing_that_kills_who_reads_it_is_named_and_all_others_are_read(
    misread: SourceFolder, tmp_path: Path
) -> None:
    victim = _kept_with(misread, 3)
    done = processes.run(*_reread(misread, "2"), env=_spoil(tmp_path, victim.url, KILL))
    assert (done.code, done.err) == (3, "")
    unread = [line.partition(":")[0] for line in done.out.splitlines() if "not read again: the process that" in line]
    assert unread == [victim.id]
    revised = {briefing["id"] for briefing in lines(misread.briefings) if briefing["revision"] == 3}
    assert f"8 briefings read again: {len(revised)} revised, 1 could not be read again." in done.out
    assert victim.id not in revised
    assert_in_step(misread.root, SOURCE)
    again = scrapy(misread.root, "reread", victim.id, "--jobs", "1")
    assert (again.code, kept(misread.root, SOURCE)[victim.id]) == (0, 3)


@pytest.mark.slow
def test_no_process_that_can_be_started_is_said_at_once(misread: SourceFolder, tmp_path: Path) -> None:
    environment = _spoil(tmp_path, "http", KILL)
    ends = "import os, sys\n'--multiprocessing-fork' in sys.orig_argv and os._exit(1)\n"
    (tmp_path / "sitecustomize.py").write_text(ends)
    done = processes.run(*_reread(misread, "6"), env=environment)
    sentence = "No process can be started to read in (try --jobs 1); run the same command again.\n"
    assert (done.code, done.out, done.err) == (7, "", sentence)
    assert scrapy(misread.root, "reread", SOURCE, "--jobs", "1").code == 0


def test_a_process_that_never_answers_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_START", 0.0)
    with pytest.raises(workers.WorkersGoneError), workers.processes(2).start():
        pass
    assert not multiprocessing.active_children()


def test_a_briefing_that_takes_too_much_memory_is_named_and_left(misread: SourceFolder, tmp_path: Path) -> None:
    victim = _kept_with(misread, 3)
    done = processes.run(*_reread(misread, "1"), env=_spoil(tmp_path, victim.url, NO_MEMORY))
    assert (done.code, done.err) == (3, "")
    assert f"{victim.id}: not read again: the reader failed: MemoryError: \n" in done.out
    assert "8 briefings read again: " in done.out
    assert ", 1 could not be read again." in done.out


@pytest.mark.slow  # processes that import Scrapy
def test_what_cannot_be_sent_to_another_process_keeps_no_other_briefing_from_being_read(misread: SourceFolder) -> None:
    class Local(str):
        """A text whose class no other process can import."""

        __slots__ = ()

    unsendable = replace(CHINA_ORG_CN, list_count=Local(r"(\d+) briefings"))
    with SourceStore(misread.root, SOURCE) as store:
        revisions = list(store.records.newest_of(SOURCE))
    found = list(readings(revisions, misread, unsendable, workers=workers.processes(2)))
    assert [kept.id for kept, _ in found] == [line["id"] for line in lines(misread.briefings)]
    assert {str(trouble).partition(":")[0] for _, (_, trouble) in found} == {"the reader failed"}


def test_ctrl_c_ends_it_with_a_sentence_and_the_same_command_goes_on(sample_data: Path, tmp_path: Path) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    copy = _kept_with(folder, 8)
    change_record(folder, copy.id, {}, {})  # so that it is read
    environment = _spoil(tmp_path, copy.url, HANG)
    reread = processes.start(*_reread(folder, "1"), env=environment)
    _hanging(tmp_path, 1, reread)
    reread.send_signal(signal.SIGINT)
    assert (reread.wait(), reread.out, reread.err) == (7, "", "Interrupted; run the same command again.\n")
    assert scrapy(folder.root, "reread", SOURCE, "--jobs", "1").code == 0
    assert_in_step(folder.root, SOURCE)


@pytest.mark.slow  # processes that import Scrapy
def test_its_processes_end_with_it_also_when_it_is_killed(misread: SourceFolder, tmp_path: Path) -> None:
    reread = processes.start(*_reread(misread, "2"), env=_spoil(tmp_path, "http", HANG))
    readers = _hanging(tmp_path, 2, reread)
    reread.kill()
    reread.wait()
    until = time.monotonic() + processes.PATIENCE
    while any(Path(f"/proc/{pid}").exists() for pid in readers):
        assert time.monotonic() < until
        time.sleep(0.05)
