"""The progress line of a crawl on the terminal, as a person sees it."""

from __future__ import annotations

import json
import re
import shutil
from threading import Event
from typing import TYPE_CHECKING

import pytest

from tests.support.crawls import Crawl
from tests.support.pages import HOST, address, briefing, list_page
from tests.support.server import Reply, Site, page
from tests.support.terminal import CTRL_C, Terminal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.support.crawls import Crawler

LISTS = [f"http://{HOST}/pressroom/node_8001.htm", f"http://{HOST}/pressroom/node_8001_2.htm"]
START = ("china_org_cn", "-a", f"lists={LISTS[0]}")
SHOW_CURSOR = b"\x1b[?25h"
HIDE_CURSOR = b"\x1b[?25l"
_LOG_LINE = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \[[\w.]+\] (DEBUG|INFO|WARNING|ERROR): ")
_PROGRESS = re.compile(r"\d+ of (at least )?\d+ briefings")
_LEFT = r"(-:--:--|0:00:\d\d)"
"""Pattern of the time left, which is unknown before two briefings are done."""


@pytest.fixture
def listed(site: Site, crawler: Crawler) -> Site:
    """Two list pages with two briefings of two pages each."""
    crawler.extra = ["-s", "CONCURRENT_REQUESTS_PER_DOMAIN=8"]
    for key in (7001, 7002, 7003, 7004):
        site.serve_all(briefing(key, 2))
    site.serve(LISTS[0], list_page([address(7001), address(7002)], LISTS, 1))
    site.serve(LISTS[1], list_page([address(7003), address(7004)], LISTS, 2))
    return site


@pytest.fixture
def gate(listed: Site) -> Iterator[Event]:
    """An event that releases the last page."""
    event = Event()
    listed.serve(address(7004, 2), Reply(briefing(7004, 2)[address(7004, 2)], gate=event))
    yield event
    event.set()


def _gave_the_terminal_back(terminal: Terminal, sentence: str) -> None:
    """Check that the cursor is shown, the display gone, and the sentence after the log on a line of its own."""
    assert not terminal.screen.cursor.hidden
    assert terminal.sent.count(HIDE_CURSOR) == terminal.sent.count(SHOW_CURSOR) == 1
    assert not any(_PROGRESS.search(line) or "━" in line for line in terminal.lines), terminal.lines
    assert terminal.lines[-1].startswith(sentence), terminal.lines
    assert terminal.screen.cursor.x == 0


def test_display_says_how_far_the_crawl_is_and_goes_without_a_trace(
    listed: Site, crawler: Crawler, gate: Event
) -> None:
    second_list = Event()
    listed.serve(LISTS[1], Reply(list_page([address(7003), address(7004)], LISTS, 2), gate=second_list))
    with Terminal(crawler, *START) as terminal:
        # While a list page is still to come, neither the number of briefings nor the time left is known.
        terminal.wait_for("2 of at least 2 briefings, 5 pages")
        second_list.set()
        terminal.wait_for("3 of 4 briefings")
        terminal.wait_for(", 9 pages")
        assert re.search(rf"━ {_LEFT} 3 of 4 briefings, 9 pages$", terminal.lines[-1])
        gate.set()
        assert terminal.wait() == 0
        _gave_the_terminal_back(terminal, "4 briefings (20 turns): 4 new, 0 revised, 0 unchanged, all complete.")


@pytest.mark.slow
def test_lines_of_the_log_stand_above_the_display_and_are_those_of_a_pipe(
    listed: Site, crawler: Crawler, gate: Event
) -> None:
    # With so few columns nearly every line is longer than a row.
    with Terminal(crawler, *START, columns=60) as terminal:
        terminal.wait_for("3 of 4 briefings")
        assert "3 of 4 briefings" in terminal.lines[-1]
        gate.set()
        terminal.wait()
    text = re.sub(rb"\x1b\[[0-9;?]*[A-Za-z]", b"", terminal.sent).decode()
    logged = {line[20:] for line in re.split(r"[\r\n]", text) if _LOG_LINE.match(line)}
    shutil.rmtree(crawler.data)
    piped = {line[20:] for line in crawler.run(*START).err.splitlines() if _LOG_LINE.match(line)}
    assert logged == piped


