"""Roles, outlets and names on evidence only."""

from __future__ import annotations

import pytest

from tests.support.parts import each
from tests.support.reading import briefing, paragraphs


def test_a_surname_among_labels_in_capitals_is_no_outlet() -> None:
    read = briefing(
        paragraphs(
            "PRIME MINISTER: Good morning. We open the second lock today.", "MARSH: When does the third one open?",
            "PRIME MINISTER: In May, I hope.", "MARSH: And who pays for it?", "PRIME MINISTER: We all do.",
        )
    )  # fmt: skip
    assert {(turn.label, turn.role, turn.outlet) for turn in read.turns} == {
        ("PRIME MINISTER", "official", None),
        ("MARSH", "press", None),
    }


def test_what_a_scanner_misread_is_no_name() -> None:
    read = briefing(paragraphs("PRIME MINISTER: We open today.", "JRNL$ T: When?", "PRIME MINISTER: At noon, I hope."))
    assert [turn.speaker for turn in read.turns] == [None] * len(read.turns)


def test_initials_that_are_a_word_are_a_label_and_no_outlet() -> None:
    read = briefing(
        paragraphs(
            "Reporter: Good morning. Shall we begin?", "ME: I think that we should.", "TE: Do you keep the old lamps?",
            "ME: We do, all of them.", "TE: Who trims them?", "ME: My brother does.",
        )
    )  # fmt: skip
    assert [(turn.label, turn.outlet) for turn in read.turns[1:]] == [("ME", None), ("TE", None)] * 2 + [("ME", None)]


def test_who_asks_is_no_outlet_before_brackets() -> None:
    read = briefing(
        paragraphs(
            "Speakers: Mr. Colm Ewart, spokesman", "Mr. Ewart: We open the lock today.", "Said (Al Nahar): Who pays?",
            "Mr. Ewart: We all do.", "Said (Al Nahar): When does it open?", "Mr. Ewart: At noon, I hope.",
        )
    )  # fmt: skip
    assert {(turn.role, turn.outlet) for turn in read.turns if turn.label == "Said (Al Nahar)"} == {("press", None)}
    for behind in (" ", "</p><p>"):
        asked = briefing(paragraphs(f"Q: (Vera Tove - Bay Wire){behind}Who pays?", "Mr. Ewart: We all do.")).turns[0]
        assert (asked.speaker, asked.outlet, asked.text) == ("Vera Tove", "Bay Wire", "Who pays?")


def test_a_heading_before_the_date_is_no_speaker() -> None:
    read = briefing(
        paragraphs(
            "TRANSCRIPT: DOORSTOP, PORT ALLY", "2 December 2026", "MINISTER: We open the lock today.",
            "JOURNALIST: Who pays?", "MINISTER: We all do.",
        )
    )  # fmt: skip
    assert [turn.label for turn in read.turns] == ["MINISTER", "JOURNALIST", "MINISTER"]
    assert read.date == "2026-12-02"


def test_an_office_before_a_name_is_no_name() -> None:
    read = briefing(
        paragraphs(
            "League Spokesperson: Good morning.", "League Secretary General, Jonas Stoll: I am glad to be here.",
            "HEIDI MURCH, 3BW: Do you open it?", "League Secretary General, Jonas Stoll: We do.",
            "LENA HALIL/TV6: And when?", "League Secretary General, Jonas Stoll: In May.",
            "Odo Vask - 7News: Who pays?", "League Secretary General, Jonas Stoll: We do.",
        )
    )  # fmt: skip
    assert [turn.speaker for turn in read.turns[:2]] == [None, "Jonas Stoll"]
    assert [turn.label for turn in read.turns[2::2]] == ["HEIDI MURCH, 3BW", "LENA HALIL/TV6", "Odo Vask - 7News"]
    assert [turn.outlet for turn in read.turns[2::2]] == ["3BW", "TV6", "7News"]


def test_an_office_with_the_word_of_an_outlet_is_no_outlet() -> None:
    officer = "Ada Lorn, Chief Financial Officer of Harbour TV"
    read = briefing(
        paragraphs(
            f"{officer}: Good morning. We open the lock today.", "Reporter: Who pays for it?",
            f"{officer}: We do, as I told you.", "Reporter: And when?", f"{officer}: In May, I hope.",
        )
    )  # fmt: skip
    assert {(turn.role, turn.outlet, turn.position) for turn in read.turns if turn.label == officer} == {
        ("official", None, "Chief Financial Officer of Harbour TV")
    }


