"""Search, guided by coverage, for bytes with which the reader breaks a promise.

    pip install -e '.[fuzz]'
    python -m tests.proofs.fuzz SECONDS [option of libFuzzer ...]

begins with the pages of tests/cases, mutates them, keeps what reaches new code in a folder below the current one
(`fuzz-corpus`), and ends with a count, or at the first input for which `check` raises, with the file that holds it:

    python -m tests.proofs.fuzz 0 crash-...
"""

from __future__ import annotations

import importlib
import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefings.loaders import load_briefing
from briefings.records.consistency import problems_of
from briefings.records.jsonl import briefing_of, turn_line
from briefings.transcript import read_page, read_transcript
from tests.support.records import briefing_line

if TYPE_CHECKING:
    from briefings.items import Briefing
    from briefings.transcript import Transcript

CASES = Path(__file__).parents[1] / "cases"
CORPUS = Path("fuzz-corpus")
PAGE_END = b"\n<!-- end of a page -->\n"
_URL = "http://www.varenia.example/press/2026-03/05/content_9{}.htm"
_MOST_PAGES = 4
_ENCODINGS = (None, "utf-8", "gb2312", "utf-16", "big5", "windows-1252", "idna", "no-such")
_LONGEST = 8_192
# Words for libFuzzer to insert, as it takes long to find them by itself.
_WORDS = (
    "<p>|</p>|<br>|<div>|</div>|<b>|</b>|<strong>|<table>|<tr>|<td>|<pre>|<form>|<script>|<!--|-->|<title>|<h1>|<body>"
    "|MR. VASK: |Ilse Maren: |Q: |A: |Q |问：|答：|: |(Laughter.)|[Photo by A]|10:05 a.m.|END|###"
    "|_ueditor_page_break_tag_|home >|Page 1 of 2|&nbsp;|&#0;|&#x200b;|<div hidden>|<a href='content_9_2.htm'>2</a>"
    "|rel=next|<base href=|charset="
)


def check(data: bytes) -> None:
    """Read bytes as the pages of a briefing. Raises AssertionError for a broken promise, and what the reader raises."""
    encoding = _ENCODINGS[data[0] % len(_ENCODINGS)] if data else None
    documents = data[1:].split(PAGE_END)[:_MOST_PAGES]
    pages = [
        read_page(html, _URL.format(f"_{number}" if number > 1 else ""), encoding=encoding)
        for number, html in enumerate(documents, 1)
    ]
    transcript = read_transcript(pages)
    briefing = load_briefing(transcript, source="fuzz")
    _nothing_is_lost_or_invented(transcript, briefing)
    _nothing_is_attributed_without_evidence(briefing)
    assert problems_of(briefing) == []
    _it_comes_back_from_its_lines(briefing)


def _nothing_is_lost_or_invented(transcript: Transcript, briefing: Briefing) -> None:
    assert briefing.coverage == 1.0
    lost = [warning for warning in briefing.warnings if "visible characters" in warning]
    assert lost == []
    shown = Counter("".join("".join(placement.text.split()) for placement in transcript.placements))
    said = Counter("".join("".join(f"{turn.label or ''}{turn.text}".split()) for turn in briefing.turns))
    assert not said - shown, f"invented: {said - shown}"


def _nothing_is_attributed_without_evidence(briefing: Briefing) -> None:
    for turn in briefing.turns:
        assert turn.speaker is None or turn.speaker_evidence is not None
        assert turn.label is None or turn.label_rule is not None


def _it_comes_back_from_its_lines(briefing: Briefing) -> None:
    turns = [json.loads(turn_line(turn)) for turn in briefing.turns]
    assert briefing_of(json.loads(briefing_line(briefing)), turns) == briefing


def main(seconds: int, options: list[str]) -> None:
    """Fuzz for `seconds`, endlessly for 0; the other options are libFuzzer's own."""
    atheris: Any = importlib.import_module("atheris")  # an extra of its own

    CORPUS.mkdir(exist_ok=True)
    seeds = CORPUS / "seeds"
    seeds.mkdir(exist_ok=True)
    for case in sorted(CASES.glob("*/*")):
        documents = [page.read_bytes() for page in sorted(case.glob("page-*.html"))[:_MOST_PAGES]]
        (seeds / f"{case.parent.name}-{case.name}").write_bytes(b"\0" + PAGE_END.join(documents))
    words = CORPUS / "words"
    words.write_text("".join(f'"{_as_c(word)}"\n' for word in _WORDS.split("|")), encoding="utf-8")
    atheris.instrument_all()
    bounds = [f"-max_total_time={seconds}", f"-max_len={_LONGEST}", "-timeout=20", "-rss_limit_mb=2048"]
    mine = [] if any(not option.startswith("-") for option in options) else [f"-dict={words}", str(CORPUS), str(seeds)]
    atheris.Setup([sys.argv[0], *bounds, *options, *mine], check)
    atheris.Fuzz()


def _as_c(word: str) -> str:
    return "".join(
        chr(byte) if 32 <= byte < 127 and chr(byte) not in '"\\' else f"\\x{byte:02x}" for byte in word.encode()
    )


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
