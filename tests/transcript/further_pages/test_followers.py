"""The evidence that a page is another page of a briefing."""

from __future__ import annotations

import pytest

from briefings.transcript import Page, judge_look, read_page
from briefings.transcript.further_pages.followers import Look, follows
from briefings.transcript.further_pages.listed_entries import is_list_with
from tests.support.pager_shapes import HOST, MORE, THE_23, TWENTY, TWENTY_OPAQUE, Shape, numbers, page_html
from tests.support.pages import document
from tests.support.parts import each

TITLE = "Briefing on the northern quay"
BY_ROWS = {TWENTY.name, TWENTY_OPAQUE.name}
"""Shapes whose last pages nothing but the rows of the pages before prove."""


def pages_of(shape: Shape) -> list[Page]:
    """Return the pages of a shape, read."""
    return [read_page(html, url) for url, html in shape.site().items()]


def single(url: str, number: int = 1, *, title: str = TITLE, extra: str = "", pager: str = "", head: str = "") -> Page:
    """Return one page with the text of page `number`."""
    shape = Shape("", (f"{HOST}{url}",), lambda _urls, _number: pager, lambda _urls, _number: head)
    return read_page(page_html(shape, number, title=title, extra=extra), shape.urls[0])


@each("shape", [*THE_23, *MORE, TWENTY, TWENTY_OPAQUE])
def test_every_page_of_a_briefing_is_believed(shape: Shape) -> None:
    first, *others = pages_of(shape)
    for number, page in enumerate(others, 2):
        direct = follows(first, page, number)
        assert direct.look is Look.PAGES or shape.name in BY_ROWS, direct


@each("shape", [*THE_23, *MORE])
def test_no_page_of_another_briefing_is_believed(shape: Shape) -> None:
    """The same headline on the same day, at an address that did not grow out of this one."""
    first = pages_of(shape)[0]
    for url in ("/2026/the-evening-talk", "/news/16", "/talk-on-the-quay-2", "/briefing.html?id=8"):
        assert follows(first, single(url, 5), 2).look is Look.OPEN


def test_two_briefings_of_a_day_with_pages_of_their_own_stay_apart_though_one_row_names_both() -> None:
    def half(own: str, other: str) -> Page:
        halves = f"<p class='halves'><a href='/{other}'>{other}</a> <b>{own}</b></p>"
        pages = f"<p class='pages'><b>1</b> <a href='/{own}?p=2'>2</a></p>"
        return single(f"/{own}", 1 if own == "morning" else 2, pager=halves + pages)

    assert follows(half("morning", "evening"), half("evening", "morning")).look is Look.ELSEWHERE


def test_previous_and_next_links_prove_the_pages_of_a_day_at_addresses_without_an_order() -> None:
    slugs = ("/talk/harbour-opens", "/talk/mole-is-mended", "/talk/ferry-fares")

    def page(number: int) -> Page:
        back = f"<a href='{slugs[number - 2]}'>Previous</a> " if number > 1 else ""
        on = f"<a href='{slugs[number]}'>Next</a>" if number < len(slugs) else ""
        return single(slugs[number - 1], number, pager=f"<div class='nav'>{back}{on}</div>")

    first, second, last = map(page, (1, 2, 3))
    assert follows(first, second).look is Look.PAGES
    assert follows(second, last).look is Look.PAGES


def test_a_slug_with_a_number_is_another_briefing() -> None:
    """briefing-16 and briefing-17 have one title and one day, and 16 links to 17."""
    first = single("/briefing-16", 1, pager="<a href='/briefing-17'>Next</a>")
    second = single("/briefing-17", 2, pager="<a href='/briefing-16'>Previous</a>")
    assert first.siblings.behind(first.address.url) is None
    assert follows(first, second).look is Look.OPEN
    third = single("/briefing", 1, pager="<a rel='next' href='/briefing-2'>Next</a>")
    assert third.siblings.behind(third.address.url) is None
    assert follows(third, single("/briefing-2", 2)).look is Look.OPEN


def test_a_title_may_add_the_number_that_ends_the_address() -> None:
    """A wiki names the pages below one by their whole path: the part "Briefing/2" of "Briefing"."""
    pager = "<p>Page: <b>1</b> | <a href='/wiki/Quay/2'>2</a></p>"
    back = "<p>Page: <a href='/wiki/Quay'>1</a> | <b>2</b></p>"
    first = single("/wiki/Quay", 1, pager=pager)
    for end, look in (("/2", Look.PAGES), ("/3", Look.OPEN), ("/Figures", Look.OPEN)):
        assert follows(first, single("/wiki/Quay/2", 2, title=TITLE + end, pager=back), 2).look is look


