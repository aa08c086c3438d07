"""Turns without a label: paragraphs that open one, and paragraphs that stay with the speaker."""

from __future__ import annotations

import pytest

from tests.support.reading import briefing, paragraphs, said


def test_crosstalk_and_stage_notes_below_questions_answer_nothing() -> None:
    read = briefing(
        paragraphs(
            "MS. TOVELL: Good morning. We take questions.",
            "Q    What does it cost?", "Q    And who pays?", "MS. TOVELL: Nine million. We pay.",
            "Q    When?", "(Laughter.)", "Q    In May?", "MS. TOVELL: Yes.",
            "Q    Is it sure?", "(Cross talk.)", "Q    And the dues?", "MS. TOVELL: They stay.",
        )
    )  # fmt: skip
    assert None not in [label for label, _ in said(read)]


def test_a_turn_in_bold_as_a_whole_goes_on_in_bold() -> None:
    ask = ("<p><b>JOURNALIST: Good morning. I have two questions.</b></p>", "<p><b>When do the gates open?</b></p>")
    answer = paragraphs("MINISTER TOVELL: In May, I think.", "We are late.")
    assert [label for label, _ in said(briefing("".join((*ask, *answer) * 3)))] == ["JOURNALIST", "MINISTER TOVELL"] * 3


def test_a_further_paragraph_of_one_question_is_no_answer() -> None:
    read = briefing(
        paragraphs(
            "MS. TOVELL: Good morning. We take questions.",
            "Q    When does it open?", "My second question is on the dues. They rise.", "MS. TOVELL: In May.",
            "Q    Do they rise?", "I ask since they rose last year.",
            "Q    And the ferries?", "MS. TOVELL: They are late.",
        )
    )  # fmt: skip
    assert [label for label, _ in said(read)] == ["MS. TOVELL", "Q", "MS. TOVELL", "Q", "Q", "MS. TOVELL"]


def test_headings_in_bold_that_ask_stay_with_who_speaks_where_no_label_follows_them() -> None:
    bold = ("<p><b>What have we done?</b></p><p>We dug the basin.</p>", "<p><b>What is left?</b></p><p>The gate.</p>")
    html = "".join((*paragraphs("MINISTER TOVELL: I will say two things."), *bold))
    read = briefing(html + "".join(paragraphs("JOURNALIST: When?", "MINISTER TOVELL: In May, I think.")))
    assert [label for label, _ in said(read)] == ["MINISTER TOVELL", "JOURNALIST", "MINISTER TOVELL"]


def test_a_label_with_a_full_stop_and_a_dash_within_a_line_opens_a_turn() -> None:
    read = briefing(
        paragraphs(
            "HON. R. TOVELL.- I move that we vote. MR. SPEAKER.- Order! Please go on. HON. R. TOVELL.- I thank you.",
            "MR. SPEAKER.- Does anybody object?", "HON. R. TOVELL.- We do not.",
        )
    )  # fmt: skip
    assert [label for label, _ in said(read)] == ["HON. R. TOVELL", "MR. SPEAKER"] * 2 + ["HON. R. TOVELL"]


def test_a_label_glued_to_the_sentence_before_it_opens_a_turn() -> None:
    read = briefing(
        paragraphs(
            "MR. TOVELL: Good morning.", "Q    What does it cost?", "MR. TOVELL: Nine million.",
            "Q    So who pays the dues?MR. TOVELL: The U.S.A. do. (Laughter.)Q    Why?", "MR. TOVELL: They agreed.",
        )
    )  # fmt: skip
    glued = [("Q", "So who pays the dues?"), ("MR. TOVELL", "The U.S.A. do. (Laughter.)"), ("Q", "Why?")]
    assert said(read)[3:-1] == glued


def test_labels_that_outnumber_those_of_lines_open_turns_within_lines_that_lost_their_breaks() -> None:
    said_there = "Mr. Speaker, I say that the wall stands and that we mend it before the winter. " * 5
    within = ["HON. I. B. TOVELL", "(Laughter) HON. O. BRASK", "HON. L. S. WILL", "MR. SPEAKER", "HON. I. B. TOVELL"]
    lost = "The House met. " + " ".join(f"{label}.- {said_there}" for label in within)
    last = "(Chorus of interjections) MR. SPEAKER.- Thank you."
    read = briefing(paragraphs("HON. A. MAREN.- I move.", lost, "HON. P. K. VASK.- I second.", last))
    labels = [label for label, _ in said(read)]
    assert labels == [
        "HON. A. MAREN",
        *(label.removeprefix("(Laughter) ") for label in within),
        "HON. P. K. VASK",
        "MR. SPEAKER",
    ]


def test_a_short_talk_that_lost_all_its_breaks_is_nobody_elses() -> None:
    talk = [
        ("MS. TOVELL", "Good morning. We open the gates in May."),
        ("QUESTION", "Who pays for the crews?"),
        ("MS. TOVELL", "The skippers do. Roads: we mend them. Ferries: we wait."),
        ("MR. LORN", "Do the dues rise?"),
        ("MS. TOVELL", "They do not."),
    ]
    assert said(briefing(paragraphs(" ".join(f"{label}: {text}" for label, text in talk)))) == talk


