"""Every link of a page has exactly one place, and what two pages show of each other proves they belong together."""

from __future__ import annotations

import pytest

from briefings.loaders import load_briefing
from briefings.transcript import KnownLinks, Look, Page, follows, read_page, read_transcript
from briefings.transcript.further_pages.new_speech import shows_more
from briefings.transcript.page.links.account import LinkPlace, account_of_links
from tests.support.pages import briefing
from tests.support.parts import each

HOST = "http://press.varenia.example"
SAID = "".join(
    f"<p><b>{who}:</b> The {what} of the northern quay is paid by the council, and we open it in May.</p>"
    for who, what in (("Harbour Gazette", "ferry"), ("Tolmer Vask", "tram"), ("Harbour Gazette", "lighthouse"))
)


def page(url: str, around: str = "", *, said: str = SAID, title: str = "Briefing on the quay") -> Page:
    """Return a page with links around the speech."""
    html = f"<html lang='en'><body><h1>{title}</h1><div class='text'>{said}</div>{around}</body></html>"
    return read_page(html.encode(), f"{HOST}{url}")


KNOWN = KnownLinks(
    is_frame=lambda link: link.place.startswith("a nav.menu"),
    may_look=lambda url: "/logout" not in url,
    is_own=lambda url: url in {f"{HOST}/talk/1", f"{HOST}/talk/1/part-2", f"{HOST}/talk/1/part-3/"},
    is_entry=lambda url: url == f"{HOST}/talk/2",
    leads_elsewhere=lambda link: "related" in link.place,
)
"""The knowledge of a crawl of this site."""


@each(
    ("link", "place"),
    [
        ("<a href='/logout'>Leave</a>", LinkPlace.OUTSIDE),
        ("<a href='/talk/1/part-2'>Part 2</a>", LinkPlace.OWN),
        ("<a href='/talk/2'>Another briefing</a>", LinkPlace.ENTRY),
        ("<a href='/fr/talk/1'>Français</a>", LinkPlace.LANGUAGE),
        ("<a hreflang='cy' href='/cynhadledd'>Cymraeg</a>", LinkPlace.LANGUAGE),
        ("<a href='/talk/1?print=1&utm_source=x'>Print</a>", LinkPlace.AGAIN),
        ("<a href='/talk/1?view=print'>Print</a>", LinkPlace.AGAIN),
        ("<a href='/talk/1?cpage=2#comments'>2</a>", LinkPlace.AGAIN),
        ("<a href='/talk/1/part-2?sort=asc'>Part 2, sorted</a>", LinkPlace.AGAIN),
        ("<a href='/talk/1/part-3/?share=bird'>Share</a>", LinkPlace.AGAIN),
        ("<a href='/talk/1?view=questions'>Questions</a>", LinkPlace.UNEXPLAINED),
        ("<nav class='menu'><a href='/about'>About</a></nav>", LinkPlace.FRAME),
        ("<p>As the harbour board said in <a href='/report'>its report</a> of the spring, all quays are closed for"
         " repairs until May.</p>", LinkPlace.CITED),
        ("<div class='related'><a href='/x'>X</a></div>", LinkPlace.KNOWN_PLACE),
        ("<div class='more'><a href='/doc/9'>What was said then</a></div>", LinkPlace.UNEXPLAINED),
        ("<div class='lazy' data-src='/doc/9'></div>", LinkPlace.UNEXPLAINED),
        ("<p><a href='/doc/9'></a></p>", LinkPlace.UNEXPLAINED),
    ],
)  # fmt: skip
def test_a_link_ends_in_the_first_place_that_fits(link: str, place: LinkPlace) -> None:
    placed = page("/talk/1", link).links.placed
    account = account_of_links([placed], KNOWN)
    assert +account.places == {place: 1}
    assert len(account.unexplained) == (place is LinkPlace.UNEXPLAINED)


def test_a_link_of_prose_to_an_address_like_the_pages_own_is_not_cited() -> None:
    said = "<p>This is the first half of all that was said to the press in the map room. <a href='/{}'>Read on</a>.</p>"
    places = [page("/talk/quay-one", said.format(path)).links.placed for path in ("talk/quay-two", "talk/ferries")]
    assert [account_of_links([placed], KNOWN).places[LinkPlace.CITED] for placed in places] == [0, 1]


