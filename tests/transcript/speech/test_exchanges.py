"""The part of each turn, and the question it belongs to."""

from __future__ import annotations

import pytest

from tests.support.parts import each
from tests.support.reading import briefing, paragraphs

HEADER = (
    "Speakers:", "Ms. Irena Dolmatin, minister;", "Mr. Pavo Kestrel, chief pilot.",
    "Chairperson:", "Tolmer Vask, spokesperson", "Date:", "May 1, 2026",
)  # fmt: skip


def kinds(*turns: tuple[str, str]) -> list[tuple[str, int | None]]:
    """Return (kind, exchange) of every turn of a briefing with the header above."""
    texts = [text for label, said in turns for text in (f"{label}:", said)]
    return [(str(turn.kind), turn.exchange) for turn in briefing(paragraphs(*HEADER, *texts)).turns]


CHAIR, ASKS, ANSWERS = "Tolmer Vask", "Harbour Gazette", "Irena Dolmatin"


def test_statements_a_question_its_answers_and_the_moderation() -> None:
    assert kinds(
        (CHAIR, "Good morning."), (ANSWERS, "Here is my report."), (CHAIR, "We take questions now."),
        (ASKS, "When?"), (ANSWERS, "Soon."), ("Pavo Kestrel", "In May."), (CHAIR, "Next, please."), ("LTV", "Where?"),
        (ANSWERS, "Here."),
    ) == [
        ("moderation", None), ("statement", None), ("moderation", None),
        ("question", 0), ("answer", 0), ("answer", 0), ("moderation", None), ("question", 1), ("answer", 1),
    ]  # fmt: skip


def test_the_chair_who_hands_a_question_on_is_inside_its_exchange() -> None:
    assert kinds((ASKS, "When?"), (CHAIR, "Ms. Dolmatin, please."), (ANSWERS, "Soon.")) == [
        ("question", 0), ("moderation", 0), ("answer", 0),
    ]  # fmt: skip


def test_a_follow_up_of_the_same_outlet_goes_on_with_its_exchange() -> None:
    assert [
        number for _, number in kinds((ASKS, "When?"), (ANSWERS, "Soon."), (ASKS, "How soon?"), (ANSWERS, "In May."))
    ] == [0] * 4
    other = kinds((ASKS, "When?"), (ANSWERS, "Soon."), ("LTV", "How soon?"), (ANSWERS, "In May."))
    assert [number for _, number in other] == [0, 0, 1, 1]


@pytest.mark.parametrize("who", ["Minister Maren", "M. LE PRÉSIDENT"])
def test_each_question_of_an_interview_has_its_own_answer(who: str) -> None:
    read = briefing(paragraphs(*("Ada Lorn: Who pays for it?", f"{who}: We all do, I think.") * 3))
    assert [turn.exchange for turn in read.turns] == [0, 0, 1, 1, 2, 2]


def test_a_chair_left_alone_with_a_question_answers_it() -> None:
    assert kinds((ASKS, "When?"), (CHAIR, "I can tell you: in May."), ("LTV", "Where?"), (ANSWERS, "Here."))[1] == (
        "answer",
        0,
    )


def test_who_introduces_colleagues_and_answers_the_analysts_does_not_chair() -> None:
    head, other, asks = (
        "Ilse Maren -- Executive Chair and CEO",
        "Odo Rask -- President",
        "Ana Post -- Pier Bank -- Analyst",
    )
    talk = (
        (head, "Good morning. I am joined by Odo Rask, our President, and Tolmer Vask, our CFO."),
        (other, "We sailed."), (head, "Any questions?"), (asks, "When did the lock open?"), (head, "In May."),
        (other, "In spring."), (asks, "Who paid for it?"), (head, "We paid for all of it."),
    )  # fmt: skip
    texts = [f"<p><b>{label}</b></p><p>{said}</p>" for label, said in talk]
    turns = briefing("".join(texts)).turns
    assert [str(turn.role) for turn in turns if turn.label == head] == ["official"] * 4


