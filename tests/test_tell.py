"""The messages of tell.py about the runs of a source, sent to real web and mail servers on loopback."""

from __future__ import annotations

import json
import os
import signal
import socketserver
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.support import processes
from tests.support.processes import PATIENCE, REPO, Process

TELL = REPO / "deploy" / "tell.py"
BLOCKED = "Blocked: 403 for http://press.varenia.example/."


class Received(BaseHTTPRequestHandler):
    """Keeps the path and the body of each POST in `server.received`; answers `server.broken`, if set."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.received.append((self.path, body))  # type: ignore[attr-defined]
        if self.server.broken:  # type: ignore[attr-defined]
            self.wfile.write(self.server.broken)  # type: ignore[attr-defined]
            return
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_arguments: object) -> None:
        """Print nothing."""


class Letters(socketserver.StreamRequestHandler):
    """Accepts mail as a server does and keeps the letters in `server.received`."""

    def handle(self) -> None:
        self.wfile.write(b"220 here\r\n")
        while (line := self.rfile.readline()) and not line.upper().startswith(b"QUIT"):
            if line.upper().startswith(b"DATA"):
                self.wfile.write(b"354 go on\r\n")
                letter = b"".join(iter(self.rfile.readline, b".\r\n"))
                self.server.received.append(letter.decode())  # type: ignore[attr-defined]
            self.wfile.write(b"250 ok\r\n")
        self.wfile.write(b"221 bye\r\n")


@contextmanager
def serving(server: socketserver.TCPServer) -> Iterator[tuple[int, list[object]]]:
    """Serve on a thread; yield the port and the list of what arrives."""
    received = server.received = []  # type: ignore[attr-defined]
    server.broken = b""  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield server.server_address[1], received
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def web() -> Iterator[ThreadingHTTPServer]:
    """A web server that accepts every POST."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Received)
    with serving(server):
        yield server


