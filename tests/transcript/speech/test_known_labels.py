"""A label that is believed elsewhere and opens speech with its sign, without a sign, or above all: told, never lost."""

from __future__ import annotations

from briefings.items import Briefing
from briefings.loaders import load_briefing
from briefings.transcript import read_page, read_transcript
from tests.support.parts import each


def _talk(*lines: str) -> Briefing:
    html = f"<html><body>{''.join(f'<p>{line}</p>' for line in lines)}</body></html>"
    page = read_page(html.encode(), "http://press.veldria.example/1.htm")
    return load_briefing(read_transcript([page]), source="gazette")


@each("form", ["<b>{}.</b> ", "<b>{} -</b> ", "[{}] ", "<b>{} –</b> "])
@each("lost", ["{plain}We trim the lamps.", "It is late. {opened}We trim the lamps."])
def test_a_believed_label_with_the_sign_that_closes_all_opens_a_turn_or_is_told(form: str, lost: str) -> None:
    edda, jon = form.format("Edda Torvane"), form.format("Jon Brell")
    talk = [f"{jon}When does the mill open?", f"{edda}We open it in May, I think."] * 3
    plain = edda.replace("<b>", "").replace("</b>", "")
    assert _talk(*talk, f"{jon}And who pays for it?").complete
    read = _talk(*talk, f"{jon}And who pays for it?", "Who knows?", lost.format(plain=plain, opened=edda))
    assert not read.complete or read.turns[-1].text == "We trim the lamps."


@each("label", ["<b>{}</b>", "{}:"])
def test_a_believed_label_alone_over_speech_is_told_and_in_a_list_of_participants_it_is_not(label: str) -> None:
    edda, jon = "Edda Torvane -- Chief Executive Officer", "Jon Brell -- Harbour Capital -- Analyst"
    talk = [label.format(jon), "When does the mill open?", label.format(edda), "We open it in May, I think."] * 3
    assert not _talk(*talk, jon, "And who pays for it?").complete
    assert _talk(*talk, "<b>Participants:</b>", edda, jon, "More of the mill").complete


@each("label", ["THE PRESIDENT", "Edda Torvane"])
def test_who_speaks_before_a_dash_above_questions_with_one_is_told(label: str) -> None:
    talk = ("Q — When does the mill open?", "Q — And who pays for it?")
    assert not _talk(f"{label} — Thank you all. We open it in May.", *talk).complete
