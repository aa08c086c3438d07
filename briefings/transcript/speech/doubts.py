"""Doubts of a reading: labels that may be missing, labels that may be none, lines under another's name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from briefings.transcript.page.lines import Line
from briefings.transcript.page.notes import ends_transcript
from briefings.transcript.page.openings import Opening
from briefings.transcript.speech.evidence import PLAIN
from briefings.transcript.speech.turns import DraftTurn
from briefings.transcript.wording.label_keys import label_key
from briefings.transcript.wording.speaking import speaks
from briefings.transcript.wording.vocabulary import TITLES

_SHOWN = 5
_AGAIN = 3


def doubts(openings: Sequence[Opening], turns: Sequence[DraftTurn]) -> Iterator[str]:
    """A sentence for what recurs, is bold or stands alone like a label and was not believed, for turns without a
    label, and for a label that follows itself again and again."""
    unbelieved = unbelieved_labels(openings)
    if unbelieved:
        named = ", ".join(repr(label) for label in unbelieved[:_SHOWN])
        more = f" and {len(unbelieved) - _SHOWN} more" if len(unbelieved) > _SHOWN else ""
        yield f"lines that may be labels were not believed: {named}{more}"
    yield from (
        f"label {label!r} follows itself {count} times: a label between may be missing"
        for label, count in _following_themselves(turns)
    )
    nobodys = sum(turn.label is None and turn.opened_by is not None for turn in turns)
    if nobodys:
        yield f"{nobodys} turns have no label: it is not known who speaks there"


def unbelieved_labels(openings: Sequence[Opening]) -> list[str]:
    """The labels, in order, that recur, are bold or stand on lines of their own, and that no rule believed."""
    believed = {opening.line for opening in openings if opening.rule}
    lines_are_labels = any(c.rule and c.form == "bare" and c.own_line for c in openings)
    doubted = [
        c
        for c in openings
        if c.line not in believed
        and ((not c.shape.veto and _is_named(c)) or (lines_are_labels and _stands_like_a_name(c)))
    ]
    # Whatever its words are, what opens line after line with a colon may be somebody: "El señor de la esquina:".
    colons = [c for c in openings if c.form == "colon" and c.line not in believed and c.worded]
    often = {key for key, count in Counter(c.key for c in colons).items() if count >= _AGAIN}
    doubted += [c for c in colons if c.key in often and c.shape.veto and any(map(str.isalpha, c.label))]
    times = Counter(c.key for c in doubted)
    told = {c.key: c.label for c in doubted if times[c.key] > 1 or (c.bold and c.form != "bare") or _stands_alone(c)}
    return list(told.values())


def _is_named(opening: Opening) -> bool:
    if ends_transcript(opening.label):
        return False
    if opening.form == "bare":
        return opening.bold and opening.own_line and opening.followed and not opening.punctuation
    return opening.form in ("colon", "bracket", "round", "dash") and opening.followed and opening.shape.is_named


def _stands_like_a_name(opening: Opening) -> bool:
    """Words alone on a line before speech, as labels of such a briefing are: "A reporter from the Gazette"."""
    return opening.form == "bare" and opening.own_line and opening.followed and not opening.punctuation


def _stands_alone(opening: Opening) -> bool:
    return opening.form in ("colon", "bracket", "round") and opening.own_line


def _following_themselves(turns: Sequence[DraftTurn]) -> list[tuple[str, int]]:
    """The labels that follow themselves at least three times, with how often."""
    keys = [label_key(turn.label or "") for turn in turns]
    times = Counter(after.label for (one, other), after in zip(pairwise(keys), turns[1:], strict=True) if one == other)
    return [(label, count) for label, count in times.items() if label and count >= _AGAIN]


_CAPS_TITLES = "|".join(sorted((title.upper() for title in TITLES), key=len, reverse=True))
_CAPITALS = re.compile(
    rf"(?P<label>(?:(?:MR|MS|MRS|DR)\.?|(?:(?:{_CAPS_TITLES})\.? ){{0,2}}(?:{_CAPS_TITLES})\.?)"
    r" (?:Mc|Mac|La|De|O['’])?[A-ZÀ-Þ][A-ZÀ-Þ'’\-]+)[;.,]?(?=\s+[A-Z…“\"(—-])"
)
"""An honorific or a title and a name in capitals before a sentence: the colon was mistyped or forgotten."""
_TWICE = 2


def missed_labels(
    lines: Sequence[Line], skipped: Collection[int], labels: Sequence[Opening], openings: Sequence[Opening]
) -> Iterator[str]:
    """Yield what looks like the label of somebody who speaks between the believed `labels`, quoted; `openings` are all
    that were judged. Words under another's name are the worst error, so a briefing with one is not complete."""
    # A turn without a label may begin with a mistyped one.
    opening = {label.line for label in labels if label.label}
    begin = min(opening, default=len(lines))
    behind = [one for one in openings if one.line > begin and one.line not in opening]
    yield from (one.label for one in behind if _speaks_in_turn(one))
    bold = [one.label for one in behind if _is_bold_name(one) and speaks(_words_behind(one, lines))]
    # A name over a label without a sign: the office below it was taken for who speaks.
    bare = {label.line for label in labels if label.form in PLAIN and label.own_line}
    over = [one.label for one in behind if one.form == "bare" and one.shape.is_whole_name and one.line + 1 in bare]
    for named in (bold, over):
        names = Counter(map(label_key, named))
        yield from (label for label in named if names[label_key(label)] >= _TWICE)
    certain = {label.key for label in labels}
    capitals = {
        index: match["label"]
        for index, line in enumerate(lines)
        if index > begin and index not in opening and index not in skipped and line.text[:2].isupper()
        and (match := _CAPITALS.match(line.text))
    }  # fmt: skip
    times = Counter(map(label_key, capitals.values()))
    again = {key for key, count in times.items() if count >= _TWICE}
    yield from (label for label in capitals.values() if label_key(label) in certain | again)


def _is_bold_name(opening: Opening) -> bool:
    """Return True when a name of several words in bold stands without a sign before or over what somebody says."""
    return opening.form == "bare" and opening.bold and opening.followed and opening.shape.is_whole_name


def _words_behind(opening: Opening, lines: Sequence[Line]) -> str:
    """Return the text behind words in bold, of the next line where they stand alone."""
    rest = lines[opening.line].text[opening.end :].strip()
    return rest or "".join(line.text for line in lines[opening.line + 1 : opening.line + 2])


def _speaks_in_turn(opening: Opening) -> bool:
    """Return True when a name of several words before a colon asks, stands right behind a question, or is in capitals
    and says I, we or you."""
    voiced = opening.asks or opening.answers or (opening.shape.caps and opening.speaks)
    return opening.form == "colon" and opening.shape.is_whole_name and opening.worded and voiced
