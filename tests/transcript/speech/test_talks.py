"""Questions and answers without any label: an interview is read, a page of help is not taken for one."""

from __future__ import annotations

import pytest

from briefings.items import Briefing
from briefings.loaders import load_briefing
from briefings.transcript import BriefingKind, kind_of, read_page, read_transcript
from tests.support.parts import each
from tests.support.reading import paragraphs, transcript

_INTRODUCTION = "Interview with Ilse Maren, master of the harbour board."
_TALK = (
    ("Who pays for the new basin?", "We do, through our dues."),
    ("That sounds like a lot.", "It is. I would not do it twice."),
    ("When will the ferry sail again?", "In May, I hope."),
    ("And the lanterns?", "They stay where they are."),
)
# Ways in which a question and its answer are set.
_WAYS = {
    "bold": ("<p><b>{}</b></p>", "<p>{}</p>"),
    "italics": ("<p><i>{}</i></p>", "<p>{}</p>"),
    "a class": ("<p class='ask'>{}</p>", "<p>{}</p>"),
    "a heading": ("<h3>{}</h3>", "<p>{}</p>"),
    "a term": ("<dl><dt>{}</dt>", "<dd>{}</dd></dl>"),
    "one paragraph, bold": ("<p><b>{}</b> ", "{}</p>"),
    "one paragraph, a break": ("<p><b>{}</b><br>", "{}</p>"),
    "a dash before questions": ("<p>—{}</p>", "<p>{}</p>"),
    "a dash before answers": ("<p>{}</p>", "<p>– {}</p>"),
    "a dash before both": ("<p>- {}</p>", "<p>- {}</p>"),
    "bold answers": ("<p>{}</p>", "<p><b>{}</b></p>"),
}


def _set(way: str, talk: tuple[tuple[str, str], ...] = _TALK) -> str:
    asked, answered = _WAYS[way]
    return "".join(asked.format(question) + answered.format(answer) for question, answer in talk)


def _read(body: str, title: str = "Dues for a deeper harbour", path: str = "maren") -> tuple[BriefingKind, Briefing]:
    html = f"<html lang='en'><body><h1>{title}</h1><div id='main'>{body}</div></body></html>"
    transcript = read_transcript([read_page(html.encode(), f"https://harbour.example/news/{path}")])
    return kind_of(transcript), load_briefing(transcript)


@each("way", _WAYS)
def test_an_interview_is_read_in_whatever_way_its_questions_are_set_apart(way: str) -> None:
    # Without a sign of their own, questions are told from answers only by their question mark.
    talk = _TALK if _WAYS[way][0] != "<p>{}</p>" else (_TALK[0], *_TALK[2:])
    kind, read = _read(f"<p>{_INTRODUCTION}</p>" + _set(way, talk))
    assert kind is BriefingKind.TRANSCRIPT
    said = [(turn.kind, turn.text.lstrip("-–— "), turn.exchange) for turn in read.turns if turn.kind != "unattributed"]
    pairs = [(("question", asked, n), ("answer", answer, n)) for n, (asked, answer) in enumerate(talk)]
    assert said == [row for pair in pairs for row in pair]
    assert {(turn.label, turn.speaker, turn.role) for turn in read.turns} == {(None, None, None)}
    assert any("not known who speaks" in warning for warning in read.warnings)


def test_questions_and_answers_that_nothing_calls_an_interview_are_unclear() -> None:
    help_page = tuple((f"Where may I leave boat {pier}?", f"You may leave it at pier {pier}.") for pier in "3456")
    kind, read = _read(_set("bold", help_page))
    assert kind is BriefingKind.UNCLEAR
    assert not read.complete


def test_who_answers_says_i_in_an_interview_that_nothing_calls_one() -> None:
    assert _read(_set("bold"))[0] is BriefingKind.TRANSCRIPT


def test_answers_of_which_few_say_we_or_you_are_unclear() -> None:
    talk = tuple((f"How long is pier {pier}?", f"Pier {pier} is {pier} boats long.") for pier in "3456")
    assert _read(f"<p>{_INTRODUCTION}</p>" + _set("bold", talk))[0] is BriefingKind.UNCLEAR


def test_questions_that_nothing_sets_apart_are_unclear() -> None:
    body = "".join(f"<p>{asked}</p><p>{answer}</p>" for asked, answer in (*_TALK, *_TALK))
    assert _read(f"<p>{_INTRODUCTION}</p>" + body)[0] is BriefingKind.UNCLEAR


