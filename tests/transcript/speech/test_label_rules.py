"""Labels in many printed forms: each opens its turn."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from briefings.items import Briefing
from briefings.transcript.wording.label_parts import split_label
from tests.support.parts import each
from tests.support.reading import briefing, paragraphs

_GAP = "{}&nbsp;&nbsp;&nbsp;&nbsp;{}"
_SAID = (
    "Good morning. We open the locks two weeks early.",
    "Who pays for the crews in those two weeks?",
    "The skippers do, through the toll.",
    "Does the toll rise?",
    "It does not rise, as I told you.",
    "And then?",
    "Thank you. That was all.",
)
_OFFICE = "Secretary of the Board of Trade and of Canals and Quays of the Towns of the Coast"


def _opens(talk: Iterable[tuple[str, str]], row: str = "{}: {}") -> Briefing:
    talk = list(talk)
    read = briefing(paragraphs(*(row.format(label, text) for label, text in talk)))
    assert [turn.label for turn in read.turns] == [label for label, _ in talk]
    return read


@each(
    ("row", "labels"),
    [
        # A single word in brackets that asks.
        ("[{}] {}", ("Ilse Maren", "Nordling", "Ilse Maren", "Harbour Gazette", "Ilse Maren")),
        ("[{}]</p><p>{}", ("Ilse Maren", "Nordling", "Ilse Maren", "Harbour Gazette", "Ilse Maren")),
        # Names before a full stop, where a letter and a full stop ask.
        ("{}. {}", ("Ilse Maren", "Q", "Ilse Maren", "Q", "Odd Tarn", "Q", "Ilse Maren")),
        # Not the form of a name, but in bold as all labels are.
        ("<b>{}:</b> {}", ("Ilse Maren", "Radio of the far shore", "Ilse Maren", "Harbour Gazette", "Ilse Maren")),
        (_GAP, ("THE HARBOUR MINISTER", "Q", "THE HARBOUR MINISTER", "Q", "THE HARBOUR MINISTER")),
        # Who is named in full once, without a colon, and by the surname after that.
        ("<b>{}</b> {}", ("ODD TARN", "Q", "ILSE MAREN", "Q", "MAREN", "Q", "MAREN")),
        (
            "<b>{}</b></p><p>{}",
            ("Odd Tarn", "REPORTER", "Ilse Maren", "REPORTER", "Ms. Maren", "REPORTER", "Ms. Maren"),
        ),
        # The press in small letters among names in capitals.
        ("{}: {}", ("ILSE MAREN", "Frage", "ODD TARN", "Frage", "ILSE MAREN", "Frage", "ODD TARN")),
        ("{}: {}", ("ILSE MAREN", "Harbour TV reporter", "ODD TARN", "Harbour TV reporter", "ILSE MAREN")),
        ("{}: {}", ("ILSE MAREN", "ADA LORN", "ILSE MAREN", "Unidentified Man #2", "ADA LORN (R), 2031 MAYOR")),
        # A label half in capitals, like one of the capitals.
        ("{}: {}", ("THE MAYOR", "REPORTER", "THE MAYOR", "REPORTER", "THE Mayor", "REPORTER", "THE MAYOR")),
        # A name and an office of more words than labels have.
        ("{}: {}", ("ILSE MAREN", "Q", "ILSE MAREN", f"ODD TARN, {_OFFICE.upper()}", "Q")),
        ("<b>{}:</b> {}", ("Ilse Maren", "Question", "Ilse Maren", f"Odd Tarn, {_OFFICE}", "Question")),
        # A nickname within a label.
        ("{}: {}", ("Odd Tarn", "Ilse “Billie” Maren", "Odd Tarn", "Jon 'Jo' Brell", "Odd Tarn")),
        ("{}∶ {}", ("ILSE MAREN", "Q", "ILSE MAREN", "Q", "ILSE MAREN")),
        ("{}∶3 {}", ("ILSE MAREN", "Q", "ILSE MAREN", "Q", "ILSE MAREN")),
        ("{}. {}", ("Pregunta", "Resposta", "Pregunta", "Resposta")),
        ("{}: {}", ("MR. TARN", "J.R. Maren from Harbour News", "MR. TARN", "Q - Ada Lorn, Bay Wire", "MR. TARN")),
    ],
)
def test_labels_open_their_turns(row: str, labels: tuple[str, ...]) -> None:
    _opens(zip(labels, _SAID, strict=False), row)


@each("note", ["(Laughter.)", "[Applause]", "(Beifall)", "（笑声）"])
def test_what_happens_before_a_label_is_a_note_of_the_turn_before(note: str) -> None:
    talk = zip(("ILSE MAREN", "REPORTER", "ODD TARN", "Q", "ILSE MAREN"), _SAID, strict=False)
    turns = briefing(paragraphs(*(f"{note} {label}: {text}" for label, text in talk))).turns
    assert [turn.text for turn in turns] == list(_SAID[:5])
    assert [turn.label for turn in turns] == ["ILSE MAREN", "REPORTER", "ODD TARN", "Q", "ILSE MAREN"]
    assert [[one.text for one in turn.notes] for turn in turns] == [[note]] * 4 + [[]]


@each("head", ["446", "12 May 2031", "4 th Feb., 2031"])
def test_the_head_of_a_printed_page_before_a_label_is_said_by_nobody(head: str) -> None:
    talk = [f"{label}.- {text}" for label, text in zip(("HON. MAREN", "HON. TARN") * 3, _SAID, strict=False)]
    turns = briefing(paragraphs(" ".join(talk * 6), f"{head} {talk[2]}", talk[3])).turns
    assert [turn.text for turn in turns] == [*_SAID[:6] * 6, *_SAID[2:4]]
    assert [[one.text for one in turn.notes] for turn in turns[35:]] == [[head], [], []]


@each("row", ["<p><b>{}</b></p>", "<p style='font: bold 12px Arial'>{}</p>"])
def test_bold_lines_above_a_label_are_said_by_nobody(row: str) -> None:
    topics = ["COMMITTEE ON THE REPAIR OF LOCKS AND QUAYS AND ON TOLLS", "Question period"]
    turns = [f"<p>{label}: {text}</p>" for label, text in zip(("MR. MAREN", "MS. TARN") * 2, _SAID, strict=False)]
    read = briefing("".join(turns[:3]) + "".join(map(row.format, topics)) + turns[3])
    assert [turn.text for turn in read.turns] == list(_SAID[:4])
    assert [[one.text for one in turn.notes] for turn in read.turns] == [[], [], topics, []]


def test_an_outlet_in_quotation_marks_opens_a_turn_though_it_speaks_once() -> None:
    talk = (
        ("Ефим Лодочников", "Доброе утро. Мы открываем шлюзы на две недели раньше."),
        ("Радио «Солёный берег»", "Кто платит бригадам за эти две недели?"),
        ("Ефим Лодочников", "Я думаю, что платят шкиперы."),
        ("Газета «Северная коса и берег»", "Вырастет ли сбор?"),
        ("Ефим Лодочников", "Нет, он не вырастет."),
    )
    _opens(talk)


@pytest.mark.parametrize("line", ["<i>{}: {}</i>", "<i>{}:</i><br>{}"])
def test_who_asks_behind_the_mark_of_a_question_belongs_to_the_label(line: str) -> None:
    talk = (
        ("Ilse Maren", "Good morning. We open the locks two weeks early."),
        ("Q. Ada Lorn, Harbour News", "Who pays for the crews in those two weeks?"),
        ("Ilse Maren", "The skippers do, through the toll."),
        ("Q12 Jon Brell (Harbour News)", "Does the toll rise?"),
        ("Ilse Maren", "It does not rise."),
    )
    turns = briefing(paragraphs(*(line.format(label, text) for label, text in talk))).turns
    assert [turn.label for turn in turns] == [label for label, _ in talk]
    assert [(turn.speaker, turn.outlet, turn.role) for turn in turns][1] == ("Ada Lorn", "Harbour News", "press")


def test_initials_with_the_names_they_stand_for_are_no_turns() -> None:
    key = (("IM", "Ilse Maren"), ("AL", "Ada Lorn"), ("JB", "Jon Brell"))
    talk = (
        ("IM", "Good morning. We open the locks two weeks early."),
        ("AL", "Who pays for the crews in those two weeks?"),
        ("IM", "The skippers do, through the toll."),
        ("JB", "Does the toll rise?"),
        ("IM", "It does not rise."),
    )
    read = briefing(paragraphs(*(f"{label}: {text}" for label, text in (*key, *talk))))
    assert [turn.text for turn in read.turns] == [text for _, text in talk]


def test_an_article_and_an_honorific_open_a_turn_as_a_parliament_prints_them() -> None:
    talk = (
        ("La señora PRESIDENTA", "Buenos días a todos. Abrimos la sesión."),
        ("El señor OTERO", "¿Cuándo abrirán ustedes la esclusa?"),
        ("El señor MINISTRO DE CANALES (Quenta)", "Nosotros la abrimos en mayo."),
    )
    turns = briefing(paragraphs(*(f"{label}: {text}" for label, text in talk))).turns
    assert [(turn.label, turn.speaker) for turn in turns] == [(label, None) for label, _ in talk]
    assert [turn.honorific for turn in turns[1:]] == ["señor", "señor"]
    assert split_label("De heer Van Dorn").honorific == "heer"
    assert split_label("Minister Spraw Zagranicznych Celina Wrona").name == "Celina Wrona"
    assert split_label("Bà Lương Thị Khuê").name == "Lương Thị Khuê"
    assert split_label("Präsidentin Mag. Celina Wrona").name == "Celina Wrona"
    assert split_label("De Heer").name == "De Heer"


def test_an_assembly_may_link_the_names_of_its_members_with_seat_and_party() -> None:
    said_by = [
        ("Alma Greer", "I wish to make a statement on the pier. The repair has begun, and we thank the crews."),
        ("Madam Speaker (Judith Colm)", "I call the Member for Dunwell."),
        ("Martin Hale (Dunwell) (Con)", "I thank the Minister. When did she learn of the leak?"),
        ("Alma Greer", "We learned of it at six, and I told the town at seven."),
        ("Priya Nand (Saltmere) (Lab)", "Will the Minister meet the fishers?"),
        ("Alma Greer", "I will, and I thank my hon. Friend."),
    ]
    rows = "".join(f"<div><a href='/member/{name}'>{name}</a></div><p>{said}</p>" for name, said in said_by)
    assert [turn.label for turn in briefing(rows).turns] == [name for name, _ in said_by]


def test_a_field_above_the_first_label_does_not_make_it_a_topic() -> None:
    talk = (
        ("Ilse Maren", "This begins a talk with Odd Tarn at the harbour school."),
        ("Abena Quist", "Thank you for coming. Where were you born?"),
        ("Odd Tarn", "I was born by the old lock."),
        ("AQ", "When was that?"),
        ("OT", "In the year of the flood, I think."),
        ("AQ", "Who ran the lock?"),
        ("OT", "My father did."),
    )
    read = briefing(paragraphs("Seen: 321", *(f"{label}: {text}" for label, text in talk)))
    assert [turn.label for turn in read.turns if turn.label] == [label for label, _ in talk]


def test_initials_before_a_wide_gap_open_turns_those_of_who_speaks_once_too() -> None:
    talk = (
        ("CL", "Hello and welcome to this briefing. I give the floor to Dr Maren."),
        ("TAG", "Thank you. We open the locks two weeks early."),
        ("CL", "Thank you very much. The first question, please."),
        ("HB", "Who pays for the crews in those two weeks?"),
        ("IF", "The skippers do, through the toll."),
        ("CL", "Thank you all. We close here."),
    )
    assert _opens(talk, _GAP).complete


def test_a_wide_space_within_a_name_ends_no_label() -> None:
    talk = (
        ("Ilse Maren Olsen", "Good morning. We open the locks two weeks early."),
        ("Odd Tarn", "Who pays for the crews in those two weeks?"),
        ("Ilse Maren Olsen", "The skippers do, through the toll."),
        ("Odd Tarn", "Does the toll rise?"),
    )
    for row in ("<b>{}:</b> {}", "{}: {}", "<b>{}</b></p><p>{}", "<b>{}</b> {}"):
        rows = (row.format(label.replace("Maren Olsen", "Maren&nbsp;Olsen"), text) for label, text in talk)
        assert [turn.label for turn in briefing(paragraphs(*rows)).turns] == [label for label, _ in talk], row


@pytest.mark.parametrize("said", ["Thank you, Minister.", "The governor is doing well", "[laughs]"])
def test_what_is_said_behind_a_dash_is_no_position(said: str) -> None:
    talk = (
        ("Odd Tarn", "Who pays for the crews in those two weeks? I ask as a skipper of many years on this river."),
        ("Ilse Maren", "The skippers do, through the toll, as I told you before, and we thank them all for it."),
        ("Odd Tarn", said),
        ("Ilse Maren", "We will see. What do you pay for a day at the locks, if I may ask you something in return?"),
    )
    _opens(talk * 3, "<b>{}</b> — {}")


def test_a_long_office_before_a_full_stop_a_space_and_a_dash_opens_a_turn() -> None:
    office = "Consejera segunda del Gobierno y ministra de Canales y Economía Marítima"
    talk = (
        (office, "Buenos días. Hoy abrimos las esclusas y quiero agradecer el trabajo de todos."),
        ("Portavoz", "Muchas gracias. Pasamos a las preguntas."),
        ("Pregunta", "¿Quién paga a las tripulaciones?"),
        (office, "Gracias por su pregunta. Las pagamos nosotros."),
    )
    _opens(talk, "{}. - {}")
    one = briefing(paragraphs(f"Ministra de Canales y Puertos. - {talk[0][1]}", "Hay mucho que hacer."))
    assert [turn.label for turn in one.turns] == ["Ministra de Canales y Puertos"]


def test_a_name_of_six_words_that_speaks_once_opens_a_turn() -> None:
    chair, senator = "El Presidente Senador Ilmar Barro Huesca", "La Senadora Vera Tove del Molino"
    talk = ((chair, "Se abre la sesión. ¿Quién pide la palabra?"), (chair, "Muchas gracias a todos."),
            (chair, "Tiene la palabra nuestra invitada."), (senator, "Muchas gracias, señor Presidente."))  # fmt: skip
    _opens(talk)


def test_names_on_lines_of_their_own_open_turns_below_a_statement_longer_than_all_of_them() -> None:
    statement = ["Good afternoon. I want to tell you what we decided on the locks and on the crews this week."] * 9
    talk = (
        ("VAN DER TOVE (NOZ)", "Prime Minister, are you glad that this was the last one?"),
        ("MAREN", "No, I am not. I like to stand here."),
        ("VAN DER TOVE (NOZ)", "But you will not come back?"),
        ("MAREN", "That is for you to see, I would say."),
    )
    read = briefing(paragraphs(*statement, "Your questions.", *(text for turn in talk for text in turn)))
    assert [turn.label for turn in read.turns if turn.label] == [label for label, _ in talk]


def test_a_name_with_a_role_on_a_line_of_its_own_opens_a_turn_where_its_surname_returns() -> None:
    talk = (
        ("OLGA MARRON, host", "This is the harbour hour, and I am Olga Marron. Now to Peter Dale, by the dyke."),
        ("Mr. PETER DALE (Author, “Bay: A Tide”)", "Glad to be with you, Olga."),
        ("MARRON", "Now, what have we learned today?"),
        ("Mr. DALE", "What we learned is that the dyke was never checked."),
        ("MARRON", "And is that legal?"),
        ("Mr. DALE", "Well, I think so."),
    )
    read = briefing(paragraphs(f"{talk[0][0]}:", talk[0][1], *(f"{label}: {text}" for label, text in talk[1:])))
    assert [turn.label for turn in read.turns] == [label for label, _ in talk]
    assert [turn.speaker for turn in read.turns] == ["OLGA MARRON", "PETER DALE"] * 3


def test_who_is_told_apart_from_others_by_a_number_may_speak_once() -> None:
    talk = (
        ("QZ01", "Good morning. Shall we begin?"),
        ("QZ02", "Yes, I think so."),
        ("QZ01", "The ferry is late again, and you know it."),
        ("QZ07", "The tide was low."),
        ("QZ02", "Do we wait for it?"),
        ("QZ01", "We do."),
    )
    _opens(talk)


def test_one_word_in_brackets_that_says_we_is_a_label() -> None:
    talk = (
        ("Ilse", "We welcome you to the harbour."),
        ("Lena", "How late is the ferry?"),
        ("Odd", "An hour."),
        ("Lena", "And why is that?"),
        ("Odd", "The tide was low."),
    )
    _opens(talk, "&lt;v {}&gt;{}")


@each(
    "label",
    ["An hon. Member", "Some hon. members", "AN HON. MEMBER", "Several Honourable Members", "A GOVERNMENT MEMBER"],
)
def test_members_without_a_name_interrupt(label: str) -> None:
    tarn, speaker = ("MR. TARN", "MADAM SPEAKER") if label.isupper() else ("Mr. Tarn", "The Speaker")
    said = (speaker, _SAID[0]), (tarn, _SAID[2]), (label, "Oh, oh!"), (speaker, _SAID[6]), (tarn, _SAID[4])
    read = _opens(said)
    assert read.turns[2].speaker is None
    assert read.complete


@each("row", ["<span>00:{2:02d}</span><b>{0}:</b> {1}", "00:{2:02d} - {0}: {1}", "[1:{2:02d} pm] {0}: {1}"])
def test_a_time_in_an_element_of_its_own_or_before_a_dash_hides_no_label(row: str) -> None:
    talk = [(("Ilse Maren", "Odd Tarn")[number % 2], text) for number, text in enumerate(_SAID)]
    rows = [row.format(label, text, number) for number, (label, text) in enumerate(talk)]
    read = briefing(paragraphs(*rows))
    assert [(turn.label, turn.text) for turn in read.turns] == talk
