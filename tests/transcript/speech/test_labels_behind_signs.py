"""Labels behind a dash, a number or the times of a recording: each opens its turn, and a programme opens none."""

from __future__ import annotations

from itertools import pairwise

from briefings.loaders import load_briefing
from briefings.transcript import BriefingKind, kind_of, read_page, read_transcript
from tests.support.parts import each
from tests.support.reading import briefing, paragraphs, said, transcript

_TALK = (
    "When do the locks open?",
    "They open in May, and we are glad of it.",
    "Who pays for the crews?",
    "The skippers do. I told them on Monday.",
)
_TIMES = ("00:05", "00:12", "00:31", "01:10", "01:40")


@each("before", ["", "– ", "- ", "• ", "&gt;&gt; ", "■ ", "[00:12] "])
@each(("asks", "answers"), [("Q", "A"), ("Question", "Answer"), ("Question", "Réponse")])
def test_marks_of_questions_and_answers(before: str, asks: str, answers: str) -> None:
    labels = (asks, answers) * 2
    read = briefing(paragraphs(*(f"{before}{label}: {text}" for label, text in zip(labels, _TALK, strict=True))))
    assert [(turn.label, turn.text) for turn in read.turns] == list(zip(labels, _TALK, strict=True))


@each(("asks", "answers"), [("Q、", "A、"), ("Q1，", "A1，"), ("Q1、", "A："), ("Q, ", "A, ")])
def test_marks_before_commas_of_east_asia(asks: str, answers: str) -> None:
    told = ["何時開きますか。", "五月です。私たちは嬉しいです。", "案はありますか。", "二つあります。"]
    rows = [f"{mark}{text}" for mark, text in zip((asks, answers) * 2, told, strict=True)]
    read = briefing(paragraphs(*rows, "A、造る。", "B、直す。", f"{asks}誰が言いましたか。", f"{answers}私です。"))
    # The items of a list are said by who answers.
    said_last = ["二つあります。\n\nA、造る。\n\nB、直す。", "誰が言いましたか。", "私です。"]
    assert [turn.text for turn in read.turns] == told[:3] + said_last
    assert {turn.label for turn in read.turns} == {asks.strip("、，, "), answers.strip("、，,： ")}


@each("text", ["A、新しい橋を造る。私たちは待っている。", "Q、それはなぜか。誰も知らない。", "Q、A二つの字がある。"])
def test_a_letter_before_a_comma_alone_is_no_mark(text: str) -> None:
    assert {label for label, _ in said(briefing(paragraphs("市長は橋を見た。", text, "B、古い橋を直す。")))} == {None}


@each("end", ["", "."])
def test_a_question_and_its_outlet_on_a_line_of_their_own_open_a_turn(end: str) -> None:
    labels = ("Question (Coastfax)", "Vask D. Yu.") * 2
    lines = [part for label, text in zip(labels, _TALK, strict=True) for part in (label + end * ("(" in label), text)]
    read = briefing(paragraphs("Participants: Vask D. Yu. - press secretary of the President of Ruritania", *lines))
    assert [turn.text for turn in read.turns] == list(_TALK)


@each(
    "row",
    [
        "[{first} - {last}] {name}: {text}",
        "{first}–{last} {name}: {text}",
        "[00:{first}.120 --&gt; 00:{last}.900] {name}: {text}",
        "{first} - {last} | {name}: {text}",
        "{name} [{first} - {last}]: {text}",
        "<b>{name}</b> ({first} to {last}) {text}",
        "{name} ({first} - {last})</p><p>{text}",
        "{first} - {last} {name}</p><p>{text}",
        "[{first} – {last}]</p><p>{name}: {text}",
        "{name} | {first}</p><p>{text}",
        "{name}, {first}</p><p>{text}",
        "{name}（{first}）：{text}",
        "【{first}~{last}】{name}：{text}",
    ],
)
def test_the_times_of_a_recording_stand_beside_the_label(row: str) -> None:
    names = ("Ilse Maren", "Odd Tarn") * 2
    rows = [
        row.format(first=first, last=last, name=name, text=text)
        for (first, last), name, text in zip(pairwise(_TIMES), names, _TALK, strict=True)
    ]
    read = briefing(paragraphs(*rows))
    assert [(turn.label, turn.text) for turn in read.turns] == list(zip(names, _TALK, strict=True))
    assert all(turn.notes[0].kind == "time" and "00:" in turn.notes[0].text for turn in read.turns[:3])


