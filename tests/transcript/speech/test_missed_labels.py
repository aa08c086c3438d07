"""Words after a name that no label opens make a briefing incomplete: they are under another's name."""

from __future__ import annotations

import pytest

from briefings.items import Briefing
from briefings.loaders import load_briefing
from briefings.transcript import read_page, read_transcript
from tests.support.parts import each
from tests.support.reading import paragraphs

_OPENED = "<p>MR. SORELL: Good morning to you all, I am glad to be here.</p><p>Q: Why did the mill stop?</p>"


def _read(more: str) -> Briefing:
    page = read_page(f"<html><body>{_OPENED}{more}</body></html>".encode(), "http://press.veldria.example/1.htm")
    return load_briefing(read_transcript([page]), source="gazette")


@each("bold", ["b", "span style='font-weight:bold'", "span class='c3'"])
@each(
    ("more", "quoted"),
    [
        (
            "<p><b>Ilka Torvane</b> I think that we go on.</p><p><b>Ilka Torvane</b> We do, thank you.</p>",
            "Ilka Torvane",
        ),
        (
            "<p><b>Ilka Torvane</b></p><p>I think that we go on.</p><p><b>Ilka Torvane</b></p><p>We do, thank you.</p>",
            "Ilka Torvane",
        ),
        ("<p>MS. TORVANE I think that we go on.</p><p>MS. TORVANE We do, thank you.</p>", "MS. TORVANE"),
        ("<p>Torvane] I think that we go on.</p><p>Torvane] We do, thank you.</p>", "Torvane"),
    ],
)
def test_a_name_that_seems_to_speak_twice_is_told(more: str, quoted: str, bold: str) -> None:
    set_otherwise = more.replace("<b>", f"<{bold}>").replace("</b>", f"</{bold.split(maxsplit=1)[0]}>")
    briefing = _read(f"<style>.c3{{font-weight:700}}</style>{set_otherwise}")
    assert not briefing.complete
    assert any(quoted in reason.words for reason in briefing.shortcomings)


@pytest.mark.parametrize("more", ["<p><b>Ilka Torvane</b> I think so.</p>", "<p><b>The mill</b> I like it.</p>" * 2])
def test_a_name_once_or_a_topic_in_bold_is_not(more: str) -> None:
    assert _read(f"<p>MR. SORELL: It rained, as you know.</p>{more}").complete


@each(
    "line",
    [
        "MR. SORELL; Good morning, I am back.",
        "MR. SORELL Good morning, I am back.",
        "mr. sorell: I am back.",
        "Reporter Do you open it? I should like to know.",
        "<b>Edda</b> we do.",
        "<b>Edda,</b> We do.",
        "MR. SORELL, it is ready.",
        "Edda, We trim them.",
        "Reporter. Do you open it?",
        "REPORTER. Do you open it?",
        "It is late. Reporter (Bay Wire): Do you open it?",
        "It is late. Ms. Ilka Torvane: I think so.",
        "It is late.Ms. Ilka Torvane: I think so.",
    ],
)
def test_a_believed_label_without_its_sign_is_told(line: str) -> None:
    talk = "<p>Reporter: Why now?</p><p><b>Edda:</b> We are ready.</p><p>Reporter: And the lamps?</p>"
    assert not _read(f"{talk}<p><b>Edda:</b> We trim them.</p><p>{line}</p>").complete


@pytest.mark.parametrize(
    "line",
    [
        "Reporter rights matter to us.",
        "Mr. Sorell. I thank you.",
        "Edda We call her that.",
        "Mr. Sorell, I thank you.",
        "It is late. Two things: we trim them.",
    ],
)
def test_a_name_that_a_sentence_begins_with_is_not(line: str) -> None:
    talk = "<p>Reporter: Why now?</p><p><b>Edda:</b> We are ready.</p><p>Reporter: And the lamps?</p>"
    assert _read(f"{talk}<p><b>Edda:</b> We trim them.</p><p>{line}</p>").complete


