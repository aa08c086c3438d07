"""The links of a page in their places: addresses that only scripts have, and links in prose."""

from __future__ import annotations

import string

import pytest

from briefings.transcript import PlacedLinks, read_page

URL = "http://www.varenia.example/news/list.aspx"


def _placed(body: str) -> PlacedLinks:
    return read_page(f"<html><body><h1>News</h1>{body}</body></html>".encode(), URL).links.placed


def test_an_address_of_a_script_is_read_without_its_escapes() -> None:
    links = _placed("""<a href="javascript:" onclick='show(event, "/list.aspx?p=2\\u0026all=1");'>on</a>""").links
    assert [link.url for link in links] == ["http://www.varenia.example/list.aspx?p=2&all=1"]


@pytest.mark.parametrize(
    "html",
    [
        "<div data-more='/list.aspx?p=2'>on</div>", '<div x-on:click.once = "/list.aspx?p=2">on</div>',
        "<div data-next-url=../list.aspx?p=2>on</div>", "<base href=/><i data-next=list.aspx?p=2></i>",
        "<div data-more=&#47;list.aspx?p=2>on</div>", "<my-link to=/list.aspx?p=2>on</my-link>",
    ],
)  # fmt: skip
def test_an_address_in_an_attribute_for_a_script_is_read(html: str) -> None:
    assert [link.url for link in _placed(html).links] == ["http://www.varenia.example/list.aspx?p=2"]


def test_an_index_of_letters_is_no_prose() -> None:
    letters = " | ".join(
        f'<a href="/az/{one}.html">{one}</a>' if one in "BCW" else one for one in string.ascii_uppercase
    )
    assert [link.is_cited for link in _placed(f"<p>{letters}</p>").links] == [False] * 3


def test_a_link_within_a_sentence_is_cited() -> None:
    said = "The minister said again what stands in <a href='/az/w.html'>the paper</a> of last week, and nothing more."
    assert [link.is_cited for link in _placed(f"<p>{said}</p>").links] == [True]
    called = said.replace("the paper", "the next part")
    assert [link.is_cited for link in _placed(f"<p>{called}</p>").links] == [False]
    assert [link.is_cited for link in _placed(f"<p>{said.replace('the paper', 'our partnership')}</p>").links] == [True]
    for word, is_cited in (("here", False), ("здесь", False), ("Quay", True), ("[3]", True)):
        links = _placed(f"<p>{said.replace('the paper', word)}</p>").links
        assert [link.is_cited for link in links] == [is_cited], f"{word} says what it leads to, or only points"


def test_an_address_that_a_script_loads_next_is_a_link() -> None:
    script = """<script>var reader = {"nextPage": "\\/api\\/talk\\/7?part=2", "home": "/api/menu"};</script>"""
    assert [link.url for link in _placed(script).links] == ["http://www.varenia.example/api/talk/7?part=2"]


def test_the_parts_of_a_page_that_its_data_name_are_links() -> None:
    parts = ", ".join(f'{{"@type": "WebPage", "url": "\\/talk\\/7?part={number}"}}' for number in (2, 3))
    data = f'{{"@context": "https://schema.org", "@type": "Article", "hasPart": [{parts}]}}'
    links = _placed(f"<script type='application/ld+json'>{data}</script>").links
    assert [link.url[-14:] for link in links] == ["/talk/7?part=2", "/talk/7?part=3"]


def test_what_the_data_of_a_script_name_are_links() -> None:
    data = '{"shown": 4, "talks": [{"title": "The quay", "url": "\\/talk\\/8"}, {"title": "Tar", "url": "/talk/9"}]}'
    links = _placed(f"<script type='application/json'>{data}</script>").links
    assert [link.url[-7:] for link in links] == ["/talk/8", "/talk/9"]


def test_an_address_for_a_script_is_a_link_in_any_attribute_with_a_hyphen_and_in_elements_of_scripts() -> None:
    for html in (
        "<button next-url='/talk?page=2'>More</button>",
        "<div hx-get='/talk?page=2' hx-trigger='revealed'></div>",
        "<turbo-frame id='page-2' src='/talk?page=2' loading='lazy'></turbo-frame>",
    ):
        page = read_page(f"<html><body><h1>Talk</h1>{html}</body></html>".encode(), "http://a.example/talk")
        assert [link.url for link in page.links.placed.links] == ["http://a.example/talk?page=2"]


