"""Count the words of a text."""

import re

# A Chinese, Japanese or Korean character counts as a word, as such text has no spaces; else a run of letters and
# digits.
_CJK_OR_WORD = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]|[^\W_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]+(?:['’.,\-][^\W_\u3040-\u9fff\uac00-\ud7af]+)*"
)
_ASCII = "".join(
    "a" if sign.isalnum() else "-" if sign in "'.,-" else " " for sign in map(chr, range(128))
).encode().ljust(256)  # fmt: skip
"""Table with a letter for all of a word, a hyphen for what may stand within one, and a space for what may not."""


def count_words(text: str) -> int:
    """Count the words of a text; a CJK character counts as one."""
    if text.isascii():
        # A single sign between letters or figures is within a word: words are counted where they begin.
        said = b" " + text.encode().translate(_ASCII)
        return said.replace(b"--", b"  ").replace(b" -", b"  ").count(b" a")
    return len(_CJK_OR_WORD.findall(text))