@pytest.mark.parametrize("item", ["<a href='/doc/7'>Briefing on the quay</a>", "<b>Briefing on the quay</b>"])
def test_the_branch_of_a_page_in_a_tree_is_near_it_and_the_others_are_not(item: str) -> None:
    tree = (
        "<ul><li><a href='/doc/1'>Briefing on ferries</a><ul><li><a href='/doc/2'>Part 2</a></li></ul></li>"
        f"<li>{item}<ul><li><a href='/doc/8'>Part 2</a></li></ul></li><li><a href='/about'>About</a></li></ul>"
    )
    placed = page("/doc/7", tree).links.placed
    assert [link.url.removeprefix(HOST) for link in placed.links if link.is_near] == [
        *["/doc/7"] * ("href" in item), "/doc/8",
    ]  # fmt: skip


def test_other_sites_and_files_are_counted_as_outside_and_mail_is_not() -> None:
    links = (
        "<a href='https://bird.example/x'>Share</a><a href='/a.pdf'>PDF</a><a href='/get?name=A.DOCX'>Word</a>"
        "<a href='/b.mp3#t=9'>Sound</a><a href='mailto:a@b.example'>Mail</a><a href='/pdf'>All files</a>"
    )
    placed = page("/talk/1", links).links.placed
    assert ([link.said for link in placed.links], placed.outside) == (["All files"], 4)


def test_links_of_one_place_are_one_group_and_those_of_another_kind_beside_them_are_not() -> None:
    row = "<p class='row'><a href='/d/1'>Part 2</a> <a href='/d/2'>Part 3</a> <a href='/story.html'>A story</a></p>"
    groups = account_of_links([page("/talk/1", row).links.placed], KNOWN).by_key
    assert [[link.url.removeprefix(HOST) for link in links] for links in groups.values()] == [
        ["/d/1", "/d/2"], ["/story.html"],
    ]  # fmt: skip


def test_buttons_without_an_address_are_signs_but_in_menus_and_forms_with_a_field() -> None:
    shown = page(
        "/talk/1",
        "<button>Show the rest</button><form method='post'><input type='hidden' name='p'><button>More</button></form>"
        "<nav><button>Menu</button></nav><form><input name='q'><button>Search</button></form><a href='#top'>Up</a>"
        "<a href=\"javascript:alert('There is none')\">The last one</a>"
        "<ul><li class='disabled first'><a href='javascript:;'>Back</a></li></ul>",
    )
    assert [sign.said for sign in shown.links.placed.signs] == ["Show the rest", "More"]


def _row(*urls: str, own: str) -> str:
    cells = (f"<b>{url[-1]}</b>" if url == own else f"<a href='{url}'>{url[-1]}</a>" for url in urls)
    return f"<div class='parts'>{''.join(cells)}</div>"


def test_one_row_with_each_page_marked_proves_pages_whatever_it_says() -> None:
    urls = ("/a71k", "/q08z", "/m55x")
    first, second, third = (page(url, _row(*urls, own=url), said=SAID.replace("May", url)) for url in urls)
    for other in (second, third):
        verdict = follows(first, other)
        assert (verdict.look, verdict.why) == (Look.PAGES, "both show the same row of pages")


@pytest.mark.parametrize(
    ("row", "look"),
    [
        ("<span>{link}</span><span><a>{own}</a></span>", Look.PAGES),
        ("<span>{link}</span><span><a>Back</a></span>", Look.OPEN),
        ("{link}; {own} (this page)", Look.OPEN),
        ("On 1 May: {link}", Look.OPEN),
    ],
)
def test_a_number_without_an_address_marks_its_page_in_a_row_of_two(row: str, look: Look) -> None:
    def shown(own: str, other: str, said: str) -> Page:
        link = f"<a href='{other}'>{other[-1]}</a>"
        return page(own, f"<div class='nav'>{row.format(link=link, own=own[-1])}</div>", said=said)

    first, second = shown("/a71", "/q02", SAID), shown("/q02", "/a71", SAID.replace("May", "June"))
    assert follows(first, second).look is look


