"""The files of the languages: the contents of ours, the error for a wrong one, and a new one that suffices."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from briefings.transcript.languages.read_languages import Language, LanguageError, expression, languages, read_languages
from briefings.transcript.wording.vocabulary import MONTHS
from tests.support.parts import each
from tests.support.processes import REPO

FOLDER = REPO / "briefings" / "transcript" / "languages"
_LONGEST = 70
_MOST_BYTES, _LANGUAGES = 61 * 1024, 38
"""All of them are read at every start; a further language may add its share."""
_PAGE = """
<html><head><title>Talk of the harbour board</title></head><body>
<h1>Talk of the harbour board, 14 plimbar 2031</h1>
<p>ILSE MAREN: Good morning. We have opened the second lock, and I thank you for coming here.</p>
<p>ZUQALO: I have one on the third lock, and on the money that it takes.</p>
<p>ILSE MAREN: We open it in the spring. (hohoru) The board pays for it, as we said a year ago.</p>
<p>ZUQALO: I thought so. The fourth one, please.</p>
<p>ILSE MAREN: We do not know yet.</p>
<p><a href="/talk?page=1">1</a> <a href="/talk/more">vorpano</a></p>
</body></html>
"""
_GONE = "<html><head><title>Ziga nonda</title></head><body><h1>Ziga nonda</h1></body></html>"
_ASK = f"""
import json
from briefings.loaders import load_briefing
from briefings.runs.reading_key import reader_version
from briefings.transcript import read_page, read_transcript

gone = {_GONE!r}.encode()
page = read_page({_PAGE!r}.encode(), "https://harbour.example/talk")
further = sorted(page.siblings.pages.values()) + [link.url for link in page.siblings.links]
briefing = load_briefing(read_transcript([page]))
print(json.dumps({{
    "press": sorted({{turn.label for turn in briefing.turns if turn.role == "press"}}),
    "held_on": str(briefing.held_on),
    "notes": [note.text for turn in briefing.turns for note in turn.notes],
    "goes on": "https://harbour.example/talk/more" in further,
    "gone": str(read_page(gone, "https://harbour.example/gone").origin.in_place),
    "reader": reader_version(),
}}))
"""
_INVENTED = """
# Of nobody's
press = 'zuqalo'
stage = ['ho(?:ho)?ru']
months = ['a1', 'b2', 'plimbar plim', 'd4', 'e5', 'f6', 'g7', 'h8', 'i9', 'j10', 'k11', 'l12']

[pager]
next = ['vorpan[ao]']

