"""The way of a text into a page: notes are marked, links lead to it, scripts cannot be broken out of."""

from __future__ import annotations

import json
from urllib.parse import unquote

import pytest

from briefings.export.file_names import briefing_file, speaker_file
from briefings.export.html.blocks import asker
from briefings.export.html.revisions import Part, difference
from briefings.export.html.safe_text import address_of_text, clean, opening, script_value, web_address
from briefings.export.html.site import percent
from briefings.export.html.strip import strip_of
from briefings.export.notes import Piece, paragraphs
from tests.support.odd_texts import ODD
from tests.support.parts import each


def test_notes_stand_where_they_stood() -> None:
    text = "So we left. (Laughter.) It rained.\n\nThen we came back."
    notes = [
        {"kind": "stage", "text": "(Laughter.)", "at": 12, "length": 11},
        {"kind": "caption", "text": "The pier", "at": len(text), "length": 0},
        {"kind": "editor", "text": "inside the first", "at": 15, "length": 2},
    ]
    assert paragraphs(text, notes) == [
        [Piece("So we left. "), Piece("(Laughter.)", "stage"), Piece(" It rained.")],
        [Piece("Then we came back."), Piece("The pier", "caption", beside=True)],
    ]


@each("text", ODD)
def test_the_paragraphs_are_the_text(text: str) -> None:
    found = ["".join(piece.text for piece in paragraph) for paragraph in paragraphs(text, [])]
    assert found == text.split("\n\n")


@pytest.mark.parametrize(
    ("text", "fragment"),
    [
        ("Is it well-known, or not?\n\nWe hear so.", "Is it well-known, or not?"),
        ("one two three four five six seven eight nine ten", "one two three four five six seven eight"),
        ("港口星期一开放。谁来付钱？没有人知道，因为没有人问过。", "港口星期一开放。谁来付钱？没有人"),
    ],
)
def test_a_link_leads_to_where_the_text_begins(text: str, fragment: str) -> None:
    address = address_of_text("http://www.varenia.example/a.htm#top", text)
    assert address is not None
    page, _, rest = address.partition("#:~:text=")
    assert page == "http://www.varenia.example/a.htm"
    assert unquote(rest) == fragment
    assert not set("-, &") & set(rest)


@each(
    "address",
    [
        "javascript:alert(1)",
        " javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//x",
        "http://[",
        "",
        None,
    ],
)
def test_what_is_no_address_of_the_web_is_no_link(address: str | None) -> None:
    assert web_address(address) is None
    assert address_of_text(address, "text") is None


@each("text", ODD)
def test_a_script_has_the_text_and_cannot_be_left(text: str) -> None:
    source = script_value(["__proto__", text])
    assert not set("<\u2028\u2029\x00") & set(source)
    assert clean(json.loads(source)[1]) == clean(text)


def test_an_opening_is_one_short_line() -> None:
    assert opening("A\n\nb  c") == "A b c"
    long = opening("harbour " * 100)
    assert len(long) < 160
    assert long.endswith("harbour\u00a0…")
    assert len(opening("港" * 1000)) < 160


def test_names_of_files_are_plain_and_differ() -> None:
    ids = ["news.example/a/b", "news.example/a_b", "news.example/A_B", "news.example/港口", "news.example/" + "x" * 300]
    files = [briefing_file("gazette", id_, "2026-03-04") for id_ in ids]
    assert len({file.lower() for file in files}) == len(ids)
    assert all(file.isascii() and len(file) < 120 and file.count("/") == 1 for file in files)
    assert speaker_file("sample/../../x").count("/") == 1
    assert speaker_file("sample/李伟") != speaker_file("sample/李薇")


def test_a_difference_has_both_texts() -> None:
    parts = list(difference("The ferry costs twelve marks.", "The ferry costs ten marks a day."))
    assert Part("twelve", "del") in parts
    assert Part("ten", "ins") in parts
    assert "".join(part.text for part in parts if part.how != "ins") == "The ferry costs twelve marks."
    assert "".join(part.text for part in parts if part.how != "del") == "The ferry costs ten marks a day."
    assert list(difference("a " * 9_000, "b " * 9_000)) == [Part("a " * 9_000, "del"), Part("b " * 9_000, "ins")]


def test_bars_add_up() -> None:
    turns = [
        {"role": role, "speaker": name, "label": name, "speaker_id": None, "words": words}
        for role, name, words in [("press", "Q", 1), ("chair", None, 0), ("official", "A", 3), ("press", "R", 2)]
    ]
    assert [(voice.name, voice.words, [bar.x for bar in voice.bars]) for voice in strip_of(turns)] == [
        ("The press", 3, [0, 66.67]),
        ("No label", 0, [16.67]),
        ("A", 3, [16.67]),
    ]
    assert [percent(part, 1000) for part in (0, 1, 499, 1000)] == ["0 %", "<1 %", "50 %", "100 %"]


def test_beyond_twenty_rows_those_with_the_fewest_words_share_one() -> None:
    people = [(f"Ilka {number}", number) for number in range(1, 31)]
    turns = [
        {"role": "official", "speaker": name, "label": name, "speaker_id": name, "words": words}
        for name, words in people
    ]
    voices = [(voice.name, voice.words) for voice in strip_of(turns)]
    assert voices == [*people[10:], ("10 others", sum(range(1, 11)))]


def test_a_question_names_who_asks_but_for_a_bare_mark() -> None:
    labels = ["Q", "QUESTION", "Reporter", "\u0633\u0624\u0627\u0644", "Ms. Holm", None]
    turns = [{"label": label, "speaker": None, "outlet": None} for label in labels]
    assert list(map(asker, turns)) == [None, None, None, None, "Ms. Holm", None]
    assert asker({"label": "Q", "speaker": None, "outlet": "Varen Daily"}) == "Varen Daily"
