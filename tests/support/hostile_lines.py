"""Read lines made to let patterns run away, in a process with a bound on CPU seconds.

`python -m tests.support.hostile_lines CHARACTERS SECONDS EVERY` reads every EVERY-th of them.
"""

from __future__ import annotations

import resource
import sys
from collections.abc import Iterator
from itertools import islice

from briefings.loaders import load_briefing
from briefings.transcript import read_page, read_transcript

URL = "http://www.varenia.example/content_9.htm"
_TOKENS = (
    "a", "(", ":", "：", "&lt;", "12 ", "A.", "A. ", "Mr. A ", "[a", "](", ". Q ", "Q. ", "share ", "是", ". Abc: ",
    "; ", "Nov. 16, 2017 ", "2017-", "we welcome ", "home > ", "- ", "a.", "a'", "a\n", "a\n\n", "a.\nAb: ", "\r",
    "* ", "&nbsp;", "(Laughter.) ", "Ilse Maren: ", ". Ilse Maren: ", "(photo ", "(end of ",
    "[a video ", "Mr. Ab Cd, x; ", "10:30 ", "Ab, ", "\u200b",
)  # fmt: skip
_SHAPES = (
    "<p>{}</p>", "<p>Ilse Maren: {}</p>", "<p><b>{}</b></p>", "<h1>{}</h1>", "<a href='content_9_2.htm'>{}</a>",
    "<p>Speakers:</p><p>Mr. Ab Cd, {}</p>", "<pre>{}</pre>",
)  # fmt: skip
_AROUND = "<p>Harbour Gazette: When?</p><p>Ilse Maren: Soon, as I said to you.</p>" * 3


def pages(size: int) -> Iterator[str]:
    """Yield pages of about `size` characters each."""
    for token in _TOKENS:
        for shape in _SHAPES:
            yield _AROUND + shape.format(token * (size // len(token))) + _AROUND
    yield "<div>" * 1_900 + "<i hidden>x</i>" * (size // 15)
    yield "<p " + "".join(f"a{number}=1 " for number in range(size // 9)) + ">x</p>"
    yield "".join(f"<a href='content_9_{number % 900}.htm'>{number}</a> " for number in range(size // 30))
    names = ["".join(chr(ord("a") + int(digit)) for digit in str(number)) for number in range(size // 40)]
    for label in ("Dr. Anna A{}", "Anna A{}", "Mr. A{}", "Anna A{}, minister", "A{} News"):
        yield "".join(f"<p>{label.format(name)}: I say no. Is it?</p>" for name in names)


def main() -> None:
    size, seconds, every = map(int, sys.argv[1:])
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    for number, page in enumerate(islice(pages(size), 0, None, every)):
        read = read_page(f"<html><body>{page}</body></html>".encode(), URL)
        if load_briefing(read_transcript([read])).coverage != 1.0:
            sys.exit(f"page {number} lost text: {page[len(_AROUND) :][:60]}")


if __name__ == "__main__":
    main()