@each(
    "row",
    [
        "{first} - {last} {name}</p><p>{text}",
        "{name} {first} – {last}</p><p>{text}",
        "{first} - {last} {name}: {text}",
        "[{first} - {last}] {name}: {text}",
        "{name} ({first} – {last}) {text}",
    ],
)
def test_the_hours_of_a_programme_open_no_turns(row: str) -> None:
    talks = {
        "Ilse Maren": "In this talk I show how we measured the silt of four harbours.",
        "Odd Tarn": "Why does the tide turn late? We answer with ten years of data.",
        "Ada Lorn": "The bridge opens in June. What will it change?",
        "Jon Brell": "I have sailed for forty years and we still lose boats.",
    }
    hours = pairwise(("09:00", "09:30", "10:15", "11:00", "11:45"))
    rows = [
        row.format(first=first, last=last, name=name, text=text)
        for (first, last), (name, text) in zip(hours, talks.items(), strict=True)
    ]
    read = transcript(paragraphs(*rows))
    assert kind_of(read) is BriefingKind.ARTICLE
    assert not [turn for turn in read.turns if turn.printed.label]


def test_those_who_each_speak_once_beside_a_time_of_a_recording_open_turns() -> None:
    names = ("Ilse Maren", "Odd Tarn", "Ada Lorn", "Jon Brell")
    rows = [
        f"{name} {time}</p><p>{text}"
        for name, time, text in zip(names, ("0:05", "1:20", "2:31", "3:45"), _TALK, strict=True)
    ]
    assert said(briefing(paragraphs(*rows))) == list(zip(names, _TALK, strict=True))


@each("rows", [("78:64 Quay Bears", "101:99 Tide Wolves"), ("Quay Bears 78:64", "Tide Wolves 101:99")])
def test_the_points_of_a_game_are_no_times(rows: tuple[str, str]) -> None:
    texts = ("We won and I am glad.", "Who would have thought it?") * 2
    read = briefing(paragraphs(*(f"{row}</p><p>{text}" for row, text in zip(rows * 2, texts, strict=True))))
    assert not [turn.label for turn in read.turns if turn.label]


@each("answer", ["Answer: higher dues.", "Antwort: mehr Geld."])
def test_who_asks_a_question_may_answer_it(answer: str) -> None:
    rows = ("Ilse Maren: What do the crews want?", answer, "Odd Tarn: Is that all?", "Ilse Maren: I think so.")
    asked, *others = briefing(paragraphs(*rows, "Odd Tarn: I see.")).turns
    assert (asked.label, asked.text) == ("Ilse Maren", f"What do the crews want?\n\n{answer}")
    assert [turn.label for turn in others] == ["Odd Tarn", "Ilse Maren", "Odd Tarn"]


@each(
    "items",
    [
        ("- A: We mend it.", "- B: Who pays?", "- C: We sell it."),
        ("比例为1∶5000，我们使用。", "雄狮3∶2胜，谁能想到？", "雄狮1∶1平。"),
    ],
)
def test_letters_of_a_list_and_signs_of_a_ratio_are_no_labels(items: tuple[str, ...]) -> None:
    assert kind_of(transcript(paragraphs("The board named ways.", *items))) is BriefingKind.ARTICLE


@each("opening", ["10.35. We go on.", "2 boats are in.", "We go on."])
def test_a_figure_behind_the_dash_after_capitals_is_said(opening: str) -> None:
    talk = (opening, *_TALK)
    names = ("И. МАРЕН", "О. ТАРН", "В. ВЕЛА", "О. ТАРН", "В. ВЕЛА")
    read = briefing(paragraphs(*(f"{name} – {text}" for name, text in zip(names, talk, strict=True))))
    assert [(turn.label, turn.text) for turn in read.turns] == list(zip(names, talk, strict=True))


def test_the_initials_of_names_without_a_sign_are_no_labels() -> None:
    talk = ("Will it be dark tonight?", *_TALK, "Will it last?", "I hope so.")
    said_by = (f"{'O. Tarn' if n % 2 else 'I. Maren'} {text}" for n, text in enumerate(talk))
    read = briefing(paragraphs("Good evening.", *said_by))
    assert "O" not in [turn.label for turn in read.turns]
    assert not read.complete


@each(
    ("sign", "line", "complete"),
    [
        ("【{}】", "【大臣;今朝お話をいたしました。", False),
        ("【{}】", "（拍手）", True),
        (">> {}:", "&gt;&gt; 五月か。", False),
        ("» {}:", "» 五月か。", False),
        ("- {}:", "- 五月でしょうか。", False),
        ("- {}:", "- 橋と港。", True),
    ],
)
def test_a_line_with_the_sign_before_all_labels_is_told(sign: str, line: str, complete: bool) -> None:
    asked, told = (sign.format(who).replace(">", "&gt;") for who in ("記者", "大臣"))
    talk = f"<p>{asked} 橋はいつ開通しますか。</p><p>{told} 五月に開通いたします。</p>" * 2
    page = read_page(f"<html><body>{talk}<p>{line}</p></body></html>".encode(), "http://press.veldria.example/1.htm")
    assert load_briefing(read_transcript([page]), source="gazette").complete is complete


