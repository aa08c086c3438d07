"""Words set as nothing but labels are, or over what is said above them all, are told where they are not believed."""

from __future__ import annotations

import pytest

from briefings.loaders import load_briefing
from briefings.transcript import read_page, read_transcript
from tests.support.reading import briefing, paragraphs

_ONCE = ("Ada Lornhill", "The report is with the council.")


def _asked(label: str, once: int, *more: tuple[str, str]) -> list[str]:
    """Return what is told of a talk with somebody who speaks once, at a place of it."""
    talk = [("Ilka Torvane", "We open it in May."), ("Reporter", "Who pays, and when do you open?")] * 4
    talk[once:once] = [_ONCE, *more]
    body = "".join(label.format(who, said) for who, said in talk)
    page = read_page(f"<html><body>{body}</body></html>".encode(), "http://press.veldria.example/1.htm")
    return [str(one.words) for one in load_briefing(read_transcript([page])).shortcomings]


@pytest.mark.parametrize("once", [0, 5, 8])
@pytest.mark.parametrize(
    "label",
    [
        "<h3>{}</h3><p>{}</p>",
        "<h3><span class='headline' id='talk'>{}</span></h3><p>{}</p>",
        "<p><em>{}</em></p><p>{}</p>",
        "<p><b>{}</b> {}</p>",
        "<b>{}</b><br>{}<br><br>",
    ],
)
def test_a_name_set_like_the_labels_is_told_wherever_it_stands(label: str, once: int) -> None:
    assert _asked(label, once) == ["speakers not understood: 'Ada Lornhill', 1 in all"]
    assert _asked(label, 5, ("Night Boats", "The boats are a matter of their own.")) == []


@pytest.mark.parametrize(
    "label",
    [
        "<dl><dt>{}</dt><dd>{}</dd></dl>",
        "<dl><dt><strong>{}</strong></dt><dd>{}</dd></dl>",
        "<table><tr><td>{}</td><td>{}</td></tr></table>",
        "<div class='turn'><span class='who'>{}</span><div>{}</div></div>",
    ],
)
@pytest.mark.parametrize("once", [0, 5, 8])
def test_a_name_that_speaks_once_in_an_element_that_holds_only_labels_has_a_turn(label: str, once: int) -> None:
    talk = [("Ilka Torvane", "We open it in May."), ("Reporter", "Who pays, and when do you open?")] * 4
    talk[once:once] = [_ONCE]
    read = briefing("".join(label.format(who, said) for who, said in talk))
    assert [(turn.label, turn.text) for turn in read.turns] == talk
    assert read.complete


@pytest.mark.parametrize("label", ["<p><b>{}</b></p><p>{}</p>", "<b>{}</b><br>{}<br><br>"])
def test_a_name_with_its_party_that_speaks_once_among_few_labels_is_told(label: str) -> None:
    talk = [("Ilka Torvane (A)", "We open it in May."), ("Odd Vask (B)", "Who pays, and when do you open?")] * 2
    talk[1:1] = [("Ada Lornhill (C)", "The report is with the council."), ("Jon Brell (A)", "The council has it.")]
    read = briefing("".join(label.format(who, said) for who, said in talk))
    assert [turn.label for turn in read.turns] == [who for who, _ in talk] or not read.complete


def test_a_short_question_in_arabic_is_no_label() -> None:
    said = "نحن سندفع ثمن الرصيف من الرسوم ولا يدفع أحد غيرنا شيئا هذا العام كما قلنا في الربيع."
    asked = f"<h3>سؤال</h3><p>كم سيكلف الرصيف هذا العام؟</p><h3>إلكا تورفان</h3><p>{said}</p>" * 3
    page = read_page(f"<html><body>{asked}</body></html>".encode(), "http://press.veldria.example/1.htm")
    assert not load_briefing(read_transcript([page])).shortcomings


@pytest.mark.parametrize(
    ("opened", "others"),
    [
        ("<p>Presidenten: God dag. Vi begynner.</p>", "<p>Jon Brell (A) [10:05:2{n}]: {text}</p>"),
        ("<p>PIRMININKAS. Pradedame.</p>", "<p>J. BRELIS (TS). {text}</p>"),
        ("<p>Formanden (Anne Tarn):</p><p>Mødet er åbnet.</p>", "<p>Jens Brell (S):</p><p>{text}</p>"),
    ],
)
def test_who_opens_the_sitting_and_speaks_once_is_told(opened: str, others: str) -> None:
    said = ("Who pays for the quay?", "We do, as you know.", "When will it open?", "We hope in May.")
    names = ("Brell", "Marsk")
    talk = "".join(
        others.format(n=n, text=text).replace("BRELIS", names[n % 2].upper()).replace("Brell", names[n % 2])
        for n, text in enumerate(said)
    )
    page = read_page(f"<html><body>{opened}{talk}</body></html>".encode(), "http://press.veldria.example/2.htm")
    read = load_briefing(read_transcript([page]), source="gazette")
    assert len(read.turns) == 5
    assert any(words in reason.words for reason in read.shortcomings for words in ("Presidenten", "PIRM", "Formanden"))


