"""Labels as other languages and parliaments print them: each opens its turn."""

from __future__ import annotations

import pytest

from briefings.transcript.wording.press_labels import is_question_or_answer
from tests.support.parts import each
from tests.support.reading import briefing, paragraphs


def test_a_surname_with_initials_or_a_blank_opens_a_turn_before_a_full_stop() -> None:
    talk = (
        "ГОЛОВА. Ми відкриваємо шлюз.",
        "ТАРН О.Б. Хто за це платить?",
        "ГОЛОВА. Ми, колеги.",
        "______. Не чую вас.",
    )
    read = briefing(
        paragraphs(*talk, "ГОЛОВА. Дякую вам.", "БРЕЛЬ І. О. Коли ми почнемо?", "ГОЛОВА. У травні, колеги.")
    )
    printed = ["ГОЛОВА", "ТАРН О.Б.", "ГОЛОВА", "______", "ГОЛОВА", "БРЕЛЬ І. О.", "ГОЛОВА"]
    assert [turn.label for turn in read.turns] == printed


def test_a_sign_before_a_name_and_an_office_leaves_the_label_whole_before_a_colon() -> None:
    talk = ("▲한도진 부대변인 : 안녕하세요. 항만 소식입니다.", "▲오세린 항만수석 : 질문이 있으십니까?")
    read = briefing(paragraphs(*talk * 2))
    assert [turn.label for turn in read.turns] == ["한도진 부대변인", "오세린 항만수석"] * 2
    assert read.turns[0].text == "안녕하세요. 항만 소식입니다."


def test_the_word_that_joins_catalan_surnames_stands_in_a_name() -> None:
    talk = ("El señor PRESIDENTE: Tiene la palabra.", "El señor MARÉS I TORNA: Gracias, señor presidente.")
    read = briefing(paragraphs(*talk, talk[0], "La señora BRELL SOTO: Gracias a todos.", talk[0]))
    printed = [label for label, _ in (line.split(": ") for line in talk)]
    assert [turn.label for turn in read.turns] == [*printed, printed[0], "La señora BRELL SOTO", printed[0]]


@pytest.mark.parametrize(
    "label",
    [
        *("Ministr přístavů ČR Jon Brell", "Minister portów RP Jon Brell", "Министр портов РФ Jon Brell"),
        *("Odo Rask, Secretary of Ports", "Odo Rask, Secretario de Puertos", "Odo Rask, Ministre des Ports"),
        *("An Leas-Cheann Comhairle", "An Cathaoirleach", "The Tánaiste", "Remark"),
    ],
)
def test_who_speaks_once_by_an_office_opens_a_turn(label: str) -> None:
    talk = ("Ilse Maren: Our secretary, secretario, ministre.", f"{label}: Three locks.", "Ilse Maren: We begin.")
    read = briefing(paragraphs(*talk, "Reporter: Who pays?", "Ilse Maren: We do.", "Reporter: When?"))
    assert [turn.label for turn in read.turns][:3] == ["Ilse Maren", label, "Ilse Maren"]
    assert read.turns[1].speaker == ("Odo Rask" if "Odo Rask" in label else None)


def test_the_time_behind_a_speaker_whom_a_machine_counts_is_no_part_of_the_label() -> None:
    talk = [f"Speaker {n % 2 + 1} (0{n}:12): {('We open the lock.', 'Who pays for it?')[n % 2]}" for n in range(6)]
    assert [turn.label for turn in briefing(paragraphs(*talk)).turns] == ["Speaker 1", "Speaker 2"] * 3


@pytest.mark.parametrize("role", ["ministre des ports", "minister portów", "министр портов"])
def test_who_speaks_once_with_a_role_in_lower_case_opens_a_turn(role: str) -> None:
    asked = ("Harbour News: Who pays for it?", "Moderator: We do.") * 2
    read = briefing(paragraphs(f"Ilse Maren, {role}: Good morning. We open the lock today.", *asked))
    assert read.turns[0].label == f"Ilse Maren, {role}"


def test_a_word_for_the_press_opens_turns_without_a_question_where_names_are_in_capitals() -> None:
    talk = ("MR. TOVELL: We open the locks.", "Reporter: When?", "MR. TOVELL: In May.", "Reporter: I have one more.")
    read = briefing(paragraphs(*talk, "MR. TOVELL: Please.", "Reporter: Who pays?", "MR. TOVELL: We do."))
    assert [turn.label for turn in read.turns] == [*["MR. TOVELL", "Reporter"] * 3, "MR. TOVELL"]


