"""Make text of the web safe for a page or a script, beyond the markup, which autoescape handles."""

import json
import re
from functools import lru_cache
from typing import Any
from urllib.parse import quote, urlsplit

# Characters that HTML cannot have, or that a browser shows as nothing.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# Nothing isolates a direction in the title of a window, so an override would turn the browser's words too.
_DIRECTIONS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_SPACED_WORDS = 8  # enough to match once on a page; a longer fragment more often fails at a note or a footnote
_UNSPACED = 16  # characters, in scripts without spaces between words
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_OPENING = 150  # characters: two lines on a desk


def clean(text: str) -> str:
    """Replace each code point that a page cannot have by U+FFFD."""
    return _UNFIT.sub("\ufffd", text)


def undirected(text: str) -> str:
    """Remove marks of writing direction, for the title of a window."""
    return _DIRECTIONS.sub("", text)


@lru_cache(maxsize=1_000)
def web_address(url: str | None) -> str | None:
    """Return a web address; None for `javascript:` and anything else that a link must not run."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.netloc else None


def address_of_text(url: str | None, text: str) -> str | None:
    """Return the address of a page with a text fragment that takes the browser to the beginning of `text`."""
    address = web_address(url)
    if address is None:
        return None
    start = _fragment(text)
    page = address.partition("#")[0]
    # Hyphens and commas have a meaning in a fragment, and quote() leaves hyphens as they are.
    return f"{page}#:~:text={quote(start, safe='').replace('-', '%2D')}" if start else page


def _fragment(text: str) -> str:
    first = clean(text).strip().partition("\n")[0]
    if _CJK.search(first[:_UNSPACED]):
        return first[:_UNSPACED]
    return " ".join(first.split()[:_SPACED_WORDS])


def opening(text: str) -> str:
    """Return the first words of a text, on one line."""
    line = " ".join(text[: _OPENING * 2].split())
    if len(line) <= _OPENING:
        return line
    cut = line[:_OPENING]
    return f"{cut[: cut.rfind(' ')] if ' ' in cut[_OPENING // 2 :] else cut}\u00a0…"


def script_value(value: Any) -> str:
    """Return a value as JavaScript source that ends neither its script nor its line, wherever it is placed."""
    source = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return source.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
