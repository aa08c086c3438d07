"""The header block in all the shapes in which it has been printed."""

from __future__ import annotations

from datetime import date

import pytest

from briefings.items import Participant
from briefings.transcript.page.header import read_header
from tests.support.reading import briefing, lines, paragraphs, said

MINISTER = "Ms. Irena Dolmatin, deputy minister of quays (canals), locks and ferries;"
CHAIR = "Tolmer Vask, spokesperson of the Press Office."


@pytest.mark.parametrize("colon", [":", "", " :", "："])
def test_field_names_on_lines_of_their_own_with_and_without_a_colon(colon: str) -> None:
    header = read_header(
        lines(
            f"Speakers{colon}", MINISTER, f"Chairperson{colon}", CHAIR, f"Date{colon}", "Nov. 16, 2017", "Tolmer Vask:"
        )
    )
    assert header.people == [
        Participant("Irena Dolmatin", "Ms.", "deputy minister of quays (canals), locks and ferries"),
        Participant("Tolmer Vask", None, "spokesperson of the Press Office", chair=True),
    ]
    assert header.held_on == date(2017, 11, 16)
    assert sorted(header.lines) == [0, 1, 2, 3, 4, 5]


def test_values_on_the_line_of_the_field() -> None:
    header = read_header(lines(f"Speaker: {MINISTER}", f"Chairperson: {CHAIR}", "Date: Sept. 3, 2019", "Good morning."))
    assert [person.name for person in header.people] == ["Irena Dolmatin", "Tolmer Vask"]
    assert header.held_on == date(2019, 9, 3)
    assert 3 not in header.lines


@pytest.mark.parametrize("held", ["日　時：令和13年3月5日（水）", "時 間：民國120年3月5日", "일 시 : 2031. 3. 5."])
def test_a_field_of_two_characters_may_be_set_as_wide_as_others(held: str) -> None:
    read = briefing(paragraphs(held, "記者：灯台はいつですか。", "大臣：春です。私どもが払います。"))
    assert (read.held_on, [turn.label for turn in read.turns]) == ("2031-03-05", ["記者", "大臣"])


def test_a_name_of_one_word_and_several_people_on_one_line() -> None:
    header = read_header(lines("Speakers:", f"Sitar, director of the tea museum; {MINISTER}", "Date:", "June 2, 2019"))
    assert [person.name for person in header.people] == ["Sitar", "Irena Dolmatin"]


def test_a_page_without_a_header_has_none() -> None:
    header = read_header(lines("Tolmer Vask:", "Good morning, everyone. Let us begin."))
    assert (header.people, header.held_on, header.lines) == ([], None, {})


def test_a_moderator_who_speaks_is_no_field() -> None:
    assert read_header(lines("Moderator:", "Good morning. We begin with a question.", "Harbour Gazette:")).lines == {}


HEADER = paragraphs("Speakers:", MINISTER, "Chairperson:", CHAIR, "Date:", "Nov. 16, 2017")
TALK = paragraphs("Tolmer Vask:", "Good morning.", "Irena Dolmatin:", "Thank you.", "Harbour Gazette:", "When?")
MORE = paragraphs("Irena Dolmatin:", "In spring.")


def test_a_header_on_every_page_stays_out_of_the_turns() -> None:
    read = briefing(HEADER + TALK, HEADER + MORE)
    assert [label for label, _ in said(read)] == ["Tolmer Vask", "Irena Dolmatin", "Harbour Gazette", "Irena Dolmatin"]
    assert not any("deputy minister" in turn.text for turn in read.turns)
    assert len(read.participants) == 2
    assert read.coverage == 1.0


def test_a_header_printed_twice_with_other_words_names_each_person_once() -> None:
    again = paragraphs("Speaker:", "Irena Dolmatin, deputy minister;", "Date:", "Nov. 16, 2017")
    read = briefing(HEADER + again + TALK)
    assert [person.name for person in read.participants] == ["Irena Dolmatin", "Tolmer Vask"]
    assert read.turns[0].label == "Tolmer Vask"


def test_a_header_alone_on_the_first_page_names_the_people_of_the_second() -> None:
    read = briefing(HEADER, TALK)
    assert (read.turns[1].speaker, read.turns[1].position) == (
        "Irena Dolmatin",
        "deputy minister of quays (canals), locks and ferries",
    )
    assert read.held_on == "2017-11-16"
    assert read.turns[0].page_first == 2


