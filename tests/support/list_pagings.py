"""Ways in which a list continues from page to page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tests.support import pager_shapes as shapes
from tests.support import site_pager_shapes as site_shapes
from tests.support.pager_shapes import addresses


@dataclass(frozen=True, slots=True)
class Paging:
    """One way in which a list continues: the addresses of its pages and what each shows of the others."""

    name: str
    urls: tuple[str, ...]
    pager: Callable[[Sequence[str], int], str]


def older(urls: Sequence[str], number: int) -> str:
    return f"<p><a href='{urls[number]}'>Older posts</a></p>" if number < len(urls) else ""


def earlier_talks(urls: Sequence[str], number: int) -> str:
    return f"<a class='back' href='{urls[number]}'>Earlier talks</a>" if number < len(urls) else ""


def load_more(urls: Sequence[str], number: int) -> str:
    return f"<a class='more' href='{urls[number]}'>Load more</a>" if number < len(urls) else ""


def icon(urls: Sequence[str], number: int) -> str:
    shown = f"{number} of {len(urls)}"
    on = f"<li class='pager-next'><a href='{urls[number]}'>��</a></li>" if number < len(urls) else ""
    return f"<ul class='pager'><li class='pager-current'>{shown}</li>{on}</ul>"


_SHAREPOINT = addresses("/list.aspx", "/list.aspx?Paged=TRUE&p_ID={0}0&PageFirstRow={0}1", (1, 2))
_SUMS = ("2&cHash=8a7f", "3&cHash=c01d")
_SVG = "<a class='btn' href='{}'><svg><use href='#chevron-right'/></svg></a>"
_button = site_shapes.on("<button data-url='{}'>Load more</button>")
_loader = site_shapes.on("<div hx-get='{}' hx-trigger='revealed'>…</div>")

PAGINGS: tuple[Paging, ...] = (
    Paging("node_N_2.htm", addresses("/node_8020819.htm", "/node_8020819_{}.htm"), shapes.numbers),
    Paging("default_1.htm for page 2", addresses("/eng/default.htm", "/eng/default_{}.htm", (1, 2)), shapes.numbers),
    Paging("index_1.html for page 2", addresses("/eng/", "/eng/index_{}.html", (1, 2)), shapes.next_link("下一页")),
    Paging("list_70_2.html below a folder", addresses("/x/", "/x/list_70_{}.html"), shapes.numbers),
    Paging("list_70_2.html of list_70.html", addresses("/x/list_70.html", "/x/list_70_{}.html"), shapes.next_link()),
    Paging("?page=1 for page 2", addresses("/briefings", "/briefings?page={}", (1, 2)), shapes.numbers),
    Paging("the second list of a page", addresses("/briefings", "/briefings?page=0%2C{}", (1, 2)), shapes.numbers),
    Paging("?page=2, next", addresses("/briefings", "/briefings?page={}"), shapes.next_link("Next ›")),
    Paging("?start=20", addresses("/briefings", "/briefings?start={}", (20, 40)), shapes.all_linked),
    Paging("/page/2/", addresses("/briefings/", "/briefings/page/{}/"), shapes.numbers),
    Paging("older posts", addresses("/briefings/", "/briefings/page/{}/"), older),
    Paging("earlier talks", addresses("/talks.html", "/talks-{}.html"), earlier_talks),
    Paging("a cursor", addresses("/briefings", "/briefings?after={}", ("x9k", "p0z")), shapes.next_link("Next page")),
    Paging("a damaged arrow", addresses("/briefings", "/briefings?page={}", (1, 2)), icon),
    Paging("load more with an address", addresses("/briefings", "/briefings?page={}"), load_more),
    Paging("a select box", addresses("/briefings", "/briefings?pg={}"), shapes.select),
    Paging("/P30", addresses("/briefings", "/briefings/P{}", (10, 20)), shapes.numbers),
    Paging("page_2.html in the folder", addresses("/briefings/", "/briefings/page_{}.html"), shapes.numbers),
    Paging("list.jsp?id=&page=", addresses("/list.jsp?id=4", "/list.jsp?id=4&page={}"), shapes.numbers),
    Paging("SharePoint, ?Paged=TRUE", _SHAREPOINT, site_shapes.on("<a href='{}'><img src='/i.gif' alt='Next'></a>")),
    Paging("TYPO3, a check sum", addresses("/news", "/news?tx_n%5BcurrentPage%5D={}", _SUMS), shapes.next_link()),
    Paging("Liferay, many names", addresses("/news", "/news?p_p_id=x&p_p_state=n&_x_cur={}"), shapes.next_link()),
    Paging("load more, data-url", addresses("/news", "/news?page={}"), _button),
    Paging("loaded when seen, hx-get", addresses("/news", "/news?page={}"), _loader),
    Paging(
        "Russian, show more", addresses("/news", "/news?PAGEN_1={}"), site_shapes.on("<a href='{}'>Показать ещё</a>")
    ),
    Paging(
        "a picture without words",
        addresses("/news", "/news?page={}"),
        site_shapes.on("<a href='{}'><img src='/r.gif'></a>"),
    ),
    Paging("an SVG and a cursor", addresses("/news", "/news?after={}", ("x9k", "p0z")), site_shapes.on(_SVG)),
    Paging("items with data-href", addresses("/news", "/news?page={}"), site_shapes.by_item),
)
