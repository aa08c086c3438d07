"""Groups of openings that are printed alike, and the reasons to accept that they open turns.

A line by itself proves little: words in bold may be a heading, a word before a colon a field. A group is accepted if
its openings recur and alternate while somebody asks and somebody speaks, if askers and answerers alternate, if they
follow questions, or if they print a position or an office.
"""

from collections import Counter
from collections.abc import Iterable, Sequence, Set
from itertools import accumulate, pairwise
from typing import NamedTuple

from briefings.transcript.page.layout.lines import Line
from briefings.transcript.page.layout.setting import take_turns
from briefings.transcript.page.openings import COMPANY, HOURS, WIDE_GAP, Opening, says_who
from briefings.transcript.page.speech_signs import QUOTES
from briefings.transcript.wording.press_labels import is_press
from briefings.transcript.wording.shapes import names_an_office, shape_of
from briefings.transcript.wording.vocabulary import ANSWER_WORDS

_LEAST, _SEVERAL, _TWICE = 4, 3, 2
_NEARLY_ALL, _MOSTLY = 0.8, 2 / 3


class Belief(NamedTuple):
    """Number of openings of a group, and the reason to accept it or not to: one of the two is ""."""

    size: int
    speaks_for: str
    against: str


def groups_of(openings: Iterable[Opening]) -> dict[str, list[Opening]]:
    """Return the openings that may be labels, by their signature, in order."""
    groups: dict[str, list[Opening]] = {}
    for opening in openings:
        # A short line is most often a heading, words in bold a beginning: only those followed by speech count.
        if may_be_label(opening) and (opening.form not in ("bare", "dash", "round") or opening.followed):
            groups.setdefault(opening.signature, []).append(opening)
    return groups


def may_be_label(opening: Opening) -> bool:
    """Return True when the words of an opening may be a label of its group.

    Bold words need something that closes them, a line nothing. Before a comma they tell of somebody, below an
    interview: "Ilse Maren, born in Oldmouth, keeps the locks."
    """
    shape = opening.shape
    if opening.form in ("set", "bare") and opening.beginning.startswith(","):
        return False
    if opening.form in ("set", "sign"):
        return True
    if opening.form in ("round", "dash"):
        return shape.is_named
    if shape.veto or opening.form != "bare":
        return not shape.veto
    return (shape.is_named or shape.name_and_lower_role) and opening.own_line != bool(opening.punctuation)


def judge_groups(openings: Sequence[Opening], lines: Sequence[Line]) -> dict[str, Belief]:
    """Judge each group by its openings; return the beliefs by signature.

    If more is printed before the first words set apart by a kind of element than after them, menus aside, readers are
    commenting on an article. A long statement comes before questions, too, and labels that are printed otherwise.
    """
    marks = [opening for opening in openings if opening.form == "mark"]
    closed = {one.line for one in openings if one.form == "colon" and one.worded and is_press(one.label)}
    shown = lines if "set" in {opening.form for opening in openings} else ()
    printed = [0, *accumulate(len(line.text) * (not line.is_mostly_link) for line in shown)]
    found = {}
    for name, group in groups_of(openings).items():
        speaks_for, against = _judge(group, marks, closed, lines)
        if group[0].form == "set" and 2 * printed[group[0].line] > printed[-1]:
            speaks_for, against = "", "more stands before them than after"
        found[name] = Belief(len(group), speaks_for, against)
    return found


def _judge(
    group: Sequence[Opening], marks: Sequence[Opening], closed: Set[int], lines: Sequence[Line]
) -> tuple[str, str]:
    """Return the reason to accept a group as speakers, and the reason not to: one of the two is ""."""
    followed, form = sum(opening.followed for opening in group), group[0].form
    if followed < _NEARLY_ALL * len(group):
        return "", f"speech follows {followed}"
    if form == "sign" and (_are_initials(group) or all(shape_of(lines[one.line].text).is_whole_name for one in group)):
        return "", "they are the initials of the names behind them"
    if _say_who_they_are(group, lines):
        return "they print who their bearers are", ""
    takes_turns = take_turns([opening.key for opening in group])
    times = Counter(opening.key for opening in group)
    back = {key for key, count in times.items() if count > 1}
    # There each speaks once: "09:00 Ilse Maren".
    is_programme = not back and all(HOURS.fullmatch(one.timecode) for one in group)
    if (form in COMPANY or group[0].punctuation == WIDE_GAP) and _answer_marks(group, marks):
        return "they answer what asks", ""
    if form == "sign" and _ask_and_answer(group):
        return "one asks and one answers", ""
    if form in COMPANY:
        # "Q -- after all?" opens with a mark already: its dash is speech.
        words = {opening.line for opening in group if is_press(opening.label)} - {mark.line for mark in marks}
        # "Repórter – Rádio Maré: Quem paga?" is closed by its colon.
        words -= closed if 2 * len(words & closed) > len(words) else set()
        asking = sum(opening.asks for opening in group)
        if len(words) == len(group) and asking >= max(_TWICE, _MOSTLY * len(group)):
            return "they are words for those who ask, and ask", ""
        takes_turns = takes_turns and any(not is_press(opening.label) for opening in group if opening.key in back)
    elif form != "set" and not is_programme and _answer_each_other(group):
        return "those that ask and those that do not alternate", ""
    if not takes_turns:
        return "", "the same words do not take turns"
    speaking = {opening.key for opening in group if is_press(opening.label) or opening.speaks}
    askers = {opening.key for opening in group if opening.asks}
    voices = f"{len(askers)} ask and {len(speaking)} speak"
    # Any element may hold short words that recur: parts of days, verdicts of reviews.
    enough = bool(speaking and askers) if form == "set" else len(speaking | askers) > 1
    is_line = form == "bare" and group[0].own_line and not any(is_press(opening.label) for opening in group)
    enough &= len(back) > 1 or not is_line or (bool(askers) and all(one.shape.is_whole_name for one in group))
    return (f"they take turns, {voices}", "") if enough else ("", f"{len(back)} come back, {voices}")