def test_what_is_said_at_the_top_of_a_further_page_is_no_header() -> None:
    floor = paragraphs("MODERATOR: Lise Aune of the Harbour Times.", "MS. AUNE: Will the locks be closed?")
    read = briefing(HEADER + TALK, floor)
    assert [label for label, _ in said(read)][-2:] == ["MODERATOR", "MS. AUNE"]
    assert said(read)[-2][1] == "Lise Aune of the Harbour Times."
    assert [person.name for person in read.participants] == ["Irena Dolmatin", "Tolmer Vask"]


@pytest.mark.parametrize("answer", ["Yes.", "Nobody knows.", "In May"])
def test_a_few_words_of_one_of_the_people_below_the_header_are_said(answer: str) -> None:
    header = "<p>Participants:</p><ul><li>Ilse Maren, Minister</li><li>Odo Rask, Moderator</li></ul>"
    asked = paragraphs("Question: Who pays for the pier?", "Ilse Maren: We do, I hope.", "Question: And the quay?")
    read = briefing(
        header + asked, header + paragraphs(f"Ilse Maren: {answer}", "Moderator: Thank you all for coming.")
    )
    assert said(read)[3] == ("Ilse Maren", answer)


def test_one_of_several_people_on_a_line_needs_no_office_and_a_place_with_a_day_is_nobody() -> None:
    header = "<p>Participants: Ilse Maren, Minister; Odo Rask</p><p>Harwick, 3 March 2031</p>"
    assert [person.name for person in briefing(header + TALK).participants] == ["Ilse Maren", "Odo Rask"]
    listed = "<p>Participants:</p><ul><li>Ilse Maren, Minister</li></ul><p>Harwick, 3 March 2031</p>"
    assert [person.name for person in briefing(listed + TALK).participants] == ["Ilse Maren"]


def test_a_caption_after_the_header_is_a_note() -> None:
    caption = "<p>The hall of the Press Office on Thursday. [Photo by Ansel Brook/Varenia Press]</p>"
    read = briefing(HEADER + caption + TALK)
    assert [note.kind for note in read.notes] == ["caption"]
    assert read.turns[0].label == "Tolmer Vask"


def test_a_whole_name_behind_its_field_needs_no_office() -> None:
    header = read_header(lines("Speaker: Governor Irena Dolmatin", "Guest: Good morning, all.", "We open early."))
    assert header.people == [Participant("Irena Dolmatin", None, "Governor")]
    assert list(header.lines) == [0]
    assert read_header(lines("Speaker: Yes.", "Chair: We open early.")).people == []


@pytest.mark.parametrize(
    ("field", "names"),
    [
        ("Witnesses: Ilse Maren and Tolmer Vask", ["Ilse Maren", "Tolmer Vask"]),
        ("Speakers: Ilse Maren, Odo Rask and Tolmer Vask", ["Ilse Maren", "Odo Rask", "Tolmer Vask"]),
        ("Speaker: Ilse Maren, Director and Chief Engineer", ["Ilse Maren"]),
    ],
)
def test_names_joined_by_and_are_several_people(field: str, names: list[str]) -> None:
    assert [person.name for person in read_header(lines(field)).people] == names


@pytest.mark.parametrize("label", ["<h4>{}</h4>", "<p><b>{}</b></p>", "<p class='speaker'>{}</p>", "<p><u>{}</u></p>"])
@pytest.mark.parametrize("people", ["Speakers: Ilse Maren, Minister of Canals", "Moderator: Tolmer Vask"])
@pytest.mark.parametrize("name", ["Mr. Vask", "Tolmer Vask, Moderator"])
def test_a_name_set_unlike_the_people_above_it_is_the_first_label(people: str, name: str, label: str) -> None:
    turns = [(name, "Good morning. We begin with a statement."), ("Minister Maren", "I thank you. We open the gates.")]
    body = paragraphs(people) + "".join(label.format(who) + paragraphs(words) for who, words in turns * 2)
    assert [turn.label for turn in briefing(body).turns] == [who for who, _ in turns * 2]


def test_people_of_a_header_may_each_be_set_in_a_way_of_their_own() -> None:
    rows = "<p>Speakers: Ilse Maren, Minister of Canals</p><p><b>Odo Rask, Director of Ports</b></p>"
    rows_of_text = "<h4>Speakers:</h4><h4>Ilse Maren, Minister of Canals</h4><p>Odo Rask, Director of Ports</p>"
    for people in (rows, rows_of_text):
        for below in ("Date: June 2, 2031", "The canal works were shown to the press."):
            read = briefing(people + paragraphs(below) + TALK)
            assert [person.name for person in read.participants] == ["Ilse Maren", "Odo Rask"]