def test_display_is_only_for_a_terminal(listed: Site, crawler: Crawler) -> None:
    crawl = crawler.run(*START)
    assert crawl.code == 0
    assert "\x1b" not in crawl.err + crawl.out
    assert not _PROGRESS.search(crawl.err)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("args", "variables"),
    [
        (("-s", "BRIEFINGS_PROGRESS=False"), {}),
        (("--nolog",), {}),
        ((), {"TERM": "dumb"}),
        (("-O", "-:csv"), {}),
    ],
    ids=["setting off", "no log", "dumb terminal", "feed on the terminal"],
)
def test_display_is_not_shown(listed: Site, crawler: Crawler, args: tuple[str, ...], variables: dict[str, str]) -> None:
    # Long enough for a display to appear.
    listed.serve(address(7004, 2), page(briefing(7004, 2)[address(7004, 2)], delay=1))
    with Terminal(crawler, *START, *args, variables=variables) as terminal:
        assert terminal.wait() == 0
        assert b"\x1b" not in terminal.sent
        assert b"of 4 briefings" not in terminal.sent


@pytest.mark.slow
def test_narrow_display_without_colours_stays_one_line(listed: Site, crawler: Crawler, gate: Event) -> None:
    with Terminal(crawler, *START, columns=40, variables={"NO_COLOR": "1"}) as terminal:
        terminal.wait_for("3 of 4 briefings, 9")
        assert re.search(rf"{_LEFT} 3 of 4 briefings, 9 pages$", terminal.lines[-1])
        gate.set()
        assert terminal.wait() == 0
    assert "all complete." in "".join(terminal.lines)
    assert not any(_PROGRESS.search(line) for line in terminal.lines)
    assert not re.search(rb"\x1b\[[0-9;]*m", terminal.sent)


@pytest.mark.slow
def test_feed_on_stdout_is_not_disturbed(listed: Site, crawler: Crawler, gate: Event) -> None:
    with Terminal(crawler, *START, "-O", "-:jsonl", piped=True) as terminal:
        terminal.wait_for("3 of 4 briefings")
        gate.set()
        assert terminal.wait() == 0
        _gave_the_terminal_back(terminal, "4 briefings (20 turns): 4 new")
    rows = [json.loads(line) for line in terminal.out.splitlines()]
    assert {row["id"] for row in rows} == {turn["id"] for turn in Crawl(0, "", "", crawler.data).turns()}


@pytest.mark.slow
def test_log_in_a_file_leaves_the_terminal_to_the_display(
    listed: Site, crawler: Crawler, gate: Event, tmp_path: Path
) -> None:
    with Terminal(crawler, *START, "--logfile", str(tmp_path / "crawl.log")) as terminal:
        terminal.wait_for("3 of 4 briefings")
        gate.set()
        assert terminal.wait() == 0
        assert len(terminal.lines) == 1
        _gave_the_terminal_back(terminal, "4 briefings (20 turns)")
    log = (tmp_path / "crawl.log").read_text(encoding="utf-8")
    assert "\x1b" not in log
    assert f"{HOST}/7004" in log


# -- Cut off


@pytest.mark.parametrize("by", ["Ctrl-C", pytest.param("SIGTERM", marks=pytest.mark.slow)])
def test_interrupt_gives_the_terminal_back(listed: Site, crawler: Crawler, gate: Event, by: str) -> None:
    with Terminal(crawler, *START) as terminal:
        terminal.wait_for("3 of 4 briefings")
        if by == "Ctrl-C":
            terminal.type(CTRL_C)
        else:
            terminal.terminate()
        terminal.wait_for("Send again to force")
        gate.set()
        assert terminal.wait() == 7
        _gave_the_terminal_back(terminal, "4 briefings (20 turns): 4 new, 0 revised, 0 unchanged. Interrupted")


@pytest.mark.slow
def test_second_ctrl_c_gives_the_terminal_back_at_once(listed: Site, crawler: Crawler, gate: Event) -> None:
    with Terminal(crawler, *START) as terminal:
        terminal.wait_for("3 of 4 briefings")
        terminal.type(CTRL_C)
        terminal.wait_for("Send again to force")
        terminal.type(CTRL_C)
        assert terminal.wait() == 7
        _gave_the_terminal_back(terminal, "3 briefings (15 turns): 3 new, 0 revised, 0 unchanged. Interrupted")


@pytest.mark.slow
def test_crash_gives_the_terminal_back(listed: Site, crawler: Crawler, gate: Event, tmp_path: Path) -> None:
    (tmp_path / "failing_pipeline.py").write_text(
        "class FailingPipeline:\n"
        "    def process_item(self, item):\n"
        "        raise RuntimeError('a mistake in a pipeline')\n",
        encoding="utf-8",
    )
    crawler.path.append(tmp_path)
    with Terminal(crawler, *START, "-s", 'ITEM_PIPELINES={"failing_pipeline.FailingPipeline": 50}') as terminal:
        terminal.wait_for("3 of 4 briefings")
        gate.set()
        assert terminal.wait() == 1
        assert "RuntimeError: a mistake in a pipeline" in terminal.lines
        _gave_the_terminal_back(terminal, "4 briefings (20 turns): 0 new, 0 revised, 0 unchanged. The program failed 4")
