"""Pages that the pages of a briefing lead to and that are not given with them."""

from __future__ import annotations

from briefings.transcript import read_page, read_transcript
from tests.support.pages import document
from tests.support.parts import each

OWN = "http://press.varenia.example/2031/quay"
ASKED = "<p>Q: Who dredges the harbour?</p><p>MS. OREN: The town does, and we pay for it.</p>"


def _ends(link: str) -> list[str]:
    read = read_transcript([read_page(document("The northern quay", f"{ASKED}<p>{link}</p>"), OWN)])
    return [reason.words for reason in read.shortcomings]


@each(
    "link",
    [
        "<a href='/k7d93'>الصفحة التالية</a>",
        "<a href='/k7d93'>לעמוד הבא</a>",
        "<a href='/k7d93'>Pagina următoare</a>",
        "<a href='/k7d93'>صفحه بعد</a>",
        "<a href='/k7d93'>หน้าถัดไป</a>",
    ],
)
def test_a_link_to_a_next_page_is_told_whatever_its_address(link: str) -> None:
    (said,) = _ends(link)
    assert said.startswith("may go on at http://press.varenia.example/")