FIELDS = {
    "who presented": "Presenter: Secretary of Harbours Odile T. Farr and Vice Chairman of the Canal Board"
    " Adm. Tolmer Vask, Jr. Tuesday, August 23, 2005 1:17 p.m. EDT",
    "who presides": "President: Mr. Vask (Ruritania)",
    "who presides, in Portuguese": "Presidente: Ex.mo Sr. Olavo Marenes da Costa",
    "who presides, in Bulgarian": "Председателствали: председателят Огнян Марен и заместник-председателката Вера Дол",
    "who came, in Japanese": "記者：記者クラブ所属記者等16人",
}
SPEECH = (
    "President: We begin. I thank you all for coming.",
    "Mr. Maren: Thank you. Who pays for the gates?",
    "President: We do, as I said in May.",
    "Mr. Maren: And the crews?",
)


@pytest.mark.parametrize("field", FIELDS.values(), ids=FIELDS)
def test_a_field_with_the_form_of_a_label_opens_no_turn_above_the_speech(field: str) -> None:
    read = briefing(paragraphs(field, *(said.replace("President:", "Chair of the Board:") for said in SPEECH)))
    assert [label for label, _ in said(read)] == ["Chair of the Board", "Mr. Maren"] * 2
    assert read.complete


def test_a_field_with_the_words_of_a_label_in_another_form_opens_no_turn() -> None:
    talk = ("THE CHAIR – We begin. I thank you all.", "ODILE FARR (North) – Who pays?", "THE CHAIR – We do, as I said.")
    read = briefing(paragraphs("THE CHAIR: Deputy Chair Tolmer VASK", *talk, talk[1], talk[2]))
    assert [label for label, _ in said(read)] == ["THE CHAIR", "ODILE FARR (North)"] * 2 + ["THE CHAIR"]


def test_who_speaks_first_without_a_full_stop_opens_a_turn() -> None:
    read = briefing(paragraphs("Mr. Vask: Honourable members, the following ministers have given notice", *SPEECH))
    assert said(read)[0][0] == "Mr. Vask"


def test_the_people_below_the_last_turn_are_no_turn() -> None:
    talk = [f"<b>{label}:</b>{text}" for label, text in (line.split(":", 1) for line in SPEECH)]
    long = "Tolmer Vask – Executive Director, Locks, Gates and Investor Relations of the East Coast"
    read = briefing(paragraphs(*talk, "<b>Participants from the Bank:</b>", "Odile Farr – Head of Canals", long))
    assert [label for label, _ in said(read)] == ["President", "Mr. Maren"] * 2
    assert read.complete


def test_a_circle_that_is_the_figure_zero_marks_a_speaker() -> None:
    talk = ("〇記者", "水門の費用は誰が払いますか。", "〇市長", "市が払います。五月に申し上げたとおりです。")
    assert [label for label, _ in said(briefing(paragraphs(*talk, *talk)))] == ["記者", "市長"] * 2


@pytest.mark.parametrize("label", ["Moderatorin", "Speaker", "Ведущий"])
@pytest.mark.parametrize("greeting", ["Guten Morgen, liebe Gäste.", "Dobrý den, vítejte.", "Здравствуйте, коллеги."])
def test_a_greeting_below_the_name_of_a_field_is_nobodys_name(label: str, greeting: str) -> None:
    talk = ("Tolmer Vask: Thank you, we are glad to be here.", "Harbour Gazette: Who pays?", "Tolmer Vask: We do.")
    for opening in ((f"{label}: {greeting}",), (f"{label}:", greeting)):
        read = briefing(paragraphs(*opening, *talk, f"{label}: We thank you all."))
        assert (read.turns[0].label, read.turns[0].text, read.turns[0].speaker) == (label, greeting, None)
        assert not [person for person in read.participants if person.name in greeting]


@pytest.mark.parametrize("field", ["Speaker", "Moderator", "Participants", "Intervenants"])
@pytest.mark.parametrize("office", ["historian", "Institute of Tides", "PhD"])
def test_a_person_and_office_with_a_full_stop_are_a_field(field: str, office: str) -> None:
    talk = ("Vera Tove: Thank you, we are glad to be here.", "Harbour Gazette: Who pays?", "Vera Tove: We do.")
    read = briefing(paragraphs("Vareil 2026", f"{field}: Ilse Maren, {office}.", *talk))
    assert [(person.name, person.position) for person in read.participants][:1] == [("Ilse Maren", office)]
    assert read.turns[0].label == "Vera Tove"


def test_the_moderator_who_hands_over_to_an_outlet_is_no_field() -> None:
    talk = ("Harbour Gazette: Who pays?", "Vera Tove: We do.", "Harbour Gazette: And when?", "Vera Tove: In May.")
    assert said(briefing(paragraphs("Moderator: Next, Harbour Gazette.", *talk)))[0] == (
        "Moderator", "Next, Harbour Gazette."
    )  # fmt: skip