@each(
    ("words", "look"),
    [
        (("Talk", "Talk"), Look.OPEN),
        (("5", "6"), Look.OPEN),
        (("1", "2"), Look.OPEN),
        (("Part 1", "Part 2"), Look.PAGES),
    ],
)
def test_pages_of_one_briefing_may_be_at_addresses_of_different_days(words: tuple[str, str], look: Look) -> None:
    urls = ("/talks/2026/03/05/", "/talks/2026/03/06/")

    def shown(own: str, said: str) -> Page:
        named = zip(urls, words, strict=True)
        cells = (f"<b>{text}</b>" if url == own else f"<a href='{url}'>{text}</a>" for url, text in named)
        return page(own, f"<div class='week'>{' '.join(cells)}</div>", said=said)

    assert follows(shown(urls[0], SAID), shown(urls[1], SAID.replace("May", "June"))).look is look


@each(
    ("texts", "look"),
    [
        (("5 March 2026", "6 March 2026", "7 March 2026"), Look.OPEN),
        (("March 5", "March 6"), Look.OPEN),
        (("2026-03-05", "2026-03-06"), Look.OPEN),
        (("3月5日", "3月6日"), Look.OPEN),
        (("March 2026", "April 2026", "May 2026"), Look.OPEN),
        (("Briefing 41", "Briefing 42", "Briefing 43"), Look.OPEN),
        (("No. 41", "No. 42"), Look.OPEN),
        (("25/11", "16/11", "29/10"), Look.OPEN),
        (("Part 1 (March 5)", "Part 2 (March 5)"), Look.PAGES),
        (("Opening", "Questions", "Part 3"), Look.PAGES),
        (("Opening", "2. Questions", "3. Closing"), Look.PAGES),
        (("First day (March 5)", "Second day (March 6)"), Look.OPEN),
        (("Start", "2", "3"), Look.PAGES),
        (("News", "41", "42"), Look.OPEN),
    ],
)
def test_a_row_that_names_days_or_counts_from_more_than_one_is_of_several_briefings(
    texts: tuple[str, ...], look: Look
) -> None:
    urls = ("/a71k", "/q08z", "/m55x")[: len(texts)]

    def shown(own: str, said: str) -> Page:
        named = zip(urls, texts, strict=True)
        cells = (f"<b>{text}</b>" if url == own else f"<a href='{url}'>{text}</a>" for url, text in named)
        return page(own, f"<div class='week'>{' '.join(cells)}</div>", said=said)

    assert follows(shown(urls[0], SAID), shown(urls[1], SAID.replace("May", "June"))).look is look


def test_a_row_proves_nothing_where_another_day_or_another_headline_with_a_day_stands() -> None:
    urls = ("/a71k", "/q08z", "/m55x")
    first = page(urls[0], _row(*urls, own=urls[0]), title="Briefing of March 5, 2026")
    for title in ("Briefing of March 6, 2026", "The salt tax, March 6, 2026"):
        other = page(urls[1], _row(*urls, own=urls[1]), said=SAID.replace("May", "June"), title=title)
        assert follows(first, other).look is Look.ELSEWHERE


@pytest.mark.parametrize(
    ("url", "back", "look"),
    [
        ("/quay/questions.html", "<p><a href='/quay/index.html'>Up</a></p>", Look.OPEN),
        ("/quay/questions.html", "", Look.ELSEWHERE),
        ("/mole/questions.html", "<p><a href='/quay/index.html'>Up</a></p>", Look.ELSEWHERE),
    ],
)
def test_a_part_beside_an_index_page_that_links_back_is_open(url: str, back: str, look: Look) -> None:
    part = page(url, back, said=SAID.replace("May", "June"), title="Questions")
    assert follows(page("/quay/index.html"), part).look is look


def test_a_lone_link_there_and_back_proves_nothing() -> None:
    first = page("/a71k", "<p class='on'><a href='/q08z'>After this</a></p>")
    second = page("/q08z", "<p class='on'><a href='/a71k'>Before this</a></p>", said=SAID.replace("May", "June"))
    assert follows(first, second).look is Look.OPEN