@pytest.mark.parametrize(
    ("host", "asked"), [("HOST", ["moderation", "question", "question", "question"]), ("Q", ["question"] * 4)]
)
def test_the_host_of_an_interview_asks_where_the_press_is_silent(host: str, asked: list[str]) -> None:
    rows = ("Good morning.", "When does the lock open?", "Who pays for it?", "Is the ferry late?", *["I see that."] * 4)
    talk = paragraphs(*(text for said in rows for text in (f"{host}: {said}", "MS. MAREN: I think we open it in May.")))
    turns = briefing(talk).turns
    assert [str(turn.kind) for turn in turns[:8:2]] == asked
    assert [str(turn.kind) for turn in turns[3::2]] == ["answer"] * 7


def test_every_bare_q_after_an_answer_opens_an_exchange() -> None:
    read = briefing(paragraphs("MS. MAREN: Good day.", "Q  When?", "MS. MAREN: Soon.", "Q  Where?", "MS. MAREN: Here."))
    assert [(str(turn.role), turn.exchange) for turn in read.turns] == [
        ("official", None), ("press", 0), ("official", 0), ("press", 1), ("official", 1),
    ]  # fmt: skip


def test_a_caller_asks_where_others_do_and_a_cry_during_a_speech_asks_nothing() -> None:
    speech = ("MS. MAREN: Good day.", "AUDIENCE MEMBER: We love you!", "MS. MAREN: I thank you.")
    talk = ("Q: When?", "MS. MAREN: Soon, I hope.", "CALLER: I want the ferry back.", "MS. MAREN: So do I.")
    assert [turn.exchange for turn in briefing(paragraphs(*speech, *talk)).turns] == [None] * 3 + [0, 0, 1, 1]
    asked = ("HOST: Who pays for it?", "CALLER: I do, I think.") * 3
    assert [turn.exchange for turn in briefing(paragraphs(*asked)).turns] == [0, 0, 1, 1, 2, 2]


def test_no_answer_belongs_to_a_question_before_a_gap() -> None:
    before = paragraphs(*HEADER, "LTV:", "When?")
    after = paragraphs("Irena Dolmatin:", "Here.", "LTV:", "Where?", "Irena Dolmatin:", "There.")
    read = briefing(before, "", after, missing=[2])
    assert [turn.exchange for turn in read.turns] == [0, None, 1, 1]


def test_a_word_for_the_press_in_capitals_with_a_dotted_i_asks() -> None:
    turns = briefing(paragraphs(*("GAZETECİ: Kim ödüyor?", "BAKAN DENİZER: Biz ödüyoruz.") * 2)).turns
    assert [turn.exchange for turn in turns] == [0, 0, 1, 1]


def test_initials_are_no_word_for_the_press_whatever_they_mean_elsewhere() -> None:
    read = briefing(paragraphs(*("SM: Who pays for the quay?", "PV: We do, as you know.") * 3))
    assert {turn.label for turn in read.turns if turn.kind == "question"} == {"SM"}


@pytest.mark.parametrize("press", ["JOURNALISTS", "JOURNALIST-"])
def test_several_reporters_and_one_with_a_dash_are_of_the_press(press: str) -> None:
    talk = ("The lock opens in May.", "(Inaudible)", "One at a time, I pray you.", "(Inaudible)", "It does.")
    labels = ("ILSE MAREN", press) * 3
    read = briefing(paragraphs(*(f"{label}: {text}" for label, text in zip(labels, talk, strict=False))))
    assert {turn.role for turn in read.turns if turn.label == press} == {"press"}


@pytest.mark.parametrize("before", [(), ("Q: What is new?",)])
def test_a_speaker_who_asks_what_he_answers_leaves_nobody_without_an_answer(before: tuple[str, ...]) -> None:
    rest = [line for n in range(4) for line in (f"And what is pier {n} to us?", *("We build it, as you know.",) * 3)]
    read = briefing(paragraphs(*before, "Mayor Ilse Maren: We thank you all.", *rest))
    assert not any("nobody answers" in reason.words for reason in read.shortcomings)