def test_what_speaks_against_a_follower() -> None:
    advertisement = "<p>Buy a lantern of the northern quay today, and a second one is free.</p>"
    comments = "".join(f"<p>Comment {n}: the ferry should have sailed long before last spring.</p>" for n in range(30))
    third = numbers(("/quay.html", "/quay_3.html", "/quay_2.html"), 3)
    against = [
        (single("/quay_2.html", 1), Look.AGAIN, "same page again"),
        (single("/quay_2.html", 1, extra=advertisement), Look.AGAIN, "it repeats page 1"),
        (single("/quay_2.html", 1, extra=f"<div class='c'>{comments}</div>"), Look.AGAIN, "it repeats page 1"),
        (single("/quay.html?utm_source=x#2", 2), Look.AGAIN, "same page again"),
        (single("/quay_2.html", 2, title="Briefing on the salt tax"), Look.ELSEWHERE, "another title"),
        (single("/quay_2.html", 2, title="Briefing on the northern quay, March 9, 2026"), Look.ELSEWHERE, "another"),
        (single("/quay_2.html", 2, title="Briefing on the northern quay – deel 2"), Look.OPEN, "another title"),
        (single("/quay_2.html", 2, pager=third), Look.ELSEWHERE, "its pager says that it is page 3"),
        (read_page(b"<html><body><h1>Briefing</h1></body></html>", f"{HOST}/quay_2.html"), Look.ELSEWHERE,
         "no transcript"),
    ]  # fmt: skip
    for other, look, why in against:
        verdict = follows(single("/quay.html", 1), other, 2)
        assert (verdict.look, why in verdict.why) == (look, True), verdict


def test_the_line_above_each_post_of_a_forum_is_no_speech() -> None:
    """Every page has as many, with the same hours."""
    posts = "".join(f"<p>Post by clerk » Sat Aug 22, 2026 9:{minute:02} am</p>" for minute in range(12))
    first, second = (single(f"/quay.html?start={number}", number, extra=posts) for number in (1, 2))
    assert follows(first, second, 2).look is Look.PAGES


@pytest.mark.parametrize(("said", "bond"), [
    ("Irena Dolmatin: Thank you all.", Look.PAGES),
    ("Irena Dolmatin：Thank you all.", Look.PAGES),
    ("Error: there is no such page.", Look.AGAIN),
])  # fmt: skip
def test_a_last_page_of_a_few_words_is_told_by_who_speaks(said: str, bond: Look) -> None:
    """The foot of the site is its only paragraph, which page 1 has too."""
    foot = "<p>Office of Harbours of the Republic of Varenia. All rights reserved.</p>"

    def page(url: str, *lines: str) -> Page:
        body = "".join(f"<p>{line}</p>" for line in lines)
        return read_page(f"<html><body><h1>{TITLE}</h1>{body}{foot}</body></html>".encode(), f"{HOST}{url}")

    answer = said.replace("Thank you all.", "The ferry sails from May on again, as it always did.")
    first = page("/quay.html", answer, "Pavo Kestrel: Who will pay for the mending of the northern quay?")
    last = page("/quay_2.html", said)
    assert follows(first, last, 2).look is bond
    assert follows(first, page("/quay_2.html", answer), 2).look is Look.AGAIN


def test_another_briefing_in_as_many_pages_beside_related_links_is_no_page() -> None:
    related = f"<ul><li><a href='/node/9'>{TITLE}</a></li></ul>"
    second = single("/node/8_2", 2, pager=f"<p><a href='/node/8'>Previous</a> Page 2 of 3</p>{related}")
    other = single("/node/9", 3, pager="<p>Page 1 of 3 <a href='/node/9_2'>Next</a></p>")
    assert follows(second, other).look is Look.OPEN


def test_another_day_speaks_against_it() -> None:
    first = single("/quay.html", 1, title="Briefing of March 5, 2026")
    assert follows(first, single("/quay_2.html", 2, title="Briefing of March 6, 2026")).look is Look.ELSEWHERE
    assert follows(first, single("/quay_2.html", 2, title="Briefing of March 5, 2026 (2)")).look is Look.PAGES


