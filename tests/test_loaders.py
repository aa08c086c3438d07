"""From a transcript to records: ids that survive edits, notes that point at their text, dates, words and hashes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.items import Briefing, NoteKind
from briefings.loaders import load_briefing
from briefings.records.word_count import count_words
from briefings.transcript import CHINA_ORG_CN, read_page, read_transcript

_URL = "http://www.press.example/room/2026-03/05/content_77.htm"
_HEADER = ("Speakers:", "Ms. Ilse Maren, minister of harbours;", "Date:", "March 5, 2026")


def load(*paragraphs: str, url: str = _URL) -> Briefing:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in (*_HEADER, *paragraphs))
    html = f'<html lang="en"><body><h1 id="title">Briefing</h1><div id="container_txt">{body}</div></body></html>'
    return load_briefing(read_transcript([read_page(html.encode(), url, markup=CHINA_ORG_CN)]), source="test")


def test_an_edit_changes_the_id_of_that_turn_and_of_no_other() -> None:
    before = load("Varen Daily:", "Is it open?", "Ilse Maren:", "It is.", "Varen Daily:", "Since when?")
    after = load("Varen Daily:", "Is it open?", "Ilse Maren:", "It will be.", "Varen Daily:", "Since when?")
    same = [old.id == new.id for old, new in zip(before.turns, after.turns, strict=True)]
    assert same == [True, False, True]
    assert before.content_hash != after.content_hash


def test_an_added_turn_leaves_the_ids_of_the_others() -> None:
    before = load("Varen Daily:", "Is it open?", "Ilse Maren:", "It is.")
    after = load("Ilse Maren:", "Good morning.", "Varen Daily:", "Is it open?", "Ilse Maren:", "It is.")
    assert [turn.id for turn in after.turns[1:]] == [turn.id for turn in before.turns]


def test_the_same_words_said_twice_are_two_turns_with_two_ids_and_one_text_hash() -> None:
    briefing = load("Ilse Maren:", "Next, please.", "Varen Daily:", "Is it open?", "Ilse Maren:", "Next, please.")
    first, _, second = briefing.turns
    assert (first.id == second.id, first.text_hash == second.text_hash) == (False, True)


def test_a_text_hash_is_that_of_the_copy_on_another_site() -> None:
    here = load("Ilse Maren:", "It is “open”.")
    there = load("Ilse Maren:", 'It  is "open".', url="http://mirror.example/m/content_9.htm")
    assert here.turns[0].text_hash == there.turns[0].text_hash
    assert here.turns[0].id != there.turns[0].id


def test_notes_point_at_their_place_in_the_text() -> None:
    briefing = load(
        "Ilse Maren:", "It is open. (Laughter.) Come and see.", "The new quay. [Photo by A. Lind/Press]", "Thank you."
    )
    turn = briefing.turns[0]
    laughter, caption = turn.notes
    assert turn.text == "It is open. (Laughter.) Come and see.\n\nThank you."
    assert turn.text[laughter.at : laughter.at + laughter.length] == laughter.text == "(Laughter.)"
    assert (caption.kind, caption.length, turn.text[caption.at :]) == (NoteKind.CAPTION, 0, "Thank you.")


def test_the_header_becomes_fields_and_no_turn() -> None:
    briefing = load("Ilse Maren:", "It is open.")
    # The day of publication is that of the address, if nothing else gives it.
    assert (briefing.held_on, briefing.published_on) == ("2026-03-05", "2026-03-05")
    assert briefing.language == "en"
    assert [(p.honorific, p.name, p.position) for p in briefing.participants] == [
        ("Ms.", "Ilse Maren", "minister of harbours")
    ]
    assert (briefing.turn_count, briefing.turns[0].seq, briefing.turns[0].text) == (1, 0, "It is open.")


@pytest.mark.parametrize(
    ("text", "words"), [("", 0), ("It's 3.5 per cent.", 4), ("中文两字 and two", 6), ("well-known e-mail", 2)]
)
def test_words_are_counted_a_cjk_character_as_one(text: str, words: int) -> None:
    assert count_words(text) == words


@given(st.text("ab1'.,-_/ \n"))
def test_words_of_ascii_are_counted_as_beside_others(text: str) -> None:
    assert count_words(text) + 1 == count_words(f"{text} é")
