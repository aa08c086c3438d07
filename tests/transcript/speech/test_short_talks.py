"""Talks of one or two questions: a mark that stands once opens a turn beside the labels of the others."""

from __future__ import annotations

from tests.support.parts import each
from tests.support.reading import briefing, paragraphs, said

_PRESIDENT = "The President. I hope so. The harbour board tells me that it wants to finish in May."
_SHORT = {
    "a remark between labels": (
        ("MR. MAREN: Good afternoon. The ferry sails again today.", "Q Nice cap.", "MR. MAREN: I had it made."),
        ["MR. MAREN", "Q", "MR. MAREN"],
    ),
    "a remark after a wide gap": (
        ("MR. MAREN: Good afternoon, everybody.", "Q \xa0 Thanks for the call.", "MR. MAREN: Any time, Tove."),
        ["MR. MAREN", "Q", "MR. MAREN"],
    ),
    "a question that runs into its mark": (
        ("MR. MAREN: Good afternoon, everybody.", "QWill the ferry sail in May?", "MR. MAREN: It will, I hope."),
        ["MR. MAREN", "Q", "MR. MAREN"],
    ),
    "one question and its answer": (
        ("Q - Did the minister see the dyke, and what does she make of it?", "R - She saw it, and we pay for it."),
        ["Q", "R"],
    ),
    "a remark after the answer": (
        (
            "Q - Did the minister see the dyke?",
            "R - We were there on Monday. Which dyke is it that you mean?",
            "Q - The northern one.",
        ),
        ["Q", "R", "Q"],
    ),
    "an honorific before a dash": (
        ("MR. MAREN – Good afternoon, everybody.", "Q – Will the ferry sail?", "MR. MAREN – It will, I hope."),
        ["MR. MAREN", "Q", "MR. MAREN"],
    ),
    "who speaks once, with a body": (
        (
            "Ilse Maren: Good morning, everybody. We open the locks in May.",
            "Odo Rask, Harbour Board: Hi, all. The board looked at nine piers.",
            "Ilse Maren: Your questions, please.",
        ),
        ["Ilse Maren", "Odo Rask, Harbour Board", "Ilse Maren"],
    ),
    "who speaks once, and greets in Spanish": (
        (
            "Ilse Maren: Buenos días a todas y todos. Vamos a iniciar la semana.",
            "Odo Rask, procurador federal del puerto: Muy buenos días. La procuraduría revisó nueve muelles.",
            "Pregunta: ¿Quién paga el dique?",
            "Ilse Maren: Lo pagamos todos.",
        ),
        ["Ilse Maren", "Odo Rask, procurador federal del puerto", "Pregunta", "Ilse Maren"],
    ),
    "an office before a full stop": (
        (
            "The President. Good afternoon. I have a short statement on the dyke.",
            "Q. Mr. President, do you think that the board will vote before May?",
            _PRESIDENT,
            "Q. And if it does not?",
        ),
        ["The President", "Q", "The President", "Q"],
    ),
}


@each("name", _SHORT)
def test_a_mark_that_stands_once_opens_a_turn(name: str) -> None:
    lines, labels = _SHORT[name]
    read = briefing("<h1>Press conference on the northern dyke</h1>" + "".join(paragraphs(*lines)))
    assert [label for label, _ in said(read)] == labels
    assert not any(text.startswith(("Q ", "R ", "- ")) for _, text in said(read))


@each("greeting", ["Buenos días a todas.", "Buenas tardes.", "Godmorgen allesammen.", "Goedemiddag allemaal."])
def test_who_speaks_once_and_greets_is_read_in_any_language(greeting: str) -> None:
    told = f"{greeting} Nio molos."
    lines = (
        "Ilse Maren: Buenos días a todas y todos. Vamos a iniciar la semana.",
        f"Odo Rask, procurador federal del puerto: {told}",
        "Pregunta: ¿Quién paga el dique?",
        "Ilse Maren: Lo pagamos nosotros, y el puerto también.",
    )
    read = briefing("<h1>Conferencia de prensa sobre el dique</h1>" + paragraphs(*lines))
    assert said(read)[1] == ("Odo Rask, procurador federal del puerto", told)