def test_a_part_with_a_name_of_its_own_that_shows_the_same_day_and_links_back_is_not_dropped_in_silence() -> None:
    day = "<p>Published: March 9, 2026</p>"
    first = single("/quay", extra=day, pager="<p><a href='/node/3'>Questions</a></p>")
    back = "<p><a href='/quay'>Up</a></p>"
    assert follows(first, single("/node/3", 2, title="Questions", extra=day, pager=back)).look is Look.OPEN
    assert follows(first, single("/node/3", 2, title="Questions", extra=day)).look is Look.ELSEWHERE
    other = day.replace("9", "8")
    assert follows(first, single("/node/3", 2, title="Questions", extra=other, pager=back)).look is Look.ELSEWHERE


def test_a_title_that_adds_the_words_of_the_link_to_its_numbered_address_is_that_of_a_page() -> None:
    numbered = "/quay?start=1"
    for said, url, look in (
        ("The tolls", numbered, Look.PAGES), ("Index", numbered, Look.ELSEWHERE), ("The tolls", "/7", Look.ELSEWHERE),
    ):  # fmt: skip
        first = single("/quay", pager=f"<ul><li><a href='{url}'>{said}</a></li></ul>")
        assert follows(first, single(url, 2, title=f"{TITLE} - The tolls")).look is look, (said, url)
    # A related link says the whole title.
    first = single("/quay", pager="<ul><li><a href='/quay/2'>The tolls of May</a></li></ul>")
    assert follows(first, single("/quay/2", 2, title="The tolls of May")).look is Look.ELSEWHERE


def test_a_canonical_address_proves_it() -> None:
    head = f"<link rel='canonical' href='{HOST}/quay.html'>"
    assert follows(single("/quay.html"), single("/x/99", 2, title="Part two", head=head)).look is Look.PAGES


def test_a_pager_that_names_page_1_without_the_query_of_its_reader_proves_nothing() -> None:
    head = f"<link rel='canonical' href='{HOST}/quay'>"
    first = single("/quay?back=%2Fnews", head=head)
    second = single("/quay?p=2", 2, pager=f"<p class='pager'><a href='{HOST}/quay'>1</a> <b>2</b></p>", head=head)
    assert follows(first, second, 2).look is Look.OPEN


def test_a_header_that_every_page_repeats_is_no_repetition() -> None:
    header = (
        "<p>Speakers:<br>Ms. Irena Dolmatin, minister of harbours of the Republic of Varenia</p>"
        "<p>Date:<br>Nov. 16, 2025</p>"
    )

    def page(url: str, body: str) -> Page:
        html = f"<html><body><h1>{TITLE}</h1><div>{header}{body}</div></body></html>"
        return read_page(html.encode(), f"{HOST}{url}")

    first = page("/quay.html", "")
    second = page("/quay_2.html", "<p>Irena Dolmatin: The quay is mended, and the ferry sails from May on again.</p>")
    assert follows(first, second, 2).look is Look.PAGES


def test_news_beside_two_short_pages_is_no_repetition() -> None:
    news = "".join(f"<p>News in brief, {n}: the bridge over the river is to be closed on Monday.</p>" for n in range(9))

    def page(url: str, *said: str) -> Page:
        talk = "".join(f"<p>QUESTION: Is {word} paid for?</p><p>MS. DOLMATIN: I think {word} is.</p>" for word in said)
        return read_page(f"<html><body><h1>{TITLE}</h1>{talk}{news}</body></html>".encode(), f"{HOST}{url}")

    first = page("/quay.html", "the northern quay", "the new lighthouse")
    second = page("/quay_2.html", "the southern mole", "the salt store")
    # A last page, which may come first, has hardly more than the news.
    for one in (first, page("/quay.html", "the salt store")):
        assert follows(one, second, 2).look is Look.PAGES
    assert follows(first, page("/quay_2.html", "the northern quay", "the new lighthouse"), 2).look is Look.AGAIN
    more = page("/quay_2.html", "the northern quay", "the new lighthouse", "the salt store")
    assert follows(first, more, 2).look is Look.AGAIN


def test_links_below_two_pages_that_name_others_with_a_colon_are_no_repetition() -> None:
    """As in a wiki where speakers are the terms of a list and each name of a page begins with "Transcript:"."""
    also = "".join(f"<li><a href='/t/{name}'>Transcript:On the {name}</a></li>" for name in ("salt", "ferry", "mole"))

    def page(url: str, *said: str) -> Page:
        talk = "".join(
            f"<dt>Irena Dolmatin</dt><dd>I think {word} will be paid for.</dd><dt>Radio Tolm</dt><dd>By whom?</dd>"
            for word in said
        )
        html = f"<html><body><h1>{TITLE}</h1><dl>{talk}</dl><h2>See also</h2><ul>{also}</ul></body></html>"
        return read_page(html.encode(), f"{HOST}{url}")

    first = page("/t/quay", "the northern quay", "the new lighthouse")
    assert follows(first, page("/t/quay/2", "the southern mole", "the salt store"), 2).look is Look.PAGES