def test_a_page_of_help_is_an_article() -> None:
    help_page = _set("a heading"), "FAQ: our ferries"
    assert _read(*help_page)[0] is BriefingKind.ARTICLE
    assert _read(f"<p>{_INTRODUCTION}</p>" + _set("bold"), path="faq")[0] is BriefingKind.ARTICLE


def test_a_story_in_which_people_talk_is_an_article() -> None:
    story = ("The man looked up.", "— Where to?", "— Across.", "He said no more.", "— And who pays?", "— My mother.")
    assert _read("".join(f"<p>{line}</p>" for line in story))[0] is BriefingKind.ARTICLE


def test_words_in_bold_within_an_answer_are_its_heading_and_no_question() -> None:
    heading = "<p><b>A deeper basin</b></p><p>We dig it in spring.</p>"
    _, read = _read(f"<p>{_INTRODUCTION}</p>" + _set("bold", _TALK[:1]) + heading + _set("bold", _TALK[1:]))
    assert [note.text for note in read.turns[2].notes] == ["A deeper basin"]
    assert sum(turn.kind == "question" for turn in read.turns) == len(_TALK)


def test_two_labels_at_the_beginning_do_not_speak_for_the_whole_interview() -> None:
    first = "<p>Q: Who pays?</p><p>MS. MAREN: We do, as I said.</p>"
    kind, read = _read(f"<p>{_INTRODUCTION}</p>{first}" + _set("bold"))
    assert kind is BriefingKind.TRANSCRIPT
    assert [turn.text for turn in read.turns if turn.label == "MS. MAREN"] == ["We do, as I said."]
    assert sum(turn.label is None for turn in read.turns) >= 2 * len(_TALK)


def test_marks_of_one_letter_name_nobody() -> None:
    talk = "".join(f"<p>D. {asked}</p><p>R. {answer}</p>" for asked, answer in (_TALK[0], *_TALK[2:]))
    assert _read(talk)[0] is BriefingKind.UNCLEAR
    assert _read(talk, "Interview with the master of the harbour board")[0] is BriefingKind.TRANSCRIPT


def test_names_in_bold_that_nothing_closes_are_read_where_they_ask_and_speak_in_turn() -> None:
    talk = "".join(f"<p><b>Corr. «Quay»</b> {asked}</p><p><b>Maren I.</b> {answer}</p>" for asked, answer in _TALK)
    kind, read = _read(f"<p>{_INTRODUCTION}</p>" + talk)
    assert kind is BriefingKind.TRANSCRIPT
    assert {turn.label for turn in read.turns if turn.label} == {"Corr. «Quay»", "Maren I"}


def test_names_behind_a_dash_that_are_not_understood_are_told() -> None:
    talk = tuple((f"— Radio Quay — {asked}", f"— Ilse Maren — {answer}") for asked, answer in (_TALK[0], *_TALK[2:]))
    body = "".join(f"<p>{asked}</p><p>{answer}</p>" for asked, answer in talk)
    kind, read = _read(f"<p>{_INTRODUCTION}</p>" + body)
    assert kind is BriefingKind.UNCLEAR
    assert not read.complete


def test_a_quoted_name_before_all_questions_is_told() -> None:
    talk = tuple((f"«Quay»: — {asked}", f"— {answer}") for asked, answer in _TALK)
    body = "".join(f"<p>{asked}</p><p>{answer}</p>" for asked, answer in talk)
    assert _read(f"<p>{_INTRODUCTION}</p>" + body)[0] is BriefingKind.UNCLEAR


@pytest.mark.parametrize("dash", ["――", "──"])
def test_doubled_dashes_before_what_an_interviewer_says_are_told(dash: str) -> None:
    talk = (("水門を早く開けるそうですね。", "二週間早く開けます。"), ("船頭も喜びますね。", "はい、みんなです。")) * 2
    body = "".join(f"<p><b>{dash}{asked}</b></p><p>{answer}</p>" for asked, answer in talk)
    kind, read = _read(f"<p>港の人に話を聞いた。</p>{body}")
    assert kind is BriefingKind.UNCLEAR
    assert not read.complete


_NAMED = (
    ("Zuqalo del Faro:", "Who pays for the new basin?"),
    ("Faro d'Istra Ilse Maren:", "We do, through our dues."),
    ("Vorpana:", "When will the ferry sail again?"),
    ("Faro d'Istra Odd Tarn:", "In May, I hope."),
)


