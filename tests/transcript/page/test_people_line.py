"""A line of people names each of them, in whatever order it prints names and offices, and never one for another."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.support.parts import some_or_all
from tests.support.reading import briefing, paragraphs

NAMES = ("Rosa Ferrer", "Olof Tarn", "Ada Lund")
OFFICES = ("Minister for Ports", "Mayor of Lund", "Chief Engineer")
TITLES = ("MINISTER", "MAYOR", "CHIEF ENGINEER")
NEXT = "</p><p>"


def _lines() -> Iterator[str]:
    """Yield what stands behind the name of a field: two people, printed in many ways."""
    pairs = [*zip(NAMES[:2], OFFICES[:2], strict=True)]
    for sign in (", ", "; ", " and ", " & ", " / ", " – ", NEXT):
        yield sign.join(NAMES[:2])
        for form in ("{0}, {1}", "{0} ({1})", "{1} {0}", "{1}, {0}", "{0} - {1}", "{1}: {0}"):
            yield sign.join(form.format(*pair) for pair in pairs)
    yield NEXT.join(f"{name}{NEXT}{office}" for name, office in pairs)


LABELS: dict[str, Callable[[int], str]] = {
    "a name in capitals": lambda n: NAMES[n].upper(),
    "a name": lambda n: NAMES[n],
    "a surname": lambda n: NAMES[n].split()[1].upper(),
    "an honorific": lambda n: f"{('MS.', 'MR.', 'MS.')[n]} {NAMES[n].split()[1].upper()}",
    "a title": lambda n: TITLES[n],
    "an office": lambda n: OFFICES[n].upper(),
    "a title and a surname": lambda n: f"{TITLES[n]} {NAMES[n].split()[1].upper()}",
}


@pytest.mark.parametrize("field", ["Speakers: ", f"Speakers:{NEXT}"])
@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("lines", some_or_all(_lines(), 4))
def test_nobody_is_named_for_another(field: str, label: str, lines: list[str]) -> None:
    for line in lines:
        asked = [f"REPORTER: Who pays for the {what}?" for what in ("locks", "quay", "dyke")]
        said = [f"{LABELS[label](n)}: I think that we all do, and I thank you." for n in range(3)]
        talk = [one for pair in zip(asked, said, strict=True) for one in pair]
        read = briefing(paragraphs(field + line, *talk, *talk))
        spoke = [turn for turn in read.turns if turn.text.startswith("I think")]
        for turn, name in zip(spoke, [name.casefold() for name in NAMES] * 2, strict=True):
            assert turn.speaker is None or turn.speaker.casefold() == name, (line, turn.label)
        assert {one.name.casefold() for one in read.participants} <= {name.casefold() for name in NAMES}, line


@pytest.mark.parametrize("label", ["a name in capitals", "a name", "a title and a surname"])
def test_those_of_a_list_are_named(label: str) -> None:
    said = [f"{LABELS[label](n)}: I think that we all do, and I thank you." for n in range(2)]
    people = "; ".join(f"{name}, {office}" for name, office in zip(NAMES[:2], OFFICES[:2], strict=True))
    read = briefing(paragraphs(f"Speakers: {people}", *said, *said))
    assert [turn.speaker for turn in read.turns] == [*NAMES[:2]] * 2


@pytest.mark.parametrize("sign", [", ", " – ", " / ", "; "])
def test_a_row_of_names_and_offices_names_each_with_its_own(sign: str) -> None:
    row = sign.join(f"{name}, {office}" for name, office in zip(NAMES, OFFICES, strict=True))
    read = briefing(paragraphs(f"Speakers: {row}", *(f"{name.upper()}: I thank you. Who pays?" for name in NAMES)))
    assert [(one.name, one.position) for one in read.participants] == [*zip(NAMES, OFFICES, strict=True)]
    assert [turn.speaker for turn in read.turns] == [*NAMES]


def test_an_office_before_the_name_is_the_office() -> None:
    read = briefing(
        paragraphs(f"Speakers: Minister for Ports, Rosa Ferrer{NEXT}Mayor of Lund, Olof Tarn", "Q: Who pays?")
    )
    assert [(one.name, one.position) for one in read.participants] == [*zip(NAMES[:2], OFFICES[:2], strict=True)]


@pytest.mark.parametrize("thanks", ["Thanks, Ilse.", "Please, Odo. Her.", "Okay, Rosa, Ada."])
def test_names_behind_a_label_that_comes_back_are_said(thanks: str) -> None:
    asked = ("REPORTER: Minister, welcome. When do the locks open?", f"MINISTER: {thanks}", "REPORTER: Do they open?")
    read = briefing(paragraphs(*asked, "MINISTER: We open them in May.", "REPORTER: Who pays?", "MINISTER: We do."))
    assert [turn.text for turn in read.turns][1] == thanks
    assert [turn.label for turn in read.turns] == ["REPORTER", "MINISTER"] * 3
    assert read.participants == []


def test_a_second_office_behind_a_semicolon_is_the_same_persons() -> None:
    read = briefing(
        paragraphs(
            "Speaker: Ada Lund, head of the Harbour Office; member of the council",
            *("Tide Post: Who pays?", "Ada Lund: We do.", "Tide Post: When?", "Olof Tarn: In May.", "Lund: Yes."),
        )
    )
    assert [one.name for one in read.participants] == ["Ada Lund"]
    assert read.turns[-1].label == "Lund"