[served_instead]
soft_404 = ['ziga nonda']
"""


def _read(folder: Path, **told: str) -> tuple[Language, ...]:
    for code, text in told.items():
        (folder / f"{code}.toml").write_text(text, encoding="utf-8")
    return read_languages(folder)


def _keys(told: Mapping[str, Any], within: str = "") -> Iterator[tuple[str, str | list[str]]]:
    """Yield every key of a language, keys of its tables with the name of the table in front."""
    for name, value in told.items():
        yield from _keys(value, f"{name}.") if isinstance(value, dict) else [(f"{within}{name}", value)]


@each("language", languages())
def test_words_are_single_and_few(language: Language) -> None:
    lists = {key: value.split() for key, value in _keys(language.told) if isinstance(value, str)}
    assert {key: len(value) for key, value in lists.items() if len(value) > _LONGEST} == {}
    # Only words for I have a capital.
    small = (word for key, words in lists.items() if key != "conversation" for word in words)
    assert {word for word in small if word != word.lower()} == set()


@each("language", languages())
def test_every_expression_is_right_alone_and_captures_nothing(language: Language) -> None:
    patterns = [one for _, value in _keys(language.told) if isinstance(value, list) for one in value]
    assert [pattern for pattern in patterns if not pattern.strip() or re.compile(pattern).groups] == []


def test_a_year_has_twelve_months_and_a_month_one_number_in_all_languages() -> None:
    assert {len(set(language.months().values())) for language in languages()} == {0, 12}
    assert {
        name: number for one in languages() for name, number in one.months().items() if MONTHS[name] != number
    } == {}


@each("language", languages())
def test_introductions_are_in_small_letters_as_is_the_text_they_are_looked_for_in(language: Language) -> None:
    assert [pattern for pattern in language.expressions("introductions") if pattern != pattern.lower()] == []


def test_the_six_languages_of_the_press_rooms_tell_months_titles_and_who_asks() -> None:
    whole = {
        one.code
        for one in languages()
        if (one.months() or one.code == "zh") and one.words("question_signs") and one.expressions("events")
    }
    assert whole >= {"en", "zh", "es", "fr", "de", "pt"}


def test_every_key_has_a_meaning() -> None:
    english = next(language for language in languages() if language.code == "en")
    told = (FOLDER / "README.md").read_text("utf-8")
    assert [key for key, _ in _keys(english.told) if f"| `{key.rpartition('.')[2]}` |" not in told] == []


def test_all_files_together_are_small() -> None:
    sizes = [file.stat().st_size for file in FOLDER.glob("*.toml")]
    assert sum(sizes) <= _MOST_BYTES * len(sizes) / _LANGUAGES


def test_files_are_read_in_the_order_of_their_names_and_joined_with_bars(tmp_path: Path) -> None:
    known = _read(tmp_path, yy="stage = ['bo', 'bu']", xx="stage = ['ba|be']\n[pager]\nnext = ['di']")
    assert [language.code for language in known] == ["xx", "yy"]
    assert (expression("stage", known), expression("pager.next", known)) == ("ba|be|bo|bu", "di")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("honorific = 'zu'", "xx.toml: there is no key honorific; en.toml has them all"),
        ("[pager]\nnxt = ['zu']", "xx.toml: there is no key nxt; en.toml has them all"),
        ("press = ['zu']", "xx.toml: press is to be a str, as in en.toml"),
        ("stage = 'ho'", "xx.toml: stage is to be a list, as in en.toml"),
        ("months = 'zu'", "xx.toml: months is to be a list, as in en.toml"),
        ("pager = 'zu'", "xx.toml: pager is to be a dict, as in en.toml"),
        ("press = ", "xx.toml: Invalid value"),
    ],
)
def test_a_wrong_file_is_told_by_its_name(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(LanguageError) as told:
        _read(tmp_path, xx=text)
    assert str(told.value).startswith(said)


def _zipped(target: Path, **added: str) -> Path:
    """Return the package in a zip, with further languages in it."""
    with zipfile.ZipFile(target, "w") as archive:
        for file in (REPO / "briefings").rglob("*"):
            if file.is_file() and "__pycache__" not in file.parts:
                archive.write(file, file.relative_to(REPO))
        for code, text in added.items():
            archive.writestr(f"briefings/transcript/languages/{code}.toml", text)
    return target


def _asked(package: Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Return the answer of a fresh Python about the pages, with a package in place of ours."""
    env = {**os.environ, "PYTHONPATH": str(package)}
    command = [sys.executable, "-c", _ASK]
    return subprocess.run(command, check=False, env=env, cwd=cwd, capture_output=True, text=True, timeout=120)


@pytest.mark.slow
def test_a_file_is_all_that_a_new_language_needs_from_a_zip_too(tmp_path: Path) -> None:
    done = [
        _asked(_zipped(tmp_path / "ours.zip"), tmp_path),
        _asked(_zipped(tmp_path / "more.zip", xx=_INVENTED), tmp_path),
    ]
    assert [one.returncode for one in done] == [0, 0], done[1].stderr
    before, after = (json.loads(one.stdout) for one in done)
    assert before.pop("reader") != after.pop("reader")
    assert before == {"press": [], "held_on": "None", "notes": [], "goes on": False, "gone": "None"}
    assert after == {
        "press": ["ZUQALO"],
        "held_on": "2031-03-14",
        "notes": ["(hohoru)"],
        "goes on": True,
        "gone": "soft 404",
    }


@pytest.mark.slow
def test_a_broken_file_in_the_package_ends_the_run_with_its_name(tmp_path: Path) -> None:
    done = _asked(_zipped(tmp_path / "broken.zip", xx="stages = ['ho']"), tmp_path)
    assert done.returncode == 1
    assert "LanguageError: xx.toml: there is no key stages" in done.stderr