def tell(folder: Path, *arguments: str, **channels: str) -> Process:
    """Run tell.py in a folder with a data folder `data`."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("TELL_")} | channels
    run = "import runpy, sys; del sys.argv[0]; runpy.run_path(sys.argv[0], run_name='__main__')"
    return processes.run("-c", run, str(TELL), *arguments, env=environment, cwd=folder)


def run_ended(folder: Path, code: int, sentence: str) -> None:
    """Leave the report of a run."""
    runs = folder / "data" / "scio" / "runs"
    runs.mkdir(parents=True, exist_ok=True)
    (runs / "latest.json").write_text(json.dumps({"code": code, "sentence": sentence}), encoding="utf-8")


def days_pass(folder: Path, days: int) -> None:
    """Date back the notes of tell.py by some days."""
    path = folder / "told" / "scio.json"
    state = json.loads(path.read_text(encoding="utf-8"))
    for name in ("since", "told_at"):
        state[name] = (datetime.fromisoformat(state[name]) - timedelta(days=days)).isoformat()
    path.write_text(json.dumps(state), encoding="utf-8")


@pytest.mark.parametrize("name", ["SERVICE_RESULT", "MONITOR_SERVICE_RESULT"])
def test_a_run_that_systemd_stopped_for_its_time_limit_is_told_and_a_stop_in_order_is_not(
    tmp_path: Path, name: str
) -> None:
    run_ended(tmp_path, 7, "Interrupted.")
    stopped = tell(tmp_path, "scio", "7", **{name: "success"})
    hung = tell(tmp_path, "scio", "7", **{name: "timeout"})
    assert (stopped.code, stopped.err, hung.code) == (0, "", 0)
    assert hung.err.startswith("scio: ended with code timeout. The time limit of its unit stopped it")


def test_a_source_that_is_blocked_is_told_once_then_weekly_and_when_it_is_over(
    tmp_path: Path, web: ThreadingHTTPServer
) -> None:
    hook = f"http://127.0.0.1:{web.server_port}/hook"
    texts: list[str] = []
    today = datetime.now(UTC).date()
    for day in range(9):
        run_ended(tmp_path, 6, BLOCKED)
        assert tell(tmp_path, "scio", "6", TELL_WEBHOOK=hook).code == 0
        texts += [f"day {day}: " + json.loads(body)["text"] for _, body in web.received]  # type: ignore[attr-defined]
        web.received.clear()  # type: ignore[attr-defined]
        days_pass(tmp_path, 1)
    run_ended(tmp_path, 0, "all complete.")
    for _ in range(2):
        assert tell(tmp_path, "scio", "0", TELL_WEBHOOK=hook).code == 0
    texts += ["then: " + json.loads(body)["text"] for _, body in web.received]  # type: ignore[attr-defined]
    since = [(today - timedelta(days=days)).isoformat() for days in (7, 9)]
    assert [text.partition("T")[0] for text in texts] == [
        f"day 0: scio: ended with code 6. {BLOCKED}",
        f"day 7: scio: code 6, trouble since {since[0]}",
        f"then: scio: good again, after trouble since {since[1]}",
    ]
    assert [text.endswith(end) for text, end in zip(texts, (BLOCKED, BLOCKED, "all complete."), strict=True)] == [
        True
    ] * 3


def test_nothing_is_silent_for_eight_days_or_by_a_clock_that_was_wrong(tmp_path: Path) -> None:
    """The run of the seventh day ended a second earlier in it; a note of another year silenced all of its code."""
    note = tmp_path / "told" / "scio.json"
    for hours, is_told in ((7 * 24 - 1, True), (-24 * 365, True), (5 * 24, False)):
        run_ended(tmp_path, 6, BLOCKED)
        assert tell(tmp_path, "scio", "6").code == 0
        told_at = (datetime.now(UTC) - timedelta(hours=hours)).isoformat()
        note.write_text(json.dumps(json.loads(note.read_text()) | {"told_at": told_at}))
        assert ("trouble since" in tell(tmp_path, "scio", "6").err) is is_told


@pytest.mark.parametrize(
    ("answer", "error"),
    [(b"HTTP/1.0 500 Internal Server Error\r\n\r\n", "HTTP Error 500"), (b"what is this\r\n", "what is this")],
)
def test_a_message_that_nobody_took_is_sent_again_by_the_next_run(
    tmp_path: Path, web: ThreadingHTTPServer, answer: bytes, error: str
) -> None:
    run_ended(tmp_path, 6, BLOCKED)
    hook = f"http://127.0.0.1:{web.server_port}/hook"
    web.broken = answer  # type: ignore[attr-defined]
    failed = tell(tmp_path, "scio", "6", TELL_WEBHOOK=hook)
    assert (failed.code, f"tell.py: TELL_WEBHOOK: {error}" in failed.err) == (1, True)
    web.broken = b""  # type: ignore[attr-defined]
    assert [tell(tmp_path, "scio", "6", TELL_WEBHOOK=hook).code for _ in range(2)] == [0, 0]
    assert len(web.received) == 2  # type: ignore[attr-defined]


def test_a_note_that_a_power_cut_emptied_silences_nobody(tmp_path: Path) -> None:
    run_ended(tmp_path, 6, BLOCKED)
    (tmp_path / "told").mkdir()
    (tmp_path / "told" / "scio.json").touch()
    told = tell(tmp_path, "scio", "6")
    assert (told.code, told.err) == (0, f"scio: ended with code 6. {BLOCKED}\n")


def test_a_stop_in_order_is_neither_trouble_nor_its_end(tmp_path: Path) -> None:
    run_ended(tmp_path, 1, "The program failed.")
    assert "ended with code 1. The program failed." in tell(tmp_path, "scio", "1").err
    assert [tell(tmp_path, "scio", code).err for code in ("7", "TERM", "1")] == ["", "", ""]


def test_a_run_without_a_report_is_told_as_such(tmp_path: Path) -> None:
    run_ended(tmp_path, 0, "all complete.")
    assert tell(tmp_path, "scio", "2").err == "scio: ended with code 2. This run left no report: its log says why.\n"
    # Another kind of trouble is told at once. It is the same trouble that ends.
    days_pass(tmp_path, 3)
    assert "ended with code KILL" in tell(tmp_path, "scio", "KILL").err
    began = (datetime.now(UTC).date() - timedelta(days=3)).isoformat()
    assert f"good again, after trouble since {began}T" in tell(tmp_path, "scio", "0").err


def test_a_command_that_is_not_there_is_told(tmp_path: Path) -> None:
    done = tell(tmp_path, "scio", "--", "./no-such-command", "crawl", "scio")
    assert done.code == 127
    assert "no-such-command" in done.err
    assert "scio: ended with code 127." in done.err
    assert "Traceback" not in done.err
    nothing = tell(tmp_path, "quay", "--")
    assert (nothing.code, "tell.py SOURCE -- COMMAND" in nothing.err) == (2, True), "an empty variable of a crontab"


def test_a_mail_says_it_in_its_subject_and_its_text(tmp_path: Path) -> None:
    run_ended(tmp_path, 6, BLOCKED)
    with serving(socketserver.ThreadingTCPServer(("127.0.0.1", 0), Letters)) as (port, letters):
        mail = {"TELL_MAIL": "ops@varenia.example", "TELL_SMTP": f"127.0.0.1:{port}"}
        assert tell(tmp_path, "scio", "6", **mail).code == 0
    (letter,) = letters
    assert "Subject: briefings: scio: code 6" in str(letter)
    assert f"scio: ended with code 6. {BLOCKED}" in str(letter)


def test_a_health_check_hears_of_each_end(tmp_path: Path, web: ThreadingHTTPServer) -> None:
    address = f"http://127.0.0.1:{web.server_port}/check"
    for code in ("0", "6", "6", "7", "0"):
        assert tell(tmp_path, "scio", code, TELL_PING=address).code == 0
    paths = [path for path, _ in web.received]  # type: ignore[attr-defined]
    assert paths == ["/check", "/check/fail", "/check/fail", "/check"]


def test_a_wrapped_command_keeps_its_exit_code_and_its_signals(tmp_path: Path) -> None:
    done = tell(tmp_path, "scio", "--", sys.executable, "-c", "raise SystemExit(4)")
    assert (done.code, "ended with code 4" in done.err) == (4, True)
    (tmp_path / "file").touch()
    done = tell(tmp_path, "scio", "--", sys.executable, "-c", "raise SystemExit(4)", TELL_STATE=str(tmp_path / "file"))
    assert (done.code, "tell.py: TELL_STATE: " in done.err, "Traceback" in done.err) == (4, True, False)
    # A signal that arrives just before one long sleep would wait for its end.
    ends = "import signal,sys,time\nsignal.signal(15, lambda *_: sys.exit(7))\nprint('on', flush=True)"
    waits = f"{ends}\nwhile True: time.sleep(0.1)"
    command = [sys.executable, str(TELL), "scio", "--", sys.executable, "-c", waits]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"on\n"
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 7
