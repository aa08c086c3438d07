"""Lines behind the first label where somebody seems to begin and no label opens: they stand under another name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from briefings.transcript.page.lines import Line
from briefings.transcript.page.openings import Opening
from briefings.transcript.speech.following import PLAIN
from briefings.transcript.wording.label_keys import label_key
from briefings.transcript.wording.speaking import speaks
from briefings.transcript.wording.vocabulary import TITLES

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
    bold = [one.label for one in behind if _is_bold_name(one) and speaks(lines[one.line].text[one.end :])]
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
    """Return True when a name of several words in bold stands before what somebody says, without a sign between
    them."""
    return opening.form == "bare" and opening.bold and not opening.own_line and opening.shape.is_whole_name


def _speaks_in_turn(opening: Opening) -> bool:
    """Return True when a name of several words before a colon asks, stands right behind a question, or is in capitals
    and says I, we or you."""
    voiced = opening.asks or opening.answers or (opening.shape.caps and opening.speaks)
    return opening.form == "colon" and opening.shape.is_whole_name and opening.worded and voiced
