"""Explain why each line was classified as it was, for people who report a misread page."""

from collections.abc import Iterator

from briefings.transcript.page.openings import Opening
from briefings.transcript.speech.label_rules import is_of_believed
from briefings.transcript.speech.labels import Judgement, vetoed
from briefings.transcript.transcript import SpokenTurn, Transcript

_BEFORE_THE_COLON = 60


def explain(transcript: Transcript) -> Iterator[str]:
    """Yield one line for every line of the pages: page, place, rule and text.

    Under a line of speech that could open a turn: its group, the rules applied, and what it lacked for each. Under a
    label: the speaker and the evidence. At the end: the groups, and what speaks for or against each.
    """
    unbelieved = _unbelieved(transcript.judgement)
    labelled = (turn for turn in transcript.turns if turn.printed.label)
    for placement in transcript.placements:
        yield f"p{placement.page}\t{placement.place}\t{placement.rule}\t{placement.text}"
        if placement.place == "label" and (turn := next(labelled, None)):
            yield f"\t{_who(turn, transcript.judgement)}"
        if placement.place in ("turn", "note"):
            yield from (f"\t{why}" for why in unbelieved.get(placement.text, ()))
    yield from _groups(transcript.judgement)
    yield f"coverage {transcript.coverage}, outside the content {transcript.outside}"
    yield from (f"warning: {warning}" for warning in transcript.warnings)


def _groups(judgement: Judgement) -> Iterator[str]:
    """Yield a line for every group of openings that may be labels: its size, and what speaks for or against it."""
    for name, belief in sorted(judgement.seen.groups.items()):
        if belief.size > 1:
            told = f"believed: {belief.speaks_for}" if belief.speaks_for else f"not believed: {belief.against}"
            yield f"group\t{name}\t{belief.size} openings\t{told}"


def _who(turn: SpokenTurn, judgement: Judgement) -> str:
    """Name the speaker of a turn and the evidence for the name, or say that nobody is named."""
    label, who = turn.printed.label or "", turn.who
    if who.speaker:
        return f"{label!r} is {who.speaker}: {who.evidence}"
    two_fit = label in judgement.seen.roster.ambiguous
    return f"{label!r} names nobody{': two people fit' if two_fit else ''}"


def _unbelieved(judgement: Judgement) -> dict[str, list[str]]:
    """Return why each opening is no label, by the text of its line."""
    found: dict[str, list[str]] = {}
    believed = {label.line for label in judgement.labels}
    for opening in (*judgement.openings, *judgement.alone):
        if opening.line not in believed and _looks_like_one(opening, judgement):
            why = found.setdefault(judgement.lines[opening.line].text, [])
            told = why_no_label(opening, judgement)
            if told not in why:
                why.append(told)
    return found


def _looks_like_one(opening: Opening, judgement: Judgement) -> bool:
    if opening.form == "set":
        return is_of_believed(opening, judgement.seen)
    if opening.form == "bare":
        return (opening.bold or opening.followed) and opening.shape.name_form and not opening.punctuation
    return opening.form not in ("mark", "sign") and len(opening.label) <= _BEFORE_THE_COLON


def why_no_label(opening: Opening, judgement: Judgement) -> str:
    """Return why an opening is no label: what its spelling shows, or what it lacked for every rule applied."""
    said = f"{opening.label!r} is no label: "
    if vetoed(opening, judgement.seen.roster):
        return said + opening.shape.veto
    belief = judgement.seen.groups.get(opening.signature)
    if any(opening is other for other in judgement.alone):
        return said + (f"group {opening.signature}: {belief.against}" if belief else "too few like it on the page")
    named = ((f"group {opening.signature}" if rule.name == "group" else rule.name, rule) for rule in judgement.rules)
    missed = ((name, rule.missed(opening, judgement.seen)) for name, rule in named)
    return said + "; ".join(f"{name}: {lack}" for name, lack in missed if lack)
