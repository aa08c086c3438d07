"""Changes of a page that nobody notices who reads it in a browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random
from unicodedata import normalize

Change = Callable[[str, Random], str]
_TOKEN = re.compile(r"<!--.*?-->|<(script|style|title)\b.*?</\1>|<[^>]*>|[^<]+", re.DOTALL)
_ENTITY = re.compile(r"(&[#\w]+;)")


def _tags(change: Callable[[str], str]) -> Change:
    return lambda html, rng: _TOKEN.sub(lambda one: change(one[0]) if one[0][:2] not in ("<!", "") else one[0], html)


def _texts(change: Callable[[str, Random], str]) -> Change:
    """Return a change of every text, but not of its entities."""

    def changed(text: str, rng: Random) -> str:
        parts = _ENTITY.split(text)
        return "".join(part if n % 2 or not part.strip() else change(part, rng) for n, part in enumerate(parts))

    return lambda html, rng: _TOKEN.sub(lambda one: one[0] if one[0][0] == "<" else changed(one[0], rng), html)


def _inside_words(sign: str) -> Change:
    """Return a change that puts a sign between letters, now and then."""
    place = re.compile(r"(?<=[A-Za-z]{2})(?=[A-Za-z]{2})")
    return _texts(lambda text, rng: place.sub(lambda _: sign if rng.random() < 0.1 else "", text))


def _around_texts(before: str, after: str) -> Change:
    return _texts(lambda text, rng: before + text + after)


def _between(block: str) -> Change:
    """Return a change that puts a block behind every third paragraph."""

    def change(html: str, rng: Random) -> str:
        ends = re.split(r"(?<=</p>\n)|(?<=</tr>\n)", html) if "<table" not in html else [html]
        return "".join(part + block * (n % 3 == 2 and n + 2 < len(ends)) for n, part in enumerate(ends))

    return change


def _in_body(before: str, after: str) -> Change:
    return lambda html, rng: html.replace("<body>", f"<body>{before}").replace("</body>", f"{after}</body>")


def _as_numbers(text: str, rng: Random) -> str:
    return "".join(one if one.isascii() and one not in ":?()[]" else f"&#x{ord(one):x};" for one in text)


_NAMES = re.compile(r"(?<= )(class|id)=\"([^\"]*)\"")
_MARK = re.compile(r"<(/?)(?:b|strong)>")


def _span(attribute: str) -> Callable[[re.Match[str]], str]:
    return lambda mark: "</span>" if mark[1] else f"<span {attribute}>"


CHANGES: dict[str, Change] = {
    "tags in capitals": _tags(lambda tag: re.sub(r"^</?\w+", lambda name: name[0].upper(), tag)),
    "single quotes": _tags(lambda tag: tag.replace('"', "'")),
    "ends left out": lambda html, rng: re.sub(r"</(?:p|li|td|tr)>(?=\s*<(?:p|li|td|tr)>)", "", html),
    "breaks with a slash": lambda html, rng: html.replace("<br />", "<br/>"),
    "line ends of Windows": lambda html, rng: html.replace("\n", "\r\n"),
    "strong for bold": lambda html, rng: _MARK.sub(r"<\1strong>", html),
    "bold for strong": lambda html, rng: _MARK.sub(r"<\1b>", html),
    "bold by style": lambda html, rng: _MARK.sub(_span("style='font-weight: 700'"), html),
    "bold by class": lambda html, rng: (
        "<style><!--\nb, .c3{font-weight:bold}--></style>" + _MARK.sub(_span("class='c1 c3'"), html)
    ),
    "a bold element that is not": _in_body("<b style='font-weight:normal'>", "</b>"),
    "numbers for signs": _texts(_as_numbers),
    "accents apart": _texts(lambda text, rng: normalize("NFD", text)),
    "spaces that do not break": _texts(lambda text, rng: re.sub(r"(?<=\w) (?=\w)", "\xa0", text)),
    "narrow spaces": _texts(lambda text, rng: re.sub(r"(?<=[a-z]) (?=[a-z])", "\u202f", text)),
    "spaces of no width": _inside_words("\u200b"),
    "soft hyphens": _inside_words("&shy;"),
    "joiners": _inside_words("\u200d"),
    "non-joiners": _inside_words("\u200c"),
    "places to break": _inside_words("<wbr>"),
    "marks of direction": _texts(lambda text, rng: re.sub("^", "\u200e", text)),
    "Arabic marks of direction": _texts(lambda text, rng: re.sub("^", "\u061c", text)),
    "spans around texts": _around_texts("<span>", "</span>"),
    "spans of Word around texts": _around_texts('<span style="font-size:12.0pt;font-family:Calibri">', "</span>"),
    "fonts around texts": _around_texts('<font face="Arial">', "</font>"),
    "comments between tags": lambda html, rng: re.sub(r"</(p|div|li|td)>", r"</\1><!-- Q: no -->", html),
    "comments in sentences": _texts(lambda text, rng: re.sub(r"(?<=[a-z]) (?=[a-z])", "<!-- Q: no -->\n", text)),
    "bold that holds nothing": lambda html, rng: re.sub(r"(<(?:p|div|li|td)\b[^>]*>)", r"\1<strong></strong>", html),
    "anchors before words": lambda html, rng: re.sub(r"(<(?:p|div|li|td)\b[^>]*>)", r"\1<a name='k'></a>", html),
    "fonts within bold": lambda html, rng: re.sub(
        r"<(b|strong)>([^<]*)</\1>", r"<\1><font size='3'>\2</font></\1>", html
    ),
    "spacers": lambda html, rng: re.sub(r"(<p\b[^>]*>)", r"\1<img src='/dot.gif' width='1' height='1'>", html),
    "wide spaces of the source": _texts(lambda text, rng: re.sub(r"(?<=\w) (?=\w)", " \t ", text)),
    "pixels": _between("<noscript><p><img src='/pixel.gif'></p></noscript>"),
    "frames": _between("<iframe src='https://ads.example/1'></iframe>"),
    "templates": _between("<template><p>Nobody: do you see us?</p></template>"),
    "closed dialogs": _between("<dialog><p>Nobody: do you see us?</p></dialog>"),
    "hidden blocks": _between("<div hidden><p>Nobody: do you see us?</p></div>"),
    "places for advertisements": _between("<div class='ad'><script>show('Q:')</script></div>"),
    "a block around all": _in_body("<div><div>", "</div></div>"),
    "a table around all": _in_body("<table><tr><td>", "</td></tr></table>"),
    "all in the centre": _in_body("<center>", "</center>"),
    "a menu": _in_body("<nav><ul><li><a href='/a'>News and talks</a></li></ul></nav>", ""),
    "other names": lambda html, rng: _NAMES.sub(lambda one: f'{one[1]}="k{len(one[2])}{one[2][::-1]}"', html),
}
"""Changes by name."""
