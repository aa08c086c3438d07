"""Speakers on lines of their own over what they say, and what is printed like them."""

from __future__ import annotations

import pytest

from briefings.loaders import load_briefing
from tests.support.reading import briefing, paragraphs, said, transcript

_TALK = (
    "I would like to know what the new dyke costs?",
    "We pay nine million, and I think it is worth it.",
    "Do you close the locks in winter?",
)


@pytest.mark.parametrize(
    "labels",
    [
        ("Tove Lind", "Ilse Maren", "Tove Lind"),
        ("Question", "Maren (Harbour Board)", "Lind (City)"),
        ("Mr. Lind", "The Minister of Ports (Mr. Odo Rask, of Oldmouth)", "Mr. Lind"),
        ("[Reporter:]", "[Ilse Maren:]", "[Reporter:]"),
    ],
)
def test_few_lines_that_say_who_speaks_open_turns(labels: tuple[str, ...]) -> None:
    body = "".join(f"<p><b>{label}</b></p><p>{text}</p>" for label, text in zip(labels, _TALK, strict=True))
    read = briefing(f"<h1>Transcript of questions on the dyke</h1>{body}")
    assert [label for label, _ in said(read)] == [label.strip("[:]") for label in labels]


@pytest.mark.parametrize("note", ["[Laughter]", "(Inaudible)", "(Applause.)"])
@pytest.mark.parametrize("place", [1, 3, 5])
@pytest.mark.parametrize(
    "labels",
    [
        ("Tove Lind -- Harbour Bank -- Analyst", "Ilse de Maren -- Director"),
        ("Tove Lind (00:12)", "Ilse de Maren (00:31)"),
        ("TOVE LIND", "ILSE DE MAREN"),
        ("Tove Lind", "Ilse de Maren"),
    ],
)
def test_a_stage_note_between_a_name_and_what_is_said_names_nobody(
    labels: tuple[str, str], place: int, note: str
) -> None:
    lines = [line for _ in range(3) for line in (labels[0], _TALK[0], labels[1], _TALK[1])]
    read = said(briefing("".join(paragraphs(*lines))))
    assert len(read) == len(lines) // 2
    assert said(briefing("".join(paragraphs(*lines[:place], note, *lines[place:])))) == read


@pytest.mark.parametrize("dash", ["―", "—"])
def test_a_dash_alone_between_a_name_and_what_is_said_is_said_by_nobody(dash: str) -> None:
    talk = (("О. Марен", "Добрый вечер. Когда мы откроем порт?"), ("Т. Линд", "В мае, я думаю.")) * 2
    assert said(briefing(paragraphs(*(line for who, text in talk for line in (who, dash, text))))) == [*talk]


def test_a_remark_in_brackets_between_a_position_and_what_is_said_leaves_the_label() -> None:
    labels = ("Tove Lind -- Harbour Bank -- Analyst", "Ilse Maren -- Director") * 3
    spoken = [line for label, text in zip(labels, _TALK * 2, strict=True) for line in (label, text)]
    read = said(briefing("".join(paragraphs(*spoken[:7], "[Foreign Speech]", *spoken[7:]))))
    assert [label for label, _ in read] == list(labels)


@pytest.mark.parametrize("note", ["[Laughter]", "(Inaudible)", "(Applause.)"])
@pytest.mark.parametrize("answer", ["Thank you.", "And that is --", "Why?"])
def test_a_stage_note_behind_a_few_words_leaves_their_label(answer: str, note: str) -> None:
    talk = ("Tove Lind -- Harbour Bank -- Analyst", _TALK[0], "Ilse Maren -- Director", _TALK[1])
    lines = [*talk * 2, talk[0], _TALK[2], talk[2], answer]
    read = said(briefing("".join(paragraphs(*lines, talk[0], _TALK[0]))))
    assert len(read) == 7
    assert said(briefing("".join(paragraphs(*lines[:-1], f"{answer} {note}", talk[0], _TALK[0])))) == [
        (label, f"{text} {note}" if text == answer else text) for label, text in read
    ]