def _answer_marks(group: Sequence[Opening], marks: Sequence[Opening]) -> bool:
    """Return True if the same words mostly follow others that ask: twice or more, or once for an office that recurs."""
    order = {opening.line: opening for opening in (*group, *marks)}
    pairs = pairwise(order[line] for line in sorted(order))
    asked = [
        after.key for before, after in pairs if before.key != after.key and (is_press(before.label) or before.asks)
    ]
    # The first may open with a statement.
    times = Counter(opening.key for opening in group[1:] if not is_press(opening.label))
    offices = Counter(opening.key for opening in group if names_an_office(opening.label))
    return any(
        max(count, offices[key]) >= _TWICE and count >= _MOSTLY * times[key] > 0
        for key, count in Counter(asked).items()
    )


def _ask_and_answer(group: Sequence[Opening]) -> bool:
    """Return True if signs of questions and of answers take turns; there may be one of each.

    The Quai d'Orsay prints "Q - " and "R - ", on many a day before a single question and its answer.
    """
    asked, answered = ({one.key for one in part} for part in (group[::2], group[1::2]))
    are_marks = all(map(is_press, asked)) and all(len(key) == 1 or key in ANSWER_WORDS for key in answered)
    return are_marks and len(asked) == len(answered) == 1 and asked != answered and any(one.asks for one in group[::2])


def _are_initials(group: Sequence[Opening]) -> bool:
    """Return True for letters that come back, each before a word of its own: "I. Maren We open early."."""
    keys = {one.key for one in group}
    names = {(one.key, *one.beginning.split(maxsplit=1)[:1]) for one in group}
    return len(keys) == len(names) < len(group) / _TWICE and max(map(len, keys)) == 1


def _say_who_they_are(group: Sequence[Opening], lines: Sequence[Line]) -> bool:
    """Return True when two openings print who their bearers are, or three are in brackets other than round ones.

    They do by a position after a dash or an office in brackets, and three by an honorific or a title before a name if
    they say I, we or you: the White House opens a call with a statement of each of those present. One must come back:
    a staff introduces itself, too, and a review has the publisher of a book in brackets behind its title in bold.
    """
    in_company, come_back = ("dash", "round", "bracket"), len({one.key for one in group}) < len(group)
    addressed = (one for one in group if one.form == "bare" and (one.shape.honorific or one.shape.title))
    if come_back and sum(map(is_heard, addressed)) >= _SEVERAL:
        return True
    sure = [one for one in group if come_back or one.form != "bare" or lines[one.line].bold >= one.end]
    told = sum(prints_a_role(one) or (one.form in in_company and says_who(one)) for one in sure)
    # A sign stands before any answer, too: "▲ This year".
    are_enclosed = group[0].form == "bracket" and not group[0].punctuation
    return told >= _TWICE or (are_enclosed and len(group) >= _SEVERAL)


def is_heard(opening: Opening) -> bool:
    """Return True for one that asks or says I, we or you, and is not quoted, as in a report."""
    return (opening.asks or opening.speaks) and not opening.beginning.lstrip().startswith(QUOTES)


def prints_a_role(opening: Opening) -> bool:
    """Return True for a name with a role, a house or a party in brackets, or a time, above what is said, or before it.

    On one line it must ask or say I, we or you, and not be quoted, as in a report; so it must below a time.
    """
    shape, own_line = opening.shape, opening.own_line
    has_party = opening.label[0] != "(" and opening.label.endswith(")") and shape.is_named
    if opening.form == "colon":
        is_below = own_line and shape.name_and_lower_role
        # "Oldmouth, CA" is a place.
        has_role = shape.name_and_lower_role or (shape.name_and_role and len(shape.words[-1]) > _TWICE)
        return is_below or (is_heard(opening) and (has_role or has_party))
    # "Ilse Maren 12:04" stands above a reader's comment, too, and "Ilse Maren 12:00 - 12:30" above a talk to come.
    is_timed = opening.timecode.count(":") > 1 and is_heard(opening) and not HOURS.fullmatch(opening.timecode)
    return own_line and ((is_timed and shape.is_whole_name) or (opening.form == "bare" and opening.bold and has_party))


def _answer_each_other(group: Sequence[Opening]) -> bool:
    """Return True when those that ask and those that do not alternate, among four or more of different words."""
    changes = sum(one.asks != other.asks for one, other in pairwise(group))
    # A running title, such as "Questions", stands over whatever the page goes on with, as headings in plain print do.
    is_title = len({opening.key for opening in group}) == 1
    if group[0].form == "bare" and not group[0].bold:
        is_title |= not all(opening.shape.is_whole_name or opening.shape.outlet for opening in group)
    return len(group) >= _LEAST and not is_title and changes >= _MOSTLY * (len(group) - 1)
