"""A speaker is named only if the label prints a whole name and nothing else."""

from __future__ import annotations

import pytest

from briefings.loaders import load_briefing
from briefings.transcript.speech.whole_names import is_whole_name
from tests.support.parts import each
from tests.support.reading import briefing, paragraphs, transcript


@each(
    ("label", "speaker"),
    [
        ("Chief Hydrographer Vera Tove", None),
        ("Deputy Hydrographer Tove", None),
        ("Chief Fire Officer Vera Tove", "Vera Tove"),
        # Alexander is a name unknown here: the label is kept and nobody is named.
        ("Chief Alexander Tove", None),
        ("Harbour Master Vera Tove", None),
        ("Liman Bakanı Vera Tove", None),
        ("Menteri Pelabuhan Vera Tove", None),
        ("Chief Executive Officer", None),
        ("Chief Vera Tove", "Vera Tove"),
        ("Chief Engineer Vera Tove", "Vera Tove"),
        ("Deputy Minister Vera Tove", "Vera Tove"),
        ("議長(渡辺守君)", "渡辺守"),
        ("市長（渡辺守之氏）", "渡辺守之"),
        ("发言人王丽君", "王丽君"),
        ("国防部新闻发言人李君", "李君"),
        ("欧阳丽君", None),
        ("Padre Tove", None),
        ("Domnul Vera Tove", "Vera Tove"),
        ("Doamna Tove", None),
        ("Statsråd Vera Tove", "Vera Tove"),
        ("Statsråd Tove", None),
        ("O-Ton Vera Tove", None),
        ("СЛУШАТЕЛЬ МИХАИЛ", None),
        ("HON. V.M. TOVE.-Yes", None),
    ],
)
def test_a_profession_behind_a_title_is_no_part_of_a_name(label: str, speaker: str | None) -> None:
    assert _speakers(f"{label}: Good morning.", f"{label}: We sail on Monday.") == [(label, speaker)] * 2


@each(
    ("label", "speaker"),
    [
        ("Hafenministerin Tove", None),
        ("Hafenministerin Vera Tove", "Vera Tove"),
        ("Kystminister Tove", None),
        ("Satamaministeri Vera Tove", "Vera Tove"),
        ("Vicepresidenta Tove", None),
        ("Вице-премьер Това", None),
        ("Oud-minister Vera Tove", "Vera Tove"),
        ("Експрезидент Віра Това", "Віра Това"),
    ],
)
def test_a_compound_office_is_no_part_of_a_name(label: str, speaker: str | None) -> None:
    assert _speakers(f"{label}: Good morning.", f"{label}: We sail on Monday.") == [(label, speaker)] * 2


def test_a_double_surname_that_ends_like_an_office_is_a_name() -> None:
    label = "VERA NOWAK-MARSZAŁEK"
    said = _speakers(f"{label}, HARBOUR OFFICE: Good morning.", "NOWAK-MARSZAŁEK: We do.")
    assert [speaker for _, speaker in said] == [label, label]


def test_an_ordinal_is_no_given_name() -> None:
    assert is_whole_name("Vera Tove")
    assert not is_whole_name("Second Resident")


def test_the_house_that_somebody_belongs_to_is_no_given_name() -> None:
    assert is_whole_name("Vera Tove Maren")
    assert not is_whole_name("Wakil DPR Vera Tove")
    assert not is_whole_name("ČR Vera Tove")


def test_particles_alone_are_no_given_name() -> None:
    assert is_whole_name("VERA VON DER HALDE")
    assert not is_whole_name("VON DER HALDE")
    assert not is_whole_name("El Faro de Tove")


def test_what_and_joins_is_nobodys_name() -> None:
    assert not is_whole_name("Lands and Inland Water Vera Tove")


@each("name", ["He Lin", "Lin She", "Sun Wei", "Will Tove", "A. J. Tove", "Vera 't Hoeve"])
def test_a_word_of_sentences_or_of_outlets_may_be_in_a_name(name: str) -> None:
    talk = ("Harbour Daily: How long will it take to open the gate?", f"{name}: We open it early, as you asked.")
    turns = load_briefing(transcript(paragraphs(*talk * 3))).turns
    assert [(turn.speaker, turn.role) for turn in turns[1::2]] == [(name, "official")] * 3