def test_thanks_for_a_question_ask_nothing_in_chinese() -> None:
    said = ("港口日报：谁来付钱？", "王建国，运河局副局长：谢谢你的提问。我们五月开始。") * 2
    read = briefing(paragraphs("王建国，运河局副局长：大家早上好。我们今天开放船闸。", *said))
    assert {turn.role for turn in read.turns if (turn.label or "").startswith("王")} == {"official"}


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Question No. {}:", "Answer:"),
        ("Вопрос № {}:", "Ответ:"),
        ("प्रश्न संख्या {}:", "उत्तर:"),
        ("Frage Nr. {}:-", "Antwort:-"),
    ],
)
def test_a_word_for_number_stands_before_that_of_a_question(question: str, answer: str) -> None:
    asked = [(f"{question.format(n)} Who pays for pier {n}, please?", f"{answer} We do, as I said।") for n in (1, 2, 3)]
    read = briefing(paragraphs(*(line for lines in asked for line in lines)))
    printed = [(question.format(n).rstrip(":-"), answer.rstrip(":-")) for n in (1, 2, 3)]
    assert [turn.label for turn in read.turns] == [label for labels in printed for label in labels]
    assert read.turns[1].text == "We do, as I said।"


def test_an_outlet_behind_who_asks_in_round_brackets_is_no_bracket_of_the_label() -> None:
    talk = ("（知事）", "おはようございます。", "（幹事社：港湾新聞）", "いつ開通しますか。", "（知事）", "五月です。")
    read = briefing(paragraphs(*talk, "（記者）", "誰が払いますか。", "（知事）", "県が払います。"))
    assert [(turn.label, turn.role) for turn in read.turns][:2] == [("知事", "official"), ("幹事社：港湾新聞", "press")]


def test_an_office_behind_the_mark_of_answers_is_a_label_on_a_line_of_its_own() -> None:
    talk = ("Q 港湾新聞", "いつ開通しますか。", "A 知事", "五月です。私はそう聞いています。")
    read = briefing(paragraphs(*talk, "Q 幹事社（港放送）", "誰が払いますか。", *talk[2:]))
    assert [(turn.label, turn.role) for turn in read.turns[:2]] == [("Q 港湾新聞", "press"), ("A 知事", "official")]


def test_marks_in_hindi_before_a_dash_are_read_with_their_vowel_signs() -> None:
    read = briefing(paragraphs(*["प्रश्न- घाट कब खुलेगा?", "उत्तर- मई में, हम सोचते हैं।"] * 3))
    assert [turn.label for turn in read.turns] == ["प्रश्न", "उत्तर"] * 3


def test_those_present_are_listed_above_all_speech_with_their_offices() -> None:
    above = ("Present", "Odo Rask", "Legal adviser", "Jon Brell", "Clerk of the committee", "Agenda", "The new lock")
    talk = ("Ilse Maren", "We begin, as I said.", "Odo Rask", "Do you open it?", "Jon Brell", "We do, in May.")
    read = briefing(paragraphs(*above, *talk * 2))
    assert [turn.label for turn in read.turns] == ["Ilse Maren", "Odo Rask", "Jon Brell"] * 2


def test_a_danda_ends_a_sentence_so_that_short_prose_is_no_boilerplate() -> None:
    prose = ("नई नौका मई से चलेगी।", "मंत्री ने कहा कि किराया नहीं बदलेगा।", "घाट का काम शरद में पूरा होगा।")
    assert briefing(paragraphs(*prose)).turns[0].text == "\n\n".join(prose)


def test_a_word_for_number_is_part_of_a_mark_only_with_a_number() -> None:
    # Labels that are all marks make a page one of help.
    assert is_question_or_answer("Question no. 2")
    assert not is_question_or_answer("J. Nordal")


@pytest.mark.parametrize(
    ("chair", "member", "once"),
    [
        ("PIRMININKĖ", "A. ŽUVĖNIENĖ (TS)", "R. MOLIENĖ (LF)"),
        ("ПРЕДСЕДНИК", "ИВАН ЈЕЛИЋ", "ЉИЉАНА ЏИВЏАН"),
        ("ΠΡΟΕΔΡΟΣ", "ΝΙΚΟΣ ΤΑΡΝΗΣ", "ΕΛΕΝΗ ΒΑΡΚΑ"),
    ],
)
def test_capitals_of_every_alphabet_open_a_turn_before_a_full_stop(chair: str, member: str, once: str) -> None:
    labels = [chair, member, chair, member, chair, once, chair]
    said = (
        "We open the lock.",
        "Who pays for it?",
        "We do.",
        "When does it open?",
        "In May.",
        "Why so late?",
        "Thank you.",
    )
    read = briefing(paragraphs(*(f"{label}. {text}" for label, text in zip(labels, said, strict=True))))
    assert [(turn.label, turn.text) for turn in read.turns] == [*zip(labels, said, strict=True)]


