"""Turns within a page, over a page break, in an overlap, around a gap."""

from __future__ import annotations

import pytest

from tests.support.parts import each
from tests.support.reading import HTTP_500, briefing, paragraphs, said, transcript

CHAIR, PRESS, OFFICIAL = "Tolmer Vask:", "Harbour Gazette:", "Irena Dolmatin:"
FIRST = (CHAIR, "Good morning.", PRESS, "When will it open?", OFFICIAL, "We are looking into it.")
SECOND = (PRESS, "And the bridge?", OFFICIAL, "It is open.", CHAIR, "Thank you all.")


def test_a_turn_goes_on_over_a_page_break_as_another_paragraph() -> None:
    read = briefing(paragraphs(*FIRST), paragraphs("It may take until May.", *SECOND))
    turn = read.turns[2]
    assert turn.text == "We are looking into it.\n\nIt may take until May."
    assert (turn.page_first, turn.page_last, turn.url) == (1, 2, read.url)
    assert read.turns[3].page_first == 2
    assert len(read.turns) == 6


def test_a_sentence_cut_by_a_page_break_is_one_sentence_again() -> None:
    read = briefing(paragraphs(*FIRST, "It may take until"), paragraphs("the ice is gone (inaudible).", *SECOND))
    turn = read.turns[2]
    assert turn.text == "We are looking into it.\n\nIt may take until the ice is gone (inaudible)."
    (note,) = turn.notes
    assert turn.text[note.at : note.at + note.length] == "(inaudible)"


def test_a_label_alone_at_the_end_of_a_page_belongs_to_the_text_of_the_next() -> None:
    read = briefing(paragraphs(*FIRST, CHAIR), paragraphs("Next, please.", *SECOND))
    assert said(read)[3] == ("Tolmer Vask", "Next, please.")


def test_a_turn_of_three_pages_is_one_turn() -> None:
    read = briefing(paragraphs(*FIRST), paragraphs("One more thing."), paragraphs("And another.", *SECOND))
    assert (read.turns[2].text.count("\n\n"), read.turns[2].page_last) == (2, 3)


def test_what_two_pages_both_print_is_kept_once() -> None:
    read = transcript(paragraphs(*FIRST), paragraphs(*FIRST[2:], *SECOND))
    assert [turn.printed.label for turn in read.turns] == [
        label.rstrip(":") for label in (CHAIR, PRESS, OFFICIAL, PRESS, OFFICIAL, CHAIR)
    ]
    assert [p.rule for p in read.placements if p.place == "boilerplate"] == ["page_overlap"] * 4
    assert read.coverage == 1.0


def test_a_page_served_twice_adds_nothing() -> None:
    served = paragraphs(*FIRST, *SECOND)
    once, twice = transcript(served), transcript(served, served)
    said_once, said_twice = ([(one.printed.label, one.printed.paragraphs) for one in t.turns] for t in (once, twice))
    assert said_twice == said_once
    assert twice.coverage == 1.0


def test_the_same_words_again_later_are_real_speech() -> None:
    again = (CHAIR, "Next question, please.")
    read = briefing(paragraphs(*FIRST, *again, PRESS, "Why?"), paragraphs(OFFICIAL, "Because.", *again, *SECOND))
    assert [turn.text for turn in read.turns].count("Next question, please.") == 2


def test_nothing_is_joined_over_a_gap_and_both_sides_are_marked() -> None:
    read = briefing(paragraphs(*FIRST), "", paragraphs("Some are gone.", *SECOND), missing=[2])
    assert [(turn.label, turn.cut) for turn in read.turns][2:4] == [("Irena Dolmatin", True), (None, True)]
    assert read.turns[3].text == "Some are gone."
    assert [turn.cut for turn in read.turns[4:]] == [False, False, False]
    assert not read.complete
    assert [(missing.number, missing.why) for missing in read.missing_pages] == [(2, HTTP_500)]


def test_what_both_sides_of_a_gap_print_is_kept_twice() -> None:
    read = briefing(paragraphs(*FIRST), "", paragraphs(*FIRST[4:], *SECOND), missing=[2])
    assert [turn.text for turn in read.turns].count("We are looking into it.") == 2


