"""The reviewed records of the sample site. Run as a module it crawls the sample and writes them again."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parents[1] / "sample" / "golden"
GOLDEN = {name: _FOLDER / name for name in ("turns.jsonl", "briefings.jsonl")}


def read_lines(file: Path) -> list[dict[str, Any]]:
    """Return the records of a JSONL file."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def comparable(records: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return records without times and places of pages, turns by briefing and place, briefings by id."""
    found = [dict(record) for record in records]
    for record in found:
        if "pages" in record:
            record["pages"] = [{**page, "fetched_at": None, "warc": None} for page in record["pages"]]
    return sorted(found, key=lambda record: (record.get("briefing", record["id"]), record.get("seq", 0)))


def main() -> None:
    """Crawl the sample site and write its records."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "scrapy", "crawl", "sample", "-s", f"BRIEFINGS_DATA={folder}"]
        subprocess.run(command, check=True)
        for name, file in GOLDEN.items():
            records = comparable(read_lines(Path(folder) / "sample" / name))
            file.parent.mkdir(exist_ok=True)
            lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in records)
            file.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