@each("label", ["Tove", "Ports Minister"])
def test_who_speaks_once_and_thanks_is_read(label: str) -> None:
    told = "Thanks, PM. The future of ports is in the area of gates, and every minister for ports has said so."
    lines = (
        "PM: I am happy to be here, at a firm which joins the quays up.",
        f"{label}: {told}",
        "PM: And now for some questions.",
        "Journalist: Who pays for the dyke?",
        "PM: We do.",
    )
    read = briefing("<h1>Press conference on the northern dyke</h1>" + paragraphs(*lines))
    assert said(read)[1] == (label, told)


@each("label", ["Funding", "Ports"])
def test_thanks_to_something_are_no_sign_of_who_speaks(label: str) -> None:
    lines = (
        "PM: I am happy to be here, and shall say a word on three things.",
        f"{label}: Thanks to the board, the gates are closed.",
        "Journalist: Who pays for the dyke?",
        "PM: We do.",
    )
    read = briefing("<h1>Press conference on the northern dyke</h1>" + paragraphs(*lines))
    assert label not in [name for name, _ in said(read)]


@each("setting", ["<p><b>{}</b></p>", "<p>{}</p>", "<h4>{}</h4>", "<div class='who'>{}</div>"])
def test_statements_one_after_the_other_below_names_are_read(setting: str) -> None:
    stated = (
        ("MR. LIND", "Thanks, everybody, for joining the call. I will turn it over to Tove."),
        ("MS. MAREN", "Thanks, Ben. We will walk you through the plan for the dyke."),
        ("AMBASSADOR RASK", "Good afternoon. I would add that the gates are old."),
        ("MS. MAREN", "Thanks, Odo. Before your questions, let me turn to Ilse."),
        ("DR. HEDDA", "Great. I will be short. The locks are fine."),
    )
    body = "".join(setting.format(name) + f"<p>{text}</p>" for name, text in stated)
    assert said(briefing(f"<h1>Conference call on the dyke</h1>{body}")) == list(stated)


def test_the_first_line_of_a_wrapped_speech_is_no_heading() -> None:
    wrapped = ("How is everyone? My only announcement is that I want this briefing", "to be shorter than the last one.")
    talk = paragraphs(
        "MR. MAREN", *wrapped, "Q", "Who pays for the dyke?", "MR. MAREN", "We do, I hope.", "Q", "And when?"
    )
    read = briefing("<h1>Press briefing</h1>" + "".join(talk))
    assert said(read)[0] == ("MR. MAREN", "\n\n".join(wrapped))


_PROSE = {
    "options of a poll": ("Which dyke would you raise?", "A - The northern one", "B - The southern one"),
    "a name with a letter": ("The gates were built by two firms.", "Q Works made the locks, and was sold in May."),
    "an office and a sentence": ("Who decides on the dyke? The council asked.", "The President. Nobody else may."),
}


@each("name", _PROSE)
def test_no_such_mark_opens_a_turn_on_a_page_without_talk(name: str) -> None:
    read = briefing("<h1>The northern dyke</h1>" + "".join(paragraphs(*_PROSE[name])))
    assert not [label for label, _ in said(read) if label]


def test_an_outlet_before_a_full_stop_and_a_dash_is_the_outlet_of_who_asks() -> None:
    talk = (
        ("Harbour News", "Who pays for the nets?"), ("Maren", "The parish pays, and we are glad."),
        ("Harbour News", "And when do the boats leave?"), ("Maren", "After the feast, I hope."),
        ("Harbour News", "Do you believe it?"), ("Maren", "I do, and so do we all."),
    )  # fmt: skip
    read = briefing(paragraphs(*(f"{label}.- {text}" for label, text in talk)))
    assert [(turn.role, turn.outlet) for turn in read.turns] == [("press", "Harbour News"), ("official", None)] * 3


