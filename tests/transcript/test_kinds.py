"""What a page is by those who speak on it: a transcript, an article, or speech that is not understood."""

from __future__ import annotations

import re

import pytest

from briefings.transcript import kind_of, read_page, read_transcript
from tests.support.parts import each
from tests.support.reading import address, paragraphs, transcript

_ANSWER = "We are looking into it, and I can tell you that nothing was lost."


@each(
    ("body", "kind"),
    [
        # A machine counts the speakers; a parliament may count the speeches in its headings.
        (paragraphs(*[f"{'spk SPEAKER_'.split()[n % 2]}0{n}: {_ANSWER}" for n in range(6)]), "transcript"),
        (
            "".join(f"<h3>Nr {n} {'Vask Dolmatin'.split()[n % 2]} (M)</h3><p>{_ANSWER}</p>" for n in range(6)),
            "unclear",
        ),
        # A list of releases: their titles begin alike, and one quotes a speech.
        (
            "".join(f"<h2>PRESS RELEASE : Bridge {n} is open</h2><p>Thank you, President. {_ANSWER}</p>" for n in "12"),
            "article",
        ),
        # A government in the east prints roles for which there is no word, and only one of two says I, we or you.
        (paragraphs("Tove Marenová, hlásná vlády: Vítejte.", "Odd Vask, strážce majáku: Dobrý den vám."), "transcript"),
        # Korea's bank sets labels as wide as the longest, before a dash.
        (
            paragraphs(
                "공 보 관 - 간담회를 시작하겠습니다.",
                "총 재 - 금리를 내렸습니다.",
                "기 자 - 왜 내렸습니까?",
                "총 재 - 성장세가 약합니다.",
                "기 자 - 환율을 여쭤보겠습니다.",
                "총 재 - 시장이 정합니다.",
            ),
            "transcript",
        ),
        # Goods have words set as wide.
        (paragraphs("가 격 - 십억 원", "수 량 - 다섯", "색 상 - 흰색", "가 격 - 이억 원", "수 량 - 둘"), "article"),
        # Names take turns, and nobody asks or says I, we or you.
        (paragraphs(*[f"{who}: The sea is as dry as the new gate." for who in ("Ann Lie", "Odd Vask") * 2]), "unclear"),
        # Two readers of the news comment on it.
        (
            paragraphs(
                "The gate is open.", "Tove Maren 12:04", _ANSWER, "Odd Vask 12:31", "I think that you are right."
            ),
            "article",
        ),
        # The lives of those who will speak quote them.
        (
            "".join(
                f"<p><b>{name}</b> – {office}</p><p>{name.split()[0]} has kept the gate. “I love it,” she says.</p>"
                for name, office in (
                    ("Tove Maren", "Harbour Master"),
                    ("Ann Vask", "Director"),
                    ("Ann Lie", "Chief Pilot"),
                )
            ),
            "unclear",
        ),
        # Each of several makes a statement, and no sign closes the names.
        (
            "".join(
                f"<dl><dt>{name}</dt><dd>{text}</dd></dl>"
                for name, text in (("Tove Maren", _ANSWER), ("Odd Vask", "The gate holds."), ("Ann Lie", "I agree."))
            ),
            "unclear",
        ),
        (
            "".join(
                f"<h4>{head}</h4><p>{text}</p>"
                for head, text in (
                    ("Harbour Lamp", "The lamp burns. “We love it,” say some."),
                    ("Dry Gate", "It holds."),
                )
            ),
            "article",
        ),
        # So do fields in capitals, and none of them asks.
        (paragraphs(*["PROS: The lamp of the gate is bright.", "CONS: The lamp of the gate is dear."] * 4), "article"),
        # Fields of one word speak to the reader, and so does the moderator of a forum.
        (paragraphs(*["Myth: I need no lamp.", "Fact: You do, and we can lend you one."] * 3), "unclear"),
        (
            paragraphs(
                "gull61: Can I moor here?", "Moderator: Please remember that you need a permit.", "gull61: Thank you."
            ),
            "unclear",
        ),
        # A programme names who chairs, and nobody speaks.
        (
            paragraphs(
                "10:00 Panel: Salt and water", "Chair: Lena Dross", "14:00 Workshop", "Moderator: Irena Dolmatin"
            ),
            "unclear",
        ),
    ],
)
def test_who_is_only_counted_is_not_lost_and_who_is_only_named_says_nothing(body: str, kind: str) -> None:
    assert kind_of(transcript(body)) == kind


@pytest.mark.parametrize(("language", "kind"), [("cy", "unclear"), ("en", "article")])
def test_labels_that_come_back_before_words_nobody_knows_are_told(language: str, kind: str) -> None:
    # Welsh has no file: without a question, nothing shows whether somebody speaks or fields are listed, but for names.
    says = ("Mae'r bont yn cael ei hatgyweirio cyn y gaeaf.", "Cafodd y cynllun ei drafod yn y cyngor ddoe.")
    turns = paragraphs(*[f"{name}: {said}" for name, said in zip(("Pont", "Cynllun"), says, strict=True)])
    html = f'<html lang="{language}"><body><h1>Agor y bont</h1><div>{turns * 3}</div></body></html>'
    assert kind_of(read_transcript([read_page(html.encode(), address(1))])) == kind


