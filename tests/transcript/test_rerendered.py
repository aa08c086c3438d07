"""Talks set in hundreds of forms: each is read, or reported as not understood; none is silent.

Changes that no browser shows change nothing.
"""

from __future__ import annotations

from html import escape
from itertools import product
from random import Random

import pytest

from briefings.items import Briefing
from briefings.loaders import load_briefing
from briefings.transcript import BriefingKind, kind_of, read_page, read_transcript
from tests.support.harmless_changes import CHANGES
from tests.support.parts import some_or_all
from tests.support.rendering import draw_shape, render
from tests.support.transcripts import invent

_TALK = (
    ("Ilse Maren", "Good morning. We open the locks two weeks early, and I will say why."),
    ("Tolmer Vask", "Thank you. Who pays for the crews in those two weeks?"),
    ("Ilse Maren", "The skippers do, through the toll. We asked them in the autumn."),
    ("Tolmer Vask", "Does the toll rise, and did you ask the mill?"),
    ("Odo Brack", "It does not rise. I spoke to the miller myself, and he was glad of it."),
    ("Tolmer Vask", "And when will the lower gate be mended?"),
    ("Ilse Maren", "In the autumn, when the barges are fewer. Thank you all for coming."),
)
_CLOSINGS = (":", " :", "：", ".-", ".—", " --", " –", " ―", ".", ")", " |", ";", "")
_LINES = ("own", "inline")
_WEIGHTS = ("{}", "<b>{}</b>", "<i>{}</i>", "<span class='who'>{}</span>", "<strong>{}</strong>")
_CASES = (str, str.upper)
_ELEMENTS = ("p", "div", "br", "dl", "tr", "li")
_FORMS = Random(21).sample(list(product(_CLOSINGS, _LINES, _WEIGHTS, _CASES, _ELEMENTS)), 240)
_BARE = frozenset(_CLOSINGS) - {":", " :", "："}


def _set(label: str, said: str, line: str, element: str) -> str:
    if element == "br":
        return f"{label}<br>{said}<br><br>" if line == "own" else f"{label} {said}<br><br>"
    if element == "dl":
        return f"<dt>{label}</dt><dd>{said}</dd>" if line == "own" else f"<dd>{label} {said}</dd>"
    if element == "tr":
        return f"<tr><td>{label}</td><td>{said}</td></tr>" if line == "own" else f"<tr><td>{label} {said}</td></tr>"
    between = f"</{element}><{element}>" if line == "own" else " "
    return f"<{element}>{label}{between}{said}</{element}>"


_AROUND = {"dl": "<dl>{}</dl>", "tr": "<table>{}</table>", "li": "<ul>{}</ul>"}


@pytest.mark.parametrize("forms", some_or_all(_FORMS, 3))
def test_every_form_is_read_or_told(forms: list[tuple[str, str, str, type[str], str]]) -> None:
    for form in forms:
        _check(*form)


def _check(closing: str, line: str, weight: str, case: type[str], element: str) -> None:
    labelled = [(case(who), weight.format(escape(case(who) + closing)), said) for who, said in _TALK]
    body = "".join(_set(label, said, line, element) for _, label, said in labelled)
    html = (
        f"<html lang='en'><body><h1>On the locks</h1>{_AROUND.get(element, '<div>{}</div>').format(body)}</body></html>"
    )
    transcript = read_transcript([read_page(html.encode(), "https://locks.example/talks/7")])
    briefing = load_briefing(transcript)
    read = [(turn.label, turn.text) for turn in briefing.turns] == [(who, said) for who, _, said in labelled]
    told = not briefing.complete and kind_of(transcript) is not BriefingKind.ARTICLE
    form = (closing, line, weight, case, element)
    assert read or told, (form, [(turn.label, turn.text[:40]) for turn in briefing.turns])
    assert briefing.coverage == 1.0


@pytest.mark.parametrize("seeds", some_or_all(range(40), 40))
@pytest.mark.parametrize("name", CHANGES)
def test_what_no_browser_shows_changes_nothing(name: str, seeds: list[int]) -> None:
    for seed in seeds:
        rng = Random(f"{name} {seed}")
        said = invent(rng, 14)
        (page,) = render(said, draw_shape(rng, said.house), rng)
        before, after = _read(page), _read(CHANGES[name](page.decode(), rng).encode())
        assert _told(after) == _told(before), seed


def _read(page: bytes) -> Briefing:
    return load_briefing(read_transcript([read_page(page, "https://locks.example/talks/7")]))


def _told(briefing: Briefing) -> list[object]:
    turns = [(t.label, t.text, t.speaker, t.role, t.position, t.kind, t.exchange) for t in briefing.turns]
    return [briefing.title, briefing.held_on, briefing.complete, briefing.participants, turns]
