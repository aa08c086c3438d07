"""Notes: printed text that nobody spoke, and speech that looks like a note."""

from __future__ import annotations

from time import process_time

import pytest

from briefings.items import NoteKind
from briefings.transcript.page.layout.lines import Line
from briefings.transcript.page.notes import note_kind, notes_inside
from tests.support.parts import each
from tests.support.reading import briefing, paragraphs


@each(
    ("text", "kind"),
    [
        ("The hall on Thursday. [Photo by Ansel Brook/Varenia Press]", NoteKind.CAPTION),
        ("[Photo/Varenia Press] |", NoteKind.CAPTION),
        ("Image source: Varenia Press.", NoteKind.CAPTION),
        ("Photo credit: Ansel Brook", NoteKind.CAPTION),
        ("(Laughter.)", NoteKind.STAGE), ("(Applause)", NoteKind.STAGE), ("[Crosstalk]", NoteKind.STAGE),
        ("END", NoteKind.STAGE), ("###", NoteKind.STAGE), ("# # #", NoteKind.STAGE), ("（完）", NoteKind.STAGE),
        ("The House rose at 7.00 p.m.", NoteKind.STAGE), ("Council was adjourned until 10.30 a.m.", NoteKind.STAGE),
        ("Se suspende la sesión.", NoteKind.STAGE), ("● (1105)", NoteKind.STAGE),
        ("La séance est levée à dix-neuf heures cinquante.", NoteKind.STAGE), ("(Schluss: 17.35 Uhr)", NoteKind.STAGE),
        ("Eram 15 horas e 7 minutos.", NoteKind.STAGE),
        ("Editor’s note: The following was shortened.", NoteKind.EDITOR),
        ("This transcript has been edited for clarity.", NoteKind.EDITOR),
        ("An edited transcript follows.", NoteKind.EDITOR),
        ("LTS: Chúng tôi giới thiệu lại bài này.", NoteKind.EDITOR), ("Lời Toà Soạn: Xin chào.", NoteKind.EDITOR),
        ("Nota della redazione: il testo è stato abbreviato.", NoteKind.EDITOR),
        ("THIS IS A RUSH TRANSCRIPT. IT MAY BE UPDATED.", NoteKind.EDITOR),
        ("2:05 P.M. EDT", NoteKind.TIME), ("(00:32):", NoteKind.TIME), ("(End 2:13 p.m.)", NoteKind.TIME),
        ("Dato: 2026-03-05", NoteKind.TIME), ("Fecha: 5 de marzo de 2026", NoteKind.TIME),
        ("日期：2026年3月5日", NoteKind.TIME), ("5 March 2026 : Column 184WH", NoteKind.TIME),
        ("March 5, 2026 Page 12", NoteKind.TIME), ("2. Questions and Answers", NoteKind.HEADING),
        ("2 質疑応答", NoteKind.HEADING), ("○大臣冒頭発言", NoteKind.HEADING), ("＜質疑応答＞", NoteKind.HEADING),
        ("（１）発表事項", NoteKind.HEADING), ("□ 질의응답", NoteKind.HEADING),
        ("【質疑応答】：", NoteKind.HEADING), ("1. [질의응답]", NoteKind.HEADING), ("<질문 · 답변>:", NoteKind.HEADING),
    ],
)  # fmt: skip
def test_a_whole_line_that_nobody_said(text: str, kind: NoteKind) -> None:
    assert note_kind(Line(text)) == kind


@each(
    "text",
    [
        "We met on March 5, 2026 and agreed.",
        "The end of the year is near.",
        "In 2026, 30 boats sailed.",
        "2026",
        "Witness: March 5, 2026.",
        "Yes.",
        "(We said so in spring, and again in May, and nobody listened.) It is a pity.",
        "10:30 is when the ferry sails.",
        "Questions?",
        "以下是我對議員提問內容的回應：",
        "以下是我今天要說的話內容：",
        "以下是三點談話內容：第一，碼頭照常開放。",
        "The photo was taken by a friend.",
        "Photo credits are what we ask for.",
        "(Translator's note: a pun.) Ilse Maren: I thank you.",
        "The meeting of the board was adjourned at noon, and I went home.",
    ],
)
def test_what_was_said_is_no_note(text: str) -> None:
    assert note_kind(Line(text)) is None


def test_a_heading_is_a_heading_by_its_tag() -> None:
    assert note_kind(Line("Harbours", tag="h3")) == NoteKind.HEADING
    assert note_kind(Line("Harbours")) is None
    assert note_kind(Line("open. We have six speakers on the harbours.", tag="h4")) is None
    assert note_kind(Line("e-ferries and harbours", tag="h4")) == NoteKind.HEADING