def test_who_speaks_once_above_a_party_in_small_letters_or_in_a_table_is_told() -> None:
    said = ("Who pays for the quay?", "We do, as you know.", "When will it open?", "We hope in May.", "And why so?")
    names = ("Ilse Maren kok", "Minister Odd Tarn") * 2 + ("Kaisa Brell sd",)
    lines = "".join(f"<p><b>{name}</b></p><p>{text}</p>" for name, text in zip(names, said, strict=True))
    nicks = ("Odd Tarn:", "Ilse Maren:") * 2 + ("kapten_x:",)
    rows = "".join(f"<tr><td>{nick}</td><td>{text}</td></tr>" for nick, text in zip(nicks, said, strict=True))
    for html, name in ((lines + lines.replace("Kaisa Brell sd", "Ilse Maren kok"), "Kaisa"), (f"<table>{rows}", "kap")):
        page = read_page(f"<html><body>{html}</body></html>".encode(), "http://press.veldria.example/3.htm")
        read = load_briefing(read_transcript([page]), source="gazette")
        assert any(name in reason.words for reason in read.shortcomings), name


def test_seven_words_in_bold_over_what_is_said_first_are_told_as_six_are() -> None:
    said = ("We begin.", "Who pays for the quay?", "We do, as you know.", "When will it open?", "We hope in May.")
    names = ("Chủ tịch Quốc hội Nguyễn Thị Bờ", *("Lê Văn Sóng", "Bộ trưởng Trần Văn Cảng") * 2)
    lines = "<br><br>".join(f"<b>{name}</b><br><br>{text}" for name, text in zip(names, said, strict=True))
    page = read_page(f"<html><body><div>{lines}</div></body></html>".encode(), "http://press.veldria.example/5.htm")
    read = load_briefing(read_transcript([page]), source="gazette")
    assert [turn.label for turn in read.turns][1:] == [*names[1:]]
    assert read.turns[0].label == names[0] or not read.complete


_SITTING = "".join(
    f"<p><b>{name}:</b></p><p>{text}</p>"
    for name, text in (
        ("El Presidente", "¿Quién paga el muelle?"),
        ("La secretaria Eva Cabo", "Nosotros lo pagamos."),
        ("El Presidente", "¿Y quién paga la grúa?"),
        ("La secretaria Eva Cabo", "Yo no lo sé."),
    )
)


@pytest.mark.parametrize("title", ["<p><b>ORDEN DEL DIA</b></p>", "<h4>Grúas—Pagos</h4>"])
def test_titles_between_turns_are_no_labels_that_were_missed(title: str) -> None:
    html = _SITTING.replace("<p><b>La secretaria", f"{title}<p><b>La secretaria")
    page = read_page(f"<html><body>{html}</body></html>".encode(), "http://press.veldria.example/6.htm")
    assert not load_briefing(read_transcript([page]), source="gazette").shortcomings


def test_the_words_over_the_agenda_of_a_sitting_are_no_label() -> None:
    agenda = "<p><b>Porządek obrad:</b></p><p>1. Pierwsze czytanie uchwały o porcie.</p>"
    page = read_page(f"<html><body>{agenda}{_SITTING}</body></html>".encode(), "http://press.veldria.example/8.htm")
    assert not load_briefing(read_transcript([page]), source="gazette").shortcomings


def test_a_bold_line_that_a_colon_closes_as_it_does_the_labels_is_told() -> None:
    unread = "<p><b>El vocal Juan Ola:</b></p><p>No es verdad.</p>"
    page = read_page(
        f"<html><body>{_SITTING}{unread}{_SITTING}</body></html>".encode(), "http://press.veldria.example/7.htm"
    )
    read = load_briefing(read_transcript([page]), source="gazette")
    assert any("Juan Ola" in (turn.label or "") for turn in read.turns) or not read.complete


@pytest.mark.parametrize("setting", ["<p><b>{}</b></p>", "<h4>{}</h4>", "<p class='who'>{}</p>"])
def test_a_name_with_an_office_too_long_for_a_label_is_told(setting: str) -> None:
    office = "Odo Rask, Deputy Commissioner of Harbours and Dykes in the Department of Inland Waters"
    turns = (
        ("Ilse Maren", "Good morning, everybody. We open the locks in May."),
        (office, "The board looked at nine piers this week."),
        ("Ilse Maren", "Who asks first?"),
        ("Question", "Who pays for the dyke?"),
        ("Ilse Maren", "We all do."),
    )
    body = "".join(setting.format(who) + f"<p>{text}</p>" for who, text in turns)
    read = briefing(f"<h1>Press conference on the dyke</h1>{body}")
    assert any(office in reason.words for reason in read.shortcomings)