def test_words_before_a_colon_that_open_every_question_and_answer_are_labels_in_any_language() -> None:
    talk = ((f"{asker} {asked}", f"{name} {said}") for (asker, asked), (name, said) in (_NAMED[:2], _NAMED[2:]))
    kind, read = _read(_set("bold", tuple(talk)))
    assert kind is BriefingKind.TRANSCRIPT
    assert [(turn.label, turn.text) for turn in read.turns] == [(name[:-1], said) for name, said in _NAMED]


@pytest.mark.parametrize("asker", ["<b>ILSE TARN: {}</b>", "<b>Ilse Tarn, Odd Kerr: {}</b>"])
def test_names_before_the_first_question_and_the_first_answer_are_labels(asker: str) -> None:
    (asked, answered), *rest = _TALK
    body = f"<p>{asker.format(asked)}</p><p><b>LENA W. MAREN:</b> {answered}</p>" + _set("bold", tuple(rest))
    kind, read = _read(body)
    assert kind is BriefingKind.TRANSCRIPT
    assert [turn.label is None for turn in read.turns] == [False, False] + [True] * 2 * len(rest)
    assert [turn.text for turn in read.turns] == [text for pair in _TALK for text in pair]


def test_a_name_before_a_wide_gap_is_the_label_of_every_answer() -> None:
    talk = (
        ("新しい桟橋はいつ開きますか。", "五月に開きます。私はそう願っています。"),
        ("費用は誰が払うのでしょうか。", "私たちが払います。"),
        ("灯台はどうなりますか。", "私はそのまま残します。"),
    )
    body = "".join(f"<p>ーー{asked}</p><p><b>波止</b>\u3000{answer}</p>" for asked, answer in talk)
    read = _read(f"<p>{_INTRODUCTION}</p>" + body)[1]
    said = [(turn.label, turn.text) for turn in read.turns[1:]]
    pairs = [((None, f"ーー{asked}"), ("波止", answer)) for asked, answer in talk]
    assert said == [row for pair in pairs for row in pair]


def test_a_greeting_and_its_answer_come_before_the_first_question() -> None:
    talk = (("We greet you, Ilse Maren, and thank you for this evening.", "Good evening."), *_TALK)
    kind, read = _read(f"<p>{_INTRODUCTION}</p>" + _set("italics", talk))
    assert kind is BriefingKind.TRANSCRIPT
    assert [turn.text for turn in read.turns if turn.kind == "question"] == [question for question, _ in talk]


def test_a_heading_in_bold_is_no_part_of_the_first_question_in_bold() -> None:
    _, read = _read(f"<p>{_INTRODUCTION}</p><p><b>“The tide does not wait.”</b></p>" + _set("bold"))
    assert [turn.text for turn in read.turns if turn.kind == "question"] == [question for question, _ in _TALK]


@pytest.mark.parametrize("form", ["<p>({}) – “{}”</p>", "<p><b>({}) – </b>“{}”</p>"])
def test_questions_in_brackets_before_the_dash_of_their_answers_are_read(form: str) -> None:
    body = "".join(form.format(question, answer) for question, answer in _TALK)
    kind, read = _read(f"<p>{_INTRODUCTION}</p>" + body)
    assert kind is BriefingKind.TRANSCRIPT
    said = [turn.text.strip(" –()“”") for turn in read.turns if turn.kind != "unattributed"]
    assert said == [text for pair in _TALK for text in pair]


@pytest.mark.parametrize(
    ("labels", "printed"),
    [
        (["«Gazette»: "] * 4, ["«Gazette»"] * 4),
        (
            ["1. Bay Wire: ", "2. Gazette: ", "3. Radio Odd: ", "4. Sund: "],
            ["Bay Wire", "Gazette", "Radio Odd", "Sund"],
        ),
    ],
)
def test_labels_before_questions_alone_are_of_those_who_ask(labels: list[str], printed: list[str]) -> None:
    talk = [("Who pays for it?", "We do."), ("When do you open?", "In May, I hope."), ("Why then?", "I like May.")]
    pairs = zip(labels, (*talk, ("Do you swim?", "I do not.")), strict=True)
    body = "".join(f"<p><b>{label}{asked}</b></p><p>{said}</p>" for label, (asked, said) in pairs)
    _, read = _read(f"<p>{_INTRODUCTION}</p>" + body)
    asked = [turn for turn in read.turns if turn.kind == "question"]
    assert [turn.label for turn in asked] == printed
    assert {turn.role for turn in asked} == {"press"}