def test_a_mark_with_a_comma_and_a_label_with_one_on_a_line_of_its_own_are_told() -> None:
    assert not _read("<p>MR. SORELL: It broke.</p><p>Q, When does it open?</p>").complete
    rows = ("HOST:", "I am ready.", "EDDA:", "Do you open it?") * 2
    talk = "".join(f"<p>{row}</p>" for row in (*rows, "HOST,", "I trim them, you know."))
    page = read_page(f"<html><body>{talk}</body></html>".encode(), "http://press.veldria.example/1.htm")
    assert not load_briefing(read_transcript([page]), source="gazette").complete


@pytest.mark.parametrize(("end", "complete"), [("We do. Ilka Torvane", False), ("We call her Ilka Torvane", True)])
def test_a_label_that_ran_into_the_line_above_is_told(end: str, complete: bool) -> None:
    said = [("Ilka Torvane", "I am ready."), ("Jon Brell", "Do you open it?")] * 3
    talk = "".join(f"<p><b>{who}</b></p><p>{words}</p>" for who, words in said)
    html = f"<html><body>{talk}<p>{end}</p><p>I trim them, you know.</p></body></html>"
    page = read_page(html.encode(), "http://press.veldria.example/1.htm")
    assert load_briefing(read_transcript([page]), source="gazette").complete is complete


@pytest.mark.parametrize(
    ("end", "said"),
    [
        (("Ilka Torvane", "No", "Jon Brell", "Will you trim them in spring?"), ("No", "Will you trim them in spring?")),
        (("Ilka Torvane", "No, we do not trim them.", "Ilka Torvane", "Jon Brell"), ("No, we do not trim them.",)),
    ],
)
def test_a_label_over_a_single_word_is_one_and_a_list_of_names_is_none(
    end: tuple[str, ...], said: tuple[str, ...]
) -> None:
    lines = ("Ilka Torvane", "We are ready, as I said.", "Jon Brell", "Do you open it?") * 2
    talk = "".join(f"<p>{line}</p>" for line in (*lines, *end))
    page = read_page(f"<html><body>{talk}</body></html>".encode(), "http://press.veldria.example/1.htm")
    briefing = load_briefing(read_transcript([page]), source="gazette")
    assert briefing.complete
    assert [turn.text for turn in briefing.turns[4:]] == [*said]


def test_a_name_that_speaks_once_and_is_printed_unlike_the_labels_in_bold_is_told() -> None:
    talk = "".join(f"<p><b>{who}:</b> Do you open it? I do not.</p>" for who in ("Ilka Torvane", "Edda Sorell") * 2)
    page = read_page(
        f"<html><body>{talk}<p>Nils Harrow: It is safe, I guess.</p></body></html>".encode(),
        "http://press.veldria.example/1.htm",
    )
    told = load_briefing(read_transcript([page]), source="gazette")
    assert not told.complete
    assert "Nils Harrow" in told.shortcomings[0].words


@pytest.mark.parametrize("mark", ["Question", "Q"])
def test_a_name_before_the_dash_that_closes_questions_is_told(mark: str) -> None:
    answers = ("We expect the ferry in May, I hope.", "We all do, as I told you.", "In May, I hope.")
    rows = (row for said in answers for row in (f"Ilse Maren - {said}", f"{mark} - Who pays for it?"))
    html = "".join(f"<p>{row}</p>" for row in rows)
    page = read_page(f"<html><body>{html}</body></html>".encode(), "http://press.veldria.example/1.htm")
    read = load_briefing(read_transcript([page]), source="gazette")
    assert "'Ilse Maren'" in str(read.shortcomings[0])


@pytest.mark.parametrize(
    ("names", "line"),
    [
        (("ТАРНОВ", "БРЕЛЛЕР"), "Господин Тарнов, никто нам не отвечает"),
        (("אילן טרן (הנמל)", "רות ברל"), "חברים, שקט בבקשה"),
        (("ILKA TORVANE", "JON BRELL"), "THE HARBOUR MILE"),
    ],
)
def test_a_line_of_speech_is_no_label_where_labels_are_lines_in_capitals(names: tuple[str, str], line: str) -> None:
    talk = "".join(f"<p><b>{who}:</b></p><p>We open the harbour for a mile. Do you?</p>" for who in names * 2)
    page = read_page(f"<html><body>{talk}<p>{line}</p><p>Thank you.</p></body></html>".encode(), "http://a.example/1")
    assert not load_briefing(read_transcript([page]), source="gazette").shortcomings