@pytest.mark.parametrize("answer", ["No.", "No. No.", "Good morning, Tove"])
@pytest.mark.parametrize("below", [(), ("More of Harbour Bank", "All calls")])
def test_a_name_and_an_office_that_recur_may_stand_over_one_word(answer: str, below: tuple[str, ...]) -> None:
    asks, speaks = "Tove Lind -- Harbour Bank -- Analyst", "Ilse Maren -- Director"
    talk = (asks, _TALK[0], speaks, _TALK[1]) * 2
    people = ("Call participants:", speaks, "Odd Tarn -- Treasurer", asks, *below)
    read = said(briefing("".join(paragraphs(*talk, asks, _TALK[2], speaks, answer, asks, _TALK[0], *people))))
    assert [label for label, _ in read] == [asks, speaks] * 3 + [asks]
    assert read[5] == (speaks, answer)
    assert read[6] == (asks, _TALK[0])


def test_a_name_and_a_role_over_answers_leave_the_questions_between_them_to_those_who_ask() -> None:
    html = "".join(
        (
            "<h1>Press conference after the regatta</h1>",
            *paragraphs("Ilse Maren, head coach of the Northport crew:", "- I am glad that we won."),
            "<p><b>- What do you say of the wind?</b></p>",
            *paragraphs("- I saw that it turned, and we went with it."),
            "<p><b>- Do you stay with the crew?</b></p>",
            *paragraphs("- I do, and you will see us in May."),
            *paragraphs("Odd Tarn, head coach of the Oldmouth crew:", "- We lost, and I know why."),
        )
    )
    labels = [label for label, _ in said(briefing(html))]
    role = "head coach of the"
    assert labels == [f"Ilse Maren, {role} Northport crew", *[None] * 4, f"Odd Tarn, {role} Oldmouth crew"]


def test_a_heading_is_no_label_where_labels_are_no_headings() -> None:
    html = "".join(
        (
            *paragraphs("Interviewer: What do you build first?", "The Captain: I build a gate, and you?"),
            "<h2>The Framework: Structure Comes First</h2>",
            *paragraphs("Interviewer: Why do we need it?", "The Captain: We do not, I think."),
        )
    )
    assert "The Framework" not in [label for label, _ in said(briefing(html))]


def test_what_somebody_does_is_told_below_his_name() -> None:
    chair, first, member = "Madam Speaker", "Mr. Harold Venn (Newholm)", "Mr. Tobias Banner (Oldmouth)"
    talk = (first, _TALK[0], chair, _TALK[1], member, "rose", chair, _TALK[2], "Mr. Venn", _TALK[1], chair, _TALK[0])
    assert [label for label, _ in said(briefing(paragraphs(*talk)))] == [*talk[::2]]


def test_an_honorific_in_bold_that_is_not_believed_is_told() -> None:
    html = "<p><b>Mr. Maren</b></p><p>Thank you, we answer.</p>"
    read = briefing("".join(paragraphs("Mrs. Lind of the Harbour Board: I ask who pays?")) + html)
    assert not read.complete


def test_lines_that_end_with_a_quotation_are_said() -> None:
    talk = ("Leifert: „Wird es heute eine Erklärung geben?“", "Ilse Maren: „Der Minister erklärt sich am Abend.“")
    more = ("Lind: „Warum erst dann?“", "Maren: „Ich weiß es nicht, wir warten.“", "Lind: „Wir auch.“")
    read = briefing("".join(("<h1>Pressekonferenz zum Deich</h1>", *paragraphs(*talk, *more))))
    assert [label for label, _ in said(read)] == ["Leifert", "Ilse Maren", "Lind", "Maren", "Lind"]


def test_an_answer_spelt_out_follows_a_question_spelt_out() -> None:
    marks = ("Pregunta", "Respuesta", *("P", "R") * 3)
    texts = ("¿Y usted, qué piensa de nuestro dique?", "Es mentira. El dique no va a cambiar mucho.") * 4
    html = "".join(f"<p><b>{mark}.</b> {text}</p>" for mark, text in zip(marks, texts, strict=True))
    read = briefing(f"<h1>Entrevista con Ilse Maren</h1>{html}")
    assert [label for label, _ in said(read)] == [*marks]


