"""What the cases hold, as docs/accuracy.md tells it: `python -m tests.support.case_tables` writes the section anew."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from tests.support.casebook import Case, all_cases
from tests.support.processes import REPO

PAGE = REPO / "docs" / "accuracy.md"
_BEGIN, _END = "<!-- made by tests.support.case_tables -->\n", "<!-- end of what was made -->\n"
_UNKNOWN = "not named by the page"


class Point(NamedTuple):
    """A form that earlier readers misread on real pages, and the cases that hold it."""

    words: str
    cases: tuple[str, ...]
    rules: tuple[str, ...] = ()
    """The label rules without which the first of the cases is misread; none where other code decides."""


POINTS = (
    Point(
        "A mark glued to the next word",
        ("whitehouse/marks_run_in", "state/run_in_alone", "whitehouse/glued_q"),
        ("weak_mark",),
    ),
    Point("A page that lost its line breaks", ("whitehouse/lost_breaks", "whitehouse/one_paragraph"), ("time_code",)),
    Point(
        "Office words and `Name -- Position` on lines of their own",
        ("earnings/names_alone", "earnings/names_and_positions", "earnings/offices_on_lines"),
        ("name_dash_position", "office_line"),
    ),
    Point(
        "Answer marks by alternation, not by letter",
        ("presidencia/signs_and_dashes", "presidence/q_and_r", "vlada/single_letters", "sozcu/dashes_in_bold"),
        ("alternation",),
    ),
    Point("Initials and marks do not vote on case", ("racing/initials", "rueda/initials_es", "scio/acronyms_alone")),
    Point(
        "Capitals who speak once; a capital title; a label of many words",
        ("whitehouse/once_and_titled", "scio/long_role"),
        ("printed_elsewhere", "slip"),
    ),
    Point(
        "Brackets of any form on their own line",
        ("synod/round_brackets", "daijin/round_brackets", "synod/one_word"),
        ("round_brackets",),
    ),
    Point(
        "`Name:` once each; `Name, role:` in lower case; short lines in turn",
        ("unknown/names_on_lines", "unknown/names_on_lines_de", "unknown/role_in_lower_case",
         "unknown/role_in_lower_case_fr", "unknown/line_turns", "unknown/line_turns_pt"),
        ("name_lines",),
    ),
    Point("A people field is no speaker", ("bundespresse/people_field", "unknown/people_field"), ("roster",)),
    Point(
        "Slips of the source, and false labels",
        ("hongkong/round_colons", "unknown/asterisks", "whitehouse/letterhead_names", "unknown/openers_es",
         "unknown/list_of_topics"),
    ),
    Point(
        "Where a press word asks, what follows answers",
        ("premier/answers_whatever_its_form", "governo/answers_whatever_its_form", "unknown/reporters_from",
         "unknown/reporters_from_de"),
    ),
    Point(
        "An introduction alone makes no chair",
        ("whitehouse/introducer_answers", "unknown/president_introduces", "scio/introduced_on_page_two",
         "unknown/host_of_today"),
    ),
    Point("What is no name", ("cityhall/no_names", "presse/no_names")),
    Point(
        "An office label is the one person printed beside the office",
        ("premier/office_of_the_title", "gobierno/office_of_the_title", "unknown/two_of_one_office"),
    ),
    Point("The position goes with the name", ("scio/glued_office",)),
    Point(
        "Before the first label: notes",
        ("whitehouse/lead_notes", "regierung/lead_notes", "scio/editors_paragraph", "doorstop/subjects_in_bold"),
    ),
    Point("Behind the last paragraph: foot", ("hongkong/foot", "ufficio/foot")),
    Point("Stage notes by form", ("synod/round_brackets", "regierung/lead_notes")),
)  # fmt: skip


def section() -> str:
    """The section of docs/accuracy.md."""
    cases = [case for case in all_cases() if "kind" not in case.told]
    turns = {case.name: len(case.rows()) for case in cases}
    languages = {case.name: _language(case) for case in cases}
    rows = [f"| {number} | {_point(point)} |" for number, point in enumerate(POINTS, start=1)]
    by_house = _counted((case.folder.parent.name, turns[case.name]) for case in cases)
    by_language = _counted((languages[case.name], turns[case.name]) for case in cases)
    return f"""\
{_BEGIN}
**The casebook.** {len(cases)} transcripts with {sum(turns.values()):,} turns (`tests/cases`), in invented words; every
test run reads them all. These are eighteen forms that the reader misread in the trials above, each with the cases that
hold it, by house and name. Where a label rule decides, the first case is misread without that rule, which a test shows;
the others are decided by code that is not in the table of rules.

| | form | cases | rules |
|---|---|---|---|
{chr(10).join(rows)}

Cases and turns by the language that the page names: {by_language}.

By house: {by_house}.

{_END}"""


def _point(point: Point) -> str:
    return f"{point.words} | {', '.join(point.cases)} | {', '.join(f'`{rule}`' for rule in point.rules)}"


def _language(case: Case) -> str:
    language = case.briefing().language
    return language.partition("-")[0].lower() if language else _UNKNOWN


def _counted(found: Iterable[tuple[str, int]]) -> str:
    """Of each name how many cases and turns, the most cases first."""
    sums: dict[str, tuple[int, int]] = {}
    for name, turns in found:
        cases, before = sums.get(name, (0, 0))
        sums[name] = cases + 1, before + turns
    ordered = sorted(sums.items(), key=lambda one: (-one[1][0], one[0]))
    return ", ".join(f"{name} {cases} / {turns}" for name, (cases, turns) in ordered)


def main() -> None:
    """Write the section anew."""
    text = PAGE.read_text(encoding="utf-8")
    before, _, rest = text.partition(_BEGIN)
    PAGE.write_text(f"{before}{section()}{rest.partition(_END)[2]}", encoding="utf-8")


if __name__ == "__main__":
    main()
