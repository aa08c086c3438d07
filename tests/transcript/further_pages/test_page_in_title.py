"""The page or part in a title, and the title without it."""

from __future__ import annotations

from datetime import date

import pytest

from briefings.transcript.further_pages.page_in_title import are_parts, bare_title, page_in_title, part_in_title
from tests.support.parts import each


@each(
    ("title", "number", "bare"),
    [
        ("Briefing (2)", 2, "briefing"),
        ("Briefing (2 of 7)", 2, "briefing"),
        ("Briefing (2/7)", 2, "briefing"),
        ("Briefing - Page 2", 2, "briefing"),
        ("Briefing | page 2 of 7", 2, "briefing"),
        ("简报 第2页", 2, "简报"),
        ("简报 第2部分（共3部分）", 2, "简报"),
        ("会見 第2部", 2, "会見"),
        ("브리핑 (2부)", 2, "브리핑"),
        ("Pressegespräch (Teil 2)", 2, "pressegespräch"),
        ("Point de presse, partie 2 sur 3", 2, "point de presse"),
        ("Брифинг, часть 2", 2, "брифинг"),
        ("Rueda de prensa del 2", 2, "rueda de prensa del 2"),
        ("Flight P-2", 2, "flight p-2"),
        ("Press Briefing 3/18/2009", 3, "press briefing 3/18/2009"),
        ("Press Briefing (3/18)", 2, "press briefing (3/18)"),
        ("Press Briefing, 3/18", 3, "press briefing, 3/18"),
        ("Briefing 16", 16, "briefing 16"),
        ("Page 2", 2, "page 2"),
        (None, 1, ""),
    ],
)
def test_the_mark_of_a_page_is_taken_off_a_title_and_no_day(title: str | None, number: int, bare: str) -> None:
    assert bare_title(title, number) == bare


@each(
    ("title", "said"),
    [
        ("Briefing on the quay - page 3", (3, 0)),
        ("Briefing on the quay (2 of 7)", (2, 7)),
        ("Briefing on the quay, Page 2 of 3", (2, 3)),
        ("简报 第3页", (3, 0)),
        ("简报（第2部分，共3部分）", (2, 3)),
        ("会見 第2部（全3部）", (2, 3)),
        ("브리핑 제2부 (총 3부)", (2, 3)),
        ("会見 第2部", (0, 0)),
        ("在外交部 12 部", (0, 0)),
        # Second briefings, days, and marks that are not at the end.
        ("Briefing (2)", (0, 0)),
        ("Briefing, part 2", (0, 0)),
        ("Briefing, part 2 of 3", (2, 3)),
        ("Pressegespräch, Teil 2", (0, 0)),
        ("Briefing (3/18)", (0, 0)),
        ("Page 3 of the plan is read out", (0, 0)),
        ("Briefing of 3 of March", (0, 0)),
        (None, (0, 0)),
    ],
)
def test_a_title_may_say_which_page_it_is(title: str | None, said: tuple[int, int]) -> None:
    assert page_in_title(title) == said


@each(
    ("title", "said"),
    [
        ("Briefing, part 2", "part 2"),
        ("Conferencia de prensa (Parte II)", "Parte II"),
        ("Pressegespräch – Teil B", "Teil B"),
        ("会見 第2部", "第2部"),
        ("브리핑 2부", "2부"),
        ("简报 第2页", ""),
        ("Briefing, part 2 of 3", ""),
        ("Briefing on Medicare Part D", ""),
        ("Briefing of 3 March", ""),
        (None, ""),
    ],
)
def test_a_title_may_say_that_it_is_of_a_part(title: str | None, said: str) -> None:
    assert part_in_title(title) == said


@pytest.mark.parametrize(
    ("title", "said"),
    [("Briefing (2/3)", (2, 3)), ("Briefing (3/18)", (0, 0)), ("Briefing (18/3)", (0, 0)), ("Briefing (7/3)", (0, 0))],
)
def test_two_figures_in_a_title_are_a_page_where_the_day_is_another(title: str, said: tuple[int, int]) -> None:
    assert page_in_title(title, date(2026, 3, 18)) == said


@each(
    ("link", "said"),
    [
        ("Previous The quay (2/3)", (3, 3)),
        ("The quay (3/3)", (0, 0)),
        ("The quay (2/18)", (0, 0)),
        ("The ferry (2/3)", (0, 0)),
    ],
)
def test_two_figures_without_a_day_are_a_page_where_a_link_counts_another(link: str, said: tuple[int, int]) -> None:
    assert page_in_title("The quay (3/3)", None, ["Home", link]) == said


@each(
    ("title", "row", "is_part"),
    [
        ("Briefing on the quay", "Briefing on the quay, part 2", True),
        ("Briefing on the quay", "Works Briefing on the quay (Part II) What was said in the hall.", True),
        ("Briefing on the quay, part 2", "Works Briefing on the quay What was said in the hall.", True),
        ("Briefing on the quay (1 of 3)", "Briefing on the quay (2 of 3)", True),
        ("Briefing on the quay", "Briefing on the quay", False),
        ("Briefing on the quay", "Briefing on the quay (2)", False),
        ("Briefing on the quay", "Briefing on the quay wall, part 2", False),
        ("Briefing on the quay, part 2", "Briefing on the lock, part 3", False),
        (None, "Briefing on the quay, part 2", False),
    ],
)
def test_a_row_of_a_list_names_another_part(title: str | None, row: str, is_part: bool) -> None:
    assert are_parts(title, row) is is_part
