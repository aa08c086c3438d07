"""What a page says that the others of a briefing do not."""

from __future__ import annotations

from briefings.transcript import read_page
from briefings.transcript.further_pages.new_speech import has_no_speech

HOST = "http://press.varenia.example"


def test_nobody_speaks_on_a_picture_below_what_every_page_says() -> None:
    share, views = "<p>Share this: by mail</p>", "<p>Views: {}</p><p>浏览：{}次</p>"
    quay = f"<html><body><h1>Quay</h1><p>Mara Velt: We open it.</p>{views.format(3_021, 88)}{share}</body></html>"
    first = read_page(quay.encode(), f"{HOST}/quay/")
    share = views.format("3,028", 89) + share
    for said, none in ((share, True), (share + "<p>Mara Velt: 40, I think.</p>", False)):
        other = read_page(f"<html><body><h1>hall-1</h1>{said}</body></html>".encode(), f"{HOST}/quay/hall-1/")
        assert has_no_speech(other, [first]) is none


def test_nobody_speaks_on_a_tab_whose_title_begins_like_that_of_other_pages() -> None:
    said = "<p>Mara Velt: We open it.</p><p>Dario Moss: We do.</p><p>Mara Velt: Thank you.</p>"
    shown = f"<html><body><h1>Press briefing: Quay (Part 2)</h1><ul><li>Pages</ul>{said}</body></html>"
    pages = [read_page(shown.encode(), f"{HOST}/quay/2")]
    tab = "<html><body><h1>Press briefing: Quay</h1><ul><li>Photos</ul><p>A picture of the hall.</p></body></html>"
    assert has_no_speech(read_page(tab.encode(), f"{HOST}/quay/photos"), pages)