def test_a_surname_below_its_whole_name_comes_back_as_that_name() -> None:
    talk = [
        ("Odo Rask", "Good morning, and thank you for coming."),
        ("Ilse Maren", "We open the quay in May, and I am glad of it."),
        ("Rask", "Thank you very much. That is all for today."),
        ("Maren", "I thank you."),
    ]
    body = "".join(f"<p>{who}: {text}</p>" for who, text in talk)
    read = briefing(f"<h1>Press conference on the quay</h1>{body}")
    assert said(read) == talk
    assert read.complete


def test_a_whole_name_without_a_voice_is_told_beside_the_only_label() -> None:
    lines = (
        "Odo Rask: Good morning, and thank you for coming.",
        "Ilse Maren: The quay opens in May.",
        "Rask: Thank you very much. That is all.",
    )
    read = briefing(f"<h1>Press conference on the quay</h1>{paragraphs(*lines)}")
    assert [str(one.words) for one in read.shortcomings] == ["speakers not understood: 'Ilse Maren', 1 in all"]


def test_questions_and_answers_in_thai_are_no_list_of_initials_and_names() -> None:
    whole = ("ถาม : ใครจะเป็นคนจ่ายค่าโคมไฟใหม่ครับ", "ตอบ : ค่าใช้จ่ายแบ่งกันสามเมือง")
    talk = [*(f"{one} ผมขอขอบคุณ" for one in whole * 2), *whole * 2, *(f"{one} ผมขอขอบคุณ" for one in whole)]
    read = briefing(paragraphs(*talk))
    assert [(turn.label, turn.text) for turn in read.turns] == [tuple(one.split(" : ")) for one in talk]


def test_a_label_above_a_greek_question_is_no_item_of_the_header() -> None:
    asked = ("<strong>ΔΗΜΟΣΙΟΓΡΑΦΟΣ</strong>", "Πότε θα ανοίξει ξανά η ανατολική δεξαμενή;")
    answered = ("<strong>Σ. ΒΡΟΝΤΗΣ</strong>", "Περιμένουμε να δοκιμαστούν οι πύλες μέσα σε δύο εβδομάδες.")
    read = briefing(paragraphs(*(asked + answered) * 3))
    assert [turn.label for turn in read.turns] == ["ΔΗΜΟΣΙΟΓΡΑΦΟΣ", "Σ. ΒΡΟΝΤΗΣ"] * 3


def test_the_time_behind_a_label_is_a_note_in_chinese_too() -> None:
    talk = ("主席：現在開會。", "王委員：（9時12分）誰付錢?", "陳部長：（9時13分）三個鎮分攤。", "王委員：謝謝部長。")
    turns = briefing(paragraphs(*talk)).turns
    assert [turn.text for turn in turns] == ["現在開會。", "誰付錢?", "三個鎮分攤。", "謝謝部長。"]
    assert [note.text for turn in turns for note in turn.notes] == ["（9時12分）", "（9時13分）"]


@each("dash", ["–", "—"])
def test_names_in_capitals_before_a_dash_are_told_above_the_only_label(dash: str) -> None:
    """A hansard of a short matter has one label with the sign of its house, and dashes above it."""
    words = [
        f"MADAM SPEAKER {dash} Honourable Members, I ask who seconds the motion on the mill.",
        f"HON. R. K. TORVANE {dash} Madam Speaker, I do, and I thank the House for its patience.",
        "HON. A. D. SORELL. – Madam Speaker, I shall be brief.",
        f"Madam SPEAKER {dash} You shall, and I thank you.",
        f"HON. R. K. TORVANE {dash} Madam Speaker, I beg your pardon.",
    ]
    assert [reason.words for reason in briefing(paragraphs(*words)).shortcomings if "R. K. TORVANE" in reason.words]


@each(
    "words",
    [
        ("R: Nous n’avons pas vu le rapport.", "Q: Le moulin."),
        ("Q: Le moulin.", "R: À ce sujet, nous avons pris connaissance du rapport. Il faut attendre."),
    ],
)
def test_a_letter_that_stands_once_beside_another_mark_is_told(words: tuple[str, str]) -> None:
    """A ministry prints one question and one answer; only what asks or speaks takes turns with Q."""
    assert [reason.words for reason in briefing(paragraphs(*words)).shortcomings if "'R'" in reason.words]
