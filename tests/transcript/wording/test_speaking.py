"""What speech begins with: greetings and thanks, in the languages whose words are known."""

from __future__ import annotations

from briefings.transcript.wording.speaking import speaks, thanks
from tests.support.parts import each
from tests.support.reading import briefing, paragraphs

_GREETINGS = """
Good morning; Hi, all; Hello; Buenos días a todos; Muy buenas tardes; Buenas tardes; Bom dia; Boa
tarde a todos; Bonjour à tous; Guten Morgen; Goedemorgen; Goedemiddag; Goedenavond; Buongiorno;
Buonasera; Godmorgen; God aften; God dag; God morgen; God kväll; Hyvää huomenta; Tere hommikust;
Laba diena; Dzień dobry; Dobry wieczór; Dobrý den; Dobré ráno; Dobrý deň; Dobar dan; Jó napot
kívánok; Bună ziua; Доброе утро; Добрый день; Доброго дня; Добрий день; Добър ден; Merhaba; İyi
günler; Καλημέρα; Selamat pagi; Xin chào; Kính thưa; שלום; בוקר טוב; السلام عليكم; صباح الخير; سلام;
नमस्कार
"""


@each("greeting", " ".join(_GREETINGS.split()).split("; "))
def test_whoever_greets_speaks(greeting: str) -> None:
    assert speaks(f"{greeting}. 12")


@each(
    ("text", "said"),
    [
        ("Thanks, Prime Minister.", True),
        ("Thank you for that.", True),
        ("Gracias, presidenta.", True),
        ("Thanks to the rain the locks were open.", False),
        ("The harbour thanks.", False),
    ],
)
def test_who_begins_with_thanks_speaks_to_somebody(text: str, said: bool) -> None:
    assert thanks(text) is said


@each("greeting", ["안녕하십니까?", "안녕하세요?", "안녕하십니까."])
def test_a_greeting_asks_nothing_and_who_begs_to_be_told_asks(greeting: str) -> None:
    talk = (
        ("윤하늘 / 해양청 소통수석", f"{greeting} 저는 오늘 진행을 맡았습니다. 양해 부탁드립니다.", "official"),
        ("이상민 / 항구일보", f"{greeting} 항구일보 이상민입니다. 비용을 말씀해 주시기 바랍니다.", "press"),
        ("김노을 장관", "십억 원입니다.", "official"),
        ("최바다 / 섬방송", f"{greeting} 섬방송 최바다입니다. 일정 설명 부탁드립니다.", "press"),
        ("김노을 장관", "가을에 끝납니다.", "official"),
    )
    read = briefing(paragraphs(*(f"{label}: {text}" for label, text, _ in talk)))
    assert [(turn.label, turn.role) for turn in read.turns] == [(label, role) for label, _, role in talk]


@each(
    ("official", "answer", "asker", "question"),
    [
        ("佐藤", "現地で漁師の皆さんのお話を伺いました。", "田中", "費用についてお伺いします。"),
        ("佐藤", "総理からお伺いした話では、四十隻です。", "田中", "時期を伺いたい。"),
        ("佐藤", "担当課に説明をお願いしています。", "田中", "その点、説明をお願いします。"),
        ("김철수", "저희가 여쭤보고 알려 드리겠습니다.", "박영희", "비용을 여쭤보겠습니다."),
    ],
)
def test_who_heard_or_asked_somebody_else_is_no_reporter(official: str, answer: str, asker: str, question: str) -> None:
    read = briefing(paragraphs(*(f"{label}: {text}" for label, text in [(official, answer), (asker, question)] * 3)))
    assert [turn.label for turn in read.turns] == [official, asker] * 3
    assert {turn.role for turn in read.turns if turn.label == official} <= {"official", None}
