"""Parts of single pages that look like pagers but are none, as HTML to be put below an article."""

from __future__ import annotations

URL = "http://press.varenia.example/2026/talk-on-the-quay"
"""Address of the article above them."""


def _links(addresses: str, *shown: object, tag: str = "") -> str:
    open_, close = (f"<{tag}>", f"</{tag}>") if tag else ("", "")
    return " ".join(f"{open_}<a href='{addresses.replace('@', str(one))}'>{one}</a>{close}" for one in shown)


_WEEK = "<tr>" + "".join(f"<td><a href='/2026/03/0{n}/'>{n}</a></td>" for n in range(1, 8)) + "</tr>"
_DAYS = "".join(
    "<tr>" + "".join(f"<td>{week * 7 + day + 1 if week * 7 + day < 31 else ''}</td>" for day in range(7)) + "</tr>"
    for week in range(5)
)
_TEASERS = "".join(f"<p><a href='/news/{n}'>A headline about harbour matters, number {n}</a></p>" for n in range(6))
_TEASERS_MORE = "".join(
    f"<div class='card'><h3>Matters {n}</h3><p>The council met.</p><a href='/news/{n}'>Continue reading</a></div>"
    for n in range(4)
)

BOILERPLATE: dict[str, str] = {
    # Comments
    "comment pager": f"<div id='comments'><p>Nice.</p><div class='pager'>1 {_links('?page=@', 2, 3)}</div></div>",
    "comment pager of WordPress": f"<nav class='comment-navigation'>{_links('/c/comment-page-@/', 1, 2)}</nav>",
    "comments by their address": f"<p>1 {_links(URL + '?cpage=@', 2, 3)}</p>",
    "comments under a heading": f"<div><h3>Comments (41)</h3><p class='pager'>1 {_links('?page=@', 2, 3)}</p></div>",
    "reviews": f"<div class='reviews'><p>Well said.</p><ul class='pagination'><li>1 {_links('?page=@', 2)}</ul></div>",
    "Russian comments": f"<div>Отзывы: 1 {_links('?page=@', 2, 3)}</div>",
    # Days and years
    "calendar": f"<table class='calendar'><caption>March</caption>{_WEEK}{_DAYS}</table>",
    "calendar without a name": f"<table><tr><th>Mo<th>Tu<th>We<th>Th<th>Fr<th>Sa<th>Su</tr>{_WEEK}{_DAYS}</table>",
    "calendar of divisions": f"<div class='cal'>{_links('/2026/03/@/', *range(1, 32))}</div>",
    "calendar arrows": "<div class='event-calendar'><a href='?month=2'>«</a> March <a href='?month=4'>»</a></div>",
    "years": f"<ul>{_links('/archive/@/', *range(2015, 2027), tag='li')}</ul>",
    "years with a current one": f"<p><b>2026</b> {_links('/archive/@/', 2025, 2024, 2023)}</p>",
    "archive by month": f"<ul class='archive'>{_links('/2026/@/', '01', '02', '03', tag='li')}</ul>",
    "time line": f"<div class='pages'>{_links('/t/@', 1999, 2000, 2001)}</div>",
    # Pictures
    "gallery": f"<div class='gallery'><span>1</span> {_links('/photo/@', 2, 3, 4)}</div>",
    "slide show": f"<div class='slideshow'>1 {_links('/slides/@.html', 2, 3)} <a href='/slides/2'>Next</a></div>",
    "bx slider": f"<div class='bx-wrapper'><div class='bx-pager'>{_links('', 1, 2, 3)}</div></div>",
    "slick dots": "<ul class='slick-dots'><li class='slick-active'><button>1</button><li><button>2</button></ul>",
    "carousel buttons": (
        "<div id='offers'><div class='jcarousel-prev'><input type='button' aria-label='previous'></div>"
        "<div class='jcarousel-next'><input type='button' aria-label='next'></div><p>Four of our ferries.</p></div>"
    ),
    "carousel arrows": "<div class='carousel'><a href='#prev'>‹</a> 1 of 5 <a href='#next'>›</a></div>",
    "picture 1 of 12": "<p>1 of 12 <a href='#'>Next</a></p>",
    "numbers that stay here": f"<div>{_links('#', 1, 2, 3)}</div>",
    "numbers by a script": "<p>" + "".join(f"<a href='javascript:show({n})'>{n}</a> " for n in (1, 2, 3)) + "</p>",
    "buttons without a name": "<p><button>1</button> <button>2</button> <button>3</button></p>",
    # Votes and ratings
    "poll": f"<div class='poll'>How was it? {_links('/vote?v=@', 1, 2, 3, 4, 5)}</div>",
    "rating": f"<div class='star-rating'>1 {_links('/rate?page=@', 2, 3, 4, 5)}</div>",
    "vote with buttons": "<form><input type='radio' name='v'>1 <input type='radio' name='v'>2 "
    + _links("/v?page=@", 1, 2) + "</form>",
    "rate this page": f"<p>Rate this page: {_links('/rate/@', 1, 2, 3, 4, 5)}</p>",
    # Other articles
    "next article": "<p><a href='/2026/talk-on-the-trams'>« Previous</a> <a href='/2026/talk-on-salt'>Next »</a></p>",
    "next article by its id": "<p><a href='/2026/talk-on-the-quay-of-old'>Previous</a> <a href='/node/16'>Next</a></p>",
    "WordPress' next article": "<nav class='post-navigation'><a rel='next' href='/2026/salt'>Salt tax →</a></nav>",
    "the same title again": f"<p><a rel='next' href='{URL}-2'>Next</a></p>",
    "related articles": f"<div class='related'>{_TEASERS}<div class='pager'>1 {_links('?page=@', 2, 3)}</div></div>",
    "teasers with a pager": f"<div class='view'>{_TEASERS}<div class='pager'>1 {_links('?page=@', 2, 3)}</div></div>",
    "teasers to be continued": f"<div>{_TEASERS_MORE}</div>",
    "Drupal's list inside the page": f"<div class='pager'>1 {_links('?page=0,@', '2', '3')}</div>",
    "Drupal's third list inside the page": f"<div class='pager'>1 {_links('?page=0,,@', '1', '2')}</div>",
    "SPIP's list inside the page": f"<p class='pagination'><b>1</b> | {_links('?debut_talks=@', '2', '3')}</p>",
    "numbers that lead to this page": f"<div>{_links(URL, 1, 2)}</div>",
    "mini pager": f"<div class='block'>{_links('/news?x=@', 1, 2, 3)}</div>",
    "slide-in of the next story": "<div><a href='/2026/salt'>Next story</a></div>",
    # Words and letters
    "alphabet": f"<div class='letters'>{_links('/names/@', *'ABCDEFGH')}</div>",
    "tag cloud": f"<div class='tag-cloud'>{_links('/tag/@', 'ferry', 'salt', 'tram')} {_links('/tag/@', 1, 2)}</div>",
    "breadcrumb": "<div class='breadcrumb'><a href='/'>Home</a> » <a href='/2/'>2</a> » <a href='/3/'>3</a></div>",
    "share bar": f"<div class='share'>{_links('/share/@', 1, 2)} <a href='/mail'>»</a></div>",
    "footnotes": "<p>As said [<a href='#fn1'>1</a>] [<a href='#fn2'>2</a>] [<a href='#fn3'>3</a>]</p>",
    "contents": f"<div class='toc'>{_links('#part@', 1, 2, 3)}</div>",
    "languages": "<p><a href='/fr/talk'>fr</a> <a href='/de/talk'>de</a> <a href='/es/talk'>es</a></p>",
    "font sizes": f"<div class='font-size'>{_links('?size=@', 1, 2, 3)}</div>",
    # Sizes and ranges
    "entries a page": f"<p>Show: {_links('?limit=@', 10, 25, 50)}</p>",
    "entries a page in a row": f"<p>{_links('?per_page=@', 1, 2, 3)}</p>",
    "a column at the side": "<aside><h2>Agenda</h2><div class='pager'><a href='?page=2'>››</a></div></aside>",
    "a range of entries": "<p>1 - 5 of 36 <a href='?start=5'>Next</a></p>",
    "a date": "<p>03/05/2022</p><p>1/12</p>",
    "a fraction": "<p>Page views: 1/12</p>",
    "one page of one": "<p class='pager'>Page 1 of 1</p>",
    "said in the text": "<p>The plan says so on page 2 of 7, and the council has read it to the very end of it.</p>",
    "telephone numbers": "<p><a href='tel:123'>123</a> <a href='tel:124'>124</a></p>",
    "select of sizes": "<select><option value='?limit=1'>1</option><option value='?limit=2'>2</option></select>",
    "select of years": "<select><option value='/2026/'>2026</option><option value='/2025/'>2025</option></select>",
    "select of numbers": "<select name='day'><option value='1'>1</option><option value='2'>2</option></select>",
    "numbered issues": f"<p>Issue {_links('/issue/@', 41, 42, 43)}</p>",
    "steps": f"<ol class='steps'>{_links('/apply?step=@', 1, 2, 3, tag='li')}</ol>",
    "load more": "<button class='load-more'>Load more</button>",
    # Addresses that grow but are not pages of this article
    "older comments": "<div id='comments'><a href='?page=2'>Older comments</a></div>",
    "older comments anywhere": "<p><a href='?page=2'>Comments, page by page</a></p>",
    "more of a list": f"<div class='view'>{_TEASERS}<a href='?page=2'>More of the harbour</a></div>",
    "a second picture": f"<p><a href='{URL}_2.jpg'><img src='/q.jpg'></a> <a href='{URL}_2.pdf'>As a PDF</a></p>",
    "another size": "<p><a href='?size=2'>Larger letters</a></p>",
    # Pagers made by a script, of something else or of nothing
    "an empty pager": "<div class='pagination'></div><nav class='page-links'></nav>",
    "an empty pager of one page": "<div class='pagination' data-total-pages='1'></div>",
    "an empty pager of comments": "<div id='comments'><div class='pager' data-total='3'></div></div>",
    "a slider's dots": "<div class='swiper-pagination'></div><script>var totalPages = 4;</script>",
    "a count in a script": "<script>var comments = {'currentPage': 1, 'totalPages': 4};</script>",
    "a viewer of files": "<div class='pdf-viewer'><button>Next page</button> 1 of 12</div>",
    "buttons of a script": "<p onclick='fold()'>More</p><div data-url='/x' onclick='go(2)'>2</div>",
    "continued elsewhere": "<p>Continued on page A4 of the paper</p>",
}  # fmt: skip

TRIED = {
    "Drupal's list inside the page", "Drupal's third list inside the page", "related articles", "teasers with a pager",
}  # fmt: skip
"""Parts whose addresses may also page the text of a page: only the page behind can tell."""

HEADS: dict[str, str] = {
    "rel=next to another article": "<link rel='next' title='Salt tax' href='http://press.varenia.example/2026/salt'>",
    "rel=next to the next of one title": f"<link rel='next' href='{URL}-2'>",
    "rel=prev": "<link rel='prev' href='?page=2'>",
    "rel=next that cannot be read": "<link rel='next' href='http://[site:url-brief]/x'>",
}
"""Similar parts for the head."""
