"""Labels as houses print them that are on no page of the bank: each form once, in invented words."""

from __future__ import annotations

import pytest

from tests.support.reading import briefing, paragraphs, said

_QUESTION = "Minister, can you tell us when the bridge will open again?"
_ANSWER = "We are looking into it, and I can tell you that nothing was lost."

FORMS = {
    # A parliament in West Africa: the time stands behind the name, without a bracket.
    "time of day behind a name": (
        ["Mr Speaker 11:55 a.m.", _ANSWER, "Mrs Dolmatin 11:55 a.m.", _QUESTION] * 2,
        ["Mr Speaker", "Mrs Dolmatin"] * 2,
    ),
    # French minutes: the office behind a name closes with the full stop.
    "office before a full stop": (
        [f"M. le président. {_QUESTION}", f"M. Luc Vask, ministre des ports. {_ANSWER}"] * 2,
        ["M. le président", "M. Luc Vask, ministre des ports"] * 2,
    ),
    # The translation of a question stands in square brackets below it.
    "remark that opens a bracket": (
        [f"Irena Dolmatin: {_QUESTION}", "[Asked in Hindi: in short] When?", f"Tolmer Vask: {_ANSWER}"] * 2,
        ["Irena Dolmatin", "Tolmer Vask"] * 2,
    ),
    # The address of each speech stands below it.
    "address behind a word": (
        [f"Irena Dolmatin: {_QUESTION}", "Link: https://www.example.org/1", f"Tolmer Vask: {_ANSWER}"] * 2,
        ["Irena Dolmatin", "Tolmer Vask"] * 2,
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_each_form_is_read(form: str) -> None:
    lines, labels = FORMS[form]
    assert [label for label, _ in said(briefing(paragraphs(*lines)))] == labels


def test_a_greek_question_in_a_page_without_line_breaks_ends_a_sentence() -> None:
    asked = "ΔΡΟΣΟΣ: Πότε ανοίγει η γέφυρα του λιμανιού;"
    answered = "ΚΑΡΑΒΑΣ: Μπορώ να σας πω ότι δεν χάθηκε τίποτα από τις βάρκες."
    read = briefing(paragraphs(" ".join([asked, answered] * 20)))
    assert [label for label, _ in said(read)] == ["ΔΡΟΣΟΣ", "ΚΑΡΑΒΑΣ"] * 20
