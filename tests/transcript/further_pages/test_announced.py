"""Pages that the pages of a briefing lead to and that are not given with them."""

from __future__ import annotations

from briefings.transcript import read_page, read_transcript
from tests.support.pages import document
from tests.support.parts import each

OWN = "http://press.varenia.example/2031/quay"
ASKED = "<p>Q: Who dredges the harbour?</p><p>MS. OREN: The town does, and we pay for it.</p>"


def _ends(link: str, own: str = OWN) -> list[str]:
    read = read_transcript([read_page(document("The northern quay", f"{ASKED}<p>{link}</p>"), own)])
    return [reason.words for reason in read.shortcomings]


@each(
    "link",
    [
        "<a href='quay_2'>Келесі бет</a>",
        "<a href='quay?page=2'>Ukurasa unaofuata</a>",
        "<a href='/k7d93'>الصفحة التالية</a>",
        "<a href='/k7d93'>לעמוד הבא</a>",
        "<a href='/k7d93'>Pagina următoare</a>",
        "<a href='/k7d93'>صفحه بعد</a>",
        "<a href='/k7d93'>หน้าถัดไป</a>",
    ],
)
def test_a_link_to_a_next_page_is_told_in_any_language(link: str) -> None:
    (said,) = _ends(link)
    assert said.startswith("may go on at http://press.varenia.example/")


@each(
    ("link", "own"),
    [
        ("<a href='quay-2'>Another talk</a>", OWN),
        ("<a href='/?p=2'>About us</a>", "http://press.varenia.example/?p=731"),
        ("<a href='/?page_id=2'>About us</a>", "http://press.varenia.example/?page_id=31"),
        ("<a href='/talks/2'>Another talk</a>", "http://press.varenia.example/talks/1"),
        ("<a href='quay?photo=2'><img src='a.jpg'></a>", OWN),
    ],
)
def test_another_talk_and_a_picture_are_no_next_page(link: str, own: str) -> None:
    assert not _ends(link, own)