def test_an_initial_that_touches_its_surname_is_no_sign() -> None:
    talk = (
        "I.Osta (NA). Who pays?",
        "J.Tarnis (minister). We do.",
        "I.Osta (NA). When?",
        "A.Molis (JV). And why so late?",
    )
    read = briefing(paragraphs(*talk, "J.Tarnis (minister). I do not know.", talk[0], talk[1]))
    assert not [turn for turn in read.turns if turn.label in ("I", "J", "A")]


def test_the_first_word_of_an_answer_behind_a_sign_is_no_speaker() -> None:
    asked = ("여객선은 언제 운항합니까?", "부두 비용은 누가 냅니까?", "배가 몇 척 있습니까?", "언제 엽니까?")
    said = (
        "올해 여름에 저희가 엽니다.",
        "정부 예산으로 저희가 냅니다.",
        "저희는 아직 모릅니다.",
        "내년 봄에 저희가 엽니다.",
    )
    lines = [line for pair in zip(asked, said, strict=True) for line in (f"- {pair[0]}", f"▲ {pair[1]}")]
    read = briefing(paragraphs("항만청장 인터뷰", *lines))
    assert {turn.label for turn in read.turns} == {None}
    assert "".join(turn.text for turn in read.turns).count("▲") == 4


@pytest.mark.parametrize("asker", ["Fråga från {}", "Pytanie z {}"])
def test_an_outlet_behind_the_word_for_a_question_is_part_of_its_label(asker: str) -> None:
    one, other = asker.format("Hamnbladet"), asker.format("Radio Våg")
    talk = (f"{one}: När går färjan?", "Odd Tarn: I maj.", f"{other}: Vem betalar?", "Odd Tarn: Vi.")
    assert [turn.label for turn in briefing(paragraphs(*talk)).turns] == [one, "Odd Tarn", other, "Odd Tarn"]


@pytest.mark.parametrize(
    ("asks", "answers", "once"),
    [
        ("01.01 Jan Kade (N-VA): ", "01.02 Minister Anna Golf: ", "01.03 Piet Boei (Vooruit): "),
        ("Tuan Yang di-Pertua: ", "Tuan Razak bin Jeti [Muara]: ", "Puan Aminah binti Layar [Kuala]: "),
        ("Thông tấn xã Bến: ", "Bộ trưởng Trần Văn Cảng: ", "Thứ trưởng Lê Thị Sóng: "),
        ("Jon Brell (A) [10:05:22]:\n", "Kari Havn (H) [10:07:01]:\n", "Ola Tarn (Sp) [10:12:45]:\n"),
    ],
)
def test_numbers_small_words_and_times_leave_a_label_whole(asks: str, answers: str, once: str) -> None:
    said = (
        "Who pays for the quay?",
        "We do, as you know.",
        "When will it open?",
        "We hope in May.",
        "And why so late?",
    )
    labels = (asks, answers, asks, answers, once)
    lines = [line for label, text in zip(labels, said, strict=True) for line in (label + text).split("\n")]
    read = briefing(paragraphs(*lines))
    assert [turn.text for turn in read.turns] == [*said]
    assert all((turn.label or "-") in label for label, turn in zip(labels, read.turns, strict=True))


@pytest.mark.parametrize("form", ["◇ {}> ", "☎ {} > ", "▶{}=", "⊙{}: ", "◐ {} : "])
def test_a_name_behind_a_sign_may_be_closed_as_stations_in_korea_do(form: str) -> None:
    said = ("언제 엽니까?", "저희는 오월에 엽니다.", "누가 냅니까?", "저희가 냅니다.")
    talk = [f"{form.format(('한도진', '오세린')[n % 2])}{text}" for n, text in enumerate(said)]
    assert [(turn.label, turn.text) for turn in briefing(paragraphs(*talk)).turns] == [
        (("한도진", "오세린")[n % 2], text) for n, text in enumerate(said)
    ]


def test_a_writer_behind_a_sign_is_no_word_of_a_sentence() -> None:
    talk = ("▲작가 저희는 오월에 엽니다.", "▲기자 누가 냅니까?") * 3
    assert [turn.label for turn in briefing(paragraphs(*talk)).turns] == ["작가", "기자"] * 3


def test_who_opens_and_speaks_once_is_no_field_where_the_full_stop_is_another() -> None:
    talk = ("صحافی: گھاٹ کب کھلے گا؟", "ترجمان: ہم مئی میں کھولیں گے۔", "صحافی: خرچ کون دے گا؟", "ترجمان: ہم دیں گے۔")
    read = briefing(paragraphs("میزبان: السلام علیکم۔ سوالات سے شروع کرتے ہیں۔", *talk))
    assert "".join(turn.text for turn in read.turns).count("سوالات") == 1


