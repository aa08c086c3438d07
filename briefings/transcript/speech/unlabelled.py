"""Find turns that no label at the beginning of a line opens: by labels within a line, or by printed form alone."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Container, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from briefings.transcript.page.layout.lines import Line
from briefings.transcript.page.notes import note_kind
from briefings.transcript.page.opening_forms import UPPER, has_sign, inside_at
from briefings.transcript.page.openings import Opening, openings_inside
from briefings.transcript.page.questions import ASKS_IN_JAPAN, Paragraph, Talk, ways_of
from briefings.transcript.speech.evidence import Evidence
from briefings.transcript.wording.label_parts import bare_word
from briefings.transcript.wording.press_labels import is_press
from briefings.transcript.wording.sentences import ends_sentence, has_function_word
from briefings.transcript.wording.shapes import shape_of
from briefings.transcript.wording.speaking import asks, ends_asking
from briefings.transcript.wording.vocabulary import HONORIFICS

_LOST = 1_500
"""Minimum length of a line that may have lost its breaks; so may most of a short page of one label."""
_CLOSED = ("colon", "sign", "mark")
_INSTEAD = re.compile(rf"\s?(?:(?P<semicolon>;)|\.?\s?[-–—―]{{1,2}})\s*(?=[¿¡“\"(…]|[{UPPER}](?![{UPPER}]))")
"""What stands once for the colon: "HOWARD; We do." (Australia), "HON. J. TARN - We do.", "TARN.-We do." (Fiji)."""
_LONGEST = 6
_TWICE, _MOSTLY = 2, 2 / 3


def glued_labels(
    lines: Sequence[Line], skipped: set[int], believed: Sequence[Opening], seen: Evidence
) -> list[Opening]:
    """Return labels inside a line, spelled like one already certain.

    If more stand inside long lines than open lines, labels inside lines support each other.
    """
    # "MR. SPEAKER.:" and "MR. SPEAKER.-" are printed alike.
    spelt = {c.label.rstrip(".") for c in believed if c.form in ("colon", "sign")}
    marks = any(c.form in ("mark", "weak") for c in believed)
    kept = [(index, line) for index, line in enumerate(lines) if index not in skipped]
    longest = _LOST if believed[1:] else min(_LOST, sum([len(line.text) for _, line in kept]) / _TWICE)
    vouched, marked, inside = _vouched([line for _, line in kept if len(line.text) > longest])
    lost = inside > max(len(believed), _TWICE)
    if lost:
        spelt |= vouched
        marks = marks or marked
    elif not believed:
        return []

    def is_label(label: str, is_mark: bool) -> bool:
        titled = seen.style.caps >= 0.5 and label.isupper() and shape_of(label).honorific and _is_one(label.split())
        return marks if is_mark else label.rstrip(".") in spelt or titled

    taken = {c.line: c.end for c in believed}
    return [
        replace(opening, rule="glued")
        for index, line in kept
        if taken.get(index, 0) < len(line.text) and (has_sign(line.text) or (marks and "Q" in line.text))
        for opening in openings_inside(index, line, taken.get(index, 0), is_label, anywhere=lost)
    ]


def mistyped_labels(lines: Sequence[Line], skipped: Container[int], believed: Sequence[Opening]) -> list[Opening]:
    """Return labels spelled like accepted ones, before a sentence and what was typed for the colon, between others."""
    # "A – roads" is an item of a list.
    spelt = {one.label.rstrip("."): one.key for one in believed if one.form in _CLOSED and len(one.label) > 1}
    return [
        Opening(index, 0, match.end(), label, "colon", False, False, rule="glued")
        for before, after in pairwise(believed)
        for index in range(before.line + 1, after.line)
        if index not in skipped and (text := lines[index].text).startswith((*spelt,))
        for label, key in spelt.items()
        # Who is introduced, listed or given the floor speaks next: "MR. TARN - The floor is yours."
        if key not in (before.key, after.key) and text.startswith(label) and (match := _INSTEAD.match(text, len(label)))
        if (match["semicolon"] or label.isupper()) and (ends_sentence(text) or has_function_word(text.split()))
    ]


def _vouched(lines: Sequence[Line]) -> tuple[set[str], bool, int]:
    """Return the labels that recur inside long lines, or have the form of a title; True if Q does; and their number."""
    found = [one for line in lines for one in inside_at(line, anywhere=True)]
    labels = [match["label"].strip() for match, is_mark in found if not is_mark]
    times = Counter(one for one in labels if shape_of(one).is_named and _is_one(one.split()))
    marks = len(found) - len(labels)
    titled = {label for label in times if shape_of(label).honorific or shape_of(label).title}
    return titled | {label for label, count in times.items() if count > 1}, marks > 0, times.total() + marks


def _is_one(words: Sequence[str]) -> bool:
    """Return True for a label without the words before it, as in "(Applause) MR. MAREN": an honorific begins it."""
    honorific = [bare_word(word) in HONORIFICS for word in words]
    return len(words) <= _LONGEST and not any(after and not before for before, after in pairwise(honorific))


_OF_QUESTIONS = re.compile(r"bold|\W|ー|(?:em|i|span)(?:\..*)?")
"""Way of setting a question between labels; a class may hold any paragraph."""


def first_pair(openings: Sequence[Opening], line: int) -> list[Opening]:
    """Return the last two labels with a colon above a `line`, if the second is a name that answers the first."""
    closed = (one for one in openings if one.form == "colon" and one.line < line)
    pair = [one for one in closed if not (one.own_line or one.rule or one.shape.veto)][-_TWICE:]
    talks = len({one.key for one in pair}) == _TWICE and pair[1].shape.is_whole_name
    return pair if talks and (pair[1].answers or all(one.speaks and one.shape.is_whole_name for one in pair)) else []


def labels_in_talk(talk: Talk, openings: Sequence[Opening]) -> list[Opening]:
    """Return words before a colon or a gap that open all questions, all answers, or only the first of each.

    The first of each may be set otherwise than the questions and answers below.
    """
    begin = talk.runs[0][0].line
    pair = first_pair(openings, begin)
    if [one.line - begin for one in pair] == [-2, -1] and all(one.shape.is_whole_name for one in pair):
        return [replace(one, rule="group") for one in pair]
    closed = (one for one in openings if one.form == "colon" or one.punctuation.isspace())
    at = {one.line: one for one in closed if not (one.rule or one.shape.veto)}
    begun = [at.get(run[0].line) if not run[0].begin else None for run in talk.runs]
    found = [one for one in begun if one]
    once = not any(begun[_TWICE:]) and all(one.shape.is_whole_name for one in found)
    asked, answered = begun[::2], begun[1::2]
    are_sides = len(begun) > _TWICE and all(all(side) or not any(side) for side in (asked, answered))
    # The topics of questions differ: "On energy: who pays?".
    is_asker = len({one.key for one in found}) == 1 or all(one.punctuation for one in found)
    return [replace(one, rule="group") for one in found] if once or (are_sides and (all(answered) or is_asker)) else []


def talk_turns(talk: Talk) -> list[Opening]:
    """Return the openings of questions and answers that no label opens."""
    return [
        replace(_plain(run[0].line, run[0].begin), asks=not number % 2, answers=bool(number % 2))
        for number, run in enumerate(talk.runs)
    ]


def unlabelled_turns(
    lines: Sequence[Line], said: Sequence[int], labels: Sequence[Opening], talk: Talk | None
) -> list[Opening]:
    """Find turns without a label among the lines `said`, on a page with `labels`: a talk, or what is between labels."""
    opening = {label.line: label.key for label in labels}
    if talk and talk.asking >= len(labels):
        return [one for one in talk_turns(talk) if one.line not in opening]
    questions = _questions_above(lines, said, opening)
    asked = {label.line for label in labels if is_press(label.label)} | set(questions)
    answers = _answers(lines, said, asked, sorted({*opening, *questions}))
    return [_plain(line) for line in sorted([*questions, *answers])]


def _plain(line: int, begin: int = 0) -> Opening:
    return Opening(line, begin, begin, "", "plain", False, False)


def _questions_above(lines: Sequence[Line], said: Sequence[int], labels: Mapping[int, str]) -> list[int]:
    """Return the questions set otherwise than speech, if most stand above labels; else they are headings.

    What stands between two labels of one speaker is somebody else's; a list or a quotation stands above others, too.
    """
    ways_at = {index: frozenset() if index in labels else ways_of(lines[index]) for index in said}
    cut = [(ways, [*run]) for ways, run in groupby(said, ways_at.__getitem__)]
    times, between = Counter[str](), Counter[str]()
    found: list[tuple[frozenset[str], int, bool]] = []
    again = {line for above, line in pairwise(sorted(labels)) if labels[above] == labels[line]}
    above_it = [-1, *(run[-1] for _, run in cut)]
    for (ways, run), (_, below), label in zip(cut, [*cut[1:], (frozenset[str](), [-1])], above_it, strict=False):
        if label in labels and not ways.isdisjoint(ways_of(lines[label])):
            # A turn that is bold as a whole goes on.
            continue
        times.update(ways)
        # In Japan more of the question or an answer without a label may follow; of the items of a list, the next one.
        japanese = bool(labels and len(run) == 1 and ASKS_IN_JAPAN.match(lines[run[0]].text))
        if ways and (below[0] in labels or japanese):
            asks = japanese or any(Paragraph(index, 0, lines[index].text, ways).asks for index in run)
            found.append((ways, run[0], asks))
            between.update(ways if japanese or below[0] in again else ())
    above = Counter(way for ways, _, _ in found for way in ways)
    first = min(labels, default=0)
    # Any paragraph of an answer may stand in italics: the first one asks before anybody has a label.
    sure = {"bold", *(way for way, count in between.items() if count >= _MOSTLY * times[way])}
    asked = {way for ways, line, asks in found for way in ways if asks and (way in sure or line < first)}
    set_so = {way for way in asked if above[way] >= max(_TWICE, _MOSTLY * times[way]) and _OF_QUESTIONS.fullmatch(way)}
    return [line for ways, line, asks in found if not set_so.isdisjoint(ways) and (asks or line > first)]


def _answers(lines: Sequence[Line], said: Sequence[int], asked: Collection[int], begins: Sequence[int]) -> list[int]:
    """Find the answers below those that ask and that no label answers, if most of them have one."""
    ends = {*asked, len(lines)}
    unanswered = [(index, end) for index, end in pairwise([*begins, len(lines)]) if index in asked and end in ends]
    found = []
    for index, end in unanswered:
        found += _first_answer(lines, index, said[bisect_right(said, index) : bisect_right(said, end - 1)])
    return found if len(found) >= max(_TWICE, _MOSTLY * len(unanswered)) else []


def _first_answer(lines: Sequence[Line], question: int, below: Sequence[int]) -> list[int]:
    """Return the first line below a question that neither asks nor is a note or a link, in a list; [] without one."""
    said = (index for index in below if not (note_kind(lines[index]) or lines[index].is_mostly_link))
    first = [index for index in said if not ends_asking(lines[index].text)][:1]
    return first if asks(lines[question].text) or ASKS_IN_JAPAN.match(lines[question].text) else []
