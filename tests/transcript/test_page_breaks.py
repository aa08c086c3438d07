"""Words about pages where one page of a briefing ends and the next begins."""

from __future__ import annotations

import pytest

from tests.support.reading import paragraphs, transcript

TALK = paragraphs("Tolmer Vask:", "Good morning.", "Harbour Gazette:", "When?", "Tolmer Vask:", "Soon.")


@pytest.mark.parametrize(
    ("foot", "head"),
    [
        ("- more -", "Page 2 of 2"), ("Continued on next page", "Continued from previous page"),
        ("Fortsetzung auf der nächsten Seite", "Seite 2 von 2"), ("Suite à la page 2", "Page 2 sur 2"),
        ("Continúa en la página siguiente", "Viene de la página anterior"), ("次ページへ続く", "2/2ページ"),
        ("Продолжение на следующей странице", "Страница 2 из 2"), ("يتبع في الصفحة التالية", "الصفحة 2 من 2"),
    ],
)  # fmt: skip
def test_where_a_page_ends_or_begins_words_about_pages_are_nobodys(foot: str, head: str) -> None:
    first, second = paragraphs("We open the pier in May."), paragraphs("We open the quay in June.")
    read = transcript(TALK + first + paragraphs(foot), paragraphs(head) + second + TALK)
    assert read.turns[2].printed.paragraphs == ["Soon.", "We open the pier in May.", "We open the quay in June."]
    assert [place.text for place in read.placements if place.rule == "pager"] == [foot, head]


@pytest.mark.parametrize("words", ["See page 4", "A pageant", "第二个问题"])
def test_where_a_page_ends_what_somebody_is_asked_is_said(words: str) -> None:
    read = transcript(TALK + paragraphs("Harbour Gazette:", words), TALK)
    assert [turn.printed.paragraphs for turn in read.turns][3] == [words]


@pytest.mark.parametrize(
    "words",
    [
        "First:", "More:", "Next", "The last", "a page of history", "see page 4", "on the quay from 3 p.m. on",
        "auf der anderen Seite", "On page 2 the plan says that",
        "Министр гаваней", "다음은 항만부 홈페이지", "घाट का पेज 2 बंद है।",
    ],
)  # fmt: skip
def test_where_a_page_ends_words_that_pagers_have_too_are_said(words: str) -> None:
    read = transcript(TALK + paragraphs("We open two piers in May.", words), paragraphs("Of oak.") + TALK)
    assert read.turns[2].printed.paragraphs == ["Soon.", "We open two piers in May.", words, "Of oak."]
