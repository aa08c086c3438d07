"""Find the footnotes below all speech: nobody says them, whatever their numbers look like."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import count

from briefings.transcript.wording.speaking import has_voice

_NUMBERED = re.compile(r"[(\[]?(?P<number>\d{1,2})[.)\]/]?\s*(?=[^\W\d])")
"""The number before a footnote: "1 As of May.", "(2) By phone."."""
_CITED = re.compile(
    r"(?<=.)\[(\d{1,2})\]"
    r"|[^\W\dA-Z\u3040-\u9fff\uac00-\ud7af]{2}[.,;:!?…”\"’»)]*\(?(\d{1,2})(?!\d)(?:\)(?!\w)|(?![\w)%]|[.,]\d))"
)
"""The number of a footnote in square brackets, or right behind a word or its full stop: "the pier.1", "the pier(2)".

EA2 has none, nor 1) before a word: an item. Without spaces, as in Chinese, any number stands right behind a word.
"""


def footnotes(texts: Iterable[str], below: Mapping[int, str]) -> set[int]:
    """Return the indexes of those texts `below` all labels that are footnotes: some of all `texts` cite their number.

    All numbers up to it are cited, as a text may name a form or a year so, and no footnote says I, we or you.
    Paragraphs of a speech may be numbered, too.
    """
    numbered = {index: int(found["number"]) for index, text in below.items() if (found := _NUMBERED.match(text))}
    cited = {int(one or other) for text in texts for one, other in _CITED.findall(text)} if numbered else set[int]()
    missing = next(number for number in count(1) if number not in cited)
    return {index for index, number in numbered.items() if number < missing and not has_voice(below[index])}
