"""Decode bytes, trusting them more than their declarations.

The WHATWG rules (BOM, then the header, then the meta element) decide, with two corrections that old pages need:
bytes that are valid UTF-8 with multi-byte characters are UTF-8 whatever is declared, and a declared encoding that
cannot have made the bytes is replaced by its superset (gb2312 by GB18030, Latin-1 by cp1252) or by the next that can.
Latin-1 could have made any bytes, and GB18030 nearly any: where they make no text, they are not believed. What nothing
names and neither of them makes text of, such as Russian in one byte a letter, is decoded, and said to be unread.
"""

import codecs
import re
from functools import cache
from typing import NamedTuple

import webencodings

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_IN_HEADER = re.compile(r";\s*charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_NO_TEXT = frozenset(("replacement", "x-user-defined"))
"""Entries of the table that stand for no text: encodings that hide markup, and bytes as they are."""
_SNIFFED = 4096
_REPLACEMENT = "\ufffd"
_TORN = "some bytes are no characters in it"
_FEW = 5
"""Number of right characters for each wrong one needed to accept an encoding."""
_FOREIGN = re.compile("[^\\x00-\\xa0«»‘’“”–—…•€™]+")
"""Signs that are neither ASCII nor common beside it: in the languages of Latin-1 they stand alone or in twos."""
_RUN = 3
"""Number of them side by side that the bytes of Russian, Greek or Chinese make."""
_FEW_FOREIGN = 10
"""Number of signs in such runs that Latin-1 may have: a row of stars or of fractions."""
_FEW_RUNS = 5
"""Number of runs below which their lengths show nothing: a single "ää" is no Chinese."""
_ODD = 3
"""Minimum share of runs of an odd length, one in how many, in a text of one byte a letter."""
_WIDE = re.compile(r"[\u3400-\uffee\U00020000-\U0003ffff]")
_COMMON = re.compile("[的一不在中国人]")
"""Characters that hardly a sentence or a headline of Chinese is without."""
_MANY = 100
"""Number of wide characters that are too many for a text of Chinese with hardly a common one, one in as many."""


class DecodedText(NamedTuple):
    """Text of a page, its encoding, and what was wrong with it ("" when nothing was)."""

    text: str
    encoding: str
    warning: str
    unread: str = ""
    """Reason why it is no text that anybody wrote; "" if it is one."""


def decode(body: bytes, declared: str | None = None) -> DecodedText:
    """Decode the body of a page; `declared` is the charset of the HTTP header, if it had one. Never raises."""
    for bom, name in _BOMS:
        if body.startswith(bom):
            return DecodedText(body[len(bom) :].decode(name, "replace"), name, "")
    if wide := _zeros_between(body):
        return DecodedText(body.decode(wide, "replace"), wide, "")
    named = [name for name in (_known(declared), *_declared_inside(body)) if name]
    if b"\x00" not in body:
        # The tags of a page in UTF-16 have zero bytes.
        named = [name for name in named if not name.startswith(("utf-16", "utf-32"))]
    if not body.isascii() or not named or "utf-8" in named:
        try:
            return DecodedText(body.decode("utf-8"), "utf-8", "")
        except UnicodeDecodeError:
            pass
    guesses = [*named, "cp1252", "gb18030"]
    names = [*dict.fromkeys(("utf-8", *guesses))]
    # Most pages need two of them.
    read = cache(lambda name: body.decode(name, "replace"))
    is_likely = cache(lambda name: name not in ("cp1252", "gb18030") or _is_text(read(name), name))
    unread = "" if any(map(is_likely, names[1:])) else "nothing says in which encoding it is"
    for name in names if unread else filter(is_likely, names):
        text = read(name)
        torn = text.count(_REPLACEMENT)
        if name in guesses and not torn:
            warning = "" if name in named else f"declared as {named[0] if named else 'nothing'}"
            return DecodedText(text, name, warning, unread)
        # A few torn bytes must not make another encoding win and turn a page into nonsense.
        if 0 < torn * _FEW <= len(text) - len(text.encode("ascii", "ignore")) - torn:
            return DecodedText(text, name, _TORN, unread)
    name = min(names, key=lambda name: read(name).count(_REPLACEMENT))
    return DecodedText(read(name), name, _TORN, unread)


def _zeros_between(body: bytes) -> str:
    """Return the encoding of a page with every other byte zero, as in UTF-16 tags; "" for any other page."""
    head = body[:_SNIFFED]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) * 4 <= len(head) or min(even, odd):
        return ""
    return "utf-16-le" if odd else "utf-16-be"


def charset_in(content_type: str) -> str | None:
    """Return the charset that a Content-Type header names; None if it names none."""
    named = _IN_HEADER.search(content_type[:_SNIFFED])
    return named[1] if named else None


def _known(name: str | None) -> str | None:
    """Return the codec for a name of the WHATWG table, None for any other, such as zlib and idna of Python."""
    if not name:
        return None
    found = webencodings.lookup(name)
    if found is None or found.name in _NO_TEXT:
        return None
    codec = found.codec_info.name
    return "gb18030" if codec == "gbk" else codec


def _declared_inside(body: bytes) -> list[str]:
    head = body[:_SNIFFED]
    found = [match[1].decode("ascii") for match in (_XML.search(head), _META.search(head)) if match]
    known = [name for name in map(_known, found) if name]
    # A meta element that could be read as ASCII cannot be in UTF-16 text.
    return [name for name in known if not name.startswith("utf-16")]


def _is_text(text: str, encoding: str) -> bool:
    """Return False where cp1252 or GB18030 make no text that anybody wrote of bytes in another encoding."""
    if encoding == "cp1252":
        runs = list(map(len, _FOREIGN.findall(text)))
        strange = sum(run for run in runs if run >= _RUN)
        # Chinese between English words is in pairs of bytes, and so is "ää" in Finnish, beside single letters.
        in_pairs = len(runs) >= _FEW_RUNS and sum(run % 2 for run in runs) * _ODD < len(runs)
        return not in_pairs and (strange <= _FEW_FOREIGN or strange * 2 <= sum(runs))
    wide = len(_WIDE.findall(text))
    return wide < _MANY or len(_COMMON.findall(text)) * _MANY >= wide
