"""The cases under tests/cases: pages of one briefing, what must be read from them, and the purpose of the case.

A case is a folder `<house>/<case>` with `page-1.html` and so on, `case.toml` and `expected.jsonl`, one line per turn.
`case.toml` has `why` (one sentence), `kind` (transcript, unclear or article for its pages together; gallery or notice
for a page that is no briefing) and `url` (of page 1, or a list with one per page file). It may have `encoding` (the
charset the server would name), `missing` (page number to the kind and the words of the reason), and facts that the
briefing's record must have: `date` (none if absent; `unread_date` is one that nobody can be sure of), `held_on`,
`published_on`, `participants`, `notes`, `shortcomings` (in words), and `labelled`: further facts about every turn of a
label (`honorific`, `position`, `speaker_evidence`; "" for none). `markup` holds fields of a source's `Markup`, if the
case belongs to a source that declares them; `source` names a spider whose markup is used.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path
from posixpath import splitext
from typing import Any

from scrapy.settings import Settings
from scrapy.spiderloader import SpiderLoader

from briefings.address import read_address
from briefings.items import Briefing
from briefings.loaders import load_briefing
from briefings.reasons import Reason, ReasonKind
from briefings.survey.frozen import row_of
from briefings.transcript import Markup, Page, PageKind, Transcript, kind_of, read_page, read_transcript
from briefings.transcript.speech.label_rules import RULES, Rule

CASES = Path(__file__).parents[1] / "cases"
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    """One case; `told` is its case.toml."""

    folder: Path
    told: dict[str, Any]

    @property
    def name(self) -> str:
        return f"{self.folder.parent.name}/{self.folder.name}"

    @property
    def expected(self) -> Path:
        return self.folder / "expected.jsonl"

    @property
    def markup(self) -> Markup | None:
        """Return the markup of its source, if that declares any."""
        if "source" in self.told:
            return _markup_of(self.told["source"])
        return Markup(**self.told["markup"]) if "markup" in self.told else None

    def pages(self) -> list[Page]:
        """Return its pages as read, in order of their files."""
        files = sorted(self.folder.glob("page-*.html"), key=_number)
        url = self.told["url"]
        urls = [_address(url, _number(file)) for file in files] if isinstance(url, str) else url
        told = self.told.get("encoding")
        first = read_address(urls[0])
        pages = [
            (_number(file), read_page(file.read_bytes(), at, encoding=told, markup=self.markup))
            for file, at in zip(files, urls, strict=True)
        ]
        return [replace(page, address=replace(first, number=n, url=page.address.url)) for n, page in pages]

    @property
    def is_briefing(self) -> bool:
        """True if its pages are those of a briefing, so that turns are expected."""
        return self.told["kind"] not in (PageKind.GALLERY, PageKind.NOTICE)

    def transcript(self, rules: Sequence[Rule] = RULES) -> Transcript:
        """Return the transcript of its pages, with labels judged by `rules`."""
        told = self.told.get("missing", {})
        missing = {int(number): Reason(ReasonKind(kind), words) for number, (kind, words) in told.items()}
        return read_transcript(self.pages(), missing, rules=rules)

    def briefing(self, rules: Sequence[Rule] = RULES) -> Briefing:
        """Return the record of its pages, with labels judged by `rules`."""
        return load_briefing(self.transcript(rules))

    def rows(self) -> list[Row]:
        """Return the expected turns."""
        return [json.loads(line) for line in self.expected.read_text("utf-8").splitlines()]


@cache
def _markup_of(source: str) -> Markup | None:
    loader = SpiderLoader.from_settings(Settings({"SPIDER_MODULES": ["spiders"]}))
    return getattr(loader.load(source), "markup", None)


@cache
def all_cases() -> tuple[Case, ...]:
    """Return every case, in order of its name."""
    return tuple(read_case(told.parent) for told in sorted(CASES.glob("*/*/case.toml")))


def read_case(folder: Path) -> Case:
    """Return the case in a folder."""
    return Case(folder, tomllib.loads((folder / "case.toml").read_text("utf-8")))


@cache
def transcript_of(folder: Path) -> Transcript:
    """Return the transcript of a case as the reader reads it; read once, and read-only."""
    return read_case(folder).transcript()


@cache
def briefings_of_cases() -> dict[str, Briefing]:
    """Return the record of each case that is a briefing; read once, and read-only."""
    return {case.name: load_briefing(transcript_of(case.folder)) for case in all_cases() if case.is_briefing}


def kind_told(transcript: Transcript) -> str:
    """Return the kind of a case's pages: of each by itself and, if all may be transcripts, of all together."""
    kinds = {page.kind for page in transcript.pages}
    return str(kind_of(transcript)) if kinds == {PageKind.TRANSCRIPT} else ", ".join(sorted(kinds))


def reads_as_expected(case: Case, briefing: Briefing) -> bool:
    """Tell whether a briefing has the turns of its case, and the people and days of its case.toml."""
    return [row_of(turn) for turn in briefing.turns] == case.rows() and not differences(briefing, case.told)


def differences(briefing: Briefing, told: dict[str, Any]) -> list[str]:
    """Return facts of a case.toml about the whole briefing that the record lacks."""
    unclear = ["speakers not understood"] if told["kind"] == "unclear" else []
    shortcomings = [reason.words for reason in briefing.shortcomings]
    found = [] if shortcomings == told.get("shortcomings", unclear) else [f"shortcomings: {shortcomings}"]
    days = ["date", *(name for name in ("held_on", "published_on") if name in told)]
    found += [f"{name}: {getattr(briefing, name)}" for name in days if getattr(briefing, name) != told.get(name)]
    notes = [{"kind": note.kind, "text": note.text} for note in briefing.notes]
    if notes != told.get("notes", notes):
        found.append(f"notes: {notes}")
    people = [asdict(person) for person in briefing.participants]
    wanted = told.get("participants", [])
    if wanted and len(people) != len(wanted):
        found.append(f"participants: {people}")
    found += [f"no participant {want}" for want in wanted if not any(want.items() <= one.items() for one in people)]
    found += [f"no turn {want}" for want in told.get("labelled", []) if not _has_turn(briefing, want)]
    return found


def _has_turn(briefing: Briefing, want: Row) -> bool:
    """Tell whether every turn of a label has the honorific, the position or the evidence declared for it."""
    turns = [asdict(turn) for turn in briefing.turns if turn.label == want["label"]]
    return bool(turns) and all((turn[name] or "") == value for turn in turns for name, value in want.items())


def _number(file: Path) -> int:
    return int(re.sub(r"\D", "", file.stem))


def _address(first: str, number: int) -> str:
    """Return the address of a page: `content_7.htm` has `content_7_2.htm`, `talk.php?id=7` has `?id=7&page=2`."""
    address = read_address(first)
    if address.numbered or number == 1:
        return address.page(number)
    if "?" in first:
        return f"{first}&page={number}"
    stem, ext = splitext(first)
    return f"{stem}_{number}{ext}"
