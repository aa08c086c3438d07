"""The files of the languages: what is in ours, what a wrong one is told, and that a new one is enough."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefings.transcript.languages import Language, LanguageError, expression, languages, read_languages
from tests.support.processes import REPO

FOLDER = REPO / "briefings" / "transcript" / "languages"
_LONGEST = 64
_MOST_BYTES = 60_000
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
from briefings.transcript.page.soft_blocks import soft_block

gone = {_GONE!r}.encode()
page = read_page({_PAGE!r}.encode(), "https://harbour.example/talk")
further = sorted(page.siblings.pages.values()) + [url for url, _ in page.siblings.next_links]
briefing = load_briefing(read_transcript([page]))
print(json.dumps({{
    "press": sorted({{turn.label for turn in briefing.turns if turn.role == "press"}}),
    "held_on": str(briefing.held_on),
    "notes": [note.text for turn in briefing.turns for note in turn.notes],
    "goes on": "https://harbour.example/talk/more" in further,
    "gone": str(soft_block(read_page(gone, "https://harbour.example/gone"), gone)),
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


def _keys(table: Language, within: str = "") -> Iterator[tuple[str, object]]:
    """Every key of a language, those of its tables with the name of the table before."""
    for name, value in table._asdict().items():
        yield from _keys(value, f"{name}.") if hasattr(value, "_asdict") else [(f"{within}{name}", value)]


@pytest.mark.parametrize("language", languages(), ids=lambda language: language.code)
def test_words_are_single_and_few(language: Language) -> None:
    lists = {key: value for key, value in _keys(language) if isinstance(value, frozenset)}
    assert {key: len(value) for key, value in lists.items() if len(value) > _LONGEST} == {}


@pytest.mark.parametrize("language", languages(), ids=lambda language: language.code)
def test_every_expression_is_right_alone_and_captures_nothing(language: Language) -> None:
    patterns = [one for _, value in _keys(language) if isinstance(value, tuple) for one in value]
    assert [pattern for pattern in patterns if re.compile(pattern).groups] == []


@pytest.mark.parametrize("language", languages(), ids=lambda language: language.code)
def test_introductions_are_in_small_letters_as_is_the_text_they_are_looked_for_in(language: Language) -> None:
    assert [pattern for pattern in language.introductions if pattern != pattern.lower()] == []


def test_the_six_languages_of_the_press_rooms_tell_months_titles_and_who_asks() -> None:
    whole = {one.code for one in languages() if (one.months or one.code == "zh") and one.question_signs and one.events}
    assert whole >= {"en", "zh", "es", "fr", "de", "pt"}


def test_all_files_together_are_small() -> None:
    assert sum(file.stat().st_size for file in FOLDER.glob("*.toml")) <= _MOST_BYTES


def test_files_are_read_in_the_order_of_their_names_and_joined_with_bars(tmp_path: Path) -> None:
    known = _read(tmp_path, yy="stage = ['bo', 'bu']", xx="stage = ['ba|be']\n[pager]\nnext = ['di']")
    assert [language.code for language in known] == ["xx", "yy"]
    assert (expression("stage", known), expression("pager.next", known)) == ("ba|be|bo|bu", "di")


MONTHS = ", ".join(f"'m{number}'" for number in range(1, 13))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("honorific = 'zu'", "xx.toml: honorific: there is no such key; Language in language.py has them all"),
        ("[pager]\nnxt = ['zu']", "xx.toml: pager.nxt: there is no such key; PagerWords in language.py has them all"),
        ("code = 'xx'", "xx.toml: code: the name of the file is the code"),
        ("press = ['zu']", "xx.toml: press: a string of words is wanted, in small letters"),
        ("press = 'Zu'", "xx.toml: press: a string of words is wanted, in small letters"),
        ("stage = 'ho'", "xx.toml: stage: an array of regular expressions is wanted, none of them empty"),
        ("stage = ['ho', '']", "xx.toml: stage: an array of regular expressions is wanted, none of them empty"),
        ("stage = [7]", "xx.toml: stage: an array of regular expressions is wanted, none of them empty"),
        ("pager = 'zu'", "xx.toml: pager: a table is wanted: [pager]"),
        ("months = 'zu'", "xx.toml: months: an array of strings"),
        ("months = ['a', 'b']", "xx.toml: months: there are twelve"),
        ("press = ", "xx.toml: it is no TOML in UTF-8"),
    ],
)
def test_a_wrong_file_is_told_by_its_name_and_key(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(LanguageError) as told:
        _read(tmp_path, xx=text)
    assert str(told.value).startswith(said)


def test_bytes_that_are_no_utf_8_are_told_by_the_file(tmp_path: Path) -> None:
    (tmp_path / "xx.toml").write_bytes(b"press = '\xe9'")
    with pytest.raises(LanguageError, match=r"xx\.toml: it is no TOML in UTF-8"):
        read_languages(tmp_path)


def test_a_month_that_is_another_one_elsewhere_is_told(tmp_path: Path) -> None:
    turned = ", ".join(f"'m{number}'" for number in (2, 1, *range(3, 13)))
    with pytest.raises(LanguageError, match=r"yy\.toml: months: 'm2' is month 1 here and month 2 in xx\.toml"):
        _read(tmp_path, xx=f"months = [{MONTHS}]", yy=f"months = [{turned}]")


@pytest.mark.parametrize(
    ("key", "table", "pattern", "said"),
    [
        ("stage", "", "ho(", "'ho(' is no regular expression: missing ), unterminated subpattern"),
        ("pager.next", "[pager]", "*ho", "'*ho' is no regular expression: nothing to repeat"),
        ("served_instead.captcha", "[served_instead]", "(ho|hu)", "'(ho|hu)' has a group that captures"),
    ],
)
def test_a_broken_expression_is_told_by_its_file_and_key(
    tmp_path: Path, key: str, table: str, pattern: str, said: str
) -> None:
    name = key.rpartition(".")[2]
    known = _read(tmp_path, xx=f"{table}\n{name} = ['ha', '{pattern}']", yy=f"{table}\n{name} = ['hu']")
    with pytest.raises(LanguageError) as told:
        expression(key, known)
    assert str(told.value).startswith(f"xx.toml: {key}: {said}")


def _zipped(target: Path, **added: str) -> Path:
    """The package in a zip, with further languages in it."""
    with zipfile.ZipFile(target, "w") as archive:
        for file in (REPO / "briefings").rglob("*"):
            if file.is_file() and "__pycache__" not in file.parts:
                archive.write(file, file.relative_to(REPO))
        for code, text in added.items():
            archive.writestr(f"briefings/transcript/languages/{code}.toml", text)
    return target


def _asked(package: Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """What a Python started anew says of the pages, with a package in place of ours."""
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


def test_a_broken_file_in_the_package_ends_the_run_with_its_name_and_key(tmp_path: Path) -> None:
    done = _asked(_zipped(tmp_path / "broken.zip", xx="stage = ['ho(']"), tmp_path)
    assert done.returncode == 1
    assert "LanguageError: xx.toml: stage: 'ho(' is no regular expression" in done.stderr
