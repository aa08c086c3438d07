"""The day of a page is its own: beside its headline, in its data, and never that of another item."""

from datetime import date

import pytest

from briefings.loaders import load_briefing
from briefings.transcript import read_transcript
from briefings.transcript.page.page import Page
from briefings.transcript.page.read_page import read_page
from tests.support.parts import each
from tests.support.reading import briefing, paragraphs

_URL = "https://press.varenia.invalid/talks/harbor-cup"
_TEXT = (
    "<div class='text'>"
    + "".join(
        f"<p>MR. SORELL: The mill number {n} was repaired in the spring, and its wheel turns again.</p>"
        f"<p>QUESTION: Who paid for the repair of the mill number {n}, and how much was it?</p>"
        for n in range(4)
    )
    + "</div>"
)
_CARD = (
    "<article class='card'><a href='/news/a-bridge'><h3>A bridge opens</h3></a>"
    "<time datetime='2019-01-11'>11 January 2019</time><p>Published: January 11, 2019</p></article>"
)


def _page(above: str = "", below: str = "", head: str = "", aside: str = f"<aside>{_CARD}</aside>") -> Page:
    html = (
        f"<html><head><title>The harbor cup | Press Room</title>{head}</head>"
        f"<body><nav><a href='/'>Home</a> 3 May 2018</nav><main>{above}{_TEXT}{below}</main>{aside}"
        "<footer><time datetime='2018-05-03'>3 May 2018</time></footer></body></html>"
    )
    return read_page(html.encode(), _URL)


_H1 = "<h1>The harbor cup</h1>"


@each(
    ("above", "printed", "published"),
    [
        (f"{_H1}<p>Friday, April 5, 2024</p>", date(2024, 4, 5), None),
        (f"{_H1}<ul><li>Text</li><li>5 April 2024</li></ul><p><a href='/t'>Tweet</a></p>", date(2024, 4, 5), None),
        (f"<header>{_H1} 2024-04-05 <a href='/print'>Print</a></header>", date(2024, 4, 5), None),
        (f"<p>Friday, April 5, 2024</p>{_H1}", date(2024, 4, 5), None),
        (f"{_H1}<p>（令和6年4月5日（金）10:48～10:59　会見室）</p>", date(2024, 4, 5), None),
        (f"{_H1}<p>Published: 6 April 2024</p>", None, date(2024, 4, 6)),
        (f"{_H1}<p>Released</p><p>6 April 2024</p>", None, date(2024, 4, 6)),
        (f"{_H1}<p>5 April 2024</p><p>Last updated: 6 April 2024 10:22</p>", date(2024, 4, 5), date(2024, 4, 6)),
        (f"{_H1}<time datetime='2024-04-06T10:00'>6 April 2024</time>", None, date(2024, 4, 6)),
        (f"{_H1}<a href='/t' rel='bookmark'><time datetime='2024-04-06'>6 kwietnia</time></a>", None, date(2024, 4, 6)),
        (f"{_H1}<p>Updated: 9 April 2024</p><p>Published: 6 April 2024</p>", None, date(2024, 4, 6)),
        (f"{_H1}<p>Mis à jour le 9 avril 2024</p><p>Publié le 6 avril 2024</p>", None, date(2024, 4, 6)),
        (f"{_H1}<p>5 April 2024</p><p>Last modified 9 April 2024</p>", date(2024, 4, 5), date(2024, 4, 9)),
        (f"{_H1}<p>By Ilse Maren, 6 April 2024</p>", None, date(2024, 4, 6)),
        (f"{_H1}<p>发布时间：2024-04-06</p>", None, date(2024, 4, 6)),
        # None of these is the page's own day.
        (_H1, None, None),
        (f"{_H1}<p>The call of the ferry company for the period ending April 5, 2024</p>", None, None),
        (f"{_H1}<p>Next talk: 5 April 2024</p>", None, None),
        (f"{_H1}<figure><figcaption>Photo: the old lock, 5 April 2019</figcaption></figure>", None, None),
        (f"<div>{_CARD}</div>{_H1}", None, None),
        (f"{_H1}<nav><a href='/2019'>2019</a> 5 April 2019</nav>", None, None),
        (f"{_H1}<p><a href='/more'>The talks of 5 April 2019</a></p>", None, None),
        (f"{_H1}<ul>" + "<li>A line</li>" * 40 + "<li>5 April 2019</li></ul>", None, None),
        (f"<p>5 April 2019</p><p>The press room</p><p>A line</p>{_H1}", None, None),
    ],
)  # fmt: skip
def test_day_beside_the_headline(above: str, printed: date | None, published: date | None) -> None:
    page = _page(above)
    assert (page.fields.printed_on, page.fields.published_on) == (printed, published)


@pytest.mark.parametrize(
    ("data", "published"),
    [
        ('{"@type": "NewsArticle", "datePublished": "2024-04-06T10:00:00+02:00"}', date(2024, 4, 6)),
        ('[{"datePublished": "2024-04-06"}, {"datePublished": "2019-04-06"}]', None),
    ],
)
def test_day_in_json_is_of_publication_if_it_is_the_only_one(data: str, published: date | None) -> None:
    assert _page(head=f"<script type='application/ld+json'>{data}</script>").fields.published_on == published


@pytest.mark.parametrize(("language", "printed"), [("pt-BR", date(2024, 4, 5)), ("en-US", None), ("en", None)])
def test_order_of_figures_is_that_of_the_language(language: str, printed: date | None) -> None:
    html = f"<html lang='{language}'><body><main>{_H1}<p>05/04/2024 18h33</p>{_TEXT}</main></body></html>"
    assert read_page(html.encode(), _URL).fields.printed_on == printed