_TALK = "<p class='who'>{}</p><p>We open the gate. Do you agree?</p>"


@pytest.mark.parametrize(
    ("talk", "told"),
    [
        (
            "".join(_TALK.format(who) for who in ("Ilka Torvane", "Jon Brell") * 2)
            + _TALK.format("<span class='name'>An old skipper</span>"),
            "An old skipper",
        ),
        (
            "".join(f"<p>{who}</p><p>We open it. Do you?</p>" for who in ("ILKA TORVANE", "JON BRELL") * 2)
            + "<p>HEDDA, HEARD AT THE LOCKS OF OLDMOUTH IN THE NIGHT OF THE GREAT FLOOD</p><p>I saw it.</p>"
            + "<p>ILKA TORVANE</p><p>We know.</p>",
            "HEDDA, HEARD AT THE LOCKS OF OLDMOUTH IN THE NIGHT OF THE GREAT FLOOD",
        ),
        (
            "".join(f"<h4>{who}</h4><p>We open it. Do you?</p>" for who in ("ILKA TORVANE", "JON BRELL") * 2)
            + "<h4>HEDDA ORMIN, HEARD AT THE LOCKS</h4><p>The gates stood open in the night.</p>"
            + "<h4>ILKA TORVANE</h4><p>We know.</p>",
            "HEDDA ORMIN, HEARD AT THE LOCKS",
        ),
        (
            "".join(f"<p>{who}</p><p>We open it. Do you?</p>" for who in ("ILKA TORVANE", "JON BRELL") * 2)
            + "<p>HEDDA ORMIN MARSH</p><p>Se abren las puertas.</p><p>JON BRELL</p><p>Thank you.</p>",
            "HEDDA ORMIN MARSH",
        ),
        (
            "".join(
                f"<h3>{who}</h3><p>{said}</p>"
                for who, said in [("Ilka Torvane", "Eu começo, e nós temos uma hora."), ("Repórter", "Quem paga?")] * 2
                + [("Bruno Oscalho", "Pedimos três propostas."), ("Repórter", "Quando?"), ("Ilka Torvane", "Em maio.")]
            ),
            "Bruno Oscalho",
        ),
        (
            "<p>Question: Who pays for it?</p><p>Thượng tướng Ilse Maren Tarn: I think we do.</p>"
            "<p>Question: When?</p><p>Jon Brell: In May, I hope.</p>",
            "Thượng tướng Ilse Maren Tarn",
        ),
    ],
)
def test_what_is_set_like_labels_or_answers_with_a_title_is_told(talk: str, told: str) -> None:
    page = read_page(f"<html><body>{talk}</body></html>".encode(), "http://press.veldria.example/1.htm")
    shortcomings = load_briefing(read_transcript([page]), source="gazette").shortcomings
    assert [told in str(one.words) for one in shortcomings] == [True]


def test_what_asks_in_bold_like_all_labels_is_told_though_it_has_a_number() -> None:
    talk = [
        ("Ute Marsch, Hafenministerin", "Guten Morgen, ich habe Ihnen etwas zu sagen."),
        ("1 – Jan Keller – Hafenzeitung", "Wann fährt die neue Fähre?"),
        ("Ute Marsch, Hafenministerin", "Wir beginnen im Mai."),
        ("2 – Petra Lind – Radio Marsch", "Wie viele Boote gibt es?"),
        ("Ute Marsch, Hafenministerin", "Es gibt zwölf Boote, und ich glaube, das reicht."),
        ("3 – Rita Sommer – Kanal Bucht TV", "Und wer bezahlt sie?"),
        ("Ute Marsch, Hafenministerin", "Das Geld kommt aus dem Haushalt, wie Sie wissen."),
    ]
    html = "".join(f"<p><strong>{label}:</strong> {said}</p>" for label, said in talk)
    page = read_page(f"<html><body>{html}</body></html>".encode(), "http://press.veldria.example/1.htm")
    assert [reason.words for reason in load_briefing(read_transcript([page])).shortcomings] == [
        "speakers not understood: '1 – Jan Keller – Hafenzeitung', 1 in all"
    ]


