"""Labels that are a surname alone: named by the title, or by who introduces them."""

from __future__ import annotations

from briefings.items import Role
from briefings.transcript import read_page, read_transcript
from tests.support.parts import each
from tests.support.reading import address, paragraphs

_ASKED = ("Q: Is the lock open?", "{label}: It is, since March.", "Q: And the dyke?", "{label}: We begin in May.")


@each(
    ("title", "introduced", "label", "speaker"),
    [
        ("Interview with Olaf Vela HTV Breakfast", "", "VELA", "Olaf Vela"),
        ("TRANSCRIPT OF AN INTERVIEW WITH OLAF VELA - RADIO 4", "", "VELA", "OLAF VELA"),
        ("The Prime Minister the Hon Ilse Reed MP Interview with Olaf Vela Radio 4", "", "VELA", "Olaf Vela"),
        ("Harbour briefing", "I have with me today Olaf Vela, who knows the dykes.", "MR. VELA", "Olaf Vela"),
        ("Harbour briefing", "I would like to introduce Admiral Olaf Vela.", "ADMIRAL VELA", "Olaf Vela"),
        # It is unclear where a name begins or ends, or whose it is.
        ("Interview with Olaf Vela Mora", "", "VELA", None),
        ("Briefing by the Director of the Office of Tides and Budget Olaf Vela", "", "MR. VELA", None),
        ("Remarks on the Death of Olaf Vela", "", "MR. VELA", None),
        ("Harbour briefing", "I read the letter of Olaf Vela.", "MR. VELA", None),
        ("Interview with Olaf Vela and with Ilse Vela", "", "VELA", None),
        ("Interview with Mr Olaf Vela", "", "MS. VELA", None),
        ("Harbour briefing", "I would like to introduce General Olaf Vela.", "ADMIRAL VELA", None),
    ],
)
def test_a_surname_is_named_in_full_by_title_or_introduction(
    title: str, introduced: str, label: str, speaker: str | None
) -> None:
    opening = f"MODERATOR: Good morning. {introduced} I think we can begin now."
    talk = paragraphs(opening, *(line.format(label=label) for line in _ASKED))
    read = read_transcript([read_page(f"<h1>{title}</h1><div>{talk}</div>".encode(), address())])
    said = {turn.printed.label: turn.who for turn in read.turns}
    assert said[label].speaker == speaker
    assert speaker is None or speaker in [person.name for person in read.participants]


@each("label", ["VELA", "MS. VELA"])
def test_a_surname_that_spoke_before_or_stands_in_the_header_is_not_the_reporter_of_that_name(label: str) -> None:
    asked, *rest = (line.format(label=label) for line in _ASKED)
    reporter = ("ILSE VELA, HARBOUR NEWS: Who pays for it?", f"{label}: We do, all of us.", "Q: Thank you.")
    spoke_before = paragraphs(asked, *rest[:1], *reporter, *rest)
    in_header = paragraphs("Speakers: Olaf Vela, harbour master", asked, *reporter, *rest)
    for talk in (spoke_before, in_header):
        read = read_transcript([read_page(f"<h1>Harbour briefing</h1><div>{talk}</div>".encode(), address())])
        named = {turn.printed.label: turn.who.speaker for turn in read.turns}
        assert (named["ILSE VELA, HARBOUR NEWS"], named[label]) == ("ILSE VELA", None)
    only_her = paragraphs(asked, *reporter)
    read = read_transcript([read_page(f"<h1>Harbour briefing</h1><div>{only_her}</div>".encode(), address())])
    assert [turn.who.speaker for turn in read.turns if turn.printed.label == label] == ["ILSE VELA"]


def test_a_surname_that_spoke_before_the_whole_name_of_the_same_side_is_named_from_there() -> None:
    clip = ("TARRANT: Who pays for the lock?", "VELA: We do, all of us.")
    show = ("JON TARRANT, HOST: Good evening.", "OLAF VELA, HARBOUR MINISTER: Good evening.", *clip)
    read = read_transcript([read_page(f"<h1>Harbour tonight</h1>{paragraphs(*clip, *show)}".encode(), address())])
    assert [turn.who.speaker for turn in read.turns[-2:]] == ["JON TARRANT", "OLAF VELA"]


def test_a_short_given_name_is_not_another_person() -> None:
    header, *talk = "Speakers: Robert Vela, harbour master", "BOB VELA: Welcome.", *_ASKED
    lines = paragraphs(header, *(line.format(label="VELA") for line in talk))
    read = read_transcript([read_page(f"<h1>Harbour briefing</h1>{lines}".encode(), address())])
    assert {turn.who.speaker for turn in read.turns if turn.printed.label == "VELA"} == {"BOB VELA"}


def test_who_asks_with_an_outlet_in_brackets_is_the_press_beside_questions_without_a_name() -> None:
    asked, *rest = (line.format(label="FRAU VELA") for line in _ASKED)
    talk = paragraphs(asked, *rest, "Ilse Vela (Harbour News): Who pays for it?", "FRAU VELA: We do, all of us.")
    read = read_transcript([read_page(f"<h1>Harbour briefing</h1><div>{talk}</div>".encode(), address())])
    said = {turn.printed.label: turn.who for turn in read.turns}
    asker = said["Ilse Vela (Harbour News)"]
    assert (asker.role, asker.speaker, asker.outlet) == (Role.PRESS, "Ilse Vela", "Harbour News")
    assert said["FRAU VELA"].speaker is None


def test_a_short_word_behind_a_name_in_capitals_is_no_outlet() -> None:
    talk = ["ILSE VELA, HOST: Who pays for it?", "OLAF TARRANT, FARMER: The tolls do.", "ADA LORN, CHEMIST: Good day."]
    read = read_transcript([read_page(f"<h1>Harbour tonight</h1>{paragraphs(*talk, *talk)}".encode(), address())])
    said = {turn.printed.label: turn.who for turn in read.turns}
    assert {said[label].role for label in ("OLAF TARRANT, FARMER", "ADA LORN, CHEMIST")} & {Role.PRESS} == set()
    assert said["OLAF TARRANT, FARMER"].speaker == "OLAF TARRANT"


def test_initials_are_no_surname_of_who_stands_before_them_in_a_key() -> None:
    key = "Speaker key: TR Tarik Rask MR Dr Mikel Rian KA Karin Alm"
    talk = ("TR: Good day, I am glad that you came.", "KA: Who pays for the lock?", "MR: We do, all of us.")
    read = read_transcript([read_page(f"<h1>Harbour briefing</h1>{paragraphs(key, *talk, *talk)}".encode(), address())])
    assert {turn.who.speaker for turn in read.turns if turn.printed.label == "KA"} == {None}
