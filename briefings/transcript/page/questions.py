"""Questions and answers that no label opens: paragraphs that ask, set otherwise than those that answer.

A way of setting, such as bold, italics, a class or a leading dash, cuts the paragraphs of an interview into runs that
ask and runs that do not, in turn. Which way it is makes no difference.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import dropwhile, groupby, pairwise
from typing import Literal, NamedTuple

from briefings.items import NoteKind
from briefings.transcript.page.layout.lines import Line
from briefings.transcript.page.notes import note_kind
from briefings.transcript.wording.speaking import asks_plainly, ends_asking, says_we

_LEADS = frozenset('-–—―─ー－«„“"•◊■▪►>*')
_NO_WAYS = frozenset(("", "p", "div", "li", "td", "td|first", "th"))
"""Elements that hold paragraphs of any kind."""
_SENTENCE_ENDS = tuple('.?!…:。？！؟।۔።։;)»”“"')
"""Ends of what is said; other words in bold are a heading within an answer."""
_TRIED = 6
"""Number of ways that are tried: the most frequent of paragraphs that ask, and of those right below."""
_LEAST, _LEAST_OF_DASHES = 2, 3
"""Minimum number of questions; the second is for dashes, which stories have too."""
_ASK, _MISPLACED = 0.4, 1 / 3
"""Minimum share of the questions that end as one, and maximum share of the answers that do."""
_CERTAIN, _VOICED = 3, 1 / 4
_DOUBLE_DASHES = ("――", "──", "ーー")
"""Dashes that open what an interviewer says in Japan."""
ASKS_IN_JAPAN = re.compile(r"[–—―─ー－-]++(?=.*[\u3040-\u309f])")
"""Such dashes, or a single one, before words in Japanese: beside labels they ask; a list in Chinese has them too."""
_IN_BRACKETS = re.compile(r"\([^()]+\)(?=\s?[-–—―])")
"""Question before its answer: "(Who pays?) – “We all do.”"."""
_NAME = re.compile(r"\W*+([^\W\d_][\w.’'»”\" ]{1,40}?)\s?[-–—―:：|] ?")


_Marks = Literal["questions", "answers", "both"]
"""The side that a way of setting marks."""


class Paragraph(NamedTuple):
    """A paragraph, or the part of a line before or after the end of its question in bold."""

    line: int
    begin: int
    text: str
    ways: frozenset[str]

    @property
    def asks(self) -> bool:
        asks = asks_plainly if "bold" in self.ways else ends_asking
        return asks(self.text) or self.text.startswith(_DOUBLE_DASHES)

    @property
    def has_voice(self) -> bool:
        """True if it says I, we or you, or opens as an interviewer does in Japan, where few words say so."""
        return self.text.startswith(_DOUBLE_DASHES) or says_we(self.text)


class Talk(NamedTuple):
    """Questions and answers in turn, each with its paragraphs."""

    runs: Sequence[Sequence[Paragraph]]
    asking: int
    """Number of different questions that end as one."""

    @property
    def voiced(self) -> float:
        """Share of the questions that say I, we or you, or whose answers do."""
        pairs = [[*question, *answer] for question, answer in zip(self.runs[::2], self.runs[1::2], strict=False)]
        return sum(any(one.has_voice for one in pair) for pair in pairs) / len(pairs)

    @property
    def is_certain(self) -> bool:
        """True for enough questions to make a transcript, where the page tells of an interview.

        Not if they are one question, or begin again and again with a speaker's name: "— Ilse Maren — We open early.";
        nor if most texts on one side are neither sentences nor say I, we or you: these are headings above what is said.
        """
        begun = [(_NAME.match(run[0].text), run[0].text) for run in self.runs]
        names = Counter(match[1] if match else text for match, text in begun)
        # Thai has no full stops, and those who type in haste set none.
        said = [any(one.has_voice or one.text.endswith(_SENTENCE_ENDS) for one in run) for run in self.runs]
        if any(2 * sum(side) < len(side) for side in (said[::2], said[1::2])):
            return False
        return len(self.runs) // 2 >= _CERTAIN and self.voiced >= _VOICED and max(names.values(), default=0) < _CERTAIN


def find_talk(lines: Sequence[Line], said: Collection[int], labelled: Collection[int] = ()) -> Talk | None:
    """Return the questions and answers among the lines `said`, by the way of setting that divides most; else None.

    The lines `labelled` have labels, whatever they are set in.
    """
    asking, below = Counter[str](), Counter[str]()
    above: Paragraph | None = None
    for one in _paragraphs(lines, said, labelled):
        if one.ways and one.asks:
            asking.update(one.ways)
        elif one.ways and above and above.asks:
            below.update(one.ways)
        above = one
    counted: Sequence[tuple[_Marks, Counter[str]]] = (("questions", asking), ("both", asking), ("answers", below))
    tried = [(way, marks) for marks, ways in counted for way, n in ways.most_common(_TRIED) if n >= _LEAST]
    # A page of a hundred thousand lines keeps its paragraphs only if some ask.
    raw = _paragraphs(lines, said, labelled) if tried else ()
    paragraphs = [one for one in raw if note_kind(lines[one.line]) in (None, NoteKind.HEADING)]
    found = (_talk(_divided(paragraphs, way, marks), marks) for way, marks in tried)
    return max((talk for talk in found if talk), key=lambda talk: (talk.asking, len(talk.runs)), default=None)


def _paragraphs(lines: Sequence[Line], said: Collection[int], labelled: Collection[int]) -> Iterator[Paragraph]:
    for index in sorted(said):
        line, is_labelled = lines[index], index in labelled
        if line.within or line.is_mostly_link:
            continue
        bracket = _IN_BRACKETS.match(line.text)
        end = bracket.end() if bracket else line.bold
        question = line.text[:end].rstrip()
        is_cut = 0 < end < len(line.text) and question.endswith(_SENTENCE_ENDS) and question[-1] != ":"
        if is_cut and not is_labelled:
            yield Paragraph(index, 0, question, frozenset(("bold",)))
            yield Paragraph(index, end, line.text[end:], frozenset())
        else:
            yield Paragraph(index, 0, line.text, frozenset() if is_labelled else ways_of(line))


def ways_of(line: Line) -> frozenset[str]:
    """Return the ways in which a sentence is set, by which it may differ from others."""
    if not line.text.endswith(_SENTENCE_ENDS):
        return frozenset()
    kind = line.setting.rpartition(">")[2] if line.setting[:1] != ">" else ""
    # The element of bold words is known of short paragraphs only.
    ways = ("bold" if line.bold >= len(line.text) else kind, line.text[0] if line.text[0] in _LEADS else "")
    return frozenset(ways) - _NO_WAYS


def _divided(paragraphs: Sequence[Paragraph], way: str, marks: _Marks) -> list[list[Paragraph]]:
    """Return questions and answers in turn, from the first paragraph that is marked so and asks."""
    if marks == "both":
        begins = [place for place, one in enumerate(paragraphs) if way in one.ways]
        runs = [[*paragraphs[begin:end]] for begin, end in pairwise([*begins, len(paragraphs)])]
        return runs[next((place for place, run in enumerate(runs) if run[0].asks), len(runs)) :]
    asked = marks == "questions"
    cut = [(is_marked is asked, [*run]) for is_marked, run in groupby(paragraphs, lambda one: way in one.ways)]
    first = next((place for place, (asks, run) in enumerate(cut) if asks and run[-1].asks), len(cut))
    # A greeting and its answer may come before the first question.
    while first > 1 and any(one.has_voice for one in cut[first - 2][1]):
        first -= 2
    runs = [run for _, run in cut[first:]]
    # A heading printed like the questions stands above the first of them.
    runs[:1] = [[*dropwhile(lambda one: not (one.asks or one.has_voice), run)] for run in runs[:1]]
    if not asked and len(runs) % 2 and len(runs) > 1 and not runs[-1][-1].asks:
        # The last answer goes on.
        runs[-2:] = [[*runs[-2], *runs[-1]]]
    # What stands above a question that nothing marks goes on with the answer before.
    return runs if asked else [run if place % 2 else run[-1:] for place, run in enumerate(runs)]


def _talk(runs: Sequence[Sequence[Paragraph]], marks: _Marks) -> Talk | None:
    questions, answers = runs[::2], runs[1::2]
    # "What's your reaction?" stands in every box of a form, and above every row of a list.
    asking = len({run[-1].text for run in questions if run[-1].asks})
    least = _LEAST_OF_DASHES if marks == "both" else _LEAST
    misplaced = sum(run[0].asks for run in answers)
    # A button or a heading may stand below a question too: "Delete this?", "Cancel".
    said = any(run[0].has_voice or run[0].text.endswith(_SENTENCE_ENDS) for run in answers)
    if not said or asking < max(least, _ASK * len(questions)) or misplaced > _MISPLACED * len(answers):
        return None
    return Talk(runs, asking)
