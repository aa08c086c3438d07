"""What speech begins with: greetings and thanks, in the languages whose words are known."""

from __future__ import annotations

from briefings.transcript.wording.speaking import speaks, thanks
from tests.support.parts import each

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