def test_a_reader_who_asks_in_a_chat_by_a_small_name_with_a_figure_is_told() -> None:
    talk = (
        "Moderator: Good day.",
        "tarn77: Who pays?",
        "Ilse Maren: We do.",
        "Moderator: Next.",
        "Ilse Maren: Thank you.",
    )
    page = read_page(f"<html><body>{paragraphs(*talk)}</body></html>".encode(), "http://press.veldria.example/4.htm")
    read = load_briefing(read_transcript([page]), source="gazette")
    assert any("tarn77" in reason.words for reason in read.shortcomings)


@each("typed", ["I second this.", "+1"])
def test_what_somebody_typed_between_the_lines_of_minutes_is_told(typed: str) -> None:
    talk = (
        "OV: Who pays?",
        "RM: We do.",
        f"&lt;tarn&gt; {typed}",
        "OV: When?",
        "RM: In May, I hope.",
        "OV: Why?",
    )
    page = read_page(f"<html><body>{paragraphs(*talk)}</body></html>".encode(), "http://press.veldria.example/5.htm")
    read = load_briefing(read_transcript([page]), source="gazette")
    assert not read.complete
    assert any("tarn" in reason.words for reason in read.shortcomings)


def test_words_of_any_language_right_below_a_question_stand_for_who_answers() -> None:
    talk = ("Mwandishi: Nani analipia gati?", "Waziri: Serikali.", "Mwandishi: Lini?", "Waziri: Mwezi wa tano.")
    more = ("Mwandishi: Ni meli ngapi?", "Msemaji wa Serikali: Kazi inaendelea.", "Mwandishi: Kweli?", "Waziri: Kweli.")
    page = read_page(f"<html><body>{paragraphs(*talk, *more)}</body></html>".encode(), "http://press.veldria.example/6")
    read = load_briefing(read_transcript([page]), source="gazette")
    assert any("Msemaji wa Serikali" in reason.words for reason in read.shortcomings)


@pytest.mark.parametrize(
    ("asked", "complete"),
    [
        ("Harbour television: Good day. Will you open the lock?", False),
        ("Agence maritime: Will you open the lock?", False),
        ("The answer to television: Will you open the lock?", True),
        ("Question de la salle: Will you open the lock?", False),
        ("Głos z sali: Will you open the lock?", False),
        ("Last Question: Will you open the lock?", False),
        ("You ask for an answer to a question: Will you open the lock?", True),
    ],
)
def test_an_outlet_in_small_letters_or_somebody_unnamed_that_asks_once_is_told(asked: str, complete: bool) -> None:
    talk = (
        "Good evening, and thank you for having me.",
        "When does it open?",
        "In May, if the ice is gone.",
        "Who pays?",
    )
    turns = [f"<p>{name}: {text}</p>" for name, text in zip(("Vela", "Maren") * 2, talk, strict=True)]
    html = f"<html><body>{''.join(turns)}<p>{asked}</p><p>Vela: We all do, I think.</p></body></html>"
    page = read_page(html.encode(), "http://press.veldria.example/1.htm")
    assert load_briefing(read_transcript([page]), source="gazette").complete is complete


@pytest.mark.parametrize("asked", ["Bleibt die Frage:", "Powstaje pytanie:", "Возникает вопрос:", "Y una pregunta:"])
@pytest.mark.parametrize(("said", "complete"), [("wer zahlt?", True), ("Wer zahlt?", False)])
def test_a_question_that_a_sentence_goes_on_to_is_said(asked: str, said: str, complete: bool) -> None:
    talk = ("Vela: Wann öffnen wir?", f"Maren: Ich weiß es nicht. {asked} {said}", "Vela: Wir?", "Maren: Wir alle.")
    page = read_page(f"<html><body>{paragraphs(*talk)}</body></html>".encode(), "http://press.veldria.example/9.htm")
    assert load_briefing(read_transcript([page])).complete is complete
