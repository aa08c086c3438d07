"""The one person a label means, or nobody."""

from __future__ import annotations

from briefings.items import Participant, SpeakerEvidence
from briefings.transcript.speech.introductions import introduced_in
from briefings.transcript.speech.roster import Roster
from briefings.transcript.speech.title_people import people_in_title
from tests.support.parts import each
from tests.support.reading import briefing, paragraphs


def roster(*people: Participant) -> Roster:
    known = Roster()
    known.add(people, SpeakerEvidence.HEADER)
    return known


IRENA = Participant("Irena Dolmatin", "Ms.", "deputy minister")
KNOWN = roster(IRENA, Participant("John F. Kestrel", "Mr."), Participant("Anselm Brook-Tarrow"), Participant("Sitar"))


@each(
    "label",
    ["Irena Dolmatin", "IRENA DOLMATIN", "Irena  Dolmatin", "Ms. Dolmatin", "MS. DOLMATIN", "Minister Dolmatin",
     "Irena Dolmatin (through translator)", "Ms. Irena Dolmatin"],
)  # fmt: skip
def test_a_label_that_fits_one_person_means_that_person(label: str) -> None:
    known = KNOWN.resolve(label)
    assert known is not None
    assert known == IRENA


@each("label", ["Dolmatin", "Mr. Dolmatin", "Ms. Dolmatov", "Irina Dolmatin", "Ms.", "Q", "Harbour Gazette"])
def test_a_bare_surname_another_honorific_or_another_spelling_means_nobody(label: str) -> None:
    assert KNOWN.resolve(label) is None


def test_another_title_means_somebody_else() -> None:
    known = roster(Participant("Odile Farrow", None, "Senator"))
    assert [bool(known.resolve(label)) for label in ("SEN. FARROW", "GOV. FARROW")] == [True, False]


def test_an_initial_glued_to_a_surname_means_one() -> None:
    known = roster(Participant("Vera Tovell", None, "chief hydrographer of the port"))
    labels = ("V.Tovell", "PILOT TOVELL", "THE TOVELL", "U.Tovell")
    assert [bool(known.resolve(label)) for label in labels] == [True, False, False, False]


def test_hyphens_initials_and_single_names() -> None:
    found = [
        KNOWN.resolve(label) for label in ("Anselm Brook Tarrow", "SECRETARY JOHN F. KESTREL", "MR. KESTREL", "Sitar")
    ]
    assert [known.name if known else None for known in found] == [
        "Anselm Brook-Tarrow",
        "John F. Kestrel",
        "John F. Kestrel",
        "Sitar",
    ]


def test_two_people_of_one_surname_leave_the_speaker_unknown_and_warn() -> None:
    header = paragraphs(
        "Speakers:", "Ms. Irena Maren, minister;", "Ms. Odette Maren, director.", "Date:", "May 1, 2026"
    )
    read = briefing(header + paragraphs("MS. MAREN: Good morning.", "Q: When?", "MS. MAREN: Soon.", "Q: Where?"))
    assert [turn.speaker for turn in read.turns] == [None] * 4
    assert read.turns[0].label == "MS. MAREN"
    assert [warning for warning in read.warnings if "MS. MAREN" in warning and "more than one" in warning]


def test_a_surname_of_two_people_is_not_the_one_who_spoke_before() -> None:
    header = paragraphs(
        "Speakers:", "Ms. Irena Maren, minister;", "Ms. Odette Maren, director.", "Date:", "May 1, 2026"
    )
    read = briefing(
        header + paragraphs("IRENA MAREN: Good morning, I am glad.", "Q: When?", "MS. MAREN: Soon, I hope.")
    )
    assert [turn.speaker for turn in read.turns] == ["Irena Maren", None, None]


def test_the_chair_introduces_the_speakers() -> None:
    text = (
        "Good morning. Today we have invited Mr. Pavo Kestrel, minister of canals; Ms. Irena Dolmatin, head of the "
        "quays, locks and ferries; and Dr. Lin Yarrow, chief pilot. Mr. Old Friend is not here."
    )
    assert introduced_in(text) == [
        Participant("Pavo Kestrel", "Mr.", "minister of canals"),
        Participant("Irena Dolmatin", "Ms.", "head of the quays, locks and ferries"),
        Participant("Lin Yarrow", "Dr.", "chief pilot"),
    ]


@each(
    ("sentence", "offices"),
    [
        (
            "Today we have invited Mr. Pavo Kestrel, Vice Minister of Canals and Deputy Lock Representative, Ms. Irena "
            "Dolmatin, Director of the Department of Quays, and Mr. Lin Yarrow, spokesperson of the ministry.",
            {
                "Pavo Kestrel": "Vice Minister of Canals and Deputy Lock Representative",
                "Irena Dolmatin": "Director of the Department of Quays",
                "Lin Yarrow": "spokesperson of the ministry",
            },
        ),
        (
            "With me are Ilse Maren, our President and CEO, and Robert Hale, our CFO.",
            {"Ilse Maren": "President and CEO", "Robert Hale": "CFO"},
        ),
        (
            "Joining me today are Ilse Maren, Deputy Harbour Adviser, and Robert Hale, Senior Director for Piers.",
            {"Ilse Maren": "Deputy Harbour Adviser", "Robert Hale": "Senior Director for Piers"},
        ),
    ],
)
def test_nobody_gets_the_office_of_another(sentence: str, offices: dict[str, str]) -> None:
    assert {person.name: person.position for person in introduced_in(sentence)}.items() <= offices.items()


