"""The forms and languages of the cases: `python -m tests.support.case_tables` writes them into the cases' README."""

from __future__ import annotations

from collections.abc import Iterable

from tests.support.casebook import CASES, Case, all_cases, briefings_of_cases
from tests.support.points import POINTS, Point

PAGE = CASES / "README.md"
_BEGIN, _END = "<!-- made by tests.support.case_tables -->\n", "<!-- end of what was made -->\n"
_UNKNOWN = "not told"


def section() -> str:
    """Make the section from the cases and the points."""
    cases = [case for case in all_cases() if case.is_briefing]
    turns = {case.name: len(case.rows()) for case in cases}
    languages = {case.name: _language(case) for case in cases}
    rows = [f"| {number} | {_point(point)} |" for number, point in enumerate(POINTS, start=1)]
    by_language = _counted((languages[case.name], turns[case.name]) for case in cases)
    return f"""\
{_BEGIN}
{len(cases)} transcripts with {sum(turns.values()):,} turns. These are eighteen forms that the reader misread on
real pages, each with the cases that hold it and what decides it: rules of the table of labels, or parts of the
reader. A test takes each of them away and shows that one of the cases is misread then.

| | form | cases | decided by |
|---|---|---|---|
{chr(10).join(rows)}

Cases and turns by language: {by_language}.

{_END}"""


def _point(point: Point) -> str:
    return f"{point.words} | {', '.join(point.cases)} | {', '.join(f'`{name}`' for name in point.decided_by)}"


def _language(case: Case) -> str:
    language = briefings_of_cases()[case.name].language
    return language.partition("-")[0].lower() if language else _UNKNOWN


def _counted(found: Iterable[tuple[str, int]]) -> str:
    """Return the numbers of cases and turns by name, in words, most cases first."""
    sums: dict[str, tuple[int, int]] = {}
    for name, turns in found:
        cases, before = sums.get(name, (0, 0))
        sums[name] = cases + 1, before + turns
    ordered = sorted(sums.items(), key=lambda one: (-one[1][0], one[0]))
    return ", ".join(f"{name} {cases} / {turns}" for name, (cases, turns) in ordered)


def main() -> None:
    """Write the section again."""
    text = PAGE.read_text(encoding="utf-8")
    before, _, rest = text.partition(_BEGIN)
    PAGE.write_text(f"{before}{section()}{rest.partition(_END)[2]}", encoding="utf-8")


if __name__ == "__main__":
    main()