def test_an_outlet_behind_who_asks_and_a_dash_is_part_of_the_label_up_to_its_colon() -> None:
    asked = [f"Repórter – {outlet}: Quem paga a conta do dique?" for outlet in ("Rádio Maré", "TV Dunas", "Rádio Maré")]
    answers = "Olavo Dunas: Nós assinamos ontem, e o governo paga.", "Olavo Dunas: Eu volto em maio."
    read = briefing(paragraphs(asked[0], answers[0], asked[1], answers[1], asked[2], answers[0]))
    labels = ["Repórter – Rádio Maré", "Olavo Dunas", "Repórter – TV Dunas", "Olavo Dunas"]
    assert [turn.label for turn in read.turns] == [*labels, *labels[:2]]


@each("word", ["EU:n tuki", "EU:s stöd", "Lukkoyhtiö Oy:n tarjous"])
def test_a_colon_before_an_ending_is_part_of_the_word(word: str) -> None:
    said = "Vi öppnar den i maj.", f"{word} kommer, och vi tackar."
    read = briefing(
        paragraphs("Fråga: När?", f"Ilse Maren: {said[0]}", said[1], "Fråga: Hur?", f"Ilse Maren: {said[0]}")
    )
    assert [turn.label for turn in read.turns] == ["Fråga", "Ilse Maren"] * 2
    assert said[1] in read.turns[1].text
    asked = "SVT:s reporter"
    assert asked in [turn.label for turn in briefing(paragraphs("Ilse Maren: Vi vet.", f"{asked}: Och?")).turns]


@pytest.mark.parametrize(
    ("labels", "points"),
    [
        ("<b>الصحفي: </b>|<b>المتحدث: </b>", "أمر آخر: "),
        ("<b>पत्रकार: </b>|<b>प्रवक्ता: </b>", "एक और बात: "),
        ("[기자]<br>|[한도진 / 대변인]<br>", "한 가지 더: "),
        ("（記 者）<br>|（大 臣）<br>", "もう一点："),
    ],
)
def test_a_point_that_recurs_in_an_answer_opens_no_turn_in_a_script_without_capitals(labels: str, points: str) -> None:
    asks, says = labels.split("|")
    said = f"<p>{asks}Who pays for the quay?</p><p>{says}The county.</p><p>{points}it opens in May.</p>" * 3
    answers = [turn.text for turn in briefing(said).turns][1::2]
    assert len(answers) == said.count(points)
    assert all(points.strip() in text for text in answers)


def test_a_name_in_georgian_opens_a_turn_though_its_letters_count_as_small() -> None:
    talk = ("დათო ოქრელი: როდის გაიხსნება ნავსადგური?", "ნინო ბარელი: ჩვენ მაისში გავხსნით.")
    assert [turn.label for turn in briefing(paragraphs(*talk * 3)).turns] == ["დათო ოქრელი", "ნინო ბარელი"] * 3


def test_a_point_printed_unlike_the_labels_opens_no_turn_in_georgian_which_begins_no_word_with_a_capital() -> None:
    asks, says = "<b>დათო ოქრელი:</b> როდის გაიხსნება ნავსადგური?", "<b>ნინო ბარელი:</b> ჩვენ მაისში გავხსნით."
    talk = (asks, says, "კიდევ ერთი: ხიდი უკვე შეკეთებულია.")
    assert [turn.label for turn in briefing(paragraphs(*talk * 3)).turns] == ["დათო ოქრელი", "ნინო ბარელი"] * 3


@pytest.mark.parametrize("names", [("한도진", "오세린"), ("סער דנון", "נגה ברק"), ("潮見一郎", "浜田花子")])
def test_who_takes_turns_without_a_question_is_heard_in_a_script_without_capitals(names: tuple[str, str]) -> None:
    talk = [f"{names[n % 2]}: We open quay {n} in May, and I am glad." for n in range(6)]
    assert [turn.label for turn in briefing(paragraphs(*talk)).turns] == [*names] * 3


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("سمير الداودي", "ليلى حمدان"), "الميزانية أقرت أمس في المجلس بأغلبية واسعة."),
        (("بهرام کیانی", "شیرین مرادی"), "بودجه دیروز در شورا با اکثریت تصویب شد."),
    ],
)
def test_who_speaks_in_turn_is_heard_where_nobody_asks_or_says_i(names: tuple[str, str], said: str) -> None:
    talk = [f"{names[n % 2]}: {said}" for n in range(6)]
    assert [turn.label for turn in briefing(paragraphs(*talk)).turns] == [*names] * 3


def test_a_time_beside_a_name_tells_a_speaker_who_is_not_asked_in_a_script_without_capitals() -> None:
    asked, answer = "اسکله چه زمانی باز می‌شود؟", "بودجه دیروز در شورا با اکثریت تصویب شد."
    names = ["بهرام کیانی", "شیرین مرادی", "داریوش نوری"]
    talk = [f"{name} (10:{n}{at}): {asked if n == 0 else answer}" for at in range(3) for n, name in enumerate(names)]
    assert [turn.label for turn in briefing(paragraphs(*talk)).turns] == names * 3
