"""Turns separated by nothing but the line ends of the source."""

from __future__ import annotations

from tests.support.reading import briefing, page, said


def test_turns_in_one_text_node_are_turns() -> None:
    read = briefing(
        "<p>MR. VASK: Good morning.\nI have no news.\nQ  Will it rain?\nMR. VASK: It may.\nEND\n2:13 P.M. EDT</p>"
    )
    assert said(read) == [
        ("MR. VASK", "Good morning. I have no news."),
        ("Q", "Will it rain?"),
        ("MR. VASK", "It may."),
    ]


def test_question_and_answer_marks_and_brackets_too() -> None:
    assert [label for label, _ in said(briefing("<p>Q: Will it rain?\nA: It may.\nQ: When?\nA: Soon.</p>"))] == list(
        "QAQA"
    )
    read = briefing("<p>[Ilse Maren] Good morning.\n[Harbour Gazette] When?\n[Ilse Maren] Soon.\n[LTV] Why?</p>")
    assert [label for label, _ in said(read)] == ["Ilse Maren", "Harbour Gazette", "Ilse Maren", "LTV"]


def test_a_source_that_is_only_wrapped_stays_one_paragraph() -> None:
    wrapped = "<p>MS. MAREN: We have looked at the quays.\nOur view is\nthis: they hold. I said so.\nIn short: yes.</p>"
    assert [line.text for line in page(wrapped).lines] == [
        "MS. MAREN: We have looked at the quays. Our view is this: they hold. I said so. In short: yes."
    ]


def test_a_link_in_one_turn_makes_no_link_of_another() -> None:
    read = briefing("<p>Q: Where <a href='/x'>is the long report</a> you promised?\nA: Here.\nQ: May I?\nA: Yes.</p>")
    assert said(read)[1::2] == [("A", "Here."), ("A", "Yes.")]
