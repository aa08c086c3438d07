"""The words of pagers: the number that a link says, and what stands in pagers alone."""

from __future__ import annotations

import pytest

from briefings.transcript.page.links.pagers.pager_words import (
    is_of_pager,
    number_and_total,
    number_in,
    pattern,
    says_page,
)
from tests.support.parts import each


@each(
    ("text", "number"),
    [
        ("②", 2), ("［２］", 2), ("第2页", 2), ("Page 2", 2), ("2", 2), ("1,097", 1097), ("- 3 -", 3), ("Part 2", 2),
        ("No 5", 5), ("-3", 0), ("two of them", 0), ("Vanilla", 0), ("2/2", 0), ("Two", 0), ("III", 0),
        ("Part 2: The economy", 0), ("第2部", 2), ("제2부", 2), ("外交部", 0),
    ],
)  # fmt: skip
def test_what_says_a_number(text: str, number: int) -> None:
    assert (number_in(text) or 0) == number


@each(
    ("text", "of_pager"),
    [
        ("Next", True), ("»", True), ("下一页", True), ("Previous / Next", True), ("Next part", True),
        ("Continued on next page", True), ("Next section", True), ("Older posts", True), ("Page 3 »", True),
        ("Read part 2 of the briefing", True), ("次のページ", True), ("Nächste Seite", True), ("", False),
        ("Next story", False), ("The next page of history", False), ("News", False), ("Page one of the plan", False),
        ("A-", False), ("A", False), ("第2部分（共3部分）", True), ("제2부 (총 3부)", True), ("外交部", False),
    ],
)  # fmt: skip
def test_what_says_nothing_but_what_stands_in_pagers(text: str, of_pager: bool) -> None:
    assert is_of_pager(text) is of_pager


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("Page 2 of 7", (2, 7)), ("p. 2/5", (2, 5)), ("Seite 2 von 7", (2, 7)), ("Step 1 of 3", (0, 0)),
        ("第2部分（共3部分）", (2, 3)), ("第2部（全3部）", (2, 3)), ("제2부 (총 3부)", (2, 3)),
        ("2024，共7页", (0, 0)),
    ],
)  # fmt: skip
def test_what_says_a_page_and_a_total(text: str, position: tuple[int, int]) -> None:
    assert number_and_total(pattern("page 2 of 7").search(text)) == position


@pytest.mark.parametrize("text", ["Nächste Seite", "Page 2", "下一页", "ไปหน้า 2", "第2頁"])
def test_a_word_for_page_says_page(text: str) -> None:
    assert says_page(text)


@pytest.mark.parametrize("text", ["Startseite", "Homepage", "Hauptseite"])
def test_the_front_page_of_a_site_says_no_page(text: str) -> None:
    assert not says_page(text)
