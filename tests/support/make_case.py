"""Write a case's expected.jsonl from the reader's result, to be reviewed line by line.

    python -m tests.support.make_case tests/cases/HOUSE/CASE [...]             a case without one
    python -m tests.support.make_case --refresh tests/cases/HOUSE/CASE [...]   overwrite it, after printing the changes

Exit code 1 when a case has an expected.jsonl that differs and --refresh was not given; nothing is overwritten then.
"""

from __future__ import annotations

import argparse
import difflib
import sys
from pathlib import Path

from briefings.survey.frozen import as_lines
from tests.support.casebook import Case, read_case


def main(arguments: list[str] | None = None) -> int:
    """Make or refresh the named cases; return the exit code."""
    parser = argparse.ArgumentParser(description="Write expected.jsonl of cases from the reader.")
    parser.add_argument("folders", nargs="+", type=Path, help="folders with page-1.html and case.toml")
    parser.add_argument("--refresh", action="store_true", help="overwrite an expected.jsonl that differs")
    options = parser.parse_args(arguments)
    refused = False
    for folder in options.folders:
        if not (folder / "case.toml").is_file():
            parser.error(f"{folder} has no case.toml: write one with `why`, `kind` and `url` first")
        refused |= not make(read_case(folder), refresh=options.refresh)
    return int(refused)


def make(case: Case, *, refresh: bool) -> bool:
    """Write one case's expected.jsonl and print the changes; return False if it differs and must not be overwritten."""
    if not case.is_briefing:
        print(f"{case.name}: its pages are no transcript, nothing is expected of them")
        return True
    before = case.expected.read_text("utf-8") if case.expected.exists() else ""
    after = as_lines(case.briefing())
    if before == after:
        print(f"{case.name}: unchanged")
        return True
    print(
        *difflib.unified_diff(before.splitlines(), after.splitlines(), "expected", "read", lineterm="", n=0), sep="\n"
    )
    if before and not refresh:
        print(f"{case.name}: differs; nothing was written (--refresh overwrites)")
        return False
    case.expected.write_text(after, "utf-8")
    print(f"{case.name}: written, review every line of it")
    return True


if __name__ == "__main__":
    sys.exit(main())