def test_plain_lines_over_texts_that_ask_by_chance_are_headings() -> None:
    told, asked = (
        "We keep the lists of all harbours here, and our maps.",
        "Is this your first visit? You may register here.",
    )
    parts = (
        ("Archive", told),
        ("Manual of Locks", told),
        ("View Harbour Masters", asked),
        ("Forum", told),
        ("Maps", asked),
    )
    read = briefing(paragraphs(*(line for part in parts for line in part)))
    assert {turn.label for turn in read.turns} == {None}


_TIMES = ("(00:00)", "(00:33)", "(01:06)", "(01:39)", "(02:12)")


@pytest.mark.parametrize("between", [" ", "<br>"])
def test_one_who_speaks_again_and_again_behind_the_times_of_a_film_is_read(between: str) -> None:
    names = ("Governor Odo Rask:",) * 3 + ("Speaker 2:", "Governor Odo Rask:")
    spoken = ("We waited for you.", "We had ice.", "I will be brief.", "What do you pay?", "We pay nine million.")
    lines = [f"{name} {time}{between}{text}" for name, time, text in zip(names, _TIMES, spoken, strict=True)]
    read = briefing("".join(paragraphs(*lines)))
    assert [label for label, _ in said(read)] == [name.strip(":") for name in names]


def test_the_chapters_of_a_film_are_no_labels() -> None:
    names = ("The Old Lock", "Who Pays", "A New Dyke", "Odo Rask", "Ice Below")
    lines = [line for one in zip(names, _TIMES, _TALK * 2, strict=False) for line in (f"{one[0]} {one[1]}", one[2])]
    assert all(label is None for label, _ in said(briefing("".join(paragraphs(*lines)))))


@pytest.mark.parametrize("form", ["({}) – {}", "[{}] {}", "{} {}", "{}: {}"])
@pytest.mark.parametrize("behind", [": ", " <em>00:00:12</em></strong></p><p>"])
def test_a_list_of_the_chapters_of_a_recording_is_said_by_nobody(form: str, behind: str) -> None:
    titles = zip(("00:00:00", "00:12:30", "00:40:00"), ("Locks", "Who pays?", "The dyke"), strict=True)
    talk = [f"<strong>{name}{behind}{text}" for name, text in zip(("Tove Lind", "Ilse Maren") * 2, _TALK, strict=False)]
    read = briefing(paragraphs(*(form.format(*one) for one in titles), "Transcript", *talk))
    assert [label for label, _ in said(read)] == ["Tove Lind", "Ilse Maren", "Tove Lind"]


@pytest.mark.parametrize(
    "lines",
    [
        # What is said stands closer in time.
        ("00:00 Who pays for it?", "00:12 we do not know yet"),
        # A programme or a score that somebody reads out begins later than a recording.
        ("1:30 – Lunch", "2:30 – The dyke", "4:00 – The way home"),
        ("00:00 大家好，欢迎。", "01:30 谢谢，我们开始。"),
        ("[0:00] Odd Vask: Who pays for it?", "[1:30] Vera Tove: We do"),
    ],
)
def test_lines_with_times_that_somebody_says_are_no_chapters(lines: tuple[str, ...]) -> None:
    talk = [f"<strong>{name}: {text}" for name, text in zip(("Tove Lind", "Ilse Maren") * 2, _TALK, strict=False)]
    read = briefing(paragraphs(talk[0], *lines, *talk[1:]))
    assert all(line in read.turns[0].text for line in lines)


@pytest.mark.parametrize(
    ("heading", "said_above"),
    [
        ("Full Transcript", []),
        ("Das Gespräch im Wortlaut", []),
        ("以下是访谈文字实录：", []),
        # A statement without a label stands above what is asked.
        ("Transcript of the questions asked", [None]),
        ("Questions and answers transcript", [None]),
        ("Read the transcript.", [None]),
        # So may a statement above any.
        ("Full transcript</b></p><p>We thank you.</p><p>I will be brief.</p><p><b>Transcript", [None]),
    ],
)
def test_what_stands_above_the_heading_of_a_transcript_is_said_by_nobody(heading: str, said_above: list[None]) -> None:
    talk = [f"{name}: {text}" for name, text in zip(("Tove Lind", "Ilse Maren") * 2, _TALK, strict=False)]
    read = briefing(paragraphs("Who pays for the dyke? We met Ilse Maren.", f"<b>{heading}</b>", *talk))
    assert [label for label, _ in said(read)] == [*said_above, "Tove Lind", "Ilse Maren", "Tove Lind"]


