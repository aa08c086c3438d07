"""Words set apart by a kind of element: labels where they take turns in a conversation, and nothing elsewhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from briefings.loaders import load_briefing
from briefings.transcript import read_page, read_transcript
from tests.support.parts import each
from tests.support.reading import briefing, said

_URL = "https://canals.example/talks/31"
_TALK = (
    ("The chair of the board", "Good morning. We open the locks two weeks early."),
    ("Question from the gallery", "Who pays for the crews in those two weeks?"),
    ("The chief engineer", "The skippers do. Nobody gets overtime this year."),
    ("Question from the gallery", "Does the toll rise?"),
    ("The chief engineer", "It does not, as I said in the autumn."),
    ("The chair of the board", "Thank you all for coming to the lock house."),
)
_SETTINGS: dict[str, Callable[[str, str], str]] = {
    "terms of a list": lambda who, said: f"<dt>{who}</dt><dd>{said}</dd>",
    "a class": lambda who, said: f"<p class='who'>{who}</p><p>{said}</p>",
    "a class around a paragraph": lambda who, said: f"<div class='who'><p>{who}</p></div><div><p>{said}</p></div>",
    "a span in the line": lambda who, said: f"<p><span class='who'>{who}</span> {said}</p>",
    "italics in the line": lambda who, said: f"<p><i>{who}</i> {said}</p>",
    "a style": lambda who, said: f"<p><span style='font-weight:700'>{who}</span> {said}</p>",
    "italics": lambda who, said: f"<p><i>{who}</i></p><p>{said}</p>",
    "headings": lambda who, said: f"<h4>{who}</h4><p>{said}</p>",
    "the first cells of rows": lambda who, said: f"<table><tr><td>{who}</td><td>{said}</td></tr></table>",
    "headers": lambda who, said: f"<article><header>{who}</header><p>{said}</p></article>",
}


def _labels(body: str) -> list[str | None]:
    page = f"<html lang='en'><body><h1>A talk at the lock</h1><div id='main'>{body}</div></body></html>"
    return [turn.label for turn in load_briefing(read_transcript([read_page(page.encode(), _URL)])).turns]


@each("setting", _SETTINGS)
def test_offices_and_questions_without_a_colon_open_turns(setting: str) -> None:
    body = "".join(_SETTINGS[setting](who, said) for who, said in _TALK)
    assert _labels(body) == [who for who, _ in _TALK]


@each("button", ["<h4><button>{}</button></h4>", "<dt><button>{}</button></dt>", "<button>{}</button>"])
def test_questions_on_buttons_that_unfold_their_answers_are_said(button: str) -> None:
    asked = ["Question: Who pays for the crews?", "Question: Does the toll rise?"]
    answers = ["Answer: The skippers do, as I said.", "Answer: It does not. We keep it as it is."]
    body = "".join(f"{button.format(one)}<div>{two}</div>" for one, two in zip(asked, answers, strict=True))
    assert _labels(f"{body}<button>Show more</button>") == ["Question", "Answer"] * 2


def test_an_emphasis_within_a_line_opens_no_turn() -> None:
    body = "".join(f"<p><span class='who'>{who}</span> {said}</p>" for who, said in _TALK)
    assert _labels(body + "<p><span class='kind'>Twice</span> we asked for it.</p>") == [who for who, _ in _TALK]


def test_a_long_menu_above_a_short_talk_is_no_article_that_readers_comment_on() -> None:
    menu = "".join(f"<li><a href='/{n}'>The works at lock number {n}</a></li>" for n in range(60))
    body = "".join(f"<div class='who'>{who}</div><p>{said}</p>" for who, said in _TALK)
    assert [label for label in _labels(f"<ul>{menu}</ul>{body}") if label] == [who for who, _ in _TALK]


_PROSE = "<p>We went to the lower lock, and what I saw there I had not seen in thirty years on the water.</p>"
_NO_LABELS = {
    "the parts of days in a forecast": "".join(
        f"<h4>{part}</h4><p>You may need a coat, as we see it.</p>" for part in ("In the morning", "At night") * 4
    ),
    "the verdicts of reviews": "".join(
        f"<div class='v'>{verdict}</div><p>I would come here again with my boat.</p>"
        for verdict in ("Very good", "Good", "Very good", "Poor", "Good")
    ),
    "readers who comment on an article": 12 * _PROSE
    + "".join(
        f"<div class='u'>{who}</div><div class='t'>Did you ask the keeper? I did.</div>"
        for who in ("fishfan22", "old bargeman", "fishfan22", "old bargeman", "fishfan22")
    ),
    "readers who said something": "<dl>"
    + "".join(
        f"<dt>{who} said...</dt><dd>Did you ask the keeper? I did.</dd>"
        for who in ("Old bargeman", "A skipper", "Old bargeman", "A skipper", "Old bargeman")
    )
    + "</dl>",
    "the terms of a glossary": "<dl>"
    + "".join(
        f"<dt>{term}</dt><dd>What we call so, you ask? I will tell you.</dd>"
        for term in ("lower gate", "lock house", "tow path", "weir keeper", "ice saw")
    )
    + "</dl>",
    "questions that a page answers": "<dl>"
    + "".join(
        f"<dt>{term}</dt><dd>I would say so, and you may too.</dd>"
        for term in ("May I fish here?", "Who opens the gate?", "May I fish here?", "Who opens the gate?")
    )
    + "</dl>",
}


@each("body", _NO_LABELS.values())
def test_words_that_are_set_apart_for_another_reason_are_no_labels(body: str) -> None:
    assert not any(_labels(body))


def test_words_that_open_line_after_line_and_ask_are_told_where_they_are_not_believed() -> None:
    lines = ["<p>Ms. Runa Besk: We open early.</p>", "<p>My friend at the gate: Who pays?</p>"] * 3
    page = f"<html lang='en'><body><h1>A talk</h1><div id='main'>{''.join(lines)}</div></body></html>"
    briefing = load_briefing(read_transcript([read_page(page.encode(), _URL)]))
    assert not briefing.complete
    assert any("My friend at the gate" in reason.words for reason in briefing.shortcomings)


_LABELLED = (
    ("LIND", "Who pays for the new basin?"),
    ("THE MINISTER", "We do. Is that not what a harbour is for?"),
    ("LIND", "Will the ferry sail in May?"),
    ("THE MINISTER", "I hope so, and I will be on it."),
)


@pytest.mark.parametrize("between", [": ", ":</p><p>", ":</b></p><p><b>"])
def test_bold_sets_nothing_apart_on_a_page_in_bold_and_below_a_label(between: str) -> None:
    turns = [f"<p><b>{label}{between}{text}</b></p>" for label, text in _LABELLED]
    assert said(briefing("<h1>Interview on the basin</h1>" + "".join(turns))) == list(_LABELLED)


_MEMBERS = (
    ("Odo Rask", "Lock House, Speaker"),
    ("Ilse Maren", "Lower Reach, Canal Party"),
    ("Tolmer Vask", "Minister for Locks"),
)
_TOOLS = {
    "nothing": "",
    "links behind": " <small><a href='/s'>Share this</a> | <a href='/l'>Link to this</a></small>",
    "links below": "<br><small>Link to this: <a href='/i'>Individually</a> | <a href='/c'>In context</a></small>",
}


@each("tools", _TOOLS)
def test_a_name_in_bold_and_its_party_in_brackets_above_what_is_said_are_a_label(tools: str) -> None:
    body = "".join(
        f"<p class='by'><strong><a href='/{name}'>{name}</a></strong> <small>({party})</small>{_TOOLS[tools]}</p>"
        f"<p>{said}</p>"
        for (name, party), (_, said) in zip((*_MEMBERS, *_MEMBERS[::-1]), _TALK, strict=True)
    )
    read = read_transcript([read_page(f"<html lang='en'><body><h1>Debates</h1>{body}</body></html>".encode(), _URL)])
    assert [turn.printed.label for turn in read.turns] == [f"{n} ({p})" for n, p in (*_MEMBERS, *_MEMBERS[::-1])]
    assert [turn.printed.paragraphs for turn in read.turns] == [[said] for _, said in _TALK]
    assert read.coverage == 1.0


@pytest.mark.parametrize("form", ["<b>{}:</b>", "{}:"])
@pytest.mark.parametrize("word", ["<b>Watch:</b>", "WATCH:", "<strong>Related:</strong>"])
def test_a_word_before_a_link_to_other_news_is_no_speaker(form: str, word: str) -> None:
    asked = f"<p>{form.format('Ilse Maren')} Who dredges the quay?</p><p>{form.format('Odd Tarn')} We do.</p>"
    other = "<p>{} <a href='/news/{}'>Ferry plan approved by the council</a></p>"
    read = briefing("".join(f"{asked}{other.format(word, number)}" for number in range(3)))
    assert read.complete
    assert [text for _, text in said(read)] == ["Who dredges the quay?", "We do."] * 3


def test_a_name_whose_words_are_linked_is_a_speaker() -> None:
    asked = "<p>Ilse Maren: <a href='#t{0}'>Who dredges it?</a></p><p>Odd Tarn: <a href='#u{0}'>We do.</a></p>"
    read = briefing("".join(map(asked.format, range(3))))
    assert [label for label, _ in said(read)] == ["Ilse Maren", "Odd Tarn"] * 3


def test_a_name_that_opens_other_turns_is_a_speaker_before_a_link_that_is_all_there() -> None:
    asked = "<p>Ilse Maren: Who dredges it?</p><p>Odd Tarn: <a href='#u{0}'>{1}</a></p>"
    answers = ("The council", "(laughs)", "We do, and gladly.")
    read = briefing("".join(asked.format(*one) for one in enumerate(answers)))
    assert [(turn.label, turn.text) for turn in read.turns[1::2]] == [("Odd Tarn", text) for text in answers]


@pytest.mark.parametrize("answer", ["The law of the canals", "Odo Rask, 2012"])
def test_a_link_right_below_a_label_on_its_own_line_is_what_was_said(answer: str) -> None:
    asked = f"<p>Ilse Maren:</p><p>Which law is it?</p><p>Odd Tarn:</p><p><a href='/law'>{answer}</a></p>"
    assert [text for _, text in said(briefing(asked * 3))] == ["Which law is it?", answer] * 3


_QUOTED = ("We thank the crews of the locks for their work", "I wait for the ferry with all of you")


@pytest.mark.parametrize("form", ["<b>{}:</b> {}", "<b>{}</b> {}"])
@pytest.mark.parametrize("box", ["<b>Watch also</b> {}", "<b>Veldria Post:</b> {}"])
def test_two_boxes_that_lead_to_quotations_open_no_turns(form: str, box: str) -> None:
    asked = "".join(
        f"<p>{form.format(*one)}</p>" for one in (("Ilse Maren", "Who dredges it?"), ("Odd Tarn", "We do."))
    )
    boxes = [box.format(f"<a href='/n/{text[:5]}'>{text}</a>") for text in _QUOTED]
    read = briefing("".join(f"{asked * 2}<div>{one}</div>" for one in boxes) + asked)
    assert [text for _, text in said(read)] == ["Who dredges it?", "We do."] * 5
    assert read.complete


def test_what_tells_of_a_person_below_an_interview_opens_no_turn() -> None:
    talk = "".join(
        f"<p><b>Gazette:</b> {asked}</p><p><b>Tarn:</b> We do.</p>" for asked in ("Who pays?", "Who dredges it?")
    )
    read = briefing(f"{talk}<p><b>Odd Tarn</b>, born in Oldmouth, has kept the locks for ten years.</p>")
    assert "Odd Tarn" not in [turn.label for turn in read.turns]
    assert not read.complete