def test_a_button_beside_an_address_for_a_script_is_no_sign_of_more() -> None:
    addressed = _placed("<div data-next='/talk/2'><button>Keep reading</button></div>")
    assert ([link.url for link in addressed.links], addressed.signs) == (["http://www.varenia.example/talk/2"], ())
    assert [sign.said for sign in _placed("<div><button>Keep reading</button></div>").signs] == ["Keep reading"]
    assert _placed("<div><button aria-label='Scroll back to top'></button></div>").signs == ()
    question = "Tolmer Vask: Who is going to pay for all the work on the northern quay?"
    assert _placed(f"<div><button>{question}</button></div>").signs == ()
    sentence = "<div><button>Click here to read all that was said at the briefing.</button></div>"
    assert len(_placed(sentence).signs) == 1
    assert _placed(sentence + sentence.replace("read", "hear")).signs == ()


def test_a_button_whose_form_says_that_it_does_something_is_no_sign_of_more() -> None:
    def said(hidden: str) -> list[str]:
        form = f"<form method='post' action='/talk'><input type='hidden' {hidden}><button>Bearbeiten</button></form>"
        return [sign.said for sign in _placed(f"<div>{form}</div>").signs]

    assert said("name='do' value='edit'") == said("name='action' value='subscribe'") == []
    assert said("name='do' value='part'") == said("name='talk' value='editors-of-the-year'") == ["Bearbeiten"]


def test_what_a_button_says_does_not_tell_its_place_from_that_on_other_pages_unless_it_may_turn_them() -> None:
    def keys(*said: str) -> list[str]:
        return [sign.key for sign in _placed("".join(f"<div><button>{one}</button></div>" for one in said)).signs]

    assert keys("Follow the ferry", "Cite: The ferry sails in May, and the mole is mended") == keys("Mole", "Print")
    assert set(keys("Mole", "Print")) < set(keys("Mole", "Print", "The second part"))
    assert keys("Continue reading") != keys("Next page") != keys("Mole")


def test_words_of_pagers_are_a_place_of_their_own() -> None:
    beside, ahead = _placed("<p><a href='/a1.htm'>Highlights</a></p><p><a href='/a2.htm'>Next page</a></p>").links
    assert beside.place == ahead.place
    assert beside.key != ahead.key


def test_the_classes_of_the_body_are_no_part_of_a_place() -> None:
    """They name what a page is about, so that pages of two kinds would share neither links nor buttons."""
    pages = (
        f"<body class='{kind}'><div><a href='/a.htm'>A</a><button>Close</button></div>" for kind in ("talk", "visit")
    )
    one, other = (read_page(page.encode(), URL).links.placed for page in pages)
    assert one.links
    assert one.signs
    assert (one.links, one.signs) == (other.links, other.signs)


def test_what_a_class_says_of_one_post_is_no_part_of_a_place() -> None:
    """WordPress says there of what category a post is, and whether it has a picture: all have the same button."""
    pages = (
        f"<div class='post {own} hentry'><div class='text'><p><a href='#'>Print this page</a></p></div></div>"
        for own in ("category-talks format-standard", "category-visits has-post-thumbnail tag-quay")
    )
    one, other = (_placed(page).signs for page in pages)
    assert one == other
    assert "div.hentry.post|" in one[0].key


def test_a_class_that_a_program_made_is_no_part_of_a_place() -> None:
    """Style sheets made by a program name a class by what is in it, so that each page may have names of its own."""
    for made in ("1x2rvz", "9okq7t"):
        placed = _placed(f"<div class='css-{made} box'><p class='{made}-Row'><a href='/a.htm'>A</a></p></div>")
        assert placed.links[0].place == "a p div.box body"
    styled = _placed(
        "<ul class='sc-bdVaJa kRtYuO'><li><a href='/a.htm' class='Row__Link-sc-htpNat jewpRe'>A</a></li></ul>"
    )
    assert styled.links[0].place == "a.Row__Link-sc-htpNat li ul.sc-bdVaJa body"


def test_a_drawing_says_what_it_shows_only_where_no_words_are() -> None:
    drawing = "<svg><title>{}</title><desc>Made with Sketch.</desc></svg>"
    html = f"<a href='/2'>{drawing.format('arrow')}Next</a> <a href='/9'>{drawing.format('Last page')}</a>"
    assert [link.said for link in _placed(html).links] == ["Next", "Last page"]
