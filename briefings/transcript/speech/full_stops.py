"""Whether labels end in a full stop, as minutes print them: "The President. Good evening."."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from briefings.transcript.page.marks import QUESTION_MARKS
from briefings.transcript.page.openings import Candidate
from briefings.transcript.wording.shapes import is_press

_FRENCH = re.compile("(?:M\\.|Mme) ")
"""Two who open lines again and again so, before a full stop, speak in minutes."""


def answering_dots(found: Sequence[Candidate]) -> bool:
    """Whether an office before a full stop stands behind what asks, twice and more often than elsewhere."""
    order = {c.line: c for c in found if c.form == "dot" or (c.form == "mark" and c.label[0] in QUESTION_MARKS)}
    times = Counter(c.key for c in order.values() if c.form == "dot" and not is_press(c.label))
    if max(times.values(), default=0) < 2:
        return False
    if sum(times[c.key] > 0 for c in order.values() if _is_surname_in_capitals(c)) > 2:
        return True
    if sum(times[key] > 1 for key in {c.key for c in order.values() if c.form == "dot" and _FRENCH.match(c.label)}) > 1:
        return True
    pairs = pairwise(order[line] for line in sorted(order))
    behind = Counter(after.key for before, after in pairs if is_press(before.label) and after.form == "dot")
    return any(count >= 2 and 2 * count > times[key] for key, count in behind.items())


def _is_surname_in_capitals(candidate: Candidate) -> bool:
    """Mr. LINDQVIST, Senator OKAFOR: as minutes of hearings print who speaks, and prose does nobody."""
    *title, name = candidate.shape.words
    capitals = name.isupper() and len(name) > 2
    return candidate.form == "dot" and bool(title) and capitals and not candidate.shape.caps
