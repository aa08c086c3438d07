"""Labels behind a dash, a number or the times of a recording: each opens its turn, and a programme opens none."""

from __future__ import annotations

from itertools import pairwise

from tests.support.parts import each
from tests.support.reading import briefing, paragraphs

_TALK = (
    "When do the locks open?",
    "They open in May, and we are glad of it.",
    "Who pays for the crews?",
    "The skippers do. I told them on Monday.",
)
_TIMES = ("00:05", "00:12", "00:31", "01:10", "01:40")


@each("before", ["", "– ", "- ", "• ", "&gt;&gt; ", "■ ", "[00:12] "])
@each(("asks", "answers"), [("Q", "A"), ("Question", "Answer"), ("Question", "Réponse")])
def test_marks_of_questions_and_answers(before: str, asks: str, answers: str) -> None:
    labels = (asks, answers) * 2
    read = briefing(paragraphs(*(f"{before}{label}: {text}" for label, text in zip(labels, _TALK, strict=True))))
    assert [(turn.label, turn.text) for turn in read.turns] == list(zip(labels, _TALK, strict=True))


@each(
    "row",
    [
        "[{first} - {last}] {name}: {text}",
        "{first}–{last} {name}: {text}",
        "[00:{first}.120 --&gt; 00:{last}.900] {name}: {text}",
        "{first} - {last} | {name}: {text}",
        "{name} [{first} - {last}]: {text}",
        "<b>{name}</b> ({first} to {last}) {text}",
        "{name} ({first} - {last})</p><p>{text}",
        "{first} - {last} {name}</p><p>{text}",
        "[{first} – {last}]</p><p>{name}: {text}",
        "{name} | {first}</p><p>{text}",
        "{name}, {first}</p><p>{text}",
        "{name}（{first}）：{text}",
        "【{first}~{last}】{name}：{text}",
    ],
)
def test_the_times_of_a_recording_stand_beside_the_label(row: str) -> None:
    names = ("Ilse Maren", "Odd Tarn") * 2
    rows = [
        row.format(first=first, last=last, name=name, text=text)
        for (first, last), name, text in zip(pairwise(_TIMES), names, _TALK, strict=True)
    ]
    read = briefing(paragraphs(*rows))
    assert [(turn.label, turn.text) for turn in read.turns] == list(zip(names, _TALK, strict=True))
    assert all(turn.notes[0].kind == "time" and "00:" in turn.notes[0].text for turn in read.turns[:3])


@each("row", ["{first} - {last} {name}</p><p>{text}", "{name} {first} – {last}</p><p>{text}"])
def test_the_hours_of_a_programme_open_no_turns(row: str) -> None:
    talks = {
        "Ilse Maren": "In this talk I show how we measured the silt of four harbours.",
        "Odd Tarn": "Why does the tide turn late? We answer with ten years of data.",
        "Ada Lorn": "The bridge opens in June. What will it change?",
        "Jon Brell": "I have sailed for forty years and we still lose boats.",
    }
    hours = pairwise(("09:00", "09:30", "10:15", "11:00", "11:45"))
    rows = [
        row.format(first=first, last=last, name=name, text=text)
        for (first, last), (name, text) in zip(hours, talks.items(), strict=True)
    ]
    assert not [turn.label for turn in briefing(paragraphs(*rows)).turns if turn.label]