def test_a_list_in_the_answer_of_a_short_talk_opens_no_turns() -> None:
    got = "Oldmouth: two boats. Northport: three boats. Oldmouth: one crane. Northport: none. We gave all that we had."
    talk = [("Reporter", "Who gets what?"), ("Minister", f"I read it to you. {got}"), ("Reporter", "Thank you.")]
    assert said(briefing(paragraphs(*(f"{label}: {text}" for label, text in talk)))) == talk


@pytest.mark.parametrize("instead", ["; ", " - ", ".-", " – "])
def test_a_label_in_capitals_opens_its_turn_where_a_dash_or_a_semicolon_was_typed_for_its_colon(instead: str) -> None:
    talk = [
        ("MS. TOVELL", "Good morning. We open the gates in May."),
        ("MR. LORN", "Who pays for the crews?"),
        ("MS. TOVELL", "The skippers do."),
        ("MR. LORN", "Do the dues rise?"),
        ("MS. TOVELL", "They do not."),
    ]
    rows = [f"{label}{instead if number == 2 else ': '}{text}" for number, (label, text) in enumerate(talk)]
    assert said(briefing(paragraphs(*rows))) == talk


@pytest.mark.parametrize("instead", [" – The floor is yours.", "; Ada Lorn; Jon Brell. I thank them all."])
@pytest.mark.parametrize("name", ["Ilse Maren", "MS. MAREN"])
def test_whom_the_chair_addresses_says_nothing_yet(name: str, instead: str) -> None:
    addressed = f"{name}{instead}"
    rows = ("THE CHAIR: We begin.", f"{name}: I thank you.", "THE CHAIR: Good.", addressed, f"{name}: I am done.")
    assert said(briefing(paragraphs(*rows)))[2] == ("THE CHAIR", f"Good.\n\n{addressed}")


def test_an_office_before_a_dash_in_a_sentence_opens_nothing() -> None:
    read = briefing(
        paragraphs(*["MR. TOVELL: We do.", "The Chairman -- and I know him well -- said so.", "Q    Who pays?"] * 3)
    )  # fmt: skip
    assert {label for label, _ in said(read)} == {"MR. TOVELL", "Q"}


def test_a_letterhead_that_runs_into_the_first_label_of_a_page_is_said_by_nobody() -> None:
    long = "We open the locks two weeks early, and we keep them open until the first frost. " * 20
    text = f"1 Harbour Day 2031 Ilse Maren CHAIRMAN TOVELL: Welcome. PILOT MAREN: {long} Q. When? PILOT MAREN: In May."
    read = briefing(paragraphs(text))
    assert [label for label, _ in said(read)] == ["CHAIRMAN TOVELL", "PILOT MAREN", "Q", "PILOT MAREN"]
    assert [note.text for note in read.notes] == ["1 Harbour Day 2031 Ilse Maren"]


def test_what_stands_in_bold_above_the_only_label_asks_though_it_ends_otherwise() -> None:
    asked = (
        "Who opens the gate?",
        "You say so. Who else? It is the board.",
        "That is new.",
        "Why now? The ice is thin.",
    )
    html = "".join(
        f"<p><b>{text}</b></p><p>Premier Tovell:<br>The dues cover the basin and both quays.</p>" for text in asked
    )
    read = briefing(html)
    assert [turn.label for turn in read.turns] == [None, "Premier Tovell"] * 4
    assert {turn.role for turn in read.turns if turn.label} == {"official"}


def test_a_label_whose_dash_stands_behind_the_bold_has_it_once() -> None:
    read = briefing("<p>Who?</p><p><b>Ilse Maren.</b>- Who pays for it?</p><p><b>Tom Brandt.</b>- We all do.</p>")
    assert said(read) == [(None, "Who?"), ("Ilse Maren", "Who pays for it?"), ("Tom Brandt", "We all do.")]
    assert read.coverage == 1.0


def test_all_that_stands_in_bold_above_labels_asks_if_some_of_it_does() -> None:
    html = "".join(
        f"<p>{text}</p>"
        for text in (
            "<b>Odd Marsh:</b> The minister is here. Good evening, Minister.", "<b>Vera Tove:</b> Good evening.",
            "<b>And the harbour master is here. Good evening.</b>", "<b>Ilse Maren:</b> Good evening to you.",
            "<b>Is the lock open? We all want to know?</b>", "<b>Ilse Maren:</b> It is, I think.",
        )
    )  # fmt: skip
    labels = [label for label, _ in said(briefing(html))]
    assert labels == ["Odd Marsh", "Vera Tove", None, "Ilse Maren", None, "Ilse Maren"]


