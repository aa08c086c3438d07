"""The tables of words: one a language, in the form the rules expect, and no list that stands in for a rule."""

from __future__ import annotations

from dataclasses import fields

import pytest
from briefings.transcript.wording.languages import LANGUAGES, Language

_LONGEST = 64


def _lists(language: Language) -> dict[str, frozenset[str]]:
    values = {one.name: getattr(language, one.name) for one in fields(language)}
    return {name: value for name, value in values.items() if isinstance(value, frozenset)}


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_words_are_single_in_lower_case_and_few(language: Language) -> None:
    for name, listed in _lists(language).items():
        assert len(listed) <= _LONGEST, name
        assert {word for word in listed if word != word.lower() or len(word.split()) != 1} == set(), name


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_introductions_are_in_small_letters_as_is_the_text_they_are_looked_for_in(language: Language) -> None:
    assert [pattern for pattern in language.introductions if pattern != pattern.lower()] == []


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_months_are_twelve_or_none(language: Language) -> None:
    assert set(language.months.values()) in (set(), set(range(1, 13)))


def test_a_month_has_the_same_number_in_every_language() -> None:
    numbers: dict[str, set[int]] = {}
    for language in LANGUAGES:
        for name, number in language.months.items():
            numbers.setdefault(name, set()).add(number)
    assert {name: found for name, found in numbers.items() if len(found) > 1} == {}


def test_the_six_languages_of_the_press_rooms_have_a_table() -> None:
    codes = [language.code for language in LANGUAGES]
    assert codes[:6] == ["en", "zh", "es", "fr", "de", "pt"]
    assert len(codes) == len(set(codes))
