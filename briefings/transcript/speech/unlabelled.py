"""Turns that only their print tells from those around them: bold questions, and answers without a label.

Where the pattern comes back, a paragraph that asks is a question and a plain one behind it an answer, of nobody named.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Sequence

from briefings.transcript.page.lines import Line
from briefings.transcript.page.notes import note_kind
from briefings.transcript.page.openings import Opening
from briefings.transcript.wording.shapes import is_press
from briefings.transcript.wording.speaking import QUESTION_ENDS

_TWICE, _MOSTLY = 2, 2 / 3


def unlabelled_turns(lines: Sequence[Line], skipped: Collection[int], labels: Sequence[Opening]) -> list[Opening]:
    """Find turns without a label on a page that has some `labels`; `skipped` are lines that nobody says."""
    said = [index for index in range(len(lines)) if index not in skipped]
    opening = {label.line for label in labels}
    questions = _bold_questions(lines, said, opening)
    asked = {label.line for label in labels if is_press(label.label)} | set(questions)
    found = sorted([*questions, *_answers(lines, said, asked, sorted(opening | set(questions)))])
    return [Opening(index, 0, 0, "", "plain", False, False) for index in found]


def _bold_questions(lines: Sequence[Line], said: Sequence[int], opening: Collection[int]) -> list[int]:
    """The paragraphs in bold that ask, behind the first label, where labels open right below two of them or more."""
    first = min(opening, default=len(lines))
    asking = [
        place
        for place, index in enumerate(said)
        if index > first and index not in opening and _is_bold(lines[index]) and _asks(lines[index])
    ]
    answered = sum(place + 1 < len(said) and said[place + 1] in opening for place in asking)
    return [said[place] for place in asking] if answered >= _TWICE else []


def _answers(lines: Sequence[Line], said: Sequence[int], asked: Collection[int], begins: Sequence[int]) -> list[int]:
    """Find the answers below those that ask and that no label answers, if most of them have one."""
    found, unanswered = [], 0
    for place, index in enumerate(begins):
        end = begins[place + 1] if place + 1 < len(begins) else len(lines)
        if index in asked and (end in asked or end == len(lines)):
            unanswered += 1
            below = said[bisect_right(said, index) : bisect_right(said, end - 1)]
            found += _first_answer(lines, index, below)
    return found if len(found) >= max(_TWICE, _MOSTLY * unanswered) else []


def _first_answer(lines: Sequence[Line], question: int, below: Sequence[int]) -> list[int]:
    """Return the first line below a question that is printed in another weight, or does not ask; [] where there is none
    or it is a note."""
    is_alike = _is_bold if _is_bold(lines[question]) else _asks
    if not is_alike(lines[question]):
        return []
    first = next((index for index in below if not is_alike(lines[index])), None)
    return [first] if first is not None and note_kind(lines[first]) is None else []


def _is_bold(line: Line) -> bool:
    return line.bold >= len(line.text)


def _asks(line: Line) -> bool:
    return line.text.endswith(QUESTION_ENDS)