def test_who_wants_to_know_asks_without_the_sign_of_a_question() -> None:
    read = briefing(
        paragraphs(
            "Shri Tolmer Vask, Official Spokesperson: Good afternoon. I take your questions.",
            "Irena Dolmatin: Sir, I just wanted to know your position on the lock.",
            "Shri Tolmer Vask, Official Spokesperson: It is open.",
            "Irena Dolmatin: I was wondering if the dues will rise.",
            "Shri Tolmer Vask, Official Spokesperson: They will not.",
        )
    )
    assert [turn.role for turn in read.turns] == ["official", "press", "official", "press", "official"]


def test_of_two_who_ask_alike_nobody_is_called_an_official() -> None:
    talk = (
        ("Pauline Voss", "We sail on Friday, I hope."),
        ("Hector Ames", "We do. Is the hull dry?"),
        ("Pauline Voss", "It is, and the paint holds."),
        ("Hector Ames", "Then I will bring the sails."),
    )
    read = briefing(paragraphs(*(f"{label}: {text}" for label, text in talk)))
    assert [(turn.speaker, turn.role) for turn in read.turns] == [(label, None) for label, _ in talk]


def test_initials_of_a_name_that_is_a_label_too_are_no_outlet() -> None:
    talk = (
        ("Greta Lund", "This is an interview with James Maren at the harbour museum. Where were you born?"),
        ("James Maren", "I was born in the lock house."),
        ("GL", "And what did your father do there?"),
        ("JM", "He kept the gates."),
        ("GL", "Did you help him?"),
        ("JM", "I did, each Saturday."),
    )
    read = briefing(paragraphs(*(f"{label}: {text}" for label, text in talk)))
    assert [turn.label for turn in read.turns] == [label for label, _ in talk]
    assert {turn.outlet for turn in read.turns} == {None}
    assert [turn.speaker for turn in read.turns] == ["Greta Lund", "James Maren"] * 3
    assert read.turns[0].role == "press"


def test_who_asked_under_the_whole_name_asks_under_initials() -> None:
    asked = (
        "Berit Foss: Can you say your name?",
        "Mona Wick: Mona Wick.",
        "BF: Ok, and that is with a W.",
        "MW: Correct.",
    )
    read = briefing(paragraphs(*asked, "BF: So you were telling me about the school.", "MW: I grew up there."))
    assert {(turn.speaker, turn.role) for turn in read.turns} == {("Berit Foss", "press"), ("Mona Wick", "official")}


@each("who", ["PM", "Prime Minister"])
def test_initials_of_one_alone_may_be_an_office(who: str) -> None:
    talk = "Paul Maren: How are the gates?", f"{who}: They are safe, I hope.", "Paul Maren: Who pays?", f"{who}: We do."
    assert [turn.speaker for turn in briefing(paragraphs(*talk)).turns] == ["Paul Maren", None] * 2


def test_who_asks_beside_the_press_is_no_official() -> None:
    pupils = ("Question: When does it open?", "Ilse Maren: In May, I hope.") * 2
    read = briefing(paragraphs(*pupils, "Schoolgirl: And who pays for it?", "Ilse Maren: We all do."))
    assert ("Schoolgirl", None) in {(turn.label, turn.role) for turn in read.turns}


def test_an_outlet_before_its_place_is_the_outlet() -> None:
    asked = {"The Warden, Oldmouth": "The Warden", "Harbour News, Oldmouth": "Harbour News", "Ada Lorn, 3BW": "3BW"}
    lines = [line for label in asked for line in (f"{label}: Who pays for it?", "MINISTER: We all do, I hope.")]
    read = briefing(paragraphs("MINISTER: Good morning. We open the lock today.", *lines, *lines))
    assert {turn.label: turn.outlet for turn in read.turns if turn.label != "MINISTER"} == asked


