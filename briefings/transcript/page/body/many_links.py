"""Pages with far too many links, which are cut.

A page takes one to three kilobytes of memory per link while it is read, so one made to choke a crawler would take all
there is.
"""

import re
from itertools import islice

MOST_LINKS = 20_000
"""Maximum number of links read of a page, with all before them; known pages have some hundreds."""
_LINK = re.compile(
    r"<(?:(?:a|area|option|link|button|input)(?=[\s/>])|[a-z][^<>]*\s(?:onclick|(?:data-(?:href|url|page)|hx-get))=)",
    re.IGNORECASE,
)


def cut_at_links(text: str, most: int = MOST_LINKS) -> tuple[str, str]:
    """Cut a page after the last link that is read; return it, and what was left out ("" for nothing)."""
    if len(text) <= len("<a>") * most or text.count("<") <= most:
        return text, ""
    links = _LINK.finditer(text)
    beyond = next(islice(links, most, None), None)
    if beyond is None:
        return text, ""
    return text[: beyond.start()], f"{1 + sum(1 for _ in links)} links more than are read, and what follows them"
