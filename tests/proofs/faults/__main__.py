"""Print the table of faults as a crawl meets them: `python -m tests.proofs.faults [--plain] [NAME...]`.

Each row is a crawl of its own. `--plain` runs a plain Scrapy spider against the same rows.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from tests.proofs.faults.comparison import Plain, run_plain
from tests.proofs.faults.crawls import crawl, neighbours, spot_of
from tests.proofs.faults.rows import ROWS

if TYPE_CHECKING:
    from tests.proofs.faults.crawls import Found
    from tests.proofs.faults.rows import Row

_HEAD = ("fault", "exit", "what is said", "lost silently", "invented", "MB", "CPU s")
_PLAIN = ("plain: exit", "turns lost", "MB", "CPU s")


def _cells(row: Row, found: Found) -> list[str]:
    spot, (before, after) = spot_of(row), neighbours(row)
    missing = found.missing(spot)
    said = "; ".join(f"page {number}: {reason}" for number, reason in missing.items())
    if not said and spot.id in found.briefings:
        said = "complete"
    elif not said:
        said = "not read " + found.measured.out.strip().rpartition("not read ")[2].rstrip(".")
    lost = sum(len(found.lost_silently(one)) for one in (before, spot, after))
    invented = abs(len(found.invented(spot)) - row.more)
    measured = found.measured
    return [
        row.title,
        str(measured.code),
        said,
        str(lost),
        str(invented),
        str(measured.peak),
        f"{measured.cpu:.1f}",
    ]


def _plain_cells(plain: Plain) -> list[str]:
    measured = plain.measured
    code = "stopped" if measured.code is None else str(measured.code)
    return [code, str(plain.lost), str(measured.peak), f"{measured.cpu:.1f}"]


def _main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.proofs.faults", description=__doc__.partition("\n")[0])
    parser.add_argument("--plain", action="store_true", help="run a plain Scrapy spider against the same rows")
    parser.add_argument("names", nargs="*", metavar="NAME", help="only these rows")
    options = parser.parse_args()
    if unknown := set(options.names) - {row.name for row in ROWS}:
        parser.error(f"no such rows: {', '.join(sorted(unknown))}")
    rows = [row for row in ROWS if not options.names or row.name in options.names]
    print("| " + " | ".join(_HEAD + (_PLAIN if options.plain else ())) + " |")
    print("|---" * len(_HEAD + (_PLAIN if options.plain else ())) + "|")
    lost, plains = 0, []
    for row in rows:
        cells = _cells(row, crawl([row]))
        lost += int(cells[3])
        if options.plain:
            plains.append(run_plain(row))
            cells += _plain_cells(plains[-1])
        print("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |", flush=True)
    print(f"\n{len(rows)} rows, {lost} turns lost silently.")
    if options.plain:
        told = sum(plain.lost_with_success for plain in plains)
        endless = sum(plain.measured.code is None for plain in plains)
        print(f"The plain spider lost turns and exited 0 in {told} rows, and had to be stopped in {endless}.")


if __name__ == "__main__":
    _main()