@each("tail", ["Two things first", "Dos cosas", "Die Sache ist die"])
def test_what_a_person_says_up_to_a_colon_is_no_part_of_a_label_with_the_name_in_bold(tail: str) -> None:
    people = paragraphs("Participants: Ilse Maren, Minister; Odo Rask")
    asked, answered = "<p><b>Bay Wire</b> – Who pays for it?</p>", "<p><b>Ilse Maren</b> – We do.</p>"
    said = f"<p><b>Ilse Maren</b> – {tail}: the quay is open, and we pay for it.</p>"
    read = briefing(people + asked + said + (asked + answered) * 2)
    assert [turn.label for turn in read.turns] == ["Bay Wire", "Ilse Maren"] * 3
    office = briefing(people + asked + said.replace(tail, "Minister") + (asked + answered) * 2)
    assert office.turns[1].label == "Ilse Maren – Minister"
    house = briefing(people + (asked + said.replace(tail, "Harbour watch")) * 2 + asked + answered)
    assert [turn.label for turn in house.turns][1::2] == ["Ilse Maren – Harbour watch"] * 2 + ["Ilse Maren"]


def test_two_without_honorifics_are_introduced_by_the_offices_behind_their_names() -> None:
    text = "We are joined by Odo Hale, Deputy Lock Adviser for Piers, and Greta Tove, our Director of Quays, who knows."
    assert introduced_in(text) == [
        Participant("Odo Hale", None, "Deputy Lock Adviser for Piers"),
        Participant("Greta Tove", None, "Director of Quays"),
    ]
    assert introduced_in("We are joined by Odo Hale, Harbour News, and Greta Tove, Daily Quay.") == []


def test_a_sentence_behind_a_name_is_no_office() -> None:
    said = "Please welcome Mr. Odo Hale, Mr… let’s see there’s also Greta Tove and Jon Bray will speak in that order."
    assert introduced_in(said) == [Participant("Odo Hale", "Mr.")]
    row = "With us: Odo Hale, CEO of Piers, Jon Bray and Greta Tove, Vice Presidents of Locks and Quays respectively."
    assert "Greta Tove" not in {person.name for person in introduced_in(row)}
    to_others = introduced_in("Please welcome Mr. Odo Hale, Ambassador to Veldria.")
    assert to_others == [Participant("Odo Hale", "Mr.", "Ambassador to Veldria")]


def test_no_introduction_no_people() -> None:
    assert introduced_in("Mr. Kestrel, the minister, said so. We welcome the rain. You are invited.") == []
    # People whom the one that is introduced only met.
    assert introduced_in("We are joined by Jon Bray, who met Prime Minister Odd Hale and Senator Ilse Maren.") == []


@each(
    ("title", "people"),
    [
        ("Press Briefing by Press Secretary Ilse Maren, March 5, 2026", [("Ilse Maren", "Press Secretary")]),
        ("Spokesperson Ilse Maren's Regular Press Conference", [("Ilse Maren", "Spokesperson")]),
        ("Press Gaggle by Press Secretary Ilse Maren Aboard Ferry One", [("Ilse Maren", "Press Secretary")]),
        ("Press Gaggle by Press Secretary Ilse Maren en route Kessin", [("Ilse Maren", "Press Secretary")]),
        (
            "Briefing by Press Secretary Ilse Maren; National Security Advisor Tolmer Vask",
            [("Ilse Maren", "Press Secretary"), ("Tolmer Vask", "National Security Advisor")],
        ),
        ("Briefing by Pavo Kestrel, Deputy Harbour Advisor", [("Pavo Kestrel", "Deputy Harbour Advisor")]),
        (
            "Gaggle by Press Secretary Ilse Maren with Pavo Kestrel, 3/5/2026",
            [("Ilse Maren", "Press Secretary"), ("Pavo Kestrel", None)],
        ),
        ("Transcript of the Prime Minister, the Hon Odette Brook MP, Kessin", [("Odette Brook", "Prime Minister")]),
        ("Conferencia de prensa del ministro Pavo Kestrel", [("Pavo Kestrel", "ministro")]),
        ("Minister of Canals Holds a Briefing", []),
        ("Press Briefing by the White House, March 5, 2026", []),
        ("Press Secretary's Daily Briefing", []),
        (None, []),
        ("Press conference with Attorney General and Hon Ana Holm MP", []),
        ("Talk with Attorney General & Hon Ana Holm and Mayor Odo Rask", [("Ana Holm", None), ("Odo Rask", "Mayor")]),
        ("Briefing by Mayor Odo Rask & Minister Ana Holm", [("Odo Rask", "Mayor"), ("Ana Holm", "Minister")]),
    ],
)
def test_the_people_a_title_names(title: str | None, people: list[tuple[str, str | None]]) -> None:
    assert [(person.name, person.position) for person in people_in_title(title)] == people


