"""Labels as houses print them that are on no page of the bank: each form once, in invented words."""

from __future__ import annotations

import pytest

from briefings.transcript.wording.speaking import speaks
from tests.support.parts import each
from tests.support.reading import briefing, paragraphs, said

_QUESTION = "Minister, can you tell us when the bridge will open again?"
_ANSWER = "We are looking into it, and I can tell you that nothing was lost."

FORMS = {
    # A parliament in West Africa: the time stands behind the name, without a bracket.
    "time of day behind a name": (
        ["Mr Speaker 11:55 a.m.", _ANSWER, "Mrs Dolmatin 11:55 a.m.", _QUESTION] * 2,
        ["Mr Speaker", "Mrs Dolmatin"] * 2,
    ),
    # French minutes: the office behind a name closes with the full stop.
    "office before a full stop": (
        [f"M. le président. {_QUESTION}", f"M. Luc Vask, ministre des ports. {_ANSWER}"] * 2,
        ["M. le président", "M. Luc Vask, ministre des ports"] * 2,
    ),
    # The translation of a question stands in square brackets below it.
    "remark that opens a bracket": (
        [f"Irena Dolmatin: {_QUESTION}", "[Asked in Hindi: in short] When?", f"Tolmer Vask: {_ANSWER}"] * 2,
        ["Irena Dolmatin", "Tolmer Vask"] * 2,
    ),
    # The address of each speech stands below it.
    "address behind a word": (
        [f"Irena Dolmatin: {_QUESTION}", "Link: https://www.example.org/1", f"Tolmer Vask: {_ANSWER}"] * 2,
        ["Irena Dolmatin", "Tolmer Vask"] * 2,
    ),
    # A Central European government: everybody has a role, and some speak once.
    "role of somebody who speaks once": (
        [
            f"Tolmer Vask, tiskový mluvčí vlády: {_ANSWER}",
            f"Irena Dolmatin, předseda vlády: {_ANSWER}",
            f"Tolmer Vask, tiskový mluvčí vlády: {_ANSWER}",
            f"Jana Malá, ministryně financí: {_ANSWER}",
            f"Irena Dolmatin, předseda vlády: {_ANSWER}",
        ],
        [
            "Tolmer Vask, tiskový mluvčí vlády",
            "Irena Dolmatin, předseda vlády",
            "Tolmer Vask, tiskový mluvčí vlády",
            "Jana Malá, ministryně financí",
            "Irena Dolmatin, předseda vlády",
        ],
    ),
    # A parliament in the north: a party and a time stand behind the name.
    "party and time behind a name": (
        [f"Presidenten [10:00:04]: {_ANSWER}", f"Turid Vask (H) [10:05:20]: {_QUESTION}"] * 2,
        ["Presidenten", "Turid Vask (H)"] * 2,
    ),
    # A parliament in the north counts the speeches, and says which of them reply.
    "number of a speech before the name": (
        [
            "Anf. 1 Statsminister TURID VASK (S):",
            "Herr talman! Nu ska bron byggas.",
            "Anf. 2 IRENA DOLMATIN (M) replik:",
            "Herr talman! Det är dags.",
            "Anf. 3 TALMANNEN:",
            "Debatten är avslutad.",
        ],
        ["Anf. 1 Statsminister TURID VASK (S)", "Anf. 2 IRENA DOLMATIN (M) replik", "Anf. 3 TALMANNEN"],
    ),
    # Interviews in many languages number the letters.
    "numbered letters": (
        ["P1. ¿Cuándo abre el puente?", "R1. En mayo, creo.", "P2. ¿Quién lo paga?", "R2. Nosotros."],
        ["P1", "R1", "P2", "R2"],
    ),
    # A parliament in the south: a dash without spaces stands behind seat and time.
    "dash without spaces": (
        [f"Mr MAREN (Northport) (2.00 pm)—{_QUESTION}", f"Ms VASK (Eastport—Minister for Ports)—{_ANSWER}"] * 2,
        ["Mr MAREN (Northport) (2.00 pm)", "Ms VASK (Eastport—Minister for Ports)"] * 2,
    ),
    # Records of an assembly of nations count all paragraphs.
    "number of a paragraph before the label": (
        [f"1. The PRESIDENT: {_ANSWER}", f"2. Mr. MAREN (Ruritania): {_QUESTION}", f"3. The PRESIDENT: {_ANSWER}"],
        ["The PRESIDENT", "Mr. MAREN (Ruritania)", "The PRESIDENT"],
    ),
    # A parliament in the far south prints who is asked behind who asks.
    "who is asked": (
        [
            f"<b>1. Hon IRENA DOLMATIN</b> (Labour—Northport) to the <b>Minister of Ports</b>: {_QUESTION}",
            f"<b>Hon TOLMER VASK</b> (Minister of Ports): {_ANSWER}",
            f"<b>SPEAKER</b>: {_ANSWER}",
            f"<b>2. LUC MAREN</b> (Green) to the <b>Minister of Mills</b>: {_QUESTION}",
            f"<b>Hon TOLMER VASK</b>: {_ANSWER}",
        ],
        [
            "Hon IRENA DOLMATIN (Labour—Northport) to the Minister of Ports",
            "Hon TOLMER VASK (Minister of Ports)",
            "SPEAKER",
            "LUC MAREN (Green) to the Minister of Mills",
            "Hon TOLMER VASK",
        ],
    ),
    # A senate: a surname of four letters is no abbreviation before "Mr. President".
    "short surname before a full stop": (
        [f"The President. {_ANSWER}", f"Senator Vask. Mr. President, {_QUESTION}", f"The President. {_ANSWER}"] * 2,
        ["The President", "Senator Vask", "The President"] * 2,
    ),
    # A congress: a remark stands behind the name, and the chair may speak once.
    "remark behind a name before a full stop": (
        [
            f"The SPEAKER pro tempore (Ms. Lind). {_ANSWER}",
            *[f"Mr. VASK. {_QUESTION}", f"Ms. TOLL. {_ANSWER}", f"Mr. VASK (during the reading). {_ANSWER}"] * 2,
        ],
        ["The SPEAKER pro tempore (Ms. Lind)", *["Mr. VASK", "Ms. TOLL", "Mr. VASK (during the reading)"] * 2],
    ),
    # A congress: behind a surname as short as a title the full stop ends the label.
    "answer of a word behind a short surname": (
        [f"Mr. Geo. Lee. {_QUESTION}", "Ms. Chu. Yes.", f"Mr. Geo. Lee. {_QUESTION}", "Ms. Chu. No. I said so."],
        ["Mr. Geo. Lee", "Ms. Chu"] * 2,
    ),
    # A hearing: where it met is told above, whose statement follows in capitals, and answers are a word.
    "hearing with statements": (
        [
            "Oldmouth, DC.",
            "The Committee met, pursuant to notice, at 10:02 a.m. in room 366, Hon. Irena Vask, Chairman, presiding.",
            f"The Chairman. {_ANSWER}",
            "STATEMENT OF HON. TOLMER LIND, ASSISTANT SECRETARY FOR LOCKS AND CANALS AND QUAYS, DEPARTMENT OF PORTS",
            f"Mr. Lind. {_ANSWER}",
            f"The Chairman. {_QUESTION}",
            "Mr. Lind. Yes.",
            f"Senator Tove [presiding]. {_QUESTION}",
            "Mr. Lind. No. I said so.",
        ],
        ["The Chairman", "Mr. Lind", "The Chairman", "Mr. Lind", "Senator Tove [presiding]", "Mr. Lind"],
    ),
    # A broadcaster: the guest says a word of greeting, once.
    "name and office in capitals beside the host": (
        [f"IRENA DOLMATIN, ANCHOR: {_ANSWER}", "TOLMER VASK, LOCK KEEPER: Good to be here.", f"DOLMATIN: {_QUESTION}"],
        ["IRENA DOLMATIN, ANCHOR", "TOLMER VASK, LOCK KEEPER", "DOLMATIN"],
    ),
    # A parliament that abbreviates the office of its chair by quotation marks.
    "quotation marks within an abbreviation": (
        ['היו"ר עודד מרן: אני פותח את הישיבה. בוקר טוב לכם.', "טס ווסק (הליכוד): מתי נפתח את השער?"] * 2,
        ['היו"ר עודד מרן', "טס ווסק (הליכוד)"] * 2,
    ),
    "another reporter, who does not ask": (
        [
            f"Periodista: {_QUESTION}",
            f"Dolmatin: {_ANSWER}",
            "Otro periodista: Pero eso ya lo dijo.",
            f"Dolmatin: {_ANSWER}",
        ],
        ["Periodista", "Dolmatin", "Otro periodista", "Dolmatin"],
    ),
    # A broadcaster in Korea: two speak, an office and an asker.
    "two in brackets": (
        [
            "[기자]",
            "감사합니다. 다리는 언제 다시 열립니까? 말씀해 주십시오.",
            "[돌마틴 대통령]",
            "제가 말씀드리겠습니다. 우리는 봄에 엽니다.",
        ],
        ["기자", "돌마틴 대통령"],
    ),
    # Captions of a film: the first words in brackets open no sentence of their own.
    "first label in brackets before a few words": (
        [
            "[Turid Vask, Moderator] Hello, welcome",
            "to the harbour. This is our podcast, and you are listening to it.",
            f"[Irena Dolmatin, Guest] {_ANSWER}",
            f"[Vask] {_QUESTION}",
            f"[Dolmatin] {_ANSWER}",
        ],
        ["Turid Vask, Moderator", "Irena Dolmatin, Guest", "Vask", "Dolmatin"],
    ),
    # A Baltic parliament: the first letter is an initial, no mark.
    "initial of a name in capitals": (
        ["V. VASK (TS). Ar jūs galiu?", "R. DOLMATIN (LV). Ačiū, jūs galiu."] * 3,
        ["V. VASK (TS)", "R. DOLMATIN (LV)"] * 3,
    ),
    # Minutes of hearings: two members have the same surname.
    "state behind a name before a full stop": (
        [f"Mr. Vask. {_ANSWER}", f"Mr. Dolmatin of South Osk. {_ANSWER}", f"Mr. Vask. {_QUESTION}"],
        ["Mr. Vask", "Mr. Dolmatin of South Osk", "Mr. Vask"],
    ),
    # A parliament between two continents: the constituency and a dash stand behind the name; a minister speaks once.
    "capitals before a dash": (
        [
            "BAŞKAN – Sayın milletvekilleri, birleşimi açıyorum.",
            "AHMET DALGA (Rize) – Teşekkür ediyorum Sayın Başkan. Köprü ne zaman açılacak?",
            "BAŞKAN – Hükûmet?",
            "DEVLET BAKANI AYŞE LİMAN (Ordu) – Katılıyoruz efendim.",
            "BAŞKAN – Sayın Dalga, buyurun.",
            "AHMET DALGA (Rize) – Siz ne diyorsunuz?",
        ],
        ["BAŞKAN", "AHMET DALGA (Rize)", "BAŞKAN", "DEVLET BAKANI AYŞE LİMAN (Ordu)", "BAŞKAN", "AHMET DALGA (Rize)"],
    ),
    # A president's archive: the initial is an article or a pronoun, too.
    "initial that is a word": (
        [
            "I. Vask: Who paid for the dyke?",
            "A. Dolmatin: We all did.",
            "I. Vask: And who did not?",
            "A. Dolmatin: You.",
        ],
        ["I. Vask", "A. Dolmatin"] * 2,
    ),
    # A radio station in the east: an initial and a name before a bar, or glued to it before a dash.
    "initial and name before a dash": (
        ["И. ДОЛМАТИНА― Скажите, когда откроют мост?", "Т.ВАСК – Я думаю, что скоро."] * 3,
        ["И. ДОЛМАТИНА", "Т.ВАСК"] * 3,
    ),
    "initial and name in bold before a dash": (
        ["<b>И. Долматина –</b> Скажите, когда откроют мост?", "<b>Т. Васк –</b> Я думаю, что скоро."] * 3,
        ["И. Долматина", "Т. Васк"] * 3,
    ),
    # A Spanish translation: only the questions have a letter, and it comes after no other letter.
    "letter of a question below an office": (
        [f"El presidente: {_ANSWER}", f"P. {_QUESTION}"] * 2,
        ["El presidente", "P"] * 2,
    ),
    # A broadcaster of a government in Asia: an arrow closes the label.
    "arrow behind a name": (
        ["김바다 앵커>", "질문이 많았습니까?", "이나루 기자>", "네, 저는 다리를 보고 왔습니다."] * 2,
        ["김바다 앵커", "이나루 기자"] * 2,
    ),
    # A governor speaks for most of the hour; then the questions come.
    "questions after a long statement": (
        ["おはようございます。今日は橋の話をします。" * 40, "(記者)", "橋はいつ開きますか。", "(知事)", "来年です。"],
        [None, "記者", "知事"],
    ),
    # A title names the minister, and no line the spokesman who opens.
    "name of somebody who opens below a title with a name": (
        [
            "Thème : les ponts",
            f"M. André Vasque: Bonjour. {_ANSWER}",
            *[f"M. Luc Dolmatin: {_ANSWER}", f"Rep. : {_QUESTION}"] * 2,
        ],
        ["M. André Vasque", *["M. Luc Dolmatin", "Rep."] * 2],
    ),
    # A committee prints who each speaks for, and each speaks once.
    "house in brackets": (
        [f"TOVE MAREN (Head of Harbours): {_ANSWER}", f"ODD VASK (Bay Wire): {_QUESTION}", f"TOVE MAREN: {_ANSWER}"],
        ["TOVE MAREN (Head of Harbours)", "ODD VASK (Bay Wire)", "TOVE MAREN"],
    ),
    # A podcast prints a time behind each name, and most speak once.
    "name and time": (
        ["Tove Maren 00:00:02", _ANSWER, "Odd Vask 00:00:20", _ANSWER, "Harbour Boats 00:00:35", "These boats leak."],
        ["Tove Maren", "Odd Vask", "Harbour Boats"],
    ),
    # A radio station prints whole names, once each, and then initials.
    "whole names before initials": (
        ["Tove Maren: A guest of ports.", "Odd Vask: A good day.", *[f"T.M.: {_QUESTION}", f"O.V.: {_ANSWER}"] * 2],
        ["Tove Maren", "Odd Vask", *["T.M.", "O.V."] * 2],
    ),
    # A blog prints its bank account above the talk.
    "number of an account": (
        ["Konto: Vask & Co", "IBAN: DE85 4306 0967 1047 79", f"FRAGE: {_QUESTION}", f"STS VASK: {_ANSWER}"],
        ["FRAGE", "STS VASK"],
    ),
}