def test_what_shows_all_of_a_page_and_more_of_its_people_may_be_the_whole_view() -> None:
    first = page("/a71k")
    more = SAID + SAID.replace("May", "June")
    assert shows_more([first], page("/whole", said=more))
    assert not shows_more([first, page("/q08z", said=SAID.replace("May", "June"))], page("/whole", said=more))
    excerpt = page("/a72k", said=f"<p>The minister met the press at noon. An excerpt follows here.</p>{SAID}")
    assert shows_more([excerpt], page("/whole", said=more))
    comments = SAID + "<p><b>Reader Osk:</b> I was on the quay that morning, and nothing of it is true at all.</p>"
    assert not shows_more([first], page("/comments", said=comments))


@pytest.mark.parametrize(
    ("on", "back", "look"),
    [
        ("<p>Continued on {link}page 2</a></p>", "<p>Continued from {link}page 1</a></p>", Look.PAGES),
        ("<p>{link}Partie 2</a></p>", "<div>{link}Partie 1</a></div>", Look.PAGES),
        ("<p>{link}Part 3</a></p>", "<p>{link}Part 1</a></p>", Look.OPEN),
        ("<p>{link}page 2</a></p>", "<p>{link}page 2</a></p>", Look.OPEN),
        ("<p>{link}page 2</a></p>", "<p>{link}Back</a></p>", Look.OPEN),
        ("<p>{link}2 crane drivers</a></p>", "<p>{link}1 harbour</a></p>", Look.OPEN),
        ("<p>{link}See page 2 of the paper</a></p>", "<p>{link}See page 1 of the paper</a></p>", Look.OPEN),
        ("<p>{link}Continued on page 2</a></p>", "<p>{link}Go to page 1</a></p>", Look.PAGES),
        ("<p>Page 1 of 2 {link}next</a></p>", "<p>Page 2 of 2</p>", Look.PAGES),
        ("<p>Page 1 of 3 {link}next</a></p>", "<p>Page 2 of 2</p>", Look.OPEN),
        ("<p class='pager'>1 of 2 {link}next</a></p>", "<p class='pager'>2 of 2 {link}back</a></p>", Look.OPEN),
    ],
)
def test_two_pages_that_count_each_other_belong_together(on: str, back: str, look: Look) -> None:
    first = page("/a71k", on.format(link="<a href='/q08z'>"))
    second = page("/q08z", back.format(link="<a href='/a71k'>"), said=SAID.replace("May", "June"))
    assert follows(first, second).look is look


@pytest.mark.parametrize(("marked", "look"), [(True, Look.PAGES), (False, Look.OPEN)])
def test_the_selected_option_marks_its_page_in_a_list_of_two(marked: bool, look: Look) -> None:
    def shown(own: str, said: str) -> Page:
        options = (
            f"<option value='{url}'{' selected' if marked and url == own else ''}>{words}</option>"
            for url, words in (("/a71k", "Opening"), ("/q08z", "Questions")) if marked or url != own
        )  # fmt: skip
        return page(own, f"<select onchange='location=this.value'>{''.join(options)}</select>", said=said)

    assert follows(shown("/a71k", SAID), shown("/q08z", SAID.replace("May", "June"))).look is look


def test_page_one_of_seven_says_that_six_are_missing() -> None:
    pages = [read_page(html, url) for url, html in briefing(7001, 7).items()]
    alone = load_briefing(read_transcript(pages[:1]))
    assert (alone.complete, [gap.number for gap in alone.missing_pages]) == (False, [2, 3, 4, 5, 6, 7])
    assert load_briefing(read_transcript(pages)).complete


def test_a_page_that_links_to_a_next_one_that_nobody_gave_may_go_on() -> None:
    read = load_briefing(read_transcript([page("/a71k", "<p>Page 1 of 3 <a href='/q08z'>Next page</a></p>")]))
    assert not read.complete
    assert [gap.number for gap in read.missing_pages] == [2, 3]
    read = load_briefing(read_transcript([page("/a71k", "<p><a href='/q08z'>Next page</a></p>")]))
    assert [one.words for one in read.shortcomings] == [f'may go on at {HOST}/q08z ("Next page")']
    assert load_briefing(read_transcript([page("/a71k", "<p><a href='/'>首页</a></p>")])).complete
    read = load_briefing(read_transcript([page("/quay?page=2", "<p><a href='/quay?page=3'>Next</a></p>")]))
    assert [one.words for one in read.shortcomings] == [f'may go on at {HOST}/quay?page=3 ("Next")'], "numbered itself"