def test_an_opening_without_a_label_is_a_turn_of_nobody() -> None:
    announcement = "Before we begin, I have two announcements to make about the quays and the ferries of this spring."
    read = briefing(paragraphs(announcement, *FIRST, *SECOND))
    assert said(read)[:2] == [(None, announcement), ("Tolmer Vask", "Good morning.")]
    assert (read.turns[0].kind, read.turns[0].speaker) == ("unattributed", None)


def test_a_caption_between_two_paragraphs_stays_between_them() -> None:
    caption = "The quay in March. [Photo by Ansel Brook/Varenia Press]"
    read = briefing(paragraphs(*FIRST), paragraphs(caption, "It may take until May.", *SECOND))
    turn = read.turns[2]
    (note,) = turn.notes
    assert (note.text, turn.text[note.at :]) == (caption, "It may take until May.")


def test_labels_glued_into_a_line_open_turns_and_none_begins_inside_another() -> None:
    read = transcript(
        paragraphs("MR. VASK: Good day.", "Q  When?", "MR. VASK: Soon. Q  Where? MR. VASK: Here. Thank you.")
    )
    assert [(turn.printed.label, turn.printed.paragraphs) for turn in read.turns][2:] == [
        ("MR. VASK", ["Soon."]),
        ("Q", ["Where?"]),
        ("MR. VASK", ["Here. Thank you."]),
    ]
    assert read.coverage == 1.0


def test_an_honorific_within_a_long_line_belongs_to_its_label_and_an_initial_is_no_mark() -> None:
    talk = "I move that the pier be closed. HON. RO F. Q. TARN.- … we ask why. MR. SPEAKER.- Order! I hear you. " * 9
    read = transcript(paragraphs(f"MR. SPEAKER.- Good day. We take the REPORT HON. A. V. B. MAREN.- {talk * 3}"))
    labels = [turn.printed.label for turn in read.turns]
    assert labels == ["MR. SPEAKER", "HON. A. V. B. MAREN", *["HON. RO F. Q. TARN", "MR. SPEAKER"] * 27]


def test_a_rate_at_which_something_rose_is_said_and_the_hour_at_which_a_house_rose_is_not() -> None:
    talk = ("MR. MAREN: The dues fall.", "Q: And the fees?", "MR. MAREN: Not yet.", "The tolls rose at 3 percent.")
    read = briefing(paragraphs(*talk, "I ask you all to come.", "The House rose at 7.00 p.m."))
    assert read.turns[-1].text == "Not yet.\n\nThe tolls rose at 3 percent.\n\nI ask you all to come."
    assert [note.text for note in read.turns[-1].notes] == ["The House rose at 7.00 p.m."]


def test_a_time_right_above_a_label_is_that_of_its_turn() -> None:
    talk = (
        ("00:00:02", "Ilse Maren", "Good morning. We open the locks two weeks early."),
        ("00:01:10", "Odd Tarn", "Who pays for the crews in those two weeks?"),
        ("00:01:31", "Ilse Maren", "The skippers do, through the toll."),
        ("00:02:07", "Odd Tarn", "Does the toll rise?"),
    )
    rows = "".join(f"<tr><td>{time}</td><td>{label}</td><td>{text}</td></tr>" for time, label, text in talk)
    read = briefing(f"<table>{rows}</table>")
    found = [(note.text, turn.label, note.at) for turn in read.turns for note in turn.notes]
    assert found == [(time, label, 0) for time, label, _ in talk]


@pytest.mark.parametrize(
    "line",
    ["Recorded on 3 June 2031 in the harbour office. Lund, Veldria.", "Below is all that was said in the hall today:"],
)
def test_a_line_above_the_first_label_that_leads_to_the_text_is_a_note(line: str) -> None:
    talk = ("MS. MAREN: Good morning.", "Q: When do we sail?", "MS. MAREN: At noon, I hope.")
    read = briefing(paragraphs(line, *talk))
    assert [turn.label for turn in read.turns] == ["MS. MAREN", "Q", "MS. MAREN"]
    assert [note.text for note in read.notes] == [line]