def test_questions_within_the_turns_of_names_that_stand_only_at_the_beginning_are_told() -> None:
    asked = ("Who pays for the quay?", "When will it open?", "And the lanterns?", "Is that all?")
    said = ("We do, as you know.", "We hope in May.", "They stay where they are.", "I think so.")
    pages = []
    for first, word in ((0, "winter"), (2, "summer")):
        begun = f"Ilse Maren: {asked[first]}", f"Odd Tarn: {said[first]}"
        more = [line for n in (1, 0, 3) for line in (f"{asked[n][:-1]} in {word}?", f"{said[n]} So in {word}.")]
        pages.append(paragraphs(*begun, *more))
    read = briefing(*pages)
    assert any("nobody answers" in reason.words for reason in read.shortcomings)


def test_the_speaker_of_a_house_moderates_and_a_guest_who_asks_is_not_of_the_press() -> None:
    talk = (
        "Mr. Speaker: Does anybody object?", "Ada Lorn: May I ask who pays?", "Councillor Vask: I thank the guest.",
        "Speaker: Who pays for it?",
    )  # fmt: skip
    turns = briefing(paragraphs(*talk * 3)).turns
    assert [(turn.role, str(turn.kind)) for turn in turns] == [
        ("chair", "moderation"), (None, "statement"), ("official", "statement"), (None, "statement"),
    ] * 3  # fmt: skip


FRIENDS = (
    "Ada Lorn: Who pays for it?", "Jan Keller: I never asked.", "Ada Lorn: Did you not?", "Jan Keller: Did you?",
    "Ada Lorn: I think not.", "Jan Keller: Is it late?", "Ada Lorn: Isn't it always late?", "Ilse Maren: It is.",
    "Jan Keller: Who says so?",
)  # fmt: skip
AGENCIES = ("AFP: Who pays for it?", "I do, I think.", "LTV: Is it late?", "We hope not.")


@pytest.mark.parametrize(("talk", "press"), [(FRIENDS, set()), (AGENCIES, {"AFP", "LTV"})])
def test_where_nearly_all_ask_they_are_of_the_press_only_if_they_never_answer(
    talk: tuple[str, ...], press: set[str]
) -> None:
    read = briefing(paragraphs(*talk * 2))
    assert {turn.label for turn in read.turns if turn.role == "press"} == press


@each("label", ["HON. SPEAKER", "BAŞKAN", "ГОЛОВА", "委員長(渡辺守君)", "Przewodnicząca Vera Tove"])
def test_who_presides_moderates(label: str) -> None:
    talk = (f"{label}: I call the roll.", "Ada Lorn: We are all here, as you see.") * 2
    assert [turn.role for turn in briefing(paragraphs(*talk)).turns][::2] == ["chair", "chair"]


def test_the_chairman_of_something_who_is_interviewed_does_not_moderate() -> None:
    talk = ("Ada Lorn: Who pays for it?", "BAŞKAN: We do, as I said.", "Ada Lorn: And when?", "BAŞKAN: In May.")
    assert [turn.role for turn in briefing(paragraphs(*talk)).turns][1::2] == ["official"] * 2


def test_the_surname_that_asks_is_nobody_beside_the_whole_name() -> None:
    texts = (
        "ADA LORN: Good evening. Minister, thank you for your time.", "PAVO KESTREL: I am glad to come.",
        "LORN: When does the lock open?", "KESTREL: In May, I hope.",
    )  # fmt: skip
    assert [turn.role for turn in briefing(paragraphs(*texts)).turns] == ["press", "official"] * 2


def test_who_makes_the_only_turn_asks_nobody() -> None:
    header = ("Speakers:", "Ms. Irena Dolmatin, minister;", "Mr. Pavo Kestrel")
    only = briefing(paragraphs(*header, "Mr. Kestrel: Good morning. Why wait? We open the lock in May, I hope.")).turns
    assert [(turn.label, turn.role) for turn in only] == [("Mr. Kestrel", "official")]