@each("form", FORMS)
def test_each_form_is_read(form: str) -> None:
    lines, labels = FORMS[form]
    title = "<h1>Conférence de presse du Premier ministre Luc Dolmatin</h1>" if "title" in form else ""
    assert [label for label, _ in said(briefing(title + paragraphs(*lines)))] == labels


def test_a_running_title_is_no_label_whatever_comes_below_it() -> None:
    # A parliament prints its day on pages of paper, each below the word of its part.
    below = [_QUESTION, "The pumps were mended in the autumn, and the gate is moved each month."] * 4
    titles = "".join(f"<h4><b>Questions</b></h4>{paragraphs(text)}" for text in below)
    read = briefing(paragraphs(f"MR. MAREN: {_ANSWER}", f"MR. VASK: {_ANSWER}", f"MR. MAREN: {_ANSWER}") + titles)
    assert {label for label, _ in said(read)} == {"MR. MAREN", "MR. VASK"}


def test_a_greek_question_in_a_page_without_line_breaks_ends_a_sentence() -> None:
    asked = "ΔΡΟΣΟΣ: Σας ρωτώ, πότε ανοίγει η γέφυρα;"
    answered = "ΚΑΡΑΒΑΣ: Μπορώ να σας πω ότι δεν χάθηκε τίποτα από τις βάρκες."
    read = briefing(paragraphs(" ".join([asked, answered] * 20)))
    assert [label for label, _ in said(read)] == ["ΔΡΟΣΟΣ", "ΚΑΡΑΒΑΣ"] * 20


@pytest.mark.parametrize("beginning", ["- Ми не знаємо, чи так.", "Ευχαριστώ για την ερώτηση.", "תודה, אני לא יודע."])
def test_speech_is_recognised_behind_a_dash_and_in_any_alphabet(beginning: str) -> None:
    assert speaks(beginning)


@pytest.mark.parametrize("asks", ["Въпрос", "Novinar", "Hỏi", "שאלה"])
def test_below_the_word_for_a_question_or_reporter_somebody_else_answers(asks: str) -> None:
    read = briefing(paragraphs(*[f"{asks}: {_QUESTION}", _ANSWER] * 2))
    assert [label for label, _ in said(read)] == [asks, None] * 2


def test_questions_that_nobody_answers_are_told() -> None:
    # A Bulgarian broadcaster runs question and answer into one paragraph, the answer below no mark the reader knows.
    run_in = " ".join(f"Въпрос: Кога отваря мостът? Лазар Дъбов, кмет: {words}" for words in ("Скоро.", "Утре.", "Не."))
    read = briefing(paragraphs(run_in))
    assert {turn.label for turn in read.turns} == {"Въпрос"}
    assert [str(one) for one in read.shortcomings] == ["speakers not understood: nobody answers 'Въпрос'"]
