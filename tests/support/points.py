"""The eighteen forms that earlier readers misread on real pages, their cases, and the parts that decide each."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any, NamedTuple

from briefings.transcript.speech.habits import read_habits

_READER = "briefings.transcript"
_NEVER = re.compile(r"(?!)")


class Part(NamedTuple):
    """A part of the reader that decides: its place, and what replaces it when it is removed."""

    at: str
    """Module and name, as in "speech.roster:Roster.of_surname"."""
    gone: Any

    @property
    def name(self) -> str:
        return self.at.partition(":")[2]


def _says(answer: object, at: str) -> Part:
    """Remove a function: it gives the same answer to every question."""
    return Part(at, lambda *_, **__: answer)


class Point(NamedTuple):
    """A form that earlier readers misread on real pages, and its cases."""

    words: str
    cases: tuple[str, ...]
    rules: tuple[str, ...] = ()
    """Label rules without which one of the cases is misread."""
    parts: tuple[Part, ...] = ()
    """Other parts that decide: without each of them one of the cases is misread."""

    @property
    def decided_by(self) -> tuple[str, ...]:
        """Return the names of all rules and parts that decide."""
        return (*self.rules, *(part.name for part in self.parts))


@contextmanager
def without(part: Part) -> Iterator[None]:
    """Remove a part of the reader; caches of spellings are cleared before and after."""
    module, _, path = part.at.partition(":")
    owner: Any = import_module(f"{_READER}.{module}")
    *outer, name = path.split(".")
    for step in outer:
        owner = getattr(owner, step)
    kept = getattr(owner, name)
    setattr(owner, name, part.gone)
    _forget_spellings()
    try:
        yield
    finally:
        setattr(owner, name, kept)
        _forget_spellings()


def _forget_spellings() -> None:
    for name, module in list(sys.modules.items()):
        if name.startswith(_READER):
            for member in vars(module).values():
                if hasattr(member, "cache_clear"):
                    member.cache_clear()


POINTS = (
    Point(
        "A mark glued to the next word",
        ("whitehouse/marks_run_in", "state/run_in_alone", "whitehouse/glued_q"),
        ("weak_mark",),
    ),
    Point(
        "A page that lost its line breaks",
        ("whitehouse/lost_breaks", "whitehouse/one_paragraph"),
        (),
        (_says([], "speech.labels:glued_labels"),),
    ),
    Point(
        "Office words and `Name -- Position` on lines of their own",
        ("earnings/names_alone", "earnings/names_and_positions", "earnings/offices_on_lines"),
        ("group",),
    ),
    Point(
        "Answer marks by alternation, not by letter",
        ("presidencia/signs_and_dashes", "presidence/q_and_r", "vlada/single_letters", "sozcu/dashes_in_bold"),
        ("group",),
    ),
    Point(
        "Initials and marks do not vote on case",
        ("racing/initials", "rueda/initials_es", "scio/acronyms_alone"),
        ("style",),
        (_says(True, "speech.evidence:votes_on_case"),),
    ),
    Point(
        "Capitals who speak once; a capital title; a label of many words",
        ("whitehouse/once_and_titled", "scio/long_role"),
        ("roster",),
        (_says([], "speech.labels:missed_labels"),),
    ),
    Point(
        "Brackets of any form on their own line",
        ("synod/round_brackets", "daijin/round_brackets", "synod/one_word"),
        ("group",),
    ),
    Point(
        "`Name:` once each; short lines in turn",
        ("unknown/names_on_lines", "unknown/names_on_lines_de",
         "unknown/line_turns", "unknown/line_turns_pt"),
        ("group",),
    ),
    Point(
        "A people field is no speaker",
        ("bundespresse/people_field", "unknown/people_field"),
        (),
        (_says([], "participants:read_people_field"),),
    ),
    Point(
        "Slips of the source, and false labels",
        ("hongkong/round_colons", "unknown/asterisks", "whitehouse/letterhead_names", "unknown/openers_es",
         "unknown/list_of_topics", "state/joint_remarks", "earnings/offices_on_lines"),
        (),
        (
            Part("page.opening_forms:_COLON", re.compile(r"(?P<before>)(?P<label>[^:：]{1,120}?)[:：](?P<after>)")),
            _says(True, "speech.evidence:_is_spoken"),
            Part("wording.shapes:FOREIGN_FIRST_WORDS", frozenset()),
        ),
    ),
    Point(
        "Where a press word asks, what follows answers",
        ("premier/answers_whatever_its_form", "governo/answers_whatever_its_form", "unknown/reporters_from",
         "unknown/reporters_from_de"),
        (),
        (
            Part("speech.attribution:read_habits", lambda turns: read_habits(turns)._replace(answering=set())),
            Part("speech.attribution_by_word:_WITH_OUTLET", ()),
        ),
    ),
    Point(
        "An introduction alone makes no chair",
        ("whitehouse/introducer_answers", "unknown/president_introduces", "scio/introduced_on_page_two",
         "unknown/host_of_today"),
        (),
        (_says("", "participants:_opening_words"),),
    ),
    Point(
        "What is no name",
        ("cityhall/no_names", "presse/no_names", "unknown/spanish"),
        (),
        (
            _says(False, "speech.whole_names:_leads_no_name"),
            Part("speech.whole_names:LEADING_PREPOSITIONS", frozenset()),
        ),
    ),
    Point(
        "An office label is the one person printed beside the office",
        ("premier/office_of_the_title", "gobierno/office_of_the_title", "unknown/two_of_one_office"),
        (),
        (_says(None, "speech.roster:Roster.of_office"),),
    ),
    Point(
        "The position goes with the name",
        ("scio/glued_office",),
        (),
        (_says(None, "speech.introductions:_position"), Part("speech.introductions:_PURPOSE", _NEVER)),
    ),
    Point(
        "Before the first label: notes",
        ("whitehouse/lead_notes", "regierung/lead_notes", "scio/editors_paragraph", "doorstop/subjects_in_bold"),
        (),
        (_says(None, "speech.turns:lead_note_kind"), _says(False, "page.notes:_goes_on")),
    ),
    Point(
        "Behind the last paragraph: foot",
        ("hongkong/foot", "ufficio/foot"),
        (),
        (_says({}, "around_speech:set_apart"),),
    ),
    Point(
        "Stage notes by form",
        ("synod/round_brackets", "regierung/lead_notes"),
        (),
        (Part("page.notes:_SENTENCE_APART", _NEVER),),
    ),
)  # fmt: skip