def test_a_chair_who_says_one_word_names_nobody() -> None:
    read = briefing(
        paragraphs("Moderator: Welcome.", "MS. MAREN: Good morning.", "Q: When do we sail?", "Moderator: Goodbye.")
    )
    assert all(turn.speaker is None for turn in read.turns if turn.label == "Moderator")
    assert not any("Welcome" in str(one) or "Goodbye" in str(one) for one in read.participants)


@each("end", [" —", "-", ","])
def test_bold_words_that_are_broken_off_are_said(end: str) -> None:
    row, asked = f"<p><b>We sold the mill and{end}</b></p>", "<p><b>Q:</b> To whom?</p>"
    read = briefing(f"<p><b>MR. SORELL:</b> It is late.</p>{row}{asked}<p><b>MR. SORELL:</b> To the city.</p>")
    assert read.turns[0].text == f"It is late.\n\nWe sold the mill and{end}"


def test_the_author_and_the_licence_below_a_talk_are_no_turns() -> None:
    labels = ("Tolmer Vask", "Harbour Gazette", "Tolmer Vask", "Salt Radio", "Tolmer Vask", "Harbour Gazette")
    words = (
        "Good morning. We mend the quay, and we begin with the lamps today.",
        "The quay was closed in May. When will the ferry sail again, and who will pay for it?",
        "In May, I hope. The council has set aside what we need.",
        "The lamps are dark. Who will light the lamps on the northern quay?",
        "Our men will, and we pay them for it by the hour.",
        "The council met on Monday. Will you pay the men for it?",
    )
    author = "<div><span>Author: </span><span><a href='/desk'>Jon Velder</a></span></div>"
    licence = "<div><span>Copyright Notice: </span>All texts are free to print unless they say otherwise.</div>"
    talk = paragraphs(*(f"{label}: {text}" for label, text in zip(labels, words, strict=True)))
    assert said(briefing(f"{talk}<div>{author}{licence}</div>")) == list(zip(labels, words, strict=True))


def test_a_bold_sentence_above_a_label_that_nobody_says_is_a_heading() -> None:
    talk = "<p><b>Odo Rask:</b></p><p>{}</p><p><b>Ilse Maren:</b></p><p>{}</p>"
    item = "<p><b>Debate on the Ferries Bill (first reading).</b></p>"
    body = talk.format("When do we open?", "We open in May.") + item + talk.format("Who pays, then?", "You do, I fear.")
    read = transcript(body)
    assert [note.text for turn in read.turns for note in turn.printed.notes] == [
        "Debate on the Ferries Bill (first reading)."
    ]
    for stressed in ("I say it again.", "The gates will be closed on Monday."):
        assert transcript(body.replace(item, f"<p><b>{stressed}</b></p>")).turns[1].printed.paragraphs[1:] == [stressed]


def test_a_full_stop_and_a_dash_close_a_mark() -> None:
    read = transcript(
        paragraphs("QUESTION.- When do you open?", "MS. MAREN: In May.", "QUESTION.- Why?", "MS. MAREN: I may.")
    )
    assert [turn.printed.paragraphs[0] for turn in read.turns] == ["When do you open?", "In May.", "Why?", "I may."]


def test_a_letter_that_the_host_reads_out_is_no_turn_of_its_writer() -> None:
    letter = "Павел Торв, боцман из порта, мне пишет: «Вы знаете, кто платит за лампы?». Я узнаю."
    asked = ("СЛУШАТЕЛЬ: Добрый вечер. Когда мы откроем?", "О. МАРЕН: В мае, я думаю.")
    read = transcript(paragraphs("О. МАРЕН: Добрый вечер. Мы здесь до десяти.", letter, *asked, *asked))
    assert [turn.printed.label for turn in read.turns] == ["О. МАРЕН", *["СЛУШАТЕЛЬ", "О. МАРЕН"] * 2]
