#!/usr/bin/env python3
"""Tell somebody that the runs of a source began to fail, still fail after a week, or are good again.

    tell.py SOURCE CODE          after a run has ended with CODE (systemd, by ExecStopPost)
    tell.py SOURCE -- COMMAND    run COMMAND, then tell, then end with its exit code (cron, containers, GitHub Actions)

A code other than 0 and 7 is trouble, and so is a run that systemd stopped for its time limit, which ends with 7 too. It
is told once when it begins or becomes another, then every seven days, and once more when it is over. What was told
stands in the folder TELL_STATE (`told`); where telling fails, the next run tries again.

Without a channel the message goes to stderr, which cron mails. Channels, each an environment variable:

    TELL_MAIL      an address; the mail goes through the server TELL_SMTP (localhost:25) from TELL_FROM
    TELL_WEBHOOK   an address that takes a POST of JSON with "text", as Slack, Mattermost and others do
    TELL_PING      an address of a health check: asked for after each good run, with /fail at its end after any other

BRIEFINGS_DATA names the data folder (`data`), whose last report has the closing sentence.
"""

from __future__ import annotations

import json
import os
import signal
import smtplib
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from http.client import HTTPException
from pathlib import Path
from types import FrameType
from typing import Any

GOOD = "0"
STOPPED = {"7", "TERM", "143"}
"""Codes of a stop in order, as at every reboot: neither trouble nor its end."""
TIMEOUT = "timeout"
"""Result of a unit whose run took longer than TimeoutStartSec, told in the place of a code."""
NOT_STARTED = 127
"""Code of a command that is not there, as of a shell."""
AGAIN = timedelta(days=6, hours=12)
"""Time after which trouble is told again: with the run of the seventh day, which may end a little earlier in it."""
SECONDS = 20
"""Seconds that a server may take to answer."""


def main(arguments: list[str]) -> int:
    """Run the command, if there is one, and tell. Return its exit code, or 1 if telling failed."""
    match arguments:
        case [source, "--", command, *rest]:
            code = run([command, *rest])
            tell(source, str(code))
            return code
        case [source, code] if code != "--":
            # systemd stops a run that hangs as it does at a reboot; which it was stands only here.
            results = {os.environ.get(name) for name in ("SERVICE_RESULT", "MONITOR_SERVICE_RESULT")}
            return 0 if tell(source, TIMEOUT if TIMEOUT in results else code) else 1
    print(__doc__, file=sys.stderr)
    return 2


def run(command: list[str]) -> int:
    """Run a command to its end, and hand it the signals that would end this program."""
    child: subprocess.Popen[bytes] | None = None
    asked: list[int] = []

    def hand_on(number: int, _frame: FrameType | None) -> None:
        asked.append(number)
        if child:
            child.send_signal(number)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, hand_on)
    try:
        child = subprocess.Popen(command)
    except OSError as error:
        print(f"tell.py: {error}", file=sys.stderr)
        return NOT_STARTED
    if asked:
        child.send_signal(asked[0])
    code = child.wait()
    return 128 - code if code < 0 else code


def tell(source: str, code: str) -> bool:
    """Tell what is new about a source; return True if every channel accepted it."""
    now = datetime.now(UTC).replace(microsecond=0)
    path = Path(os.environ.get("TELL_STATE", "told"), f"{source}.json")
    told = last_told(path)
    answered = code in STOPPED or ping(source, code)
    message = what_is_new(source, code, told, now)
    if message is None:
        return answered
    sent = send(source, code, message)
    try:
        if code == GOOD and sent:
            path.unlink()
        elif code != GOOD:
            since = told["since"] if told else now.isoformat()
            keep(path, {"code": code, "since": since, "told_at": now.isoformat() if sent else None})
    except OSError as error:
        print(f"tell.py: TELL_STATE: {error}", file=sys.stderr)
        return False
    return sent and answered


def last_told(path: Path) -> dict[str, Any] | None:
    """Return what was told last; None where nothing was, or where a power cut left half a file."""
    try:
        told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return told


def keep(path: Path, state: dict[str, str | None]) -> None:
    """Write down what was told, in whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".new")
    unfinished.write_text(json.dumps(state), encoding="utf-8")
    unfinished.replace(path)


def what_is_new(source: str, code: str, told: dict[str, Any] | None, now: datetime) -> str | None:
    """Return the message to send; None if there is nothing to tell."""
    if code in STOPPED or (code == GOOD and told is None):
        return None
    sentence = closing_sentence(source, code)
    if code == GOOD and told:
        return f"{source}: good again, after trouble since {told['since']}, at last code {told['code']}. {sentence}"
    if told is None or told["code"] != code:
        return f"{source}: ended with code {code}. {sentence}"
    # What was told in the future, by a wrong clock, would silence the rest for as long.
    if told["told_at"] is None or not timedelta() <= now - datetime.fromisoformat(told["told_at"]) < AGAIN:
        return f"{source}: code {code}, trouble since {told['since']}. {sentence}"
    return None


def closing_sentence(source: str, code: str) -> str:
    """Return the sentence of the last report, if its run ended with this code."""
    if code == TIMEOUT:
        return "The time limit of its unit stopped it; the next run goes on from there."
    path = Path(os.environ.get("BRIEFINGS_DATA", "data"), source, "runs", "latest.json")
    try:
        report = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        report = {}
    if str(report.get("code")) == code:
        return str(report["sentence"])
    return "This run left no report: its log says why."


def send(source: str, code: str, message: str) -> bool:
    """Send a message through every channel that is set; return True if all accepted it."""
    sent = True
    if address := os.environ.get("TELL_MAIL"):
        sent &= attempt(address, lambda: mail(address, source, code, message))
    if webhook := os.environ.get("TELL_WEBHOOK"):
        body = json.dumps({"text": message}).encode()
        sent &= attempt("TELL_WEBHOOK", lambda: post(webhook, body, "application/json"))
    if not address and not webhook:
        print(message, file=sys.stderr)
    return sent


def ping(source: str, code: str) -> bool:
    """Tell a health check that a run ended, well or not; return True if it answered."""
    address = os.environ.get("TELL_PING")
    if not address:
        return True
    body = f"{source}: code {code}. {closing_sentence(source, code)}".encode()
    end = "" if code == GOOD else "/fail"
    return attempt("TELL_PING", lambda: post(address.rstrip("/") + end, body, "text/plain; charset=utf-8"))


def attempt(channel: str, action: Callable[[], None]) -> bool:
    """Do what may fail on the way to a server; return True if it was done."""
    try:
        action()
    except (OSError, HTTPException, ValueError) as error:  # SMTPException is an OSError
        print(f"tell.py: {channel}: {error}", file=sys.stderr)
        return False
    return True


def post(address: str, body: bytes, kind: str) -> None:
    """Send bytes to an address of the web."""
    request = urllib.request.Request(address, body, {"Content-Type": kind})
    with urllib.request.urlopen(request, timeout=SECONDS):
        pass


def mail(address: str, source: str, code: str, message: str) -> None:
    """Send a message as a mail."""
    letter = EmailMessage()
    letter["To"], letter["From"] = address, os.environ.get("TELL_FROM", address)
    letter["Subject"] = f"briefings: {source}: " + ("good again" if code == GOOD else f"code {code}")
    letter.set_content(message)
    host, _, port = os.environ.get("TELL_SMTP", "localhost:25").partition(":")
    with smtplib.SMTP(host, int(port or 25), timeout=SECONDS) as server:
        server.send_message(letter)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
