"""What became of a run: one exit code and one sentence, from what was counted."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Code(IntEnum):
    """The exit codes of `scrapy crawl`."""

    COMPLETE = 0
    CRASH = 1
    USAGE = 2
    INCOMPLETE = 3
    NOTHING = 4
    REJECTED = 5
    BLOCKED = 6
    INTERRUPTED = 7
    STORAGE = 8


WORST_FIRST = (
    Code.CRASH, Code.USAGE, Code.STORAGE, Code.INTERRUPTED, Code.BLOCKED, Code.NOTHING, Code.INCOMPLETE, Code.REJECTED,
    Code.COMPLETE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Verdict:
    """The exit code of a run and the sentence that explains it."""

    code: Code
    sentence: str

    def saying(self, more: str, code: Code = Code.COMPLETE) -> Verdict:
        """The same with one more sentence, if it is one, and with `code` where that is worse."""
        worse = min(self.code, code, key=WORST_FIRST.index)
        return Verdict(worse, f"{self.sentence} {more}".strip())


@dataclass(frozen=True, slots=True)
class Breach:
    """An expectation that a run did not meet: its name, the code that gives, a sentence, and since which run."""

    expectation: str
    code: Code
    sentence: str
    since: str = ""


def read_verdict(stats: Mapping[str, Any], finish_reason: str | None, breaches: Sequence[Breach] = ()) -> Verdict:
    """Judge a run by its stats, by its finish reason, None when it was cut off before it could give one, and by the
    expectations it did not meet.

    Where several things went wrong the code is that of the worst: crash, storage, interrupted, blocked, nothing read,
    incomplete, rejected. The sentence names all of them, and what was acknowledged or has vanished, which gives
    no code.
    """
    counts = _Counts(stats)
    read = counts["complete"] + counts["incomplete"] + counts["acknowledged"]
    nothing = _expected_something(counts) and not read and finish_reason == "finished"
    told = _told(stats.get("briefings/trouble", []), counts)
    problems = [
        (code, sentence)
        for code, sentence in (
            (Code.CRASH, _crash(counts)),
            (Code.STORAGE, _storage(stats, finish_reason)),
            (Code.INTERRUPTED, _interrupted(counts, finish_reason)),
            (Code.BLOCKED, _blocked(counts)),
            (Code.NOTHING, _nothing(counts, told) if nothing else ""),
            (Code.INCOMPLETE, _incomplete(counts, told) if not nothing else ""),
            (Code.REJECTED, _rejected(counts)),
            *((breach.code, breach.sentence) for breach in breaches),
        )
        if sentence
    ]
    problems.sort(key=lambda problem: WORST_FIRST.index(problem[0]))
    sentences = [sentence for _, sentence in problems]
    if read or not problems:
        sentences.insert(0, _read(counts, read, all_well=not problems))
    sentences += filter(None, [_vanished(counts), _outdated(stats, counts)])
    return Verdict(problems[0][0] if problems else Code.COMPLETE, " ".join(sentences))


class _Counts:
    def __init__(self, stats: Mapping[str, Any]) -> None:
        self._stats = stats

    def __getitem__(self, name: str) -> int:
        """The count `briefings/name`, or of a name with a slash that name itself; 0 when nothing was counted."""
        return int(self._stats.get(name if "/" in name else f"briefings/{name}", 0))


def _number(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def _expected_something(counts: _Counts) -> bool:
    return not any(counts[name] for name in ("not_due", "acknowledged_unread", "empty_lists", "vanished", "forgotten"))


def _read(counts: _Counts, read: int, *, all_well: bool) -> str:
    kept = ", ".join(f"{counts[name]} {name}" for name in ("new", "revised", "unchanged"))
    kept += (
        f", {counts['copies']} of them {'a copy' if counts['copies'] == 1 else 'copies'}" if counts["copies"] else ""
    )
    kept += f", {counts['not_due']} not due" if counts["not_due"] else ""
    kept += f", {counts['forgotten']} forgotten" if counts["forgotten"] else ""
    acknowledged = "".join(
        f", {counts[name]} {words} as acknowledged"
        for name, words in (("acknowledged", "incomplete"), ("acknowledged_unread", "not read"))
        if counts[name]
    )
    end = ", all complete" if all_well else ""
    if acknowledged:
        end = f"{acknowledged}{', the others complete' if all_well and counts['complete'] else ''}"
    elif counts["empty_lists"] and not read and not counts["not_due"]:
        end = ", as expected: the lists are known to be empty"
    return f"{_number(read, 'briefing', 'briefings')} ({_number(counts['turns_read'], 'turn', 'turns')}): {kept}{end}."


def _vanished(counts: _Counts) -> str:
    count = counts["vanished"]
    return f"{count} vanished at the source, {'its text stays' if count == 1 else 'their texts stay'}." if count else ""


def _crash(counts: _Counts) -> str:
    crashes = counts["spider_exceptions/count"] + counts["reader_errors"] + counts["item_errors"]
    if not crashes:
        return ""
    return f"The program failed {_number(crashes, 'time', 'times')}; the log says where."


def _storage(stats: Mapping[str, Any], finish_reason: str | None) -> str:
    error = stats.get("briefings/storage_error")
    if not error and finish_reason != "storage":
        return ""
    return f"The data could not be written: {error or 'the log says why.'}"


def _interrupted(counts: _Counts, finish_reason: str | None) -> str:
    if finish_reason in {"finished", "storage", "start_error"}:
        return ""
    reason = "" if finish_reason in {None, "shutdown"} else f" ({finish_reason})"
    left = f" with {_number(counts['interrupted'], 'briefing', 'briefings')} under way" if counts["interrupted"] else ""
    return f"Interrupted{reason}{left}; the same command goes on from here."


def _blocked(counts: _Counts) -> str:
    refused = _listed(
        counts, blocked=("page was refused", "pages were refused"), rate_limited=("rate limited", "rate limited")
    )
    return f"The site does not let us: {refused}." if refused else ""


def _outdated(stats: Mapping[str, Any], counts: _Counts) -> str:
    """What was acknowledged as missing and is not, of which a spider keeps only the first few."""
    told: list[str] = stats.get("briefings/outdated", [])
    more = counts["outdated_acknowledged"] - len(told)
    also = f"; {more} more in the log" if more > 0 else ""
    return f"Not missing any more, take off BRIEFINGS_ACKNOWLEDGED: {'; '.join(told)}{also}." if told else ""


def _nothing(counts: _Counts, told: str) -> str:
    found = _listed(
        counts,
        galleries=("photo gallery", "photo galleries"),
        notices=("notice", "notices"),
        list_pages=("list page", "list pages"),
        outside=("link that leads outside the source", "links that lead outside the source"),
    )
    return f"No briefing was read{told}." + (f" Found instead: {found}." if found else "")


def _incomplete(counts: _Counts, told: str) -> str:
    parts = _listed(
        counts,
        incomplete=("briefing incomplete", "briefings incomplete"),
        unread=("briefing not read", "briefings not read"),
        lost_lists=("list page not read", "list pages not read"),
        poorer=("briefing poorer than what is kept, which stays", "briefings poorer than what is kept, which stays"),
    )
    return f"{parts}{told}." if parts else ""


def _listed(counts: _Counts, **names: tuple[str, str]) -> str:
    return ", ".join(_number(counts[name], *words) for name, words in names.items() if counts[name])


def _told(trouble: list[str], counts: _Counts) -> str:
    """What a spider told of the briefings that went wrong, of which it keeps only the first few."""
    if not trouble:
        return ""
    more = counts["incomplete"] + counts["unread"] + counts["lost_lists"] - len(trouble)
    return ": " + "; ".join(trouble) + (f"; {more} more in the log" if more > 0 else "")


def _rejected(counts: _Counts) -> str:
    if not counts["rejected"]:
        return ""
    return f"{_number(counts['rejected'], 'record', 'records')} broke the schema and went to rejected.jsonl."