@each(
    "label",
    ["Deputy City Clerk", "CITY CLERK", "Board Member", "OPPOSITION MEMBERS", "Project Manager", "Session Chair"],
)
def test_what_somebody_is_names_nobody(label: str) -> None:
    assert [speaker for _, speaker in _speakers(f"{label}: I call the roll.", f"{label}: We have a quorum.")] == [
        None
    ] * 2


@each("label", ["PRIME MNISTER", "CHIEF OF DEFENCE FORCE", "La señora VICEPRESIDENTA PRIMERA (Prado Mora)"])
def test_the_beginning_of_an_office_is_no_position(label: str) -> None:
    talk = paragraphs(f"{label}: Good morning.", "Reporter: When does it sail?", f"{label}: We sail on Monday.")
    assert [turn.position for turn in load_briefing(transcript(talk)).turns] == [None] * 3


@pytest.mark.parametrize(
    ("label", "said", "speaker"),
    [
        ("Roll Taker", "I thank the Roll Taker.", None),
        ("ROLL TAKER", "The Roll Taker has the list.", None),
        ("Roll Taker", "Each roll taker is elected, and you know it.", None),
        ("Vera Tove", "I thank the Vera Tove Foundation.", "Vera Tove"),
        ("Rose Tove", "I planted a rose there, and we like it.", "Rose Tove"),
    ],
)
def test_words_that_the_briefing_uses_of_a_thing_name_nobody(label: str, said: str, speaker: str | None) -> None:
    assert _speakers(f"{label}: {said}", f"{label}: We have a quorum.") == [(label, speaker)] * 2


def _speakers(first: str, second: str) -> list[tuple[str | None, str | None]]:
    talk = paragraphs(first, "Reporter: When does the ferry sail?", second)
    return [(turn.label, turn.speaker) for turn in load_briefing(transcript(talk)).turns[::2]]


@pytest.mark.parametrize("name", ["毛文澜", "華立", "高橋一郎", "米芬", "魯文瀾", "김하늘", "편누리"])
def test_a_name_in_chinese_or_korean_is_known_by_its_surname(name: str) -> None:
    assert is_whole_name(name)


def test_the_office_before_a_name_in_chinese_is_known_when_the_name_comes_back_alone() -> None:
    talk = paragraphs("省港口厅处长毛文澜：大家好。", "记者：船什么时候开？", "毛文澜：我们星期一开。")
    assert [turn.position for turn in load_briefing(transcript(talk)).turns[::2]] == ["省港口厅处长"] * 2


@each(
    "label",
    [
        "网友",
        "专家",
        "现场观众",
        "董事长",
        "武官",
        "項目經理",
        "司会者",
        "弁護士",
        "男性",
        "大使",
        "전문가",
        "변호인",
        "방청객",
        "정의당",
        "이교수",
        "한겨레",
        "김 기자",
    ],
)
def test_what_somebody_is_in_chinese_or_korean_names_nobody(label: str) -> None:
    assert not is_whole_name(label)


def test_words_joined_by_of_are_no_person_before_the_comma_of_their_own_list() -> None:
    label = "The Union of Coastal, Inland and Island Broadcasters"
    talk = paragraphs(
        "Minister Vera Tove: Good morning.",
        f"{label}: When does the ferry sail?",
        "Minister Vera Tove: We sail on Monday.",
        f"{label}: And who pays?",
        "Minister Vera Tove: We do.",
    )
    turns = load_briefing(transcript(talk)).turns
    assert {(turn.label, turn.speaker) for turn in turns[1::2]} == {(label, None)}


def test_a_name_set_as_wide_as_longer_ones_is_whole_beside_an_office_or_outlet() -> None:
    talk = (("主持人 王 宁", "大家好，我们开始。"), ("刘 岸（港口日报）", "请问旧码头什么时候关闭？")) * 2
    turns = briefing(paragraphs(*(f"{label}：{text}" for label, text in talk))).turns
    assert [(turn.label, turn.speaker) for turn in turns[:2]] == [
        ("主持人 王 宁", "王宁"),
        ("刘 岸（港口日报）", "刘岸"),
    ]


def test_the_firm_of_who_asks_may_have_words_of_a_sentence() -> None:
    talk = [
        ("Vera Tove -- Chief Executive Officer", "We open the lock in May."),
        ("Tuck Brell -- Above All Boats -- Analyst", "And who pays for the crane?"),
    ] * 2
    lines = (line for n, (who, said) in enumerate(talk) for line in (f"{who} (00:0{n})", said))
    assert [turn.label for turn in briefing(paragraphs(*lines)).turns] == [who for who, _ in talk]
