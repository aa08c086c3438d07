"""Lines that end no sentence under the name of a speaker: a table is told, a list that is said is not."""

from __future__ import annotations

from tests.support.reading import briefing, paragraphs

_TALK = paragraphs(
    "Odo Rask: When do you close the old quay?",
    "Ilse Maren: We close it in May, and I shall be there.",
    "Odo Rask: What do you ask for?",
)
_LINES = ("Two cranes", "A ferry", "Oak for the piers", "A lamp")


def _talk(answer: str, lines: str) -> list[str]:
    return [str(one) for one in briefing(_TALK + paragraphs(f"Ilse Maren: {answer}") + lines).shortcomings]


def test_the_cells_of_a_table_below_an_answer_are_told() -> None:
    cells = "<table><tr><td>Port</td><td>Cranes</td></tr><tr><td>Halme</td><td>12</td></tr></table>"
    assert _talk("The skippers pay for it.", cells) == ["speakers not understood: 'Port', 1 in all"]


def test_what_somebody_lists_is_said() -> None:
    assert _talk("We ask for four things:", paragraphs(*_LINES)) == []


def test_lines_of_a_talk_that_ends_no_sentences_are_said() -> None:
    talk = _TALK.replace(".", "").replace("?", "")
    read = briefing(talk + paragraphs("Ilse Maren: I ask for a lot", *_LINES))
    assert list(read.shortcomings) == []
