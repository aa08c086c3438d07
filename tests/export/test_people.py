"""The identity of people across the corpus: a name at a house, and the user's people.toml."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefings.export.people import People

if TYPE_CHECKING:
    from pathlib import Path


def id_of(
    people: People, speaker: str | None, source: str = "gazette", date: str | None = "2026-03-04", **more: str
) -> str | None:
    """Return the speaker_id of a turn."""
    turn = {"speaker": speaker, "source": source, "briefing": "news.veldria.example/1", "position": None, **more}
    return people.speaker_id(turn, date)


def written(folder: Path, text: str) -> People:
    """Return the persons of a people.toml with this text."""
    (folder / "people.toml").write_text(text, encoding="utf-8")
    return People.from_file(folder / "people.toml")


@pytest.mark.parametrize(("name", "other"), [("Ilka Torvane", "ILKA  TORVANE"), ("Ilka Torvane", "Ｉｌｋａ Torvane")])
def test_case_width_and_spaces_make_no_other_person(name: str, other: str) -> None:
    assert id_of(People(), name) == id_of(People(), other) == "gazette/ilka_torvane"


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Anne-Marie Sol", "Anne Marie Sol"),
        ("Ilka Torvane", "I. Torvane"),
        ("Li Wei", "Wei Li"),
        ("Zoë Pell", "Zoe Pell"),
    ],
)
def test_two_names_are_two_people(name: str, other: str) -> None:
    assert id_of(People(), name) != id_of(People(), other)


def test_another_house_is_another_person() -> None:
    assert id_of(People(), "Li Wei", "gazette") != id_of(People(), "Li Wei", "courier")


def test_nobody_named_is_nobody() -> None:
    assert id_of(People(), None) is None


def test_a_person_of_two_ids(tmp_path: Path) -> None:
    people = written(tmp_path, '[[person]]\nid = "ilka"\nspeakers = ["gazette/ilka_torvane", "courier/i._torvane"]\n')
    assert [id_of(people, "Ilka Torvane"), id_of(people, "I. Torvane", "courier")] == ["ilka", "ilka"]
    assert id_of(people, "Ilka Torvane", "courier") == "courier/ilka_torvane"


@pytest.mark.parametrize(
    ("condition", "meets", "misses"),
    [
        ('briefings = ["news.veldria.example/7"]', {"briefing": "news.veldria.example/7"}, {}),
        ('position = "finance"', {"position": "Deputy Finance Minister"}, {"position": "harbour master"}),
        ("since = 2026-01-01", {}, {"date": "2025-12-31"}),
        ('until = "2025-12-31"', {"date": "2025-12-31"}, {}),
        ("since = 2020-01-01", {}, {"date": None}),
    ],
)
def test_two_persons_of_an_id(tmp_path: Path, condition: str, meets: dict[str, str], misses: dict[str, str]) -> None:
    other = f'[[person]]\nspeakers = ["gazette/li_wei"]\nid = "the other Li Wei"\n{condition}\n'
    people = written(tmp_path, other)
    assert id_of(people, "Li Wei", **meets) == "the other Li Wei"
    assert id_of(people, "Li Wei", **misses) == "gazette/li_wei"
    # Whatever the order, the one without a condition comes last.
    people = written(tmp_path, f'\ufeff[[person]]\nspeakers = ["gazette/li_wei"]\nid = "li"\n{other}')
    assert [id_of(people, "Li Wei", **meets), id_of(people, "Li Wei", **misses)] == ["the other Li Wei", "li"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[person]\n", "at line 1"),
        ('[person]\nid = "a"\n', r"got `object` - at `\$.person`"),
        ("[[merge]]\n", "unknown field `merge`"),
        ('[[person]]\nspeakers = ["a"]\n', r"missing required field `id` - at `\$.person\[0\]`"),
        ('[[person]]\nid = "a"\nspeakers = []\n', r"Expected `array` of length >= 1 - at `\$.person\[0\].speakers`"),
        (
            '[[person]]\nid = "a"\nspeakers = ["h/x"]\n[[person]]\nid = "b"\nspeakers = ["h/x"]\n',
            '"h/x" is "a" and "b" without a condition',
        ),
        ('[[person]]\nid = "a"\nspeakers = ["h/x", "Li Wei"]\n', r'"Li Wei" is not a speaker_id, .* `\$.person\[0\]`'),
        ('[[person]]\nid = "a"\nspeakers = ["h/x"]\nsince = 2026-02-01\nuntil = 2026-01-31\n', "is later than until"),
        ('[[person]]\nspeakers = ["a"]\nid = "b"\nyear = 2020\n', "unknown field `year`"),
        ('[[person]]\nspeakers = ["a"]\nid = "b"\nsince = "2020"\n', r"encoded date - at `\$.person\[0\].since`"),
    ],
)  # fmt: skip
def test_a_wrong_entry_is_named(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        written(tmp_path, text)