def test_questions_in_bold_go_on_below_the_labels_of_the_first() -> None:
    body = "<p>Question: Who pays for it, Ms Maren?</p><p>Ilse Maren: We do, I think.</p>"
    _, read = _read(body + "".join(f"<p><b>{question}</b></p><p>{answer}</p>" for question, answer in _TALK[2:]))
    assert [turn.label for turn in read.turns] == ["Question", "Ilse Maren", None, None, None, None]


def test_a_question_that_no_label_opens_begins_a_turn_on_the_next_page_too() -> None:
    talk = [
        (f"{asked[:-1]}, in {word}?", f"{answer} Then {word}.") for word in ("May", "June") for asked, answer in _TALK
    ]
    talk = [pair for pair in talk if "?" in pair[0] and "lot" not in pair[0]]
    pages = (_set("bold", tuple(talk[:3])), _set("bold", tuple(talk[3:])))
    read = transcript(*(f"<h1>Interview with Ilse Maren</h1>{page}" for page in pages))
    assert [turn.printed.paragraphs for turn in read.turns] == [[text] for pair in talk for text in pair]


def test_names_and_times_above_what_is_said_are_neither_questions_nor_answers() -> None:
    said = (
        "When will the ferry run again?",
        "We open it in May.",
        "I see. Who pays for the quay?",
        "We do, as you know.",
    )
    names = ("Ilse Maren 10:00 AM", "Odd Tarn 10:03 AM", "Ilse Maren 10:06 AM", "Odd Tarn 10:09 AM")
    lines = [line for name, text in zip(names, said, strict=True) for line in (name, text)]
    kind, read = _read(f"<div class='text'>{'<br><br>'.join([*lines, 'I am glad of it.'])}</div>", "Press conference")
    assert (kind, read.complete) == (BriefingKind.UNCLEAR, False)


def test_a_short_interview_with_a_dash_before_all_that_is_said_is_not_left_out_as_an_article() -> None:
    said = ("– When will the ferry run again?", "– We open it in May.", "– Who pays for the quay?", "– The ports do.")
    assert _read(paragraphs(*said))[0] is BriefingKind.UNCLEAR


def test_the_last_answer_in_quotation_marks_goes_on_in_its_next_paragraph() -> None:
    said = [
        ("─When will the ferry run?", "“We open it in May.”"),
        ("─Who pays?", "“We do, as you know."),
        ("─And now?",),
    ]
    lines = [
        line
        for pair in (
            *said[:2],
            ("─Will it rain?", "“I hope not."),
        )
        for line in pair
    ]
    read = _read(paragraphs(f"{_INTRODUCTION}", *lines, "Then again, we have roofs.”"))[1]
    assert [turn.text for turn in read.turns][-1] == "“I hope not.\n\nThen again, we have roofs.”"


@each("lead", ["* {}", "—{}"])
def test_stars_and_dashes_without_a_space_set_questions_apart(lead: str) -> None:
    lines = [line for asked, answer in (_TALK[0], *_TALK[2:]) for line in (lead.format(asked), answer)]
    kind, read = _read(paragraphs(*lines), "Interview with Ilse Maren")
    assert (kind, len(read.turns)) == (BriefingKind.TRANSCRIPT, 6)


def test_an_interview_in_a_language_without_full_stops_is_a_transcript() -> None:
    said = (
        ("ใครจ่ายค่าท่าเรือ?", "เราจ่ายทั้งหมดครับ"),
        ("จะเปิดเมื่อไร?", "ผมหวังว่าในเดือนพฤษภาคมครับ"),
        ("ทำไมช้า?", "เพราะเรารอเครนครับ"),
    )
    lines = [line for asked, answer in said for line in (f"- {asked}", answer)]
    assert _read(paragraphs(*lines), "สัมภาษณ์ ผู้อำนวยการท่าเรือ")[0] is BriefingKind.TRANSCRIPT


def test_an_armenian_question_has_its_sign_within() -> None:
    said = (
        "– Ե՞րբ կբացվի լաստանավը։",
        "– Մայիսին։",
        "– Ո՞վ է վճարում։",
        "– Մենք։",
        "– Քանի՞ նավ է սպասում։",
        "– Երեք։",
    )
    assert _read(paragraphs(*said))[0] is BriefingKind.UNCLEAR
