"""Why a label names nobody: which evidence was asked, and what each lacked."""

from __future__ import annotations

from briefings.transcript.speech.roster import Roster
from briefings.transcript.speech.whole_names import is_office
from briefings.transcript.wording.label_parts import split_label
from briefings.transcript.wording.shapes import is_press, shape_of


def why_unnamed(label: str, roster: Roster) -> str:
    """Say why a label was given no name: what a header or introduction, an earlier label and the label itself lack.
    `roster` are the people whom header, title and introduction name."""
    parts = split_label(label)
    office = shape_of(label).role or is_office(parts.name)
    missed = {
        "header, introduction": _not_on_roster(label, office, roster),
        "earlier_label": "no label before prints this office with a name, or two do"
        if office
        else "none prints a whole name that it can mean",
        "label": _no_whole_name(label, office),
    }
    return "; ".join(f"{evidence}: {lack}" for evidence, lack in missed.items())


def _not_on_roster(label: str, office: bool, roster: Roster) -> str:
    if not roster.known:
        return "name nobody"
    if label in roster.ambiguous:
        return "two people fit"
    if office:
        return "print nobody beside this very office, or two"
    parts = split_label(label)
    if roster.of_surname(parts.name) and not (parts.honorific or parts.title):
        return "a surname without honorific or title may be somebody else's"
    return "name nobody whom it can mean"


def _no_whole_name(label: str, office: bool) -> str:
    if is_press(label):
        return "a word for the press"
    if office:
        return "an office and no name"
    name = split_label(label).name
    if shape_of(label).outlet:
        return "the form of an outlet"
    return "one word is no whole name" if len(name.split()) == 1 else "not the form of a whole name"