@pytest.mark.parametrize(
    ("title", "marks", "said"),
    [
        ("แถลงข่าวเรื่องท่าเรือ", ("ถาม", "ตอบ"), ("เรือจะเปิดเมื่อไร?", "ในเดือนหน้าครับ", "ใครจ่าย?", "เราจ่ายครับ")),
        ("المؤتمر الصحفي لمدير الميناء", ("س", "ج"), ("متى تعود؟", "في أيار.", "من يدفع؟", "نحن ندفع.")),
        (
            "総裁記者会見要旨",
            ("（問）", "（答）"),
            ("現状を伺います。", "検討中です。", "所感をお伺いします。", "特にありません。"),
        ),
        (
            "大臣記者会見録",
            ("（問）", "（答）"),
            ("一言お願いします。", "妥当と思っております。", "咳が出ていますが。", "風邪だと思います。"),
        ),
    ],
)
def test_marks_below_the_name_of_a_conference_are_a_transcript(
    title: str, marks: tuple[str, str], said: tuple[str, ...]
) -> None:
    body = paragraphs(*[f"{marks[n % 2]} : {text}" for n, text in enumerate(said)])
    html = f"<html><body><h1>{title}</h1><div>{body}</div></body></html>"
    assert kind_of(read_transcript([read_page(html.encode(), "https://quay.example/1")])) == "transcript"


@pytest.mark.parametrize(
    ("above", "kind"),
    [
        (["Warranty: We give you two years."], "unclear"),
        (["Operator: We begin."], "transcript"),
        (["5 March 2026", "Tovell: We greet you, and I begin."], "transcript"),
    ],
)
def test_a_field_that_says_we_beside_the_questions_of_those_who_buy_is_nobody(above: list[str], kind: str) -> None:
    asked = ("Question: Does it float?", "Answer: It does.", "Question: Can I bend it?", "Answer: Yes, by hand.")
    html = "<html><body><h1>Lamp of the gate</h1><div>{}</div></body></html>"
    rows = [re.sub(r"^(\w+:)", r"<b>\1</b>", text) for text in (*above, *asked)]
    page = read_page(html.format(paragraphs(*rows)).encode(), "https://shop.example/lamp")
    assert kind_of(read_transcript([page])) == kind


def test_marked_jokes_of_which_one_says_i_are_no_interview() -> None:
    jokes = paragraphs("Q: Why do we sail?", "A: We like it.", "Q: What do you call this?", "A: I would call it a day.")
    for more, kind in (("", "unclear"), (paragraphs("Q: Why do you?", "A: I have a lamp."), "transcript")):
        html = f"<html><head><title>Of gates</title></head><body><h1>Of gates</h1>{jokes}{more}</body></html>"
        assert kind_of(read_transcript([read_page(html.encode(), "https://fun.example/gates")])) == kind


def test_a_conference_of_a_few_words_beside_a_picture_is_told() -> None:
    rows = paragraphs("Ilse Maren", "Good morning.", "We open the gates in May.", "Odd Vask", "Who will pay for them?")
    html = f"<html><body><h1>Press conference on the gates</h1><div>{rows}<img src='/gates.jpg'></div></body></html>"
    page = read_page(html.encode(), address(1))
    assert (page.kind, kind_of(read_transcript([page]))) == ("transcript", "unclear")


@pytest.mark.parametrize(
    ("headline", "above", "said", "kind"),
    [
        ("Transcript of the talk on the quay", "", _ANSWER, "unclear"),
        ("The talk on the quay", "Transcript", _ANSWER, "unclear"),
        ("О причале: стенограмма", "", "Мы откроем причал, и я этому рад.", "unclear"),
        ("The talk on the quay", "<a href='/12'>Transcript</a>", _ANSWER, "article"),
        ("Transcript of the talk on the quay", "", "The quay was mended in the spring.", "article"),
        ("Minister regrets that a transcript was sold", "", _ANSWER, "article"),
        ("Request a transcript", "Transcripts", _ANSWER, "article"),
        ("Tove Maren: Press Conference Transcript on the Quay", "", f"(On the quay)- “{_ANSWER}”", "unclear"),
        ("Press conference transcript shows how the quay fell", "", _ANSWER, "article"),
        # The only one who speaks greets first, and a report of the conference quotes.
        ("Press briefing on the quay", "ODD VASK: Good that it is Monday.", _ANSWER, "unclear"),
        ("Press briefing on the quay", "Odd Vask (Harbour Board): It is Monday.", _ANSWER, "unclear"),
        ("Press briefing on the quay", 'ODD VASK: "It is Monday."', _ANSWER, "article"),
        ("Press briefing on the quay", "Quay News: It is Monday.", _ANSWER, "unclear"),
        ("News conference on the quay", "Quay News: It is Monday.", _ANSWER, "unclear"),
        ("Press gaggle on the quay", "Quay News: It is Monday.", _ANSWER, "unclear"),
        ("Conference on the quay", "Quay News: It is Monday.", _ANSWER, "article"),
        ("Press briefing on the quay", "Quay News: It is Monday.", "The quay was mended in the spring.", "article"),
        ("The new quay", "ODD VASK: Good that it is Monday.", _ANSWER, "article"),
    ],
)
def test_what_calls_itself_a_transcript_is_no_article(headline: str, above: str, said: str, kind: str) -> None:
    html = f"<html><body><h1>{headline}</h1><div>{paragraphs(above, said, said)}</div></body></html>"
    assert kind_of(read_transcript([read_page(html.encode(), address(1))])) == kind