TALK = (
    "ROSA FERRER: Good morning.",
    "REPORTER: Who pays?",
    "OLOF TARN: We all do.",
    "REPORTER: When?",
    "TARN: In May.",
)


@each("field", ["Speakers: {}", "Speaker: {}", "Participants: {}"])
@each("names", ["Rosa Ferrer, Olof Tarn", "Rosa Ferrer, Olof Tarn, Ada Lund"])
def test_names_with_commas_between_them_are_people_and_none_the_office_of_another(field: str, names: str) -> None:
    read = briefing(paragraphs(field.format(names), *TALK))
    assert [(one.name, one.position) for one in read.participants] == [(name, None) for name in names.split(", ")]
    spoke = [turn.speaker for turn in read.turns]
    assert spoke == ["Rosa Ferrer", None, "Olof Tarn", None, "Olof Tarn"]


def test_what_stands_behind_a_name_and_opens_no_line_is_where_somebody_works() -> None:
    read = briefing(paragraphs("Speaker: Rosa Ferrer, Harbour Board", *TALK))
    assert [(one.name, one.position) for one in read.participants][:1] == [("Rosa Ferrer", "Harbour Board")]
    assert read.turns[2].speaker == "OLOF TARN"


def test_a_name_that_is_printed_as_an_office_is_nobodys_office() -> None:
    read = briefing(paragraphs("Speaker: Rosa Ferrer, Lock Board, Olof Tarn, Quay Board", *TALK))
    assert read.turns[2].speaker != "Rosa Ferrer"


def test_a_surname_of_two_in_the_header_is_not_the_one_who_spoke_before() -> None:
    read = briefing(paragraphs("Speakers: Rosa Ferrer; Pau Ferrer", "ROSA FERRER: Good morning.", "REPORTER: Who pays?",
                               "FERRER: We all do."))  # fmt: skip
    assert [turn.speaker for turn in read.turns] == ["Rosa Ferrer", None, None]


@each("lead", ["With me today are", "We are joined by", "Please welcome"])
def test_offices_before_the_names_stay_with_those_they_are_before(lead: str) -> None:
    people = (("Rosa Ferrer", "Minister for Ports"), ("Olof Tarn", "Mayor of Lund"), ("Ada Lund", "Chief Engineer"))
    said = ", ".join(f"the {office}, {name}" for name, office in people)
    assert [(one.name, one.position) for one in introduced_in(f"{lead} {said}.")] == [*people]


def test_a_surname_that_another_label_prints_with_another_name_is_nobody() -> None:
    read = briefing(
        paragraphs(
            "Speakers: Olaf Marlen, senator", "ILSE MARLEN: We open today.", "REPORTER: Who pays?",
            "MS. MARLEN: We all do.", "REPORTER: Sir?", "SENATOR MARLEN: I do not.",
        )
    )  # fmt: skip
    assert [turn.speaker for turn in read.turns][2::2] == [None, "Olaf Marlen"]


def test_monsieur_before_a_name_in_a_french_header_is_no_initial() -> None:
    header = ("Mme Vera Tove, ministre de la Mer", "M. Odo Rask, directeur du port")
    talk = (
        "M. Rask : Bonjour, je suis ravi de vous voir.",
        "Question : Qui paie ?",
        "Mme Tove : Nous payons.",
        "M. Rask : Oui.",
    )
    read = briefing(paragraphs(*header, *talk))
    assert [turn.speaker for turn in read.turns] == ["Odo Rask", None, "Vera Tove", "Odo Rask"]
    assert ("Odo Rask", "M.") in [(person.name, person.honorific) for person in read.participants]


@each(
    ("header", "label"),
    [
        (("出席人：", "王 宁 海事局局长", "李明华 港口局副局长"), "王宁"),
        (("主讲人：海事局局长王宁；港口局副局长李明华",), "王宁"),
        (("主讲人：海事局局长王宁、港口局副局长李明华",), "王宁"),
        (("嘉宾：", "海事局局长 王　宁", "港口局副局长 李明华"), "王 宁"),
    ],
)
def test_a_chinese_name_of_two_characters_may_be_set_as_wide_as_one_of_three(
    header: tuple[str, ...], label: str
) -> None:
    talk = (f"{label}：各位好，欢迎大家来到港口。", "记者：大桥何时开通？", "李明华：六月开通，我们已经完工。")
    read = briefing(paragraphs(*header, *talk))
    assert [person.honorific for person in read.participants] == [None, None]
    assert [(turn.label, turn.speaker, turn.honorific, turn.position) for turn in read.turns] == [
        (label, "王宁", None, "海事局局长"), ("记者", None, None, None), ("李明华", "李明华", None, "港口局副局长"),
    ]  # fmt: skip