def test_a_name_that_speaks_above_the_only_label_on_a_line_of_its_own_is_told_unless_in_a_headline() -> None:
    rows = paragraphs(
        "Odo Rask: First of all, thank you for having me.", "Ilse Maren:", "It is my pleasure. We open in May."
    )
    for body in (rows, rows.replace("<p>Odo", "<h2>Odo", 1).replace("</p>", "</h2>", 1)):
        html = f"<html><body><h1>Transcript of an interview with Minister Ilse Maren</h1>{body}</body></html>"
        page = read_page(html.encode(), "http://press.veldria.example/8.htm")
        read = load_briefing(read_transcript([page]), source="gazette")
        assert any("'Odo Rask'" in reason.words for reason in read.shortcomings) == (body == rows)


def test_two_words_of_a_script_without_capitals_below_a_label_are_no_name_until_they_come_back() -> None:
    said = "أقول أمرين: أولا نحن ندفع، وثانيا لن نرفع السعر."
    others = ["بدأنا العمل في مارس، وأتوقع أن ننتهي في الصيف.", "لا أقول ذلك، فقد راجعنا الأرقام."]
    for answers, complete in (([said, *others], True), ([said, *others, said, others[0], said], False)):
        asked = "<h4>سؤال</h4><p>متى يفتح الجسر ومن يدفع؟</p>"
        read = briefing("".join(f"{asked}<h4>هالة منصور</h4><p>{answer}</p>" for answer in answers))
        assert read.complete == complete
        assert not complete or [turn.text for turn in read.turns][1::2] == answers


_OWN_LINES = ("<h3>{}</h3><p>{}</p>", "<p><b>{}</b></p><p>{}</p>", "<p>{}:</p><p>{}</p>", "<p>{}</p><p>{}</p>")


@pytest.mark.parametrize("label", _OWN_LINES)
def test_whose_surname_is_a_common_word_of_the_talk_has_a_turn(label: str) -> None:
    talk = [("Ilka Torvane", "We mend the banks of the canal in May."), ("Odd Vask", "Who pays, and when is it?")] * 3
    talk[3:3] = [("Ada Banks", "Do the banks hold in winter?")]
    read = briefing("".join(label.format(who, said) for who, said in talk))
    assert [(turn.label, turn.text) for turn in read.turns] == talk
    assert read.complete


@pytest.mark.parametrize("label", _OWN_LINES[:3])
@pytest.mark.parametrize("who", ["Veldria 24", "n-tv", "Youth delegate"])
def test_somebody_unknown_who_asks_and_is_set_like_the_labels_is_told(label: str, who: str) -> None:
    talk = [("Ilka Torvane", "We open it in May."), ("Odd Vask", "Who pays, and when do you open?")] * 4
    talk[5:5] = [(who, "Do the gates hold in winter?")]
    shortcomings = briefing("".join(label.format(one, said) for one, said in talk)).shortcomings
    # Words with digits before a colon open sentences, too: "Article 24:".
    told = [] if who.endswith("24") and ":" in label else [f"speakers not understood: '{who}', 1 in all"]
    assert [str(one.words) for one in shortcomings] == told


@pytest.mark.parametrize(
    ("between", "told"),
    [
        ("<p><b>Ilka Torvane:</b></p>", "Ilka Torvane"),
        ("<p><b>What happens next for the harbour?</b></p>", "What happens next for the harbour?"),
        ("<p><b>Ilka Torvane:</b> (inaudible)</p>", ""),
        ("<p><b>Ilka Torvane:</b> <b>What happens next?</b></p><p><b>We know by May.</b></p>", ""),
    ],
)
def test_a_label_with_nothing_behind_it_and_a_sentence_in_bold_that_no_speech_is_in_are_told(
    between: str, told: str
) -> None:
    talk = [("Ilka Torvane", "We open it in May."), ("Reporter", "Who pays, and when do you open?")] * 2
    turns = [f"<p><b>{who}:</b> {said}</p>" for who, said in talk]
    turns[2:2] = [between]
    page = read_page(f"<html><body>{''.join(turns)}</body></html>".encode(), "http://press.veldria.example/1.htm")
    words = [str(one.words) for one in load_briefing(read_transcript([page])).shortcomings]
    assert [one.partition(",")[0] for one in words] == ([f"speakers not understood: {told!r}"] if told else [])
