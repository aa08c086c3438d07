"""Links of a list page that lead on in it, beside its entries."""

from __future__ import annotations

from briefings.transcript import read_page

URL = "http://press.varenia.example/briefings"
ROWS = [
    f"<tr><td><a href='/doc/{1000 + 79 * n}.html'>Briefing on ferry line {n}</a></td><td>January {n}, 2026</td>"
    f"<td><a href='/doc/{1001 + 79 * n}.html'>part 2</a> <a href='/doc/{1002 + 79 * n}.html'>part 3</a></td></tr>"
    for n in range(1, 6)
]


def test_the_day_beside_the_parts_of_an_entry_is_no_page_number() -> None:
    page = read_page(f"<body><h1>Briefings</h1><table>{''.join(ROWS)}</table></body>".encode(), URL, as_list=True)
    assert not page.listing.further.pages
    assert [len(entry.further) for entry in page.listing.entries] == [2] * 5


def test_a_pager_link_to_the_list_itself_is_no_entry() -> None:
    talks = "".join(f"<p><a href='/talk/{n}'>Briefing on ferry line {n} of the harbour</a></p>" for n in range(1, 6))
    back = "<p><a href='/briefings'>Previous page</a> <a href='/briefings?after=p0z'>Next page</a></p>"
    page = read_page(f"<body><h1>Briefings</h1>{talks}{back}</body>".encode(), f"{URL}?after=x9k", as_list=True)
    assert [entry.url.rpartition("/")[2] for entry in page.listing.entries] == ["1", "2", "3", "4", "5"]
