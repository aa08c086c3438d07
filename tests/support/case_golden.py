"""The records of cases in the forms of Chinese press rooms: `python -m tests.support.case_golden` writes them.

A case records what a user sees of its turns; a record adds the other fields, so that every change of the reader shows.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from tests.support.casebook import CASES, Case, all_cases

HOUSES = frozenset(("scio", "mfa_cn_en", "mfa_cn_zh", "mod_cn", "nhc", "fangquote", "haizhou", "kouwan", "yinhang"))
GOLDEN = CASES / "records.jsonl"
_OF_TURN = ("id", "label", "label_rule", "speaker", "honorific", "position", "speaker_evidence", "words", "text_hash")
"""Fields of a turn that differ from the briefing's and that the case lacks or has only as the key to a line."""


def golden_cases() -> list[Case]:
    """Return the cases whose whole record is stored."""
    return [case for case in all_cases() if case.is_briefing and case.folder.parent.name in HOUSES]


def record_of(case: Case) -> dict[str, Any]:
    """Return the record of a case as JSON has it, with the fields in `_OF_TURN` of its turns."""
    record = asdict(case.briefing())
    record["turns"] = [{name: turn[name] for name in _OF_TURN} for turn in record["turns"]]
    return {"case": case.name, **json.loads(json.dumps(record, ensure_ascii=False))}


def main() -> None:
    """Write the records again."""
    lines = (json.dumps(record_of(case), ensure_ascii=False) + "\n" for case in golden_cases())
    GOLDEN.write_text("".join(lines), "utf-8")


if __name__ == "__main__":
    main()
