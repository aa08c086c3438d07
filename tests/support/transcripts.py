"""Transcripts as data, invented by a seeded generator, before any of it becomes a page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

PEOPLE = (
    "Ilse Maren", "Tolmer Vask", "Irena Dolmatin", "Pavo Kestrel", "Odette Van Hollen", "Anselm Brook-Tarrow",
    "Zoë Marchetti", "Ruben O’Dell", "Lin Yarrow", "Mikael de Vries", "Sabela Quintero", "Tova Lindqvist",
)  # fmt: skip
OUTLETS = (
    "Harbour Gazette", "Varenia Radio", "Lindmark Wire", "Norvik Daily", "LTV", "The Orchard Times", "Salt Coast News",
    "Kestrel Post", "People’s Tribune", "Quay 24 Television", "Eastern Ferry Media Group", "Nordling",
)  # fmt: skip
CHINESE_PEOPLE = ("江远", "苏北禾", "林望川", "何渡")
CHINESE_OUTLETS = ("海港日报记者", "渡口电视台记者", "北岸新闻社", "盐城晚报记者")
_WORDS = (
    "harbour ferry council tariff orchard lantern bridge season measure report quota vessel market pilot index grain"
    " school repair signal winter canal minister budget timetable lighthouse river gauge fishery permit warehouse quay"
).split()
_VERBS = "reviews supports replaces measures opens funds lowers improves studies extends".split()
_TRAPS = (
    "Samples from November 2019:", "First:", "The week ahead:", "So my question is:", "Figures for the third quarter:",
    "I would like to highlight three key aspects:", "The measures are as follows:", "My first point is: {}",
    "The rule is simple: {}", "We have one aim: {}", "In short: {}", "It begins at 10:30 and ends at 12:45, and {}",
    "See http://www.varenia.example/ferry for the list, which {}", "As the saying goes, “{}”", "Second, {}",
    "Note that {}", "But there is one thing: {}",
)  # fmt: skip
_GREETINGS = (
    "Good morning, ladies and gentlemen, and welcome to this briefing.",
    "Good afternoon. Thank you for coming.",
)
_OPENINGS = ("Thank you for the question.", "We have looked into this.", "I think it is simple.", "Let me be clear.")
_SHORT = ("Thank you.", "Yes.", "Next question, please.", "Thanks for the question.", "No, not yet.")
_CHINESE = "港口渡轮议会关税果园灯桥季节措施报告配额船市场指数粮食学校修理冬运河预算灯塔"
_NOTES = ("(Laughter.)", "(Applause.)", "[Photo by Ansel Brook/Varenia Press]", "(Crosstalk.)")
HOUSES = ("names", "caps", "marks", "spokesperson", "brackets", "chinese")
"""Styles of labels: full names; MR. VASK and a bare Q; Q: and A:; one name and outlets; [names]; Chinese names."""


@dataclass
class Said:
    """One turn: its label without colon or brackets, its paragraphs, and the notes printed after the paragraphs."""

    label: str
    paragraphs: list[str]
    notes: dict[int, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The words, with white space folded."""
        return " ".join(" ".join(self.paragraphs).split())


@dataclass
class Invented:
    """A briefing: the people in it (name, role), and their turns."""

    house: str
    chair: str
    officials: list[str]
    turns: list[Said]


def invent(rng: Random, turns: int) -> Invented:
    """Invent a briefing of about `turns` turns: statements, then questions with their answers."""
    house = rng.choice(HOUSES)
    people = list(CHINESE_PEOPLE if house == "chinese" else PEOPLE)
    rng.shuffle(people)
    chair, officials = people[0], people[1 : rng.randint(2, 4)]
    briefing = Invented(house, chair, officials, [])
    labels = _labels(rng, briefing)
    said = briefing.turns
    while len(said) < turns:
        for label, asks in labels(len(said)):
            # At a page's end nobody could tell whether two successive short turns are one printed twice.
            may_be_short = bool(said) and len(said[-1].text) > 40
            said.append(Said(label, _paragraphs(rng, house, asks, may_be_short)))
            if house != "chinese" and not asks and may_be_short == (len(said) > 1):
                opening = rng.choice(_OPENINGS if len(said) > 1 else _GREETINGS)
                said[-1].paragraphs[0] = f"{opening} {said[-1].paragraphs[0]}".strip()
            if rng.random() < 0.05:
                said[-1].notes[rng.randrange(len(said[-1].paragraphs))] = rng.choice(_NOTES)
    return briefing


def _labels(rng: Random, briefing: Invented) -> Callable[[int], list[tuple[str, bool]]]:
    """Return a function from the number of turns so far to the next labels, each with whether it asks."""
    house, officials = briefing.house, briefing.officials
    outlets = rng.sample(CHINESE_OUTLETS if house == "chinese" else OUTLETS, 4)
    titles = {name: rng.choice(("MR.", "MS.", "DR.", "SECRETARY", "PRESS SECRETARY")) for name in officials}

    def printed(name: str) -> str:
        return f"{titles[name]} {name.rsplit(maxsplit=1)[-1].upper()}" if house == "caps" else name

    def following(number: int) -> list[tuple[str, bool]]:
        answers = [printed(name) for name in rng.sample(officials, 1 + (len(officials) > 1 and rng.random() < 0.2))]
        if house == "marks":
            return [("Q", True), ("A", False)]
        if house == "caps":
            opening = [(printed(officials[0]), False)] if not number else []
            return [*opening, ("Q", True), *((label, False) for label in answers)]
        if house == "spokesperson":
            return [(rng.choice(outlets), True), (officials[0], False)]
        if not number:
            return [(briefing.chair, False), (answers[0], False)]
        handed = [(briefing.chair, False)] if rng.random() < 0.3 else []
        return [*handed, (rng.choice(outlets), True), *((label, False) for label in answers)]

    return following


def _paragraphs(rng: Random, house: str, asks: bool, may_be_short: bool) -> list[str]:
    if house == "chinese":
        found = [_chinese(rng, "。") for _ in range(rng.randint(1, 3))]
        return [*found, _chinese(rng, "？")] if asks else found
    if asks:
        return [f"{_sentence(rng, '.')} {_sentence(rng, '?')}"]
    if may_be_short and rng.random() < 0.15:
        return [rng.choice(_SHORT)]
    found = [" ".join(_sentence(rng, ".") for _ in range(rng.randint(1, 4))) for _ in range(rng.randint(1, 4))]
    if rng.random() < 0.3:
        trap = rng.choice(_TRAPS).format(_sentence(rng, ".").lower())
        found.insert(rng.randint(1, len(found)), trap)
        found.append(_sentence(rng, "."))
    return found


def _sentence(rng: Random, end: str) -> str:
    words = [rng.choice(_WORDS) for _ in range(rng.randint(3, 14))]
    words.insert(rng.randint(1, 3), rng.choice(_VERBS))
    if rng.random() < 0.2:
        words[-1] += ","
        words += ["by", f"{rng.randint(2, 900)}", rng.choice(("percent", "boats", "& more", "<in all>", "(in part)"))]
    opening = rng.choice(("The", "A", "Our", "This", "Every"))
    return f"{opening} {' '.join(words)}{end}"


def _chinese(rng: Random, end: str) -> str:
    return "".join(rng.choice(_CHINESE) for _ in range(rng.randint(12, 60))) + end
