"""The schemas describe the files, and our check agrees with a full validator."""

from __future__ import annotations

import copy
import json
from dataclasses import asdict
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefings.items import Briefing, Change, ChangeKind, DateBasis, Kind, Participant, Role, Turn
from briefings.records.jsonl import record_of, turn_line
from briefings.records.schema import breaches_of, schema_of, violations
from tests.support import processes
from tests.support.parts import each
from tests.support.processes import Process
from tests.support.records import LAUGHTER, briefing_line, make_briefing

CLASSES = (Briefing, Turn)


def _records() -> list[tuple[type, dict[str, Any]]]:
    briefing = make_briefing(missing=[2, 3], notes=[LAUGHTER])
    briefing.participants = [Participant("Ilka Torvane", "Ms.", "harbour master", chair=True)]
    briefing.changes = [Change(ChangeKind.ADDED, None, "b")]
    briefing.warnings = ["look at page 2"]
    return [
        (Briefing, json.loads(briefing_line(briefing))),
        (Turn, json.loads(turn_line(briefing.turns[0]))),
        (Turn, json.loads(turn_line(briefing.turns[1]))),
    ]


def _places(value: Any) -> list[tuple[Any, Any]]:
    """Return every container in `value` with each of its keys or indices."""
    keys = list(value) if isinstance(value, dict) else list(range(len(value))) if isinstance(value, list) else []
    return [(value, key) for key in keys] + [place for key in keys for place in _places(value[key])]


@pytest.mark.parametrize("cls", CLASSES)
def test_schema_is_valid_and_describes_every_field(cls: type) -> None:
    schema = schema_of(cls)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert set(schema["required"]) == set(schema["properties"])
    assert all(prop.get("description") for prop in schema["properties"].values())


def test_briefing_lines_have_no_turns() -> None:
    assert "turns" not in schema_of(Briefing)["properties"]
    assert "turns" not in record_of(make_briefing())


@pytest.mark.parametrize(("cls", "record"), _records())
def test_what_is_written_keeps_to_its_schema(cls: type, record: dict[str, Any]) -> None:
    assert violations(record, cls) == []
    jsonschema.validate(record, schema_of(cls))


@pytest.mark.parametrize(("cls", "record"), _records())
@settings(max_examples=40)
@given(data=st.data())
def test_check_agrees_with_a_full_validator(cls: type, record: dict[str, Any], data: st.DataObject) -> None:
    record = copy.deepcopy(record)
    validator = jsonschema.Draft202012Validator(schema_of(cls))
    for _ in range(data.draw(st.integers(1, 3))):
        container, key = data.draw(st.sampled_from(_places(record)))
        match data.draw(st.sampled_from(["delete", "set", "add"])):
            case "delete":
                del container[key]
            case "set":
                container[key] = data.draw(
                    st.none()
                    | st.booleans()
                    | st.integers(-3, 3)
                    | st.floats(-3, 3).filter(lambda number: number % 1)
                    | st.sampled_from(["", "chair", "answer", "stage"])
                    | st.lists(st.none() | st.just("x"), max_size=2)
                    | st.dictionaries(st.sampled_from(["kind", "at", "x"]), st.integers(), max_size=2)
                )
            case "add" if isinstance(container, dict):
                container["extra"] = 1
        if not record:
            break
    assert bool(violations(record, cls)) == (not validator.is_valid(record))


FIELDS = "the record: it has too few or too many fields"


@each(("changed", "sentences"), [
    ({"kind": "monologue of the harbour master"}, ["kind: Invalid enum value"]),
    ({"words": "a secret"}, ["words: Expected `int`, got `str`"]),
    ({"words": 2.0}, ["words: Expected `int`, got `float`"]),
    ({"role": 3}, ["role: Expected `str | null`, got `int`"]),
    ({"notes": [{"kind": "stage", "text": "", "at": None}]}, ["notes[0].at: Expected `int`, got `null`"]),
    ({"notes": [{"kind": "stage", "text": "", "at": 1}]}, [FIELDS]),
    ({"extra": 1}, [FIELDS]),
    ({"notes": [{"kind": "stage", "text": "", "at": 1, "length": 0, "extra": "a secret"}]}, [FIELDS]),
    ({"title": "x' - at `$.y`", "role": "x' - at `$.y`"}, ["role: Invalid enum value"]),
])  # fmt: skip
def test_breaches_name_the_place_and_never_the_text(changed: dict[str, Any], sentences: list[str]) -> None:
    assert violations({**record_of(make_briefing().turns[0]), **changed}, Turn) == sentences


def test_a_missing_field_is_named() -> None:
    turn = record_of(make_briefing().turns[0])
    del turn["text_hash"]
    assert violations(turn, Turn) == ["the record: Object missing required field `text_hash`"]


ODD_VALUES: tuple[Any, ...] = (
    None, True, 3, 2.0, 2.5, "", "chair", "x", b"x", Kind.ANSWER, Role.CHAIR, DateBasis.HELD, LAUGHTER,
    [], ["x"], [None], {}, [LAUGHTER], [{"kind": "song"}], [asdict(LAUGHTER) | {"at": "0"}],
)  # fmt: skip


@each("value", ODD_VALUES)
def test_a_briefing_is_checked_as_the_record_that_is_written_of_it(value: Any) -> None:
    for cls in CLASSES:
        for field in schema_of(cls)["properties"]:
            briefing = make_briefing(missing=[2, 3], notes=[LAUGHTER])
            item = briefing if cls is Briefing else briefing.turns[1]
            setattr(item, field, value)
            place = "" if cls is Briefing else "turns[1]."
            assert breaches_of(briefing) == [f"{place}{what}" for what in violations(record_of(item), cls)]


def _scrapy(*args: str) -> Process:
    return processes.run("-m", "scrapy", *args)


def test_command_prints_the_schemas() -> None:
    done = _scrapy("schema")
    assert json.loads(done.out) == {"briefing": schema_of(Briefing), "turn": schema_of(Turn)}
    assert json.loads(_scrapy("schema", "turn").out) == schema_of(Turn)


@pytest.mark.parametrize("args", [["speech"], ["turn", "briefing"]])
def test_command_refuses_other_names(args: list[str]) -> None:
    done = _scrapy("schema", *args)
    assert done.code == 2
    assert "briefing, turn" in done.out + done.err
    assert "Traceback" not in done.err