@pytest.mark.parametrize(
    ("host", "printed"),
    [
        ("talks.varenia.gov.au", date(2024, 4, 5)),
        ("talks.varenia.nz", date(2024, 4, 5)),
        ("talks.varenia.gov", date(2024, 5, 4)),
        ("talks.varenia.ca", None),
        ("talks.varenia.invalid", None),
    ],
)
def test_order_of_figures_is_that_of_the_country_of_the_host(host: str, printed: date | None) -> None:
    html = f"<html lang='en'><body><main>{_H1}<p>05/04/2024</p>{_TEXT}</main></body></html>".encode()
    assert read_page(html, f"https://{host}/talks/harbor-cup").fields.printed_on == printed
    other = read_page(html, f"https://{host}/2024/05/04/harbor-cup")  # its own day is a better witness
    assert other.fields.printed_on == date(2024, 5, 4)


def test_day_of_a_comment_is_not_the_pages() -> None:
    comment = (
        "<section><h2>Comments</h2><div><time datetime='2024-05-01'>1 May 2024</time><p>Well said.</p></div></section>"
    )
    assert _page(_H1, comment).fields.published_on is None


def test_data_of_the_page_come_first() -> None:
    head = "<meta property='article:published_time' content='2024-04-07T08:00:00Z'>"
    page = _page(f"{_H1}<p>5 April 2024</p>", head=head)
    assert (page.fields.printed_on, page.fields.published_on) == (date(2024, 4, 5), date(2024, 4, 7))


def test_text_above_its_headline_has_no_day_beside_it() -> None:
    html = f"<html><body><main>{_TEXT}</main><h1>The harbor cup</h1><p>5 April 2019</p></body></html>"
    assert read_page(html.encode(), _URL).fields.printed_on is None


def test_day_below_a_headline_that_begins_the_text_is_beside_it() -> None:
    said = _TEXT.replace("<div class='text'>", f"<div class='text'>{_H1}<p>Friday, April 5, 2024</p>")
    page = read_page(f"<html><body><div class='row'>{said}</div></body></html>".encode(), _URL)
    assert page.fields.printed_on == date(2024, 4, 5)


_TALK = ("MS. MAREN: Good morning. We open today.", "REPORTER: Who pays?", "MS. MAREN: The skippers do, I think.")


@pytest.mark.parametrize("above", ["Archived on 1 July 2031", "Valid from 1 January 2031", "Born 4 May 1990"])
@pytest.mark.parametrize("own", ["5 March 2031", "Press conference, Lund, 5 March 2031", "Thursday, March 5, 2031"])
def test_a_day_in_other_words_is_not_that_of_the_event(above: str, own: str) -> None:
    for lines in ((above, own), (own, above)):
        assert briefing(paragraphs(*lines, *_TALK)).held_on == "2031-03-05"
    other = briefing(paragraphs(above, "Lund, 5 March 2031", *_TALK)).held_on
    assert other is None  # nothing tells which of them it is


def test_the_day_on_which_a_page_was_fetched_is_not_that_of_the_event() -> None:
    text = paragraphs("Monday, 18 November 2044", "Lund, 5 March 2031", *_TALK)
    for path in ("2031-03-05/talk", "2031/31-03-05.talk"):
        read = load_briefing(read_transcript([read_page(text.encode(), f"https://press.varenia.invalid/{path}")]))
        assert (read.held_on, read.published_on) == ("2031-03-05", "2031-03-05")


@pytest.mark.parametrize(
    "title", ["Briefing on the treaty of 4 May 1998", "Talks ahead of the summit of 20 March 2031"]
)
def test_a_title_that_names_a_day_far_from_that_of_the_letterhead_names_another(title: str) -> None:
    talk = paragraphs("5 March 2031", *_TALK)
    html = f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{talk}</body></html>"
    read = load_briefing(read_transcript([read_page(html.encode(), _URL)]))
    assert read.held_on == "2031-03-05"


@each(
    ("above", "held"),
    [
        ("Meeting Date/Time: 3 May 2031, 10:00", "2031-05-03"),
        ("Press conference: 3 May 2031", "2031-05-03"),
        ("会見日：2031年5月3日", "2031-05-03"),
        ("Today: Sunday, 3 May 2031", None),
        ("今天是：2031年5月3日", None),
        ("Next briefing: 3 May 2031", None),
        ("By Ilse Maren, 3 May 2031", None),
        ("<a href='/before'>3 May 2031</a> <a href='/after'>5 May 2031</a>", None),
        ("Period of Service: 3 May 2031 - 11 April 2035", None),
    ],
)
def test_a_field_with_another_day_does_not_tell_when_a_briefing_was_held(above: str, held: str | None) -> None:
    assert briefing(paragraphs(above, *_TALK)).held_on == held


@each("above", ["Monday, 30 November 2037", "<a href='/map'>Map</a> | Monday, 30 November 2037"])
def test_the_day_of_a_look_above_all_is_not_that_of_the_event(above: str) -> None:
    html = f"<html><body><div>{above}</div>{paragraphs('5 March 2031', *_TALK)}</body></html>"
    for url in ("https://press.varenia.invalid/2031/03/06/talks", f"{_URL}-on-5-march-2031"):
        assert load_briefing(read_transcript([read_page(html.encode(), url)])).held_on == "2031-03-05"


def test_the_day_of_a_change_is_not_that_of_publication_where_the_address_has_one() -> None:
    html = f"<html><body>{paragraphs(*_TALK)}<footer>Page last updated: 30 November 2037</footer></body></html>"
    read = load_briefing(read_transcript([read_page(html.encode(), "https://press.varenia.invalid/2031/03/06/talks")]))
    assert (read.published_on, read.date_basis) == ("2031-03-06", "address")
