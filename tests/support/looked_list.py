"""A list of four pages of briefings whose next page no pager names: one of several signs leads to it."""

from __future__ import annotations

from tests.support.pages import briefing_page, list_page
from tests.support.server import Reply, Site

HOST = "http://press.varenia.example"
NAMES = ("list/", "archive-k3", "archive-f9", "archive-z2")
PAGES = [f"{HOST}/{name}" for name in NAMES]
A_PAGE, A_FEW = 4, 2
KEYS = range(7001, 7001 + A_PAGE * len(PAGES))
TALKS = [f"{HOST}/talk/{key}" for key in KEYS]
FEW = A_FEW * len(PAGES)
"""Briefings of a list where a crawl reads several lists."""
RUN = ("briefing", "-a", f"lists={PAGES[0]}")
SIGNS = {
    "head": ("</head>", "<link rel='next' href='{url}'></head>"),
    "data": ("</body>", "<div class='more' data-next-url='{url}'></div></body>"),
    "header": ("</body>", "</body>"),
    "words": ("</body>", "<p class='on'><a href='{url}'>What was said before</a></p></body>"),
    "ends": ("</body>", "<p class='on'><a href='{url}'>Next</a> <a href='{last}'>Last</a></p></body>"),
    "arrows": ("</body>", "<div class='on'><a href='{url}'>›</a> <a href='{last}'>»</a></div></body>"),
}


def serve_list(
    site: Site, sign: str, more: tuple[int, ...] = (), host: str = HOST, first: int = KEYS[0], a_page: int = A_PAGE
) -> None:
    """Serve a list of four pages of briefings, preceded by `more`; a sign leads from each page to the next."""
    mark, shown = SIGNS[sign]
    keys = range(first, first + a_page * len(PAGES))
    talks = [f"{host}/talk/{key}" for key in keys]
    pages = [f"{host}/{name}" for name in NAMES]
    for number, url in enumerate(pages):
        listed = talks[number * a_page : (number + 1) * a_page]
        html = list_page([*(f"{host}/talk/{key}" for key in more if not number), *listed]).decode()
        further = pages[number + 1 : number + 2]
        on = shown.format(url=further[0], last=pages[-1]) if further else mark
        named = [f'<{other}>; title="on"; rel="next", </x.css>; rel=preload' for other in further if sign == "header"]
        site.serve(url, Reply(html.replace(mark, on).encode(), headers={"Link": named[0]} if named else {}))
    for key in (*keys, *more):
        site.serve(f"{host}/talk/{key}", briefing_page(key, 1, 1))
