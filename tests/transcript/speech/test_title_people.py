"""The people named in a title: whole names, without parts of an office or a date."""

from __future__ import annotations

import pytest

from briefings.transcript.speech.title_people import people_in_title


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("Conferencia de prensa del presidente Juan Antonio Vela Mora del 5 de marzo", ["Juan Antonio Vela Mora"]),
        # After "Tides and Budget" the beginning of the name is unclear.
        ("Briefing by Press Secretary Ilse Reed and Acting Director of Tides and Budget Olaf Vela", ["Ilse Reed"]),
        ("Briefing by Press Secretary Ilse Reed and Director Olaf Vela", ["Ilse Reed", "Olaf Vela"]),
        ("Briefing by Press Secretary Ilse Reed and Dr. Olaf Vela", ["Ilse Reed", "Olaf Vela"]),
        ("Transcript of the Prime Minister the Hon. Ilse Reed MP Doorstop", ["Ilse Reed"]),
        ("The Prime Minister the Hon. Ilse Reed MP Interview with Olaf Vela", ["Ilse Reed", "Olaf Vela"]),
        ("The Prime Minister the Hon. Ilse Reed MP Doorstop Interview, Port Ellery", ["Ilse Reed"]),
    ],
)
def test_a_title_names_whole_people_or_nobody(title: str, names: list[str]) -> None:
    assert [person.name for person in people_in_title(title)] == names
