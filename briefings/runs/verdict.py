"""The verdict on a run: one exit code and one sentence, derived from its counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import IntEnum

from msgspec import Struct

from briefings.records.revisions import Decision
from briefings.runs.account import MOST_NAMED, RunAccount
from briefings.runs.stats import CRASHES, OUTCOMES, Stat


class Code(IntEnum):
    """Exit code of `scrapy crawl`."""

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

STORED = (
    Stat.NEW, Stat.REVISED, Stat.REPLACED, Stat.UNCHANGED, Stat.POORER, Stat.NOT_DUE, Stat.VANISHED,
)  # fmt: skip
"""Outcomes of entries that are stored in the source."""
# With any of these, a run that read nothing did not fail.
_NOTHING_TO_READ = (Stat.ACKNOWLEDGED_UNREAD, Stat.EMPTY_LISTS, Stat.VANISHED, Stat.FORGOTTEN)
# Nor with these, if the source has stored a briefing; without one, they take the place of briefings every day.
_NOTHING_NEW = (Stat.NOT_DUE, Stat.UNCHANGED_LISTS)

_NO_BRIEFING = Stat.NOT_BRIEFINGS, "address without a briefing", "addresses without a briefing"
_LACKING = (
    (Stat.INCOMPLETE, "briefing incomplete", "briefings incomplete"),
    (Stat.UNREAD, "briefing not read", "briefings not read"),
    (Stat.LOST_LISTS, "list page not read", "list pages not read"),
    (Stat.LOST_PAGES, "page not fetched (see the log)", "pages not fetched (see the log)"),
    (Stat.IGNORED_ANSWERS, "answer not taken (see the log)", "answers not taken (see the log)"),
    (Stat.REPLACED, "briefing in place of another", "briefings in place of others"),
)

_LEAST_GONE = 2  # a single briefing that is gone tells nothing about its source


class Verdict(Struct, frozen=True):
    """The exit code of a run and the sentence that explains it."""

    code: Code
    sentence: str

    def saying(self, more: str, code: Code = Code.COMPLETE) -> Verdict:
        """Return the verdict with one more sentence, unless it is empty, and with `code` if that is worse."""
        worse = min(self.code, code, key=WORST_FIRST.index)
        return Verdict(worse, f"{self.sentence} {more}".strip())


class MissedExpectation(Struct, frozen=True):
    """An expectation that a run missed: its name, exit code and sentence, and the start of the first such run."""

    expectation: str
    code: Code
    sentence: str
    since: str = ""


def read_verdict(
    account: RunAccount, finish_reason: str | None, missed: Sequence[MissedExpectation] = (), *, estimate: str = ""
) -> Verdict:
    """Judge a run by its account, its finish reason and the expectations it missed.

    `finish_reason` is None when the run was cut off. `estimate` is the sentence of a dry run, which reads nothing. When
    several things went wrong, the code is that of the worst, as in WORST_FIRST. The sentence names all of them, and
    also gaps that were acknowledged and briefings removed from the site, which cause no code.
    """
    read = account[Stat.COMPLETE] + account[Stat.INCOMPLETE] + account[Stat.ACKNOWLEDGED]
    problems = [
        *_problems(account, finish_reason, read, is_estimated=bool(estimate)),
        *((one.code, one.sentence) for one in missed),
    ]
    problems.sort(key=lambda problem: WORST_FIRST.index(problem[0]))
    sentences = [sentence for _, sentence in problems]
    if estimate:
        sentences.insert(0, estimate)
    elif read or not problems:
        sentences.insert(0, _read(account, read, all_well=not problems))
    if gone := account[Stat.VANISHED]:
        sentences.append(f"{gone} removed from the site; {'its' if gone == 1 else 'their'} stored text is kept.")
    if account.outdated:
        named = _named(account.outdated, account[Stat.OUTDATED_ACKNOWLEDGED])
        sentences.append(f"No longer missing, remove from BRIEFINGS_ACKNOWLEDGED{named}.")
    return Verdict(problems[0][0] if problems else Code.COMPLETE, " ".join(sentences))


def _problems(
    account: RunAccount, finish_reason: str | None, read: int, *, is_estimated: bool
) -> Iterator[tuple[Code, str]]:
    finished = finish_reason == "finished"
    if crashes := sum(account[stat] for stat in CRASHES):
        yield Code.CRASH, f"The program failed {_number(crashes, 'time', 'times')}; see the log."
    if finished and (sentence := _sum(account)):
        yield Code.CRASH, sentence
    if error := account.text(Stat.STORAGE_ERROR):
        yield Code.STORAGE, f"The data could not be written: {error}"
    elif error := account.text(Stat.WRITE_ERROR):
        yield Code.STORAGE, error
    if finish_reason not in {"finished", "storage", "start_error"}:
        yield Code.INTERRUPTED, _interrupted(account, finish_reason, "begin again" if is_estimated else "continue")
    if refused := _listed(
        account,
        (Stat.BLOCKED, "page refused", "pages refused"),
        (Stat.RATE_LIMITED, "page rate limited", "pages rate limited"),
    ):
        yield Code.BLOCKED, f"Blocked by the site: {refused}."
    nothing = finished and not read and not is_estimated and not _is_no_failure(account)
    if nothing or account[Stat.NOT_BRIEFINGS]:
        yield Code.NOTHING, _nothing(account, read)
    elif parts := _listed(account, *_LACKING):
        yield Code.INCOMPLETE, f"{parts}{_troubles(account)}."
    if poorer := account[Stat.POORER]:
        were = "was less complete than the stored one; the stored one was kept"
        if poorer > 1:
            were = "were less complete than the stored ones; the stored ones were kept"
        ids = [one.id for one in account.briefings.values() if one.kept is Decision.POORER]
        named = _named(ids[:MOST_NAMED], poorer)
        yield Code.INCOMPLETE, f"{_number(poorer, 'new reading', 'new readings')} {were}{named}."
    if sentence := _moved(account, read):
        yield Code.INCOMPLETE, sentence
    if rejected := account[Stat.REJECTED]:
        yield Code.REJECTED, f"{_number(rejected, 'record', 'records')} did not match the schema; see rejected.jsonl."


def _number(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def _listed(account: RunAccount, *named: tuple[Stat, str, str]) -> str:
    return ", ".join(_number(account[stat], one, many) for stat, one, many in named if account[stat])


def _read(account: RunAccount, read: int, *, all_well: bool) -> str:
    parts = [f"{account[stat]} {stat.name.lower()}" for stat in (Stat.NEW, Stat.REVISED, Stat.UNCHANGED)]
    if copies := account[Stat.COPIES]:
        parts.append(f"{copies} of them {'a copy' if copies == 1 else 'copies'}")
    for stat, words in (
        (Stat.NOT_DUE, "not due"),
        (Stat.FORGOTTEN, "forgotten"),
        (Stat.ACKNOWLEDGED, "incomplete as acknowledged"),
        (Stat.ACKNOWLEDGED_UNREAD, "not read as acknowledged"),
        (Stat.NOT_STORED, "not kept (ITEM_PIPELINES drop them, or lack those that keep briefings)"),
    ):
        if account[stat]:
            parts.append(f"{account[stat]} {words}")
    acknowledged = account[Stat.ACKNOWLEDGED] or account[Stat.ACKNOWLEDGED_UNREAD]
    if all_well and account[Stat.EMPTY_LISTS] and not read and not account[Stat.NOT_DUE]:
        parts.append("as expected: the lists are known to be empty")
    elif all_well and not acknowledged:
        parts.append("all complete")
    elif all_well and account[Stat.COMPLETE]:
        parts.append("the others complete")
    # Said aloud: a briefing taken for an article, or on another host, would otherwise be lost without a word.
    others = _listed(
        account,
        (Stat.ARTICLES, "article", "articles"),
        (Stat.FILES, "file", "files"),
        (Stat.OUTSIDE_LINKS, "link to another host", "links to other hosts"),
    )
    left_out = f"; {others} left out" if others else ""
    return f"{_number(read, 'briefing', 'briefings')} ({_number(account[Stat.TURNS], 'turn', 'turns')}): " + (
        f"{', '.join(parts)}{left_out}."
    )


def _sum(account: RunAccount) -> str:
    """Check that every entry has exactly one outcome; return a sentence when the counts do not add up, else ""."""
    if not account.text(Stat.FOUND):
        return ""  # a spider that asks for no briefings
    found, outcomes = account[Stat.FOUND], {stat: account[stat] for stat in OUTCOMES if account[stat]}
    if found == (total := sum(outcomes.values())):
        return ""
    named = ", ".join(f"{count} {stat.name.lower().replace('_', ' ')}" for stat, count in outcomes.items()) or "none"
    more = f"{found - total} unaccounted for" if found > total else f"{total - found} counted twice"
    return f"The counts do not add up: {_number(found, 'briefing', 'briefings')} found; {named}; {more}."


def _interrupted(account: RunAccount, finish_reason: str | None, next_run: str) -> str:
    why = "" if finish_reason in {None, "shutdown"} else f" ({finish_reason})"
    under_way = account[Stat.INTERRUPTED]
    left = f" with {_number(under_way, 'briefing', 'briefings')} under way" if under_way else ""
    return f"Interrupted{why}{left}; run the same command to {next_run}."


def _is_no_failure(account: RunAccount) -> bool:
    """Tell whether what was found explains why nothing was read, so that the run did not fail."""
    if any(account[stat] for stat in _NOTHING_TO_READ):
        return True
    # A news feed names a briefing only now and then; where nothing was ever stored, it may be the wrong feed.
    if account[Stat.STORED_BEFORE] and any(account[stat] for stat in _NOTHING_NEW):
        return True
    others = any(account[stat] for stat in (Stat.ARTICLES, Stat.GALLERIES, Stat.NOTICES))
    return bool(others and account[Stat.STORED_BEFORE] and not account[Stat.UNREAD] and not account[Stat.LOST_LISTS])


def _nothing(account: RunAccount, read: int) -> str:
    found = _listed(
        account,
        (Stat.GALLERIES, "photo gallery", "photo galleries"),
        (Stat.NOTICES, "notice", "notices"),
        (Stat.ARTICLES, "article", "articles"),
        (Stat.LISTS, "list page", "list pages"),
        (Stat.LIST_ENTRIES, "list page in place of a briefing", "list pages in place of briefings"),
        (Stat.NOT_DUE, "page that held no briefing and is not due", "pages that held no briefing and are not due"),
        (Stat.OUTSIDE_LINKS, "link that leads outside the source", "links that lead outside the source"),
        (Stat.LINKS_OUT_OF_WINDOW, "link outside the window", "links outside the window"),
        (Stat.DENIED_LINKS, "link that allow or deny leaves out", "links that allow or deny leave out"),
    )
    if read:
        return f"{_listed(account, _NO_BRIEFING, *_LACKING)}{_troubles(account)}."
    return f"No briefing was read{_troubles(account)}." + (f" Found instead: {found}." if found else "")


def _troubles(account: RunAccount) -> str:
    count = sum(account[stat] for stat, *_ in (_NO_BRIEFING, *_LACKING))
    return _named(account.troubles, count)


def _moved(account: RunAccount, read: int) -> str:
    """Say that the source may have moved if half of the requested briefings are gone; one alone proves nothing."""
    gone = account[Stat.GONE]
    asked = read + account[Stat.UNREAD] + account[Stat.ACKNOWLEDGED_UNREAD] + account[Stat.VANISHED]
    if gone < _LEAST_GONE or not account[Stat.STORED_BEFORE] or 2 * gone < asked:
        return ""
    return f"{gone} of {asked} briefings that were asked for are gone or something else: the source may have moved."


def _named(first: Sequence[str], count: int) -> str:
    """Name the first of `count` things behind a colon, and say how many more there are; "" where none has a name."""
    more = count - len(first)
    return f": {'; '.join(first)}{f'; {more} more in the log' if more > 0 else ''}" if first else ""
