"""The index of words equals that of the SQLite export: every word in the same turns, whatever its script."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from briefings.export.html import search
from tests.export.reading import exported
from tests.support.character_table import characters
from tests.support.searched_words import searched_corpus

if TYPE_CHECKING:
    from pathlib import Path

_FIELDS = 4
_WORDS = """
CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab (main, turns_fts, instance);
CREATE TEMP VIEW stands AS SELECT DISTINCT term, doc FROM temp.vocabulary;
"""


def _arguments(script: Path) -> list[Any]:
    called = re.fullmatch(r"\w+\((.*)\);\n", script.read_text(encoding="utf-8"), re.DOTALL)
    assert called
    found: list[Any] = json.loads(f"[{called[1]}]")
    return found


def _places(steps: str) -> list[int]:
    numbers = [int(step) for step in steps.split()]
    return [sum(numbers[: at + 1]) for at in range(len(numbers))]


def _turns_of_words(pages: Path) -> dict[str, set[int]]:
    """Return the turns that have each word of the index, numbered in the order of the export."""
    voices, scripts, _, briefings = _arguments(pages / "search" / "turns.js")
    voice_of = [voice for briefing in briefings for voice in briefing[4]]
    headline_of = [number for number, briefing in enumerate(briefings) for _ in briefing[4]]
    found: dict[str, set[int]] = {}
    for file, first in scripts:
        name, entries = _arguments(pages / file)
        assert (name, entries[0][0]) == (file, first)
        for entry in entries:
            word, said, _, headlines, _, fields, _ = entry + [""] * (7 - len(entry))
            under, spoken = set(_places(headlines)), {place // _FIELDS for place in _places(fields)}
            turns = {turn for turn, briefing in enumerate(headline_of) if briefing in under}
            turns |= {turn for turn, voice in enumerate(voice_of) if voice in spoken}
            found[word] = {*turns, *_places(said)}
    assert list(found) == sorted(found)
    assert max(spoken, default=0) < len(voices)
    return found


def test_each_word_stands_in_the_turns_where_the_database_finds_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    searched_corpus(tmp_path / "data")
    monkeypatch.setattr(search, "_MOST_CHARACTERS", 200)  # several scripts of a small corpus
    exported(tmp_path / "data", "html", tmp_path / "pages")
    exported(tmp_path / "data", "sqlite", tmp_path / "turns.sqlite")
    stands: dict[str, set[int]] = {}
    with closing(sqlite3.connect(tmp_path / "turns.sqlite")) as database:
        database.executescript(_WORDS)
        for word, turn in database.execute("SELECT term, doc FROM stands"):
            stands.setdefault(word, set()).add(turn - 1)
    assert {"ferry", "naive", "ete", "港", "йод", "harbourmaster", "proto", "quay"} <= stands.keys()
    assert _turns_of_words(tmp_path / "pages") == stands
    assert len(list((tmp_path / "pages" / "search" / "words").iterdir())) > 3


def test_the_table_of_characters_is_that_of_sqlite() -> None:
    assert json.loads(search.CHARACTERS.read_text(encoding="utf-8")) == characters()


def test_the_table_of_characters_says_what_case_accents_and_scripts_become() -> None:
    table = characters()
    folded = dict(zip(*table["folded"], strict=True))
    assert [folded.get(each) for each in "AÉǞЙé"] == ["a", "e", "a", "й", "e"]

    def has(kind: str, character: str) -> bool:
        return any(first <= ord(character) <= last for first, last in table[kind])

    assert has("letters", "z")
    assert has("letters", "ß")
    assert has("ignored", "\u0301")
    assert has("words", "ド")
    assert not any(has(kind, each) for kind in ("letters", "ignored", "words") for each in " -’_。・")
