"""The people named in a title: whole names, without parts of an office or a date."""

from __future__ import annotations

import pytest

from briefings.transcript import read_page, read_transcript
from briefings.transcript.speech.title_people import people_in_title
from tests.support.parts import each
from tests.support.reading import address, paragraphs


@each(
    ("title", "names"),
    [
        ("Conferencia de prensa del presidente Juan Antonio Vela Mora del 5 de marzo", ["Juan Antonio Vela Mora"]),
        # After "Tides and Budget" the beginning of the name is unclear.
        ("Briefing by Press Secretary Ilse Reed and Acting Director of Tides and Budget Olaf Vela", ["Ilse Reed"]),
        ("Briefing by Press Secretary Ilse Reed and Director Olaf Vela", ["Ilse Reed", "Olaf Vela"]),
        ("Introducing Ilse Reed, New Director of the Quay", []),
        ("Briefing by Press Secretary Ilse Reed and Dr. Olaf Vela", ["Ilse Reed", "Olaf Vela"]),
        ("Transcript of the Prime Minister the Hon. Ilse Reed MP Doorstop", ["Ilse Reed"]),
        ("The Prime Minister the Hon. Ilse Reed MP Interview with Olaf Vela", ["Ilse Reed", "Olaf Vela"]),
        ("The Prime Minister the Hon. Ilse Reed MP Doorstop Interview, Port Ellery", ["Ilse Reed"]),
        ("Press Conference by Minister for Foreign Affairs Ilse Reed", ["Ilse Reed"]),
        ("Press Briefing: Director, Communications Department", []),
        ("Comparecencia de la ministra de Puertos, Comercio Exterior y Faros", []),
        ("MENSAJE DEL SECRETARIO DE MAREAS: ILSE REED", []),
        ("Statement from President Ilse Reed Marking Ten Years of the Lock", ["Ilse Reed"]),
        ("Transcript of press conference, Port Ellery", []),
        ("Liman Bakanı Vera Tove'nin Olağan Basın Toplantısı", ["Vera Tove"]),
        ("Sözcü Tove'un Olağan Basın Toplantısı, 3 Mayıs 2031, Liman", []),
        # A month, or an honorific, that is part of a name.
        ("Remarks by President Odo Rask and Prime Minister Ilse May", ["Odo Rask", "Ilse May"]),
        ("Briefing by Press Secretary Jan Reed on the Floods", ["Jan Reed"]),
        ("Briefing by Press Secretary Ilse Reed May 5, 2031", ["Ilse Reed"]),
        ("Remarks by President Rask May 5", []),
        ("Joint press conference with the Minister for Ports, the Hon Ilse Bishop", ["Ilse Bishop"]),
        ("The Prime Minister the Hon. Ilse Bishop MP Interview with Olaf Vela", ["Ilse Bishop", "Olaf Vela"]),
        ("The Prime Minister the Hon. Ilse Post MP Doorstop", ["Ilse Post"]),
        ("Doorstop of the Prime Minister the Hon. Ilse March MP", ["Ilse March"]),
        ("Press Conference with the Prime Minister the Hon Ilse Reed Quay Street, Port Ellery", []),
        ("Komisja do Spraw Kontroli Portowej", []),
    ],
)
def test_a_title_names_whole_people_or_nobody(title: str, names: list[str]) -> None:
    assert [person.name for person in people_in_title(title)] == names


def test_the_office_of_one_who_is_met_does_not_begin_with_that_of_the_other() -> None:
    met = people_in_title("Minister for Ports Ilse Reed meets President Odo Rask of Veldria: press conference")
    assert [(one.name, one.position) for one in met] == [("Odo Rask", "President")]
    visit = people_in_title("Chuyến thăm của tổng thống Odo Rask")
    assert [(one.name, one.position) for one in visit] == [("Odo Rask", "tổng thống")]


@pytest.mark.parametrize(
    ("said", "names"), [("La formación marítima es cosa nuestra.", []), ("Yo la abro.", ["Marea Alta"])]
)
def test_words_that_the_briefing_uses_of_a_thing_are_nobody_in_its_title(said: str, names: list[str]) -> None:
    name = names[0] if names else "Formación Marítima"
    talk = paragraphs(f"MINISTRA: {said}", "PERIODISTA: ¿Quién paga?", "MINISTRA: Nosotros, se lo digo.")
    html = f"<h1>Comparecencia de la ministra {name}</h1><div>{talk}</div>"
    read = read_transcript([read_page(html.encode(), address())])
    assert [person.name for person in read.participants] == names


def test_a_title_shows_whose_label_has_a_surname_behind_words_that_nobody_knows() -> None:
    said = (
        "DsH Vask: Good evening, the mayor reports to you.",
        "Bgm'in Tove: Yes, and we have two matters for you.",
        "Northern Tove: We dig it in May.",
    )
    for headline, labels in (("Mayor Tove on the quay", ["DsH Vask", "Bgm'in Tove"]), ("The quay", ["DsH Vask"])):
        html = f"<h1>Press conference: {headline}</h1><div>{paragraphs('Tide Post: Who pays?', *said)}</div>"
        read = read_transcript([read_page(html.encode(), address())])
        assert [turn.printed.label for turn in read.turns][-len(labels) :] == labels
