"""BRIEFINGS_ACKNOWLEDGED: its forms, and the gaps it covers."""

from pathlib import Path
from typing import Any

import pytest

from briefings.runs.expectations import read_acknowledged
from tests.support.parts import each

X, Y = "www.example.org/41", "www.example.org:8080/42"


@pytest.mark.parametrize("pages", [[5, 7], (7, 5), {5, 7}])
def test_pages_of_a_dict(pages: Any) -> None:
    known = read_acknowledged({X: pages})
    assert known.covers(X, [5, 7])
    assert known.covers(X, [5])
    assert not known.covers(X, [5, 8])
    assert not known.covers(X, None)
    assert not known.covers(Y, [5])


def test_json_of_the_command_line() -> None:
    assert read_acknowledged(f'{{"{X}": [5], "{Y}": "all"}}').covers(Y, None)


def test_file_with_comments_and_ports(tmp_path: Path) -> None:
    file = tmp_path / "acknowledged.toml"
    file.write_text(f'# known since spring\n"{X}" = [5, 7]  # gone\n\n"{Y}" = "all"\n', encoding="utf-8")
    known = read_acknowledged(str(file))
    assert known.covers(X, [5, 7])
    assert known.covers(Y, None)


def test_what_is_missing_no_more() -> None:
    known = read_acknowledged({X: [5, 7], Y: "all"})
    assert known.outdated(X, [5, 9]) == [7]
    assert known.outdated(X, [5, 7]) == []
    assert known.outdated(Y, [3]) == []
    assert known.outdated(Y, []) is None
    assert known.outdated("www.example.org/43", []) == []


@pytest.mark.parametrize("value", [None, "", {}])
def test_nothing_is_acknowledged_unless_said(value: Any) -> None:
    assert not read_acknowledged(value).covers(X, [5])


@each(
    ("value", "words"),
    [
        ({X: "some"}, "to some; that must be page numbers"),
        ({X: []}, "must be page numbers"),
        ({X: [0]}, "must be page numbers"),
        ("{5", "is not valid JSON"),
        ([X], "must be a dict"),
        ("missing.txt", "missing.txt, which cannot be read: No such file"),
    ],
)
def test_bad_value_is_refused(value: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        read_acknowledged(value)


@pytest.mark.parametrize("line", ["page five", f"{X} = [5]", f'"{X}" = [5]\n"{X}" = [7]', f"{X}: 5"])
def test_bad_line_is_named(tmp_path: Path, line: str) -> None:
    file = tmp_path / "acknowledged.toml"
    file.write_text(f"# a comment\n{line}\n", encoding="utf-8")
    with pytest.raises(
        ValueError, match=rf"acknowledged.toml, which cannot be read: .*line {1 + len(line.splitlines())}, "
    ):
        read_acknowledged(file)