def test_an_office_may_say_to_whom_it_belongs() -> None:
    envoy = "Ada Lorn, Ambassador of Varenia to the River League"
    read = briefing(
        paragraphs(
            f"{envoy}: Good morning. We open the lock today.", "Reporter: Who pays for it?",
            f"{envoy}: We do, as I told you.", "Reporter: And when?", f"{envoy}: In May, I hope.",
        )
    )  # fmt: skip
    assert {(turn.speaker, turn.position) for turn in read.turns if turn.label == envoy} == {
        ("Ada Lorn", "Ambassador of Varenia to the River League")
    }
    assert read.complete


@each(
    ("label", "speaker", "position"),
    [
        ("Vera Tove, PhD", "Vera Tove", None),
        ("Vera Tove, M.D., MPH", "Vera Tove", None),
        ("Vera Tove MP", "Vera Tove", None),
        ("Minister Vera Post", None, "Minister"),
        ("Minister Ana de la Cruz Prado", "Ana de la Cruz Prado", "Minister"),
        ("Chancellor Vera Tove, MSC", "Vera Tove", "Chancellor"),
        ("Financial Secretary", None, None),
        ("Director-General", None, None),
        ("Vera Tove, Deputy Director of Ports", "Vera Tove", "Deputy Director of Ports"),
        ("Vera Tove, Oldmouth", "Vera Tove", None),
        ("Vera Tove, Psy.D.", "Vera Tove", None),
        ("Deputy City Clerk", None, None),
        ("Secretaria de Estado de Puertos", None, None),
        ("Ministra de Puertos, Canales y portavoz, Vera Tove", "Vera Tove", "Ministra de Puertos, Canales y portavoz"),
    ],
)
def test_who_answers_is_named_without_degrees_and_a_position_is_a_whole_office(
    label: str, speaker: str | None, position: str | None
) -> None:
    talk = paragraphs("Reporter: When does it sail?", f"{label}: On Monday.", "Reporter: Who pays?", f"{label}: We do.")
    turns = briefing(talk).turns
    told = [(turn.role, turn.speaker, turn.position, turn.outlet) for turn in turns[1::2]]
    assert told == [("official", speaker, position, None)] * 2


def test_a_moderator_in_brackets_chairs_though_the_name_is_not_whole() -> None:
    talk = paragraphs(
        "Tove (Moderator): Good morning.", "Reporter: When does it sail?", "Minister Odd Reed: On Monday."
    )
    turns = briefing(talk + paragraphs("Tove (Moderator): Thank you, Minister.")).turns
    assert [(turn.role, turn.speaker) for turn in turns[::3]] == [("chair", None)] * 2


@each(
    ("label", "speaker", "outlet"),
    [
        ("Ilse Maren, Harbour News", "Ilse Maren", "Harbour News"),
        ("3 – Ilse Maren – Harbour News", "Ilse Maren", "Harbour News"),
        ("Harbour News – Ilse Maren", "Ilse Maren", "Harbour News"),
        ("Ilse Maren, student", "Ilse Maren", None),
        ("Ilse Maren, Oldmouth", "Ilse Maren", None),
        ("Ilse Maren, Jan Keller", None, None),
        ("Vera Tove from Harbour News", "Vera Tove", "Harbour News"),
        ("Ana de la Cruz Prado of the Evening Tide", "Ana de la Cruz Prado", "Evening Tide"),
        ("Union of Harbour Radio", None, "Union of Harbour Radio"),
        ("Vera Tove Jr. - Harbour News", "Vera Tove Jr.", "Harbour News"),
        ("V. Tove of Harbour News", None, "Harbour News"),
        ("Vera Tove from Vermilion", "Vera Tove", None),
        ("Vera Tove, HTV/LNA", "Vera Tove", "HTV/LNA"),
        ("Vera “Vee” Tove, Harbour News", "Vera “Vee” Tove", "Harbour News"),
        ("Q - Vera Tove, Harbour News", "Vera Tove", "Harbour News"),
        ("Q: (Vera Tove - Harbour News)", "Vera Tove", "Harbour News"),
        ("Reporter (Die Hafenwarte)", None, None),
    ],
)
def test_what_stands_behind_who_asks_is_an_outlet_only_if_it_is_spelled_like_one(
    label: str, speaker: str | None, outlet: str | None
) -> None:
    talk = paragraphs("Minister Tove: Good day.", f"{label}: When does it sail?", "Minister Tove: On Monday.")
    talk += paragraphs(f"{label}: Who pays?", "Minister Tove: We do.")
    told = {(turn.role, turn.speaker, turn.outlet) for turn in briefing(talk).turns if turn.label == label}
    assert told == {("press", speaker, outlet)}


