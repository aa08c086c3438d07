"""ConvoKit: the folder follows the documented rules, and its text is that of the records."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from briefings.export.formats.convokit import speaker_of
from tests.export.reading import exported
from tests.support.odd_texts import odd_corpus

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def made(tmp_path: Path) -> tuple[Path, list[dict[str, Any]]]:
    """An exported folder and the turns it was made from."""
    turns = odd_corpus(tmp_path / "data")
    exported(tmp_path / "data", "convokit", tmp_path / "c")
    return tmp_path / "c", turns


def utterances(folder: Path) -> list[dict[str, Any]]:
    """Return the utterances, split at newlines only."""
    return [json.loads(line) for line in (folder / "utterances.jsonl").read_bytes().split(b"\n")[:-1]]


def load(folder: Path, name: str) -> dict[str, Any]:
    """Return the content of a JSON file; fail on a repeated key."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        assert len(dict(pairs)) == len(pairs)
        return dict(pairs)

    found: dict[str, Any] = json.loads((folder / name).read_text(encoding="utf-8"), object_pairs_hook=once)
    return found


def test_utterances_are_the_turns(made: tuple[Path, list[dict[str, Any]]]) -> None:
    folder, turns = made
    found = utterances(folder)
    assert [each["text"] for each in found] == [turn["text"] for turn in turns]
    assert [each["id"] for each in found] == [f"{turn['source']}/{turn['id']}" for turn in turns]
    for each, turn in zip(found, turns, strict=True):
        assert {name: each["meta"][name] for name in set(each["meta"]) & set(turn)} == {
            name: turn[name] for name in set(each["meta"]) & set(turn)
        }


def test_conversations_are_briefings_and_replies_their_order(made: tuple[Path, list[dict[str, Any]]]) -> None:
    folder, turns = made
    before: dict[str, str] = {}
    for each, turn in zip(utterances(folder), turns, strict=True):
        # Documented: the id of a conversation is that of its first utterance, which replies to nothing.
        assert each["reply-to"] == before.get(turn["briefing"])
        assert (each["conversation_id"] == each["id"]) == (each["reply-to"] is None)
        before[turn["briefing"]] = each["id"]
    conversations = load(folder, "conversations.json")
    assert set(conversations) == {each["conversation_id"] for each in utterances(folder)}
    assert {each["meta"]["id"] for each in conversations.values()} == {turn["briefing"] for turn in turns}


def test_every_speaker_is_there(made: tuple[Path, list[dict[str, Any]]]) -> None:
    folder, _ = made
    speakers = load(folder, "speakers.json")
    assert set(speakers) == {each["speaker"] for each in utterances(folder)}
    assert speakers["harbour_gazette/ilka_torvane"]["meta"] == {"kind": "person", "name": "Ilka Torvane"}
    assert speakers["outlet:Ersk Courier"]["meta"] == {"kind": "outlet", "name": "Ersk Courier"}


def test_the_index_names_every_field_of_the_metadata(made: tuple[Path, list[dict[str, Any]]]) -> None:
    folder, _ = made
    index = load(folder, "index.json")
    for key, objects in (
        ("utterances-index", utterances(folder)),
        ("conversations-index", load(folder, "conversations.json").values()),
        ("speakers-index", load(folder, "speakers.json").values()),
    ):
        for each in objects:
            assert set(index[key]) == set(each["meta"])
            for name, value in each["meta"].items():
                assert value is None or index[key][name] == [str(type(value))], name
    assert set(index["overall-index"]) == set(load(folder, "corpus.json"))


def test_a_bare_label_is_one_person_in_its_briefing_only() -> None:
    turn = {"speaker_id": None, "speaker": None, "outlet": None, "label": "Q", "source": "gazette"}
    here, there = speaker_of({**turn, "briefing": "a/1"}), speaker_of({**turn, "briefing": "a/2"})
    assert here == ("label:gazette/a/1:Q", "label", "Q")
    assert here != there