def test_a_label_in_capitals_with_the_name_in_brackets_opens_a_turn_beside_the_bare_one() -> None:
    said_by = {
        "PIRMININKĖ (L. RASKAITĖ)": ["Gerbiamieji kolegos, pradėsime uosto posėdį."],
        "J. VELA (HDF)": ["Mes uostą atidarome gegužę. Mūsų planas aiškus.", "Ačiū už klausimą. Mes jį skelbiame."],
        "PIRMININKĖ": ["Ačiū. Klausia A. Tova.", "Ačiū. Daugiau klausimų nėra."],
        "A. TOVA (MTG)": ["Ačiū, pirmininke. Kada mes matysime planą?"],
    }
    chair, minister, bare, member = said_by
    labels = [chair, minister, bare, member, minister, bare]
    read = briefing(paragraphs(*(f"{label}. {said_by[label].pop(0)}" for label in labels)))
    assert [turn.label for turn in read.turns] == labels


def test_the_time_behind_a_mark_or_a_long_office_is_no_part_of_the_label() -> None:
    office = "Ilse Maren, Director General of the Institute of Locks, Canals and Harbours"
    rows = [
        f"<p><strong>{label}</strong> <span>({time})</span><br>{text}</p>"
        for label, time, text in zip(("Q", office) * 2, _TIMES, _TALK, strict=False)
    ]
    assert said(briefing("".join(rows))) == list(zip(("Q", office) * 2, _TALK, strict=True))


@each("sign", [".- ", ". ", " – ", ".—"])
def test_who_is_addressed_before_a_colon_is_no_part_of_the_label(sign: str) -> None:
    # Hansard of Fiji prints or scans the full stop of "Mr." as a colon.
    labels = ("HON. I. B. MAREN", "HON. PROF. T. VEDRIN") * 2
    rows = [
        f"<p><b>{label}</b>{sign}Mr: Speaker, I ask you: {text}</p>" for label, text in zip(labels, _TALK, strict=True)
    ]
    read = briefing("".join(rows))
    assert [(turn.label or "").rstrip(".- –—") for turn in read.turns] == [*labels]


def test_a_stop_that_abbreviates_an_honorific_in_capitals_closes_no_label() -> None:
    labels = ("MR. SPEAKER", "HON. T. B. VEDRIN", "HON. PROF. I. C. MAREN", "HON. T. B. VEDRIN", "HON. O. F. SOLLAS")
    rows = "".join(f"<h3>{label}</h3><p>{text}</p>" for label, text in zip(labels, (*_TALK, _TALK[0]), strict=True))
    assert [label for label, _ in said(briefing(rows))] == [*labels]


@each("name", ["HON. DR. RATU A. R. MAREN", "HON. RATU A. R. R. MAREN"])
def test_initials_before_a_surname_close_no_label(name: str) -> None:
    labels = ("MR. SPEAKER", name, "MR. SPEAKER", "HON. O. F. SOLLAS")
    rows = "".join(f"<p><b>{label}.</b> {text}</p>" for label, text in zip(labels, _TALK, strict=True))
    assert [label for label, _ in said(briefing(rows))] == [*labels]


def test_an_office_above_the_first_question_that_no_rule_accepts_is_told() -> None:
    rows = ("<b>The President.</b> Good afternoon. I have a statement.", "<b>Q.</b> Who will pay for the locks?")
    assert not briefing("".join(f"<p>{row}</p>" for row in rows)).complete


def test_a_name_in_capitals_may_have_a_very_long_office() -> None:
    office = "SECRETARIA DE OBRAS DEL PUERTO, DE LAS ESCLUSAS Y DE LOS CANALES DE LA COSTA"
    labels = ("PRESIDENTE TOMÁS VEDRIN", f"ILSE MAREN, {office}") * 2
    rows = "".join(f"<p><b>{label}.</b> {text}</p>" for label, text in zip(labels, _TALK, strict=True))
    assert said(briefing(rows)) == list(zip(labels, _TALK, strict=True))


@each(
    "who",
    ["<b>Mme Vera Tove,</b> <i>ministre des ports</i>", "<span class='n'>Mme Vera Tove</span>, <i>rapporteure</i>"],
)
def test_a_name_in_bold_and_an_office_that_is_not_are_a_label_before_a_full_stop(who: str) -> None:
    rows = [("<b>M. le président</b>", "Qui paie les écluses ?"), (who, "Nous les payons, et je m'en réjouis.")] * 2
    read = briefing("".join(f"<p>{label}. {text}</p>" for label, text in rows))
    assert [turn.text for turn in read.turns] == [text for _, text in rows]
    assert read.complete


def test_surnames_that_a_japanese_bracket_closes_again_and_again_are_told() -> None:
    answers = ("記者）いつ開きますか。", "川端）五月に開きます。", "記者）費用は誰が払いますか。", "川端）私どもです。")
    assert not briefing(paragraphs(*answers * 2)).complete
