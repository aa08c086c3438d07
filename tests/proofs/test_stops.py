"""Whatever ends a crawl early: it says why, tears nothing, and the same command completes the records."""

from __future__ import annotations

import os
import signal
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.support import press_office
from tests.support.kept_folders import copy_folder
from tests.support.left_behind import FILES, kept_lines
from tests.support.pages import address
from tests.support.press_office import SOURCE
from tests.support.strict_reader import strict
from tests.support.undisturbed import RUN, STATES, Findings, Undisturbed, compare, crawler

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.crawls import Crawl
    from tests.support.server import Site

    Stop = Callable[[Site, Path], Crawl]

# A page that the crawl meets early and must wait for.
_SLOW = address(7021, 1)


def _signalled(*signals: signal.Signals, seconds: float) -> Stop:
    def stop(site: Site, data: Path) -> Crawl:
        site.serve(_SLOW, replace(press_office.answers(STATES["first"])[_SLOW], delay=seconds))
        run = crawler(site, data)
        process = run.start(*RUN)
        site.wait_for(_SLOW)
        for number, sent in enumerate(signals):
            if number:
                process.wait_for("shutting down gracefully")
            process.send_signal(sent)
        return run.finish(process)

    return stop


def _full(point: str, number: int) -> Stop:
    return lambda site, data: crawler(site, data, "full", point, str(number)).run(*RUN)


def _read_only(site: Site, data: Path) -> Crawl:
    data.mkdir(exist_ok=True)
    if os.geteuid() == 0:
        return crawler(site, data, "readonly").run(*RUN)
    there = [data, *data.rglob("*")]
    for path in there:
        path.chmod(0o500)
    try:
        return crawler(site, data).run(*RUN)
    finally:
        for path in there:
            path.chmod(0o700)


def _without_memory(site: Site, data: Path) -> Crawl:
    return crawler(site, data).run(*RUN, "-s", "MEMUSAGE_LIMIT_MB=1")


_FULL = "{}: No space left on device. Free some space there"
_DATABASE = "{}: "
_READ_ONLY = "{}: Read-only file system. Make it writable" if os.geteuid() == 0 else "{}: Permission denied. Make it"
# The run, what stops it, the exit code, the reason in the closing sentence, and the file it names.
STOPS: dict[str, tuple[str, Stop, int, str, str]] = {
    "interrupt": ("first", _signalled(signal.SIGINT, seconds=2), 7, "Interrupted with ", ""),
    "two interrupts": ("first", _signalled(signal.SIGINT, signal.SIGINT, seconds=60), 7, "Interrupted; ", ""),
    "terminate": ("first", _signalled(signal.SIGTERM, seconds=2), 7, "Interrupted with ", ""),
    "over the memory as it starts": ("first", _without_memory, 7, "Interrupted (memusage_exceeded)", ""),
    "full at the archive": ("first", _full("write archive", 6), 8, _FULL, ".warc.gz"),
    "full at the turns": ("first", _full("write turns.jsonl", 3), 8, _FULL, f"{SOURCE}/turns.jsonl"),
    "full at the briefings": ("first", _full("write briefings.jsonl", 3), 8, _FULL, f"{SOURCE}/briefings.jsonl"),
    "full at the database": ("first", _full("write wal", 60), 8, _DATABASE, ".sqlite"),
    "full at a new briefing": ("later", _full("write turns.jsonl", 1), 8, _FULL, f"{SOURCE}/turns.jsonl"),
    "full at the new file": ("later", _full("write turns.jsonl.next", 2), 8, _FULL, f"{SOURCE}/turns.jsonl.next"),
    "a new folder that is read only": ("first", _read_only, 8, _READ_ONLY, f"data/{SOURCE}"),
    "a folder that became read only": ("later", _read_only, 8, _READ_ONLY, f"{SOURCE}/lock"),
}


# One of each other kind; all take minutes in total.
_SEEDED = {"over the memory as it starts", "full at the database"}


def _mark(name: str) -> tuple[pytest.MarkDecorator, ...]:
    return () if name == "interrupt" else (pytest.mark.seeded if name in _SEEDED else pytest.mark.slow,)


@pytest.mark.parametrize("name", [pytest.param(name, marks=_mark(name)) for name in STOPS])
def test_a_stop_says_why_tears_nothing_and_the_same_command_goes_on(
    undisturbed: Undisturbed, site: Site, tmp_path: Path, name: str
) -> None:
    state, stop, code, reason, file = STOPS[name]
    data = tmp_path / "data"
    if state == "later":
        copy_folder(undisturbed.folders["first"], data)
    press_office.serve(site, STATES[state])
    crawl = stop(site, data)
    if "OSError: [Errno 1] " in crawl.err:
        pytest.skip("here not even root may mount a folder to be read only")
    assert crawl.code == code, crawl.err
    assert reason.format(file) in crawl.out
    assert (code == 8) == ("The data could not be written: " in crawl.out)
    assert "not due" not in crawl.out
    assert "not read" not in crawl.out
    assert "Traceback" not in crawl.err
    _check_that_nothing_is_torn(undisturbed, data, state, crawl)

    press_office.serve(site, STATES[state])
    asked = set(site.visits())
    site.log.clear()
    again = crawler(site, data).run(*RUN)
    assert again.code == 0, again.err
    if not file:
        # Nothing failed: everything received was stored, except what was under way.
        assert len(asked.intersection(site.visits())) <= 8
    found = Findings()
    compare(found, data / SOURCE, undisturbed.folders[state] / SOURCE)
    assert not found.faults


def _check_that_nothing_is_torn(undisturbed: Undisturbed, data: Path, state: str, crawl: Crawl) -> None:
    """Check that every line is whole and one of an undisturbed run's, and that strict readers accept the archive."""
    here, (first, last) = (
        kept_lines(data / SOURCE),
        (kept_lines(undisturbed.folders[name] / SOURCE) for name in ("first", state)),
    )
    for name in FILES:
        # Only the end of a run shows that those of the second host are copies.
        ours = Counter({line: count for line, count in here[name].items() if press_office.OTHER_HOST not in line})
        assert ours <= first[name] | last[name]
    if state == "later":
        assert all(here[name] >= first[name] for name in ("turns.jsonl", "briefings.jsonl"))
    briefings = crawl.briefings(SOURCE)
    assert len(crawl.turns(SOURCE)) == sum(one["turn_count"] for one in briefings)
    for file in (data / SOURCE / "archive").glob("*"):
        strict(file)