@pytest.mark.parametrize(
    ("above", "told"),
    [
        ("QUESTIONS ON TOLLS", "We begin."),
        ("STATEMENT OF HON. TOLMER VASK, MAYOR", "We begin."),
        ("STATEMENT OF TOLMER VASK, MAYOR,</p><p>OLDMOUTH", "We begin."),
        # What somebody says in capitals himself.
        ("NATO", "We begin.\n\nNATO"),
        ("It says:</p><p>TOLLS FOR ALL", "We begin.\n\nIt says:\n\nTOLLS FOR ALL"),
        # Other letters have no capitals.
        ("北部的 GDP 每年增长。", "We begin.\n\n北部的 GDP 每年增长。"),
    ],
)
def test_a_heading_in_capitals_above_a_label_is_said_by_nobody(above: str, told: str) -> None:
    talk = [
        "MR. MAREN: We begin.",
        above,
        "Q: Who pays?",
        "MR. MAREN: The town.",
        "CREWS",
        "Q: And they?",
        "MR. MAREN: Yes.",
    ]
    assert briefing(paragraphs(*talk)).turns[0].text == told


_SITTING = (
    ("Vera Tove", "Party of the Quay | Chair", "Who asks for a vote? I see that we may begin."),
    ("Odd Vask", "TOGETHER FOR THE QUAY", "You let it pass, and will you react?"),
    ("Vera Tove", "Party of the Quay | Chair", "I do. You have two minutes."),
    ("Odd Vask", "TOGETHER FOR THE QUAY", "That is not good for us."),
)
# Who speaks once, and says no I, we or you, and a short last turn.
_ONCE, _LAST = ("Ilse Maren", "Harbour Party", "The quay is shut."), (*_SITTING[2][:2], "In May")
_LONGER = (_SITTING[0], _ONCE, *_SITTING[1:], _LAST)


@pytest.mark.parametrize(
    ("printed", "are_notes"),
    [
        ("<p><b>{0}</b></p><p>{1}</p><p>{2}</p>", True),
        ("<p><b>{0}</b><br>{1}</p><p>{2}</p>", True),
        ("<h4>{0}</h4><div>{1}</div><p>{2}</p>", True),
        ("<h4>{0}</h4><div class='of'>{1}</div><div class='said'>{2}</div>", True),
        ("<p><b>{0}:</b></p><p>{1}</p><p>{2}</p>", True),
        ("<p>{0} :</p><p>{1}</p><p>{2}</p>", True),
        # What comes back below one name only may be all that he says.
        ("<p><b>{0}</b></p><p>{2}</p>", False),
    ],
)
def test_a_party_or_office_below_each_name_is_a_note(printed: str, are_notes: bool) -> None:
    sitting = _LONGER if are_notes else _SITTING
    read = transcript("".join(printed.format(*said) for said in sitting))
    assert [turn.printed.label for turn in read.turns] == [name for name, _, _ in sitting]
    assert ["\n".join(turn.printed.paragraphs) for turn in read.turns] == [said for _, _, said in sitting]
    told = [note.text for turn in read.turns for note in turn.printed.notes]
    assert told == ([of for _, of, _ in sitting] if are_notes else [])
    assert load_briefing(read).complete


def test_what_one_of_two_says_again_and_again_below_his_name_is_said() -> None:
    names, say = (
        ("Vera Tove", "Odd Vask"),
        ("Who asks for a vote, do you?", "Not today", "Why do you not?", "Not today"),
    )
    read = transcript("".join(f"<p><b>{names[n % 2]}</b></p><p>{text}</p>" for n, text in enumerate(say)))
    assert not any(note.text == "Not today" for note in read.notes)
