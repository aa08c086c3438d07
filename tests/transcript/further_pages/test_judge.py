"""A page is judged by all that are known to be of its briefing."""

from __future__ import annotations

from briefings.transcript import Page, are_of_one_event, judge_look, read_page
from briefings.transcript.further_pages.followers import Look
from tests.support.pager_shapes import HOST
from tests.support.parts import each

TITLE = "Briefing on the northern quay"


@each(
    ("text", "number", "look"),
    [
        ("Loading...", 2, Look.ELSEWHERE),
        ("Pavo Kestrel: The session is closed.", 2, Look.PAGES),
        ("and so the crane was sold in spring.", 2, Look.PAGES),
        ("We thank everybody.", 2, Look.PAGES),
        ("The crane was sold in spring, and the quay was let. " * 8, 2, Look.PAGES),
        ("The crane was sold in spring.", 3, Look.PAGES),
        ("起重机在春天卖掉了，码头租给了四个船队，新的桥梁将于六月开放，新的船坞将在秋天完工。" * 3, 2, Look.PAGES),
    ],
)
def test_a_few_words_between_pages_go_on_only_where_somebody_may_say_them(text: str, number: int, look: Look) -> None:
    def shown(number: int, text: str) -> Page:
        pager = " ".join(f"<a href='/quay?page={n}'>{n}</a>" if n != number else f"<b>{n}</b>" for n in (1, 2, 3))
        html = f"<html><title>{TITLE}</title><body><h1>{TITLE}</h1><p>{text}</p><div class=pager>{pager}</div></body>"
        return read_page(html.encode(), f"{HOST}/quay?page={number}")

    first = shown(1, "Mara Velt: We open it, and I am glad of it.</p><p>Pavo Kestrel: I thank you.")
    assert judge_look([first], shown(number, text), number).look is look


@each(
    ("around", "is_one"),
    [
        ("<ul class=tabs><li><a href='/quay'>Event</a><li><a href='/other'>Transcript</a></ul>", True),
        (
            "<ol class=most-read><li><a href='/quay'>The quay</a></ol><p><a href='/other'>Rules</a></p>",
            False,
        ),
    ],
)
def test_what_every_page_of_the_site_links_to_is_no_way_back_to_an_event(around: str, *, is_one: bool) -> None:
    def shown(name: str, title: str) -> Page:
        html = f"<html><title>{title}</title><body><h1>{title}</h1><p>The board keeps it as it is.</p>{around}</body>"
        return read_page(html.encode(), f"{HOST}/{name}")

    assert are_of_one_event(shown("quay", TITLE), shown("other", "Our rules")) is is_one
