"""A speaker is named only if the label prints a whole name and nothing else."""

from __future__ import annotations

import pytest

from briefings.loaders import load_briefing
from briefings.transcript.speech.whole_names import is_whole_name
from tests.support.reading import paragraphs, transcript


@pytest.mark.parametrize(
    ("label", "speaker"),
    [
        ("Chief Hydrographer Vera Tove", None),
        ("Deputy Hydrographer Tove", None),
        ("Chief Fire Officer Vera Tove", None),
        # Alexander is a name unknown here: the label is kept and nobody is named.
        ("Chief Alexander Tove", None),
        ("Harbour Master Vera Tove", None),
        ("Liman Bakanı Vera Tove", None),
        ("Menteri Pelabuhan Vera Tove", None),
        ("Chief Executive Officer", None),
        ("Chief Vera Tove", "Vera Tove"),
        ("Chief Engineer Vera Tove", "Vera Tove"),
        ("Deputy Minister Vera Tove", "Vera Tove"),
    ],
)
def test_a_profession_behind_a_title_is_no_part_of_a_name(label: str, speaker: str | None) -> None:
    talk = paragraphs(f"{label}: Good morning.", "Reporter: When does the ferry sail?", f"{label}: We sail on Monday.")
    turns = load_briefing(transcript(talk)).turns
    assert [(turn.label, turn.speaker) for turn in turns[::2]] == [(label, speaker)] * 2


def test_an_ordinal_is_no_given_name() -> None:
    assert is_whole_name("Vera Tove")
    assert not is_whole_name("Second Resident")


def test_words_joined_by_of_are_no_person_before_the_comma_of_their_own_list() -> None:
    label = "The Union of Coastal, Inland and Island Broadcasters"
    talk = paragraphs(
        "Minister Vera Tove: Good morning.",
        f"{label}: When does the ferry sail?",
        "Minister Vera Tove: We sail on Monday.",
        f"{label}: And who pays?",
        "Minister Vera Tove: We do.",
    )
    turns = load_briefing(transcript(talk)).turns
    assert {(turn.label, turn.speaker) for turn in turns[1::2]} == {(label, None)}