def test_speech_behind_dashes_below_labels_asks_nothing() -> None:
    talk = [("Odd Marsh", "- Is it open?"), ("Vera Tove", "- We think so.")] * 3
    html = "".join(f"<p><b>{who}</b></p><p>{text}</p>" for who, text in talk)
    assert [label for label, _ in said(briefing(html))] == ["Odd Marsh", "Vera Tove"] * 3


def test_what_stands_in_italics_above_labels_asks() -> None:
    asked = ("Who opens the gate?", "You say so. Who else?", "That is new.")
    read = briefing(
        "".join(f"<p><em>{text}</em></p><p>Premier Tovell: The dues cover the basin.</p>" for text in asked)
    )
    assert [turn.label for turn in read.turns] == [None, "Premier Tovell"] * 3


def test_a_caption_opens_a_label_within_a_line() -> None:
    lines = (">> SPEAKER: WE OPEN THE GATE. DO YOU AGREE?", ">> SPEAKER: SO MOVED. >> SPEAKER: I SECOND IT.")
    read = briefing(paragraphs(*lines))
    assert said(read)[1:] == [("SPEAKER", "SO MOVED."), ("SPEAKER", "I SECOND IT.")]


def test_a_question_in_bold_between_labels_may_have_paragraphs_of_any_length() -> None:
    greeting = "Good morning, minister."
    long = "I write for the harbour paper, and our readers ask me this " * 3 + "all day."
    asked = [(greeting, long, "Who pays?"), (greeting, long), ("Is it sure?",), (long, "Do the dues rise?")]
    answer = "<p>TOVELL: We do, and I say so again.</p>"
    talk = ["".join(f"<p><strong>{text}</strong></p>" for text in question) + answer for question in asked]
    read = briefing("".join((paragraphs("TOVELL: We take questions."), *talk)))
    assert [label for label, _ in said(read)] == ["TOVELL", *[None, "TOVELL"] * len(asked)]


def test_questions_behind_dashes_between_labels_of_one_speaker_are_somebody_elses() -> None:
    asked = ("— Qui paie le bassin ?", "— Et les pilotes ?", "— Quand ouvrez-vous ?")
    talk = [text for question in asked for text in (question, "Ilse Maren : Nous le disons au port, je crois.")]
    read = briefing(paragraphs("Ilse Maren : Bonjour à tous.", *talk))
    assert [label for label, _ in said(read)] == ["Ilse Maren", *[None, "Ilse Maren"] * len(asked)]
    assert [text for label, text in said(read) if label is None] == list(asked)


def test_what_is_retold_behind_a_dash_above_the_label_of_another_stays_with_who_tells_it() -> None:
    retold = ("The pilot called me:", "— Who opens the gate?"), ("And I said to him:", "— Why me?")
    told = [text for words in retold for text in ("Q    And then?", f"MS. TOVELL: {words[0]}", words[1])]
    read = briefing(paragraphs("MS. TOVELL: Good morning.", *told, "Q    Thank you."))
    assert None not in [label for label, _ in said(read)]


@pytest.mark.parametrize("dash", ["――", "──", "―", "—"])
@pytest.mark.parametrize("label", ["会長：", ""])
def test_dashes_in_japan_ask_beside_labels_whatever_follows(dash: str, label: str) -> None:
    opening = [f"{who}：港の話を始めます。" for who in ("司会", "会長") * 3]
    asked = ("水門はいつ開きますか。", "船頭も喜びますね。", "費用は。")
    talk = [text for question in asked for text in (dash + question, "予算も教えてください。", label + "五月です。")]
    read = briefing(paragraphs(*opening, *talk))
    questions = [turn.text for turn in read.turns if dash in turn.text]
    assert [text.split("\n")[0] for text in questions] == [dash + question for question in asked]
    assert {turn.label for turn in read.turns if dash in turn.text} == {None}
    assert read.warnings


def test_lists_behind_dashes_in_chinese_ask_nothing() -> None:
    answer = ("發言人：我們有兩項措施。", "──改善航道。", "記者：費用呢？", "發言人：我們承擔。", "──分三期。")
    read = briefing(paragraphs("記者：有什麼措施？", *answer, "記者：何時開始？", "發言人：五月。"))
    assert None not in [label for label, _ in said(read)]


@pytest.mark.parametrize("more", ["", "<p>I am glad to be here.</p>"])
def test_the_first_two_of_an_interview_without_labels_may_have_names(more: str) -> None:
    talk = ("Is the quay open?", "It is, and we are glad.", "Who pays?", "The skippers do.", "And then?", "We go on.")
    html = "".join(f"<p><i>{asked}</i></p><p>{told}</p>" for asked, told in zip(talk[::2], talk[1::2], strict=True))
    first = ("Ilse Maren: Good morning! I greet the harbour master.", "Odo Brask: Good morning to you!")
    read = briefing(paragraphs(*first) + more + html)
    # What follows the second name may be a question.
    labels = [] if more else ["Ilse Maren", "Odo Brask"]
    assert [label for label, _ in said(read) if label] == labels
    assert read.complete is not bool(more)