def test_notes_inside_a_sentence_and_brackets_that_are_speech() -> None:
    text = "I never said so. (Laughter.) Well (in part), yes [inaudible] it was. (In Spanish.)"
    assert [text[at : at + length] for _, at, length in notes_inside(text)] == [
        "(Laughter.)",
        "[inaudible]",
        "(In Spanish.)",
    ]


@each("remark", ["(γέλια)", "(हँसी)", "(หัวเราะ)", "(nevetés)", "(掌聲)", "(audio tidak jelas)"])
def test_laughter_is_no_speech_in_any_language(remark: str) -> None:
    assert [kind for kind, _, _ in notes_inside(f"We open in May. {remark} We do.")] == [NoteKind.STAGE]


def test_words_in_brackets_between_two_sentences_are_no_speech() -> None:
    text = "Thank you. (Chorus of interjections) The Port (Amendment) Act stands. (We said so.) See (Part) two."
    assert [text[at : at + length] for _, at, length in notes_inside(text)] == ["(Chorus of interjections)"]


def test_words_for_interjections_again_and_again_cost_no_time() -> None:
    began = process_time()
    assert not [*notes_inside("We did. (" + "interject and " * 20 + "so on) I said so.")]
    assert process_time() - began < 1


@each("end", ["END", "[ends]", "(END)", "-30-", "###", "---", "END 11:30 A.M. EST", "3:21 P.M. PDT", "FIN"])
def test_a_mark_of_the_end_behind_the_last_sentence_is_a_note(end: str) -> None:
    assert [*notes_inside(f"Thank you. {end}")] == [(NoteKind.STAGE, 11, len(end))]


@each(
    "text", ["We go on to the END", "It opens when? 10:30 AM", "I read it in the U.S. of A.", "It was no end. The End."]
)
def test_words_that_end_a_sentence_are_no_mark_of_the_end(text: str) -> None:
    assert not [*notes_inside(text)]


@pytest.mark.parametrize("time", ["[04:22]", "[01:00:02.13]", "(00:25)", "(1:02:03)"])
def test_a_time_of_the_recording_inside_a_turn_is_a_note(time: str) -> None:
    said = f"It sails in May. {time} Read (3:16) again, and the odds (2:1)."
    assert [*notes_inside(said)] == [(NoteKind.TIME, 17, len(time))]


def test_notes_are_kept_with_their_place_and_not_in_the_text() -> None:
    read = briefing(
        paragraphs("MS. MAREN: It is late.", "(Laughter.)", "Let us go (inaudible) now.", "END", "2:13 P.M. EDT")
    )
    (turn,) = read.turns
    assert turn.text == "It is late.\n\nLet us go (inaudible) now."
    notes = [(str(note.kind), note.text, turn.text[: note.at][-5:], note.length) for note in turn.notes]
    assert notes == [
        ("stage", "(Laughter.)", "te.\n\n", 0),
        ("stage", "(inaudible)", "s go ", 11),
        ("stage", "END", " now.", 0),
        ("time", "2:13 P.M. EDT", " now.", 0),
    ]


@pytest.mark.parametrize(
    "lead",
    [
        "以下是海港局局長林海明今日（七月三日）晚上出席一項活動後會見傳媒的發言全文：",
        "以下為燈塔署署長何立文昨日（六月九日）在一個論壇後與傳媒的談話內容（中文部分）：",
        "以下为海港局局长黎永生（左）会见传媒的答问内容：",
    ],
)
def test_a_line_that_leads_to_the_whole_text_is_no_speaker(lead: str) -> None:
    read = briefing(paragraphs(lead, "記者：燈塔何時開放？", "局長：我們會盡快公布，多謝大家。"))
    assert read.complete
    assert [turn.label for turn in read.turns] == ["記者", "局長"]
    assert [(note.kind, note.text) for note in read.notes] == [(NoteKind.EDITOR, lead)]


def test_a_letterhead_before_the_first_label_is_no_speech() -> None:
    headline = "Locks Open on the Upper Coast; Mayor Maren Is Days Away From Another Long and Important Report on Tolls"
    letterhead = ["THE WHITE LODGE", headline, "Office of the Press Secretary", "Oak Room", "1:05 P.M. EDT"]
    said = ["The locks open early on the coast.", "That is new.", "The tolls stay as they are.", "The crews are paid."]
    read = briefing(paragraphs(*letterhead, *(f"MS. MAREN: {text}" for text in said)))
    assert [turn.text for turn in read.turns] == said
    assert [note.text for note in read.notes] == letterhead