def test_a_headline_that_is_the_sites_name_and_a_link_back_prove_nothing() -> None:
    first = single("/2026/talk-on-the-quay", 1, title="Harbour Press")
    assert first.fields.title == "Harbour Press"
    assert follows(first, single("/2026/talk-on-salt", 2, title="Harbour Press"), 2).look is Look.OPEN
    back = single("/x/99", 2, pager=f"<p><a href='{HOST}/quay.html'>Previous</a></p>")
    assert follows(single("/quay.html"), back).look is Look.OPEN


@pytest.mark.parametrize(
    ("body", "look"),
    [
        (
            "<b>Warning</b>: mysqli_connect(): (HY000/2002): Connection refused in <b>/srv/www/quay.php</b>",
            Look.ELSEWHERE,
        ),
        ('Traceback (most recent call last):\n  File "/srv/app.py", line 12, in talk\nKeyError: 2', Look.ELSEWHERE),
        ("sorry, nothing to show here", Look.ELSEWHERE),
        ("<p>OperationalError: database is locked</p>", Look.ELSEWHERE),
        ("Fatal error: Uncaught Error: Call to undefined function page_of() in /srv/www/quay.php:12", Look.ELSEWHERE),
        ("<p>MS. MAREN: I have nothing to add to that.</p>", Look.PAGES),
        ("<p>and the lanterns, which the council has paid for.</p>", Look.PAGES),
    ],
)
def test_without_the_frame_of_the_site_speech_is_believed_and_an_error_is_not(body: str, look: Look) -> None:
    bond = follows(single("/quay.html"), read_page(body.encode(), f"{HOST}/quay_2.html"), 2)
    assert bond.look is look, bond


def test_a_list_that_prints_its_briefings_in_full_is_no_whole_view_of_one() -> None:
    def post(name: str, title: str) -> str:
        said = "".join(
            f"<p>Mara Velt: The {name} of the quay is ours, {n}.</p><p>Quay Post: Why, {n}?</p>" for n in range(5)
        )
        return f"<article><h2>{title}</h2>{said}</article>"

    def headline(name: str) -> str:
        return f'<a href="/{name}/">Briefing on the {name}</a>'

    def shown(title: str, body: str, url: str) -> Page:
        html = f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{body}</body></html>"
        return read_page(html.encode(), f"{HOST}{url}")

    first = shown("Briefing on the crane", post("crane", ""), "/crane/")
    whole = post("crane", headline("crane")) + post("shed", headline("shed"))
    of_tag = shown("Quay", whole, "/tag/quay/")
    itself = shown("Briefing on the crane", post("crane", headline("crane")), "/crane/")
    for page in (first, itself):
        assert judge_look([page], of_tag).look is not Look.OPEN
    begun = "".join(f"<h2>{headline(name)}</h2><p>Mara Velt: The {name} is ours.</p>" for name in ("crane", "shed"))
    assert judge_look([first], shown("Quay", begun, "/crane/quay.html")).look is Look.ELSEWHERE
    no_links = shown("Quay", post("crane", "") + post("shed", ""), "/tag/quay/")
    assert judge_look([first], no_links).look is Look.OPEN
    notices = post("crane", "") + '<p><a href="/notice/">Quay Post: a notice of the harbour</a></p>'
    beside = shown("Quay", notices, "/author/editor/")
    assert judge_look([first], beside).look is not Look.OPEN
    # Posts by number are no pages of each other.
    begun = "".join(f'<h2><a href="/?p={n}">Talk {n}</a></h2><p>Mara Velt: The crane is ours.</p>' for n in (14, 16))
    assert is_list_with(shown("Quay", begun, "/?tag=quay"), shown("Talk 14", post("crane", ""), "/?p=14"))


def test_the_hours_of_a_programme_that_all_pages_show_are_no_speech_of_page_1() -> None:
    urls = [f"{HOST}/talk?page={number}" for number in (1, 2)]
    said = ("<p>Q: Who pays?</p><p>MR. VASK: The town.</p>", "<p>Q: And the quay?</p><p>MR. VASK: We do.</p>")
    hours = f"<h1>{TITLE}</h1><p>10:00 Opening</p><p>10:30 Questions</p>"
    first, second = (
        read_page(document(TITLE, hours + one + numbers(urls, number)), urls[number - 1])
        for number, one in enumerate(said, 1)
    )
    assert follows(first, second, 2).look is Look.PAGES
