"""Lists of thirty entries on three pages as many kinds of sites lay them out: columns, cards, tables, blogs, archives.

Each has its own shape of addresses and pager, and around its rows what such sites show: pictures, tags, authors, other
languages, files, links in teasers.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from tests.support.laid_out import HOST, MONTHS, TOPICS, Entry, ListLayout, each, hashed, more, numbers, older, slug


def _columns(entries: Sequence[Entry]) -> str:
    item = each(lambda e: f"<li>{e.a()}<br><small>{e.day.day} {MONTHS[e.day.month - 1]} {e.day.year}</small></li>")
    left, right = item(entries[:5]), item(entries[5:])
    return f"<div class='col-left'><ul>{left}</ul></div><div class='col-right'><ul>{right}</ul></div>"


def _pinned(entries: Sequence[Entry]) -> str:
    pinned = Entry(3, "/news/20240312_3.html", date(2024, 3, 12))
    rows = each(lambda e: f"<li><span>{e.day}</span>{e.a()}</li>")(entries)
    return f"<div class='hero'><h2>{pinned.a()}</h2><p>{pinned.day}</p></div><ul class='news'>{rows}</ul>"


def _accordion(entries: Sequence[Entry]) -> str:
    found = ""
    for n in range(0, len(entries), 5):
        rows = each(lambda e: f"<li>{e.a()} - {e.day.day} {MONTHS[e.day.month - 1][:3]}</li>")(entries[n : n + 5])
        month = f"{MONTHS[entries[n].day.month - 1]} {entries[n].day.year}"
        found += f"<div class='accordion'><h3><button>{month}</button></h3><ul>{rows}</ul></div>"
    return found


def _lead(entries: Sequence[Entry]) -> str:
    first, *others = entries
    rows = each(lambda e: f"<div class='item'><h3>{e.a()}</h3><p>{e.words}</p></div>")(others)
    return f"<div class='lead'><h1>{first.a()}</h1><p>{first.words}</p><p>It began at ten.</p></div>{rows}"


def _cells(entries: Sequence[Entry]) -> str:
    cells = [f"<td>{e.a()}<br>{e.words}</td>" for e in entries]
    return f"<table>{''.join(f'<tr>{chr(10).join(cells[n : n + 3])}</tr>' for n in range(0, len(cells), 3))}</table>"


_SECTIONS = "".join(
    f"<p><a href='/section/{n}'>A long title of a section of the ministry, number {n}, and its work</a></p>"
    for n in range(40)
)
_READ = "".join(f"<p class='read'><a href='/told/{n}'>What was told of the {TOPICS[n]}</a></p>" for n in range(5))
_TOLD = "".join(
    f"<p>{MONTHS[n]} 3, 2023: <a href='/told/{n}'>What the minister told the council of the {TOPICS[n % 10]}, again"
    "</a></p>"
    for n in range(12)
)
_ITEMS = json.dumps({"@type": "ItemList", "itemListElement": [{"url": f"{HOST}/ads/{n}"} for n in range(9)]})

LAYOUTS: tuple[ListLayout, ...] = (
    ListLayout(
        "two columns", lambda n, d: f"/talks/{slug(n)}",
        ("/briefings/", "/briefings/page/2/", "/briefings/page/3/"), _columns, numbers,
    ),
    ListLayout(
        "a table with files and films", lambda n, d: f"/view.php?ID={n + 300}",
        ("/list.php", "/list.php?Page=2", "/list.php?Page=3"),
        each(
            lambda e: f"<tr><td>{e.day:%d.%m.%Y}</td><td>{e.a()}</td><td><a href='/pdf/{e.number}.pdf'>PDF</a></td>"
            f"<td><a href='/video/{e.number}'>Watch the recording</a></td></tr>",
            "<table><tr><th>Date<th>Subject<th>PDF<th>Video</tr>", "</table>",
        ), numbers,
    ),
    ListLayout(
        "cards with picture, topics and author", lambda n, d: f"/{slug(n)}",
        ("/newsroom", "/newsroom/p/2", "/newsroom/p/3"),
        each(
            lambda e: f"<div class='card'>{e.a('<img src=/i.jpg alt=photo>')}<div class='chips'>"
            f"<a href='/topics/{e.number % 5}'>Topic of the {TOPICS[e.number % 5]}</a></div><h3>{e.a()}</h3><p>By "
            f"<a href='/authors/{e.number % 4}'>The Press Desk of Ministry {e.number % 4}</a></p>"
            f"<time datetime='{e.day}'>{e.day:%d %b}</time></div>"
        ), numbers,
    ),
    ListLayout(
        "headlines without a link, read more", lambda n, d: f"/node/{n + 120}",
        ("/transcripts", "/transcripts?page=1", "/transcripts?page=2"),
        each(
            lambda e: f"<div class='item'><h3>{e.title}</h3><p>{e.words}</p><p>What was said of it in the room, in"
            f" two lines or so.</p>{e.a('Read more')}</div>"
        ), numbers,
    ),
    ListLayout(
        "teasers with links of their own", lambda n, d: f"/{d:%Y/%m}/{slug(n)}/",
        ("/category/briefings/", "/category/briefings/page/2/", "/category/briefings/page/3/"),
        each(
            lambda e: f"<article><h2>{e.a()}</h2><p>The council read <a href='/documents/plan-{e.number}'>the plan for"
            f" the coming winter season</a> and <a href='/documents/report-{e.number}'>the auditor's report on northern"
            f" quays</a> before the questions. {e.a('[…]')}</p><p>Posted on <a href='/{e.day:%Y/%m/%d}/'>{e.words}</a>"
            f" by <a href='/author/desk'>desk</a></p></article>"
        ), older,
    ),
    ListLayout(
        "one pinned above every page", lambda n, d: f"/news/{d:%Y%m%d}_{n}.html",
        ("/news/", "/news/index_1.html", "/news/index_2.html"), _pinned, numbers,
    ),
    ListLayout(
        "links to other languages", lambda n, d: f"/en/briefing/{n}",
        ("/en/briefings", "/en/briefings?start=10", "/en/briefings?start=20"),
        each(
            lambda e: f"<li><div>{e.a()}</div><div>Also in <a href='/fr/briefing/{e.number}'>Français</a> |"
            f" <a href='/es/briefing/{e.number}'>Español</a></div><em>{e.day:%d/%m/%Y}</em></li>", "<ul>", "</ul>",
        ), numbers,
    ),
    ListLayout(
        "three tags an entry, no day", lambda n, d: f"/content/{slug(n)}-{n}",
        ("/content/briefings", "/content/briefings?page=1", "/content/briefings?page=2"),
        each(
            lambda e: f"<div class='views-row'><div>{e.a()}</div><div class='labels'>"
            + "".join(f"<a href='/tag/{e.number}{x}'>{TOPICS[e.number % 10]} {x}-news</a> " for x in "abc")
            + "</div></div>"
        ), numbers, has_days=False,
    ),
    ListLayout(
        "a pager above and below", lambda n, d: f"/archive/transcripts/tr{n:03}.asp",
        ("/Briefings.aspx", "/Briefings.aspx?PageNum=2", "/Briefings.aspx?PageNum=3"),
        each(lambda e: f"<dt>{e.day:%m/%d/%Y}</dt><dd>{e.a()}</dd>", "<dl>", "</dl>"), numbers,
        above=True,
    ),
    ListLayout(
        "hashes in classes and addresses", lambda n, d: f"/b/{hashed(n)}",
        ("/b", f"/b?cursor={hashed(91)}", f"/b?cursor={hashed(92)}"),
        each(
            lambda e: f"<div class='css-{hashed(e.number, 6)}'>{e.a(f'<i>{e.title}</i> <i>{e.words}</i>')}</div>"
        ), more("<a href='@'>Next page</a>"),
        lambda urls, page: f"<script type='application/ld+json'>{_ITEMS}</script>",
    ),
    ListLayout(
        "a scroll without end, rel=next", lambda n, d: f"/stories/{slug(n)}",
        ("/stories", "/stories?page=2", "/stories?page=3"),
        each(lambda e: f"<article><h2>{e.a()}</h2><time datetime='{e.day}T10:00'>{e.words}</time></article>"),
        lambda urls, page: "", more("<link rel='next' href='@'>"),
    ),
    ListLayout(
        "a scroll without end, a hidden link", lambda n, d: f"/stories/{n}/{slug(n)}",
        ("/stories", "/stories?offset=10", "/stories?offset=20"),
        each(lambda e: f"<article><h2>{e.a()}</h2></article>"),
        more("<a rel='next' class='more visually-hidden' href='@'></a>"), has_days=False,
    ),
    ListLayout(
        "whole cards as links", lambda n, d: f"/en/news/briefing-{n}.html",
        ("/en/news/", "/en/news/page-2.html", "/en/news/page-3.html"),
        each(lambda e: e.a(f"<span>{e.words}</span><h4>{e.title}</h4><p>Who asked, and what.</p>", "class='tile'")),
        numbers,
    ),
    ListLayout(
        "a blog, older posts", lambda n, d: f"/{d:%Y/%m}/{slug(n)}.html",
        ("/", "/search?updated-max=2024-05-10T10:00&max-results=10", "/search?updated-max=2024-04-01T10:00&start=20"),
        each(
            lambda e: f"<h2 class='date-header'>{e.words}</h2><div class='post'><h3>{e.a()}</h3><div>It began at ten."
            f"</div><div>{e.a('10:00 AM')} <a href='/search/label/quay'>quay</a> <a href='{e.path}#comments'>No"
            f" comments:</a></div></div>"
        ), older,
    ),
    ListLayout(
        "headers in rows, most read beside", lambda n, d: f"/talks/{slug(n)}/", ("/t/", "/t/page/2/", "/t/page/3/"),
        each(
            lambda e: f"<div class='post post-{e.number}'><header class='head'><h2>{e.a()}</h2><p>{e.words}</p>"
            "</header><p>It began at ten.</p></div>", after=_READ,
        ), older,
    ),
    ListLayout(
        "a main part, and news that say more", lambda n, d: f"/talks/{slug(n)}/", ("/t/", "/t/page/2/", "/t/page/3/"),
        each(
            lambda e: f"<li><span>{e.words}</span> {e.a(e.title[-24:])}</li>", "<main><ul>", f"</ul></main>{_TOLD}",
        ), older,
    ),
    ListLayout(
        "four related stories below each", lambda n, d: f"/talks/{slug(n)}/", ("/t/", "/t/page/2/", "/t/page/3/"),
        each(
            lambda e: f"<div class='post'><div class='head'><h2>{e.a()}</h2><p>{e.words}</p></div></div>" + "".join(
                f"<div class='like'><a href='/stories/{e.number}x{n}/'>Of the {TOPICS[n]}</a></div>" for n in range(4)
            )
        ), numbers,
    ),
    ListLayout(
        "a heading a day", lambda n, d: f"/dpb/{n + 5000}.htm",
        ("/dpb/index.htm", "/dpb/index-p2.htm", "/dpb/index-p3.htm"),
        each(lambda e: f"<h3>{e.words}</h3><ul><li>{e.a()}</li></ul>"), numbers,
    ),
    ListLayout(
        "transcript, film and sound", lambda n, d: f"/transcript/{n}", ("/events", "/events?p=2", "/events?p=3"),
        each(
            lambda e: f"<li><strong>{e.title}</strong><br>{e.words}<br>{e.a('Transcript')} | "
            f"<a href='/video/{e.number}'>Video</a> | <a href='/audio/{e.number}.mp3'>Audio</a></li>", "<ul>", "</ul>",
        ), numbers,
    ),
    ListLayout(
        "/briefings/10 for page 2", lambda n, d: f"/briefing/detail/{n}",
        ("/briefings", "/briefings/10", "/briefings/20"),
        each(
            lambda e: f"<div class='media'><div>{e.a('<img src=x>')}</div><div><h4>{e.a()}</h4><p>{e.day:%d-%m-%Y}</p>"
            f"</div></div>"
        ), numbers,
    ),
    ListLayout(
        "name,2.html and a Polish next", lambda n, d: f"/aktualnosci/{n},{slug(n)}.html",
        ("/aktualnosci.html", "/aktualnosci,2.html", "/aktualnosci,3.html"),
        each(lambda e: f"<li>{e.a()} <span>{e.day} 10:30</span></li>", "<ul>", "</ul>"),
        lambda urls, page: numbers(urls, page, "Następne"),
    ),
    ListLayout(
        "Chinese, the day in a date of figures", lambda n, d: f"/fyrbt/{d:%Y%m}/t{d:%Y%m%d}_{1100 + n}.shtml",
        ("/fyrbt/index.shtml", "/fyrbt/index_1.shtml", "/fyrbt/index_2.shtml"),
        each(
            lambda e: f"<li><a href='{e.path}'>{e.day.month}月{e.day.day}日发言人记者会实录</a><i>[{e.day}]</i></li>",
            "<ul>", "</ul>",
        ), lambda urls, page: numbers(urls, page, "下一页"),
    ),
    ListLayout(
        "months that unfold, days without a year", lambda n, d: f"/press/{slug(n)}",
        ("/press", "/press?page=2", "/press?page=3"), _accordion, numbers, has_days=False,
    ),
    ListLayout(
        "hits of a search in several folders",
        lambda n, d: ("/energy/{}", "/food-and-fish/{}", "/roads/briefings/{}", "/pm/{}.html")[n % 4].format(slug(n)),
        ("/search?q=briefing&t=1", "/search?q=briefing&t=1&page=2", "/search?q=briefing&t=1&page=3"),
        each(lambda e: f"<li><p>{HOST}{e.path}</p><h3>{e.a()}</h3><p>… about the <b>briefing</b> …</p></li>"),
        numbers, has_days=False,
    ),
    ListLayout(
        "the newest larger than the others", lambda n, d: f"/node/{n + 400}",
        ("/talks", "/talks?page=1", "/talks?page=2"), _lead, numbers,
    ),
    ListLayout(
        "three cells a row", lambda n, d: f"/press/{n}.html",
        ("/press", "/press?page=2", "/press?page=3"), _cells, numbers,
    ),
    ListLayout(
        "a large menu with long titles", lambda n, d: f"/en/{n}", ("/en", "/en?page=2", "/en?page=3"),
        each(lambda e: f"<li>{e.a()}</li>", f"<div class='mega'>{_SECTIONS}</div><ul>", "</ul>"),
        numbers, has_days=False,
    ),
    ListLayout(
        "share and print links of every entry", lambda n, d: f"/p/{slug(n)}", ("/p", "/p?page=2", "/p?page=3"),
        each(
            lambda e: f"<div><h2>{e.a()}</h2><p>{e.words}</p><a href='{e.path}#comments'>12 comments</a>"
            f" <a href='{e.path}?share=mail'>Send</a> <a href='{e.path}?print=1'>Print version</a></div>"
        ), numbers,
    ),
    ListLayout(
        "one title for all", lambda n, d: f"/dpb/{n + 90}", ("/dpb", "/dpb?p=2", "/dpb?p=3"),
        each(lambda e: f"<li>{e.words} - {e.a('Daily Press Briefing')}</li>", "<ul>", "</ul>"), numbers,
    ),
    ListLayout(
        "title and files in one place", lambda n, d: f"/t/{n}.html", ("/t", "/t?page=2", "/t?page=3"),
        each(
            lambda e: f"<li>{e.a()} <a href='/dl/{e.number}.pdf'>PDF</a> <a href='/dl/{e.number}.docx'>Word</a>"
            f" <em>{e.words}</em></li>", "<ul>", "</ul>",
        ), numbers,
    ),
    ListLayout(
        "view older briefings", lambda n, d: f"/t/{n}", ("/t", "/t?page=2", "/t?page=3"),
        each(lambda e: f"<li>{e.a()} {e.words}</li>", "<ul>", "</ul>"),
        more("<a class='btn' href='@'>View older talks »</a>"),
    ),
    ListLayout(
        "a picture for an arrow", lambda n, d: f"/show.do;jsessionid=AB?id={n}", ("/t", "/t?page=2", "/t?page=3"),
        each(lambda e: f"<li>{e.a()} {e.words}</li>", "<ul>", "</ul>"),
        more("<a href='@' aria-label='Go to next page'><svg><path d='M0'/></svg></a>"),
    ),
)  # fmt: skip