def test_a_label_is_who_was_introduced_with_just_its_words() -> None:
    talk = paragraphs(
        "We are joined by the Permanent Secretary, Dr. Ilse Maren.",
        "Reporter: When does it sail?", "Permanent Secretary: I hope on Monday.",
        "Reporter: Who pays?", "Permanent Secretary: We do.",
    )  # fmt: skip
    assert [turn.speaker for turn in briefing(talk).turns[-3::2]] == ["Ilse Maren"] * 2


def test_the_office_of_a_label_is_kept_where_an_introduction_says_another_part_of_it() -> None:
    label = "Ilse Maren -- Chief Pilot and Head of Ferries"
    talk = paragraphs(
        "Operator: Joining me today is our Head of Ferries, Ilse Maren.",
        f"{label}: I thank you all.", "Reporter: Who pays?", f"{label}: We do, I hope.",
    )  # fmt: skip
    told = briefing(talk).turns[-1]
    assert (told.speaker, told.position) == ("Ilse Maren", "Chief Pilot and Head of Ferries")


@pytest.mark.parametrize("label", [", Minister Tove", "， Minister Chair of und", "(Chair)", "Tove,"])
def test_a_label_with_nothing_before_its_comma_or_bracket_is_kept_as_printed(label: str) -> None:
    talk = paragraphs(*(f"<b>{who}:</b> I think we do." for who in (label, "Reporter") * 2))
    assert label.strip(",， ") in "".join(turn.label or turn.text for turn in briefing(talk).turns)


def _speakers(*said: str) -> set[tuple[str | None, str | None]]:
    return {(turn.label, turn.speaker) for turn in briefing(paragraphs(*said)).turns}


def test_an_office_alone_is_nobody_where_the_header_and_a_label_name_two_who_hold_it() -> None:
    header = "Speakers:", "Ms. Ilse Maren, President", "Date:", "May 1, 2026"
    talk = ("Reporter: Who pays?", "President: We do.") * 2
    assert ("President", None) in _speakers(*header, "President Robert Hale: Good morning, I thank you all.", *talk)


def test_a_title_before_a_surname_does_not_mean_the_one_who_asks() -> None:
    asked = ("Robert Maren, Harbour News: Who pays for it?", "Spokesperson Maren: We do, I hope.") * 2
    assert _speakers(*asked) == {("Robert Maren, Harbour News", "Robert Maren"), ("Spokesperson Maren", None)}


def test_two_known_names_in_one_label_are_nobody() -> None:
    both = ("Reporter: Who pays for it?", "Ilse Maren / Robert Hale: We do, I hope.") * 2
    begun = "Ilse Maren, Chief Engineer: Good morning, I thank you.", "Robert Hale, Deputy Minister: I thank you too."
    assert ("Ilse Maren / Robert Hale", None) in _speakers(*begun, *both)


def test_a_title_with_a_hyphen_is_no_part_of_a_name() -> None:
    talk = ("Journaliste : Qui paie ?", "Porte-parole Dumont : Nous tous, je pense.") * 2
    assert ("Porte-parole Dumont", "Claire Dumont") in _speakers("Claire Dumont, ministre : Bonjour à vous.", *talk)


def test_a_greeting_does_not_make_an_official_of_who_asks() -> None:
    read = briefing(
        paragraphs(
            "Minister Ilse Maren: Good morning. I open the lock today.", "Ada Lorn: Good morning, Minister.",
            "Minister Ilse Maren: Good morning.", "Ada Lorn: Who pays for it?", "Minister Ilse Maren: We all do.",
            "Jan Keller: When does it open?", "Minister Ilse Maren: In May, I hope.",
        )
    )  # fmt: skip
    assert [(turn.role, turn.exchange) for turn in read.turns[1:5]] == [("press", 0), ("official", 0)] * 2
