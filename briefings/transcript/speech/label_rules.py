"""The table of reasons to believe a label; a rule's name is kept with the turn as `label_rule`.

A label is believed on the whole briefing, not on its line: the roster of people known to take part, the form of the
label, how often it recurs, and whether it looks like the labels that are already certain.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from briefings.transcript.speech.alternation import sign_key
from briefings.transcript.speech.candidates import Candidate
from briefings.transcript.speech.evidence import Evidence
from briefings.transcript.wording.label_parts import head_and_tail, head_key, without_brackets
from briefings.transcript.wording.shapes import Shape, is_press
from briefings.transcript.wording.vocabulary import CONNECTORS, FUNCTION_WORDS, OUTLET_WORDS


@dataclass(frozen=True, slots=True)
class Rule:
    """A reason to believe a label. `example` is a line it believes; `believes` sees the candidate and the evidence."""

    name: str
    example: str
    believes: Callable[[Candidate, Evidence], bool]


def against_style(candidate: Candidate, seen: Evidence) -> bool:
    """Mixed case in a briefing whose labels are all in capitals."""
    return seen.style.count >= 4 and seen.style.caps >= 0.8 and not candidate.shape.caps


def _on_roster(candidate: Candidate, seen: Evidence) -> bool:
    """A known name, alone or before an office; "Ilse Maren, who is here, said this:" is a sentence."""
    _, tail = head_and_tail(candidate.label)
    if not FUNCTION_WORDS.isdisjoint(tail.split()):
        return False
    surname = without_brackets(candidate.key).split()[-1:]
    return seen.roster.resolve(candidate.label) is not None or (
        candidate.form == "colon" and len(candidate.shape.words) <= 3 and not seen.roster.labels.isdisjoint(surname)
    )


def _mark(candidate: Candidate, seen: Evidence) -> bool:
    if candidate.form != "mark":
        return False
    if candidate.label[0] in "Aa答":
        return seen.marks + seen.weak_marks > 0 and (seen.times[f"mark {candidate.key}"] > 1 or seen.marks <= 2)
    if candidate.label[1:].islower() and seen.times[f"mark {candidate.key}"] < seen.marks / 2:
        # "Question: was it wrong?" where every other one is a Q: the speaker asks himself.
        return False
    return (
        seen.marks > 1 or candidate.own_line or candidate.asks or candidate.end > candidate.begin + len(candidate.label)
    )


def _names_someone(shape: Shape) -> bool:
    """Whether a label has the form of a name; a Chinese one is short, or ends as offices and outlets do."""
    if shape.chinese:
        return len("".join(shape.words)) <= 4 or shape.outlet
    return shape.name_form


def _is_common(shape: Shape, seen: Evidence) -> bool:
    """Whether the briefing uses a word of the label in lower case, as it does no name's: "Social Security"."""
    return any(word.casefold() in seen.common for word in shape.words if word.casefold() not in CONNECTORS)


def _names_a_speaker(shape: Shape, label: str) -> bool:
    """An office, a reporter, or a name of more than one word."""
    several = shape.name_form and len(shape.words) > 1
    return several or shape.role or shape.outlet or is_press(label) or shape.chinese


def _role_recurs(candidate: Candidate, seen: Evidence) -> bool:
    """Whether a name before a role in lower case opens other lines too, or other such labels stand on the page."""
    return seen.heads[head_key(candidate.label)] > 1 or seen.distinct["lower role"] > 1


def _office_line(candidate: Candidate, seen: Evidence) -> bool:
    """An office or the press on a line of its own, where names on lines of their own are labels."""
    if candidate.form != "bare" or not candidate.own_line or not candidate.followed:
        return False
    names_do = not seen.rules.isdisjoint(("bold_name", "name_dash_position", "roster_bare", "line_turns"))
    again = seen.times[f"line {candidate.key}"] >= 2
    return names_do and again and (candidate.shape.role or is_press(candidate.label))


def _name_lines(candidate: Candidate, seen: Evidence) -> bool:
    """Names with a colon on lines of their own, once each, where nothing else is a label and one of them converses."""
    shape = candidate.shape
    return (
        seen.rules <= {"name_lines"}
        and candidate.own_line
        and shape.name_form
        and (len(shape.words) > 1 or candidate.key in seen.voiced)
        and seen.distinct["own line"] > 1
        and bool(seen.voiced)
        and not _is_common(shape, seen)
    )


def _printed_elsewhere(candidate: Candidate, seen: Evidence) -> bool:
    """A title and a surname in capitals, where the surname ends a name printed on the page: COACH TANNER."""
    words = candidate.shape.words
    return candidate.shape.caps and 2 <= len(words) <= 3 and words[-1].casefold() in seen.surnames


def _timed(candidate: Candidate, seen: Evidence) -> bool:
    """A name with a time code; without brackets only where names with times open lines again and again."""
    if candidate.form == "clock":
        return candidate.shape.name_form and len(candidate.shape.words) <= 4 and seen.clocked
    return candidate.form == "time" and candidate.shape.name_form


def _recurs(candidate: Candidate, seen: Evidence) -> bool:
    """The form of a name, more than once. Where a header names the officials, what is not on it and comes back is an
    outlet, and asks; or it is a heading of the answer: "Port Ellery:", "Samples:"."""
    if not (candidate.shape.name_form or candidate.shape.chinese) or against_style(candidate, seen):
        return False
    return seen.times[f"printed {candidate.label}"] >= 2 and (not seen.headed or candidate.key in seen.voiced)


def _speaks_by_name(candidate: Candidate, seen: Evidence) -> bool:
    """Whether words that are nowhere common words stand before speech where no header names the speakers: two or three
    of them with capitals, or up to four, connected or not, before what somebody says of himself.

    Topics of that form are rarer there than people who speak once, and a swallowed speaker is the worse error; but
    several topics stand one after the other, as people who speak once hardly do.
    """
    words = candidate.shape.words
    plain = len(words) <= 3 and not any(word in CONNECTORS for word in words) and candidate.key not in seen.listed
    return (
        (plain or candidate.speaks)
        and not seen.headed
        and seen.style.count >= 3
        and 2 <= len(words) <= 4
        and all(word[0].isupper() or word in CONNECTORS for word in words)
        and not _is_common(candidate.shape, seen)
    )


def _outlet(candidate: Candidate, seen: Evidence) -> bool:
    """An outlet by its words; an acronym, or one word alone, only if it asks or nobody else is called Q."""
    shape = candidate.shape
    if candidate.form != "colon" or not shape.outlet or against_style(candidate, seen):
        return False
    telling = shape.chinese or (len(shape.words) > 1 and any(w.casefold() in OUTLET_WORDS for w in shape.words))
    return telling or candidate.asks or seen.marks < 2


def _styled(candidate: Candidate, seen: Evidence) -> bool:
    style, shape = seen.style, candidate.shape
    in_turn = candidate.asks or candidate.answers or _speaks_by_name(candidate, seen)
    if not style.count or not candidate.worded or not _names_someone(shape) or against_style(candidate, seen):
        return False
    if style.caps >= 0.8:
        several = len(shape.words) > 1 and not _is_common(shape, seen)
        return shape.caps and (in_turn or several or (style.one_word >= 0.25 and seen.marks < 2))
    if candidate.bold and style.bold >= 0.8:
        return True
    placed = style.own_line < 0.9 if not candidate.own_line else style.own_line > 0.1
    return placed and in_turn and not (style.bold >= 0.8 and not candidate.bold)


def _named_elsewhere(candidate: Candidate, seen: Evidence) -> bool:
    """The full name that another label prints together with a title or an office."""
    if len(candidate.shape.words) < 2:
        return False
    if candidate.form == "bare":
        return candidate.own_line and candidate.followed and seen.named.has_name(candidate.label)
    if candidate.form not in ("colon", "bracket"):
        return False
    behind = any(key.endswith(f" {candidate.key}") for key in seen.certain)
    return behind or seen.named.has_name(candidate.label)


def _dialogue(candidate: Candidate, seen: Evidence) -> bool:
    return not seen.certain and seen.asked and seen.distinct["colon"] >= 2 and _names_someone(candidate.shape)


RULES: tuple[Rule, ...] = (
    Rule(
        "roster",
        "Ilse Maren: Thank you.",
        lambda c, seen: c.form not in ("bare", "dash") and _on_roster(c, seen),
    ),
    Rule("roster_bare", "Ilse Maren", lambda c, seen: c.form == "bare" and seen.roster.has_name(c.label)),
    Rule("mark", "Q    What about the harbour?", _mark),
    Rule(
        "weak_mark",
        "QWhat about the harbour? (three marks or more)",
        lambda c, seen: c.form == "weak" and seen.marks + seen.weak_marks >= 3,
    ),
    Rule(
        "alternation",
        "R.- Thank you. (after P.- again and again)",
        lambda c, seen: c.form == "sign" and sign_key(c) in seen.signs,
    ),
    Rule(
        "brackets",
        "[Ilse Maren] Thank you.",
        lambda c, seen: (
            c.form == "bracket"
            and (c.shape.name_form or c.shape.chinese)
            and seen.distinct["bracket"] + seen.times[c.key] >= 3
        ),
    ),
    Rule(
        "round_brackets",
        "(Ilse Maren) (on its own line, again and again)",
        lambda c, seen: c.form == "round" and c.followed and _names_a_speaker(c.shape, c.label),
    ),
    Rule("time_code", "Ilse Maren: (00:22)", _timed),
    Rule(
        "slip",
        "MS. MAREN; Good afternoon. (with a colon elsewhere)",
        lambda c, seen: c.form == "slip" and (seen.times[c.key] >= 1 or seen.times[f"slip {c.key}"] >= 2),
    ),
    Rule("honorific", "Ms. Maren: Good afternoon.", lambda c, seen: c.form == "colon" and c.shape.honorific),
    Rule(
        "title",
        "Premier Maren: Good afternoon.",
        lambda c, seen: c.form == "colon" and c.shape.title and not against_style(c, seen),
    ),
    Rule(
        "office",
        "Moderator: Next question.",
        lambda c, seen: c.form == "colon" and c.shape.role and not against_style(c, seen),
    ),
    Rule(
        "outlet",
        "Harbour News: What is planned?",
        _outlet,
    ),
    Rule(
        "name_and_role",
        "Maren, Harbour TV: What is planned?",
        lambda c, seen: c.form == "colon" and c.shape.name_and_role,
    ),
    Rule(
        "name_dash_position",
        "Ilse Maren -- Harbour Research -- Analyst",
        lambda c, seen: c.form == "dash" and c.followed and c.shape.name_form and 2 <= len(c.shape.words) <= 5,
    ),
    Rule(
        "name_and_lower_role",
        "Ilse Maren, head of the office: Thank you.",
        lambda c, seen: c.form == "colon" and c.shape.name_and_lower_role and _role_recurs(c, seen),
    ),
    Rule(
        "recurring",
        "Ilse Maren: Thank you. (again and again)",
        lambda c, seen: c.form == "colon" and _recurs(c, seen),
    ),
    Rule(
        "bold_name",
        "Ilse Maren (in bold, again and again)",
        lambda c, seen: (
            c.form == "bare"
            and c.bold
            and c.shape.name_form
            and not c.shape.veto
            and seen.times[f"bold {c.key}"] >= 2
            and len(c.shape.words) >= 2
        ),
    ),
    Rule(
        "line_turns",
        "Ilse Maren (on its own line, in turn with another)",
        lambda c, seen: (
            c.form == "bare" and not c.bold and not c.punctuation and c.followed and c.key in seen.turns_taken
        ),
    ),
    Rule(
        "named_elsewhere",
        "Ilse Maren: Thank you. (after Minister of Transport Ilse Maren:)",
        _named_elsewhere,
    ),
    Rule(
        "printed_elsewhere",
        "COACH MAREN: Thank you. (where Ilse Maren is mentioned)",
        lambda c, seen: c.form == "colon" and _printed_elsewhere(c, seen),
    ),
    Rule("office_line", "Operator (on its own line, where names are)", _office_line),
    Rule(
        "style",
        "Ilse Maren: Thank you. (once, like the certain ones)",
        lambda c, seen: c.form == "colon" and _styled(c, seen),
    ),
    Rule(
        "dialogue",
        "Maren: Are you sure? (nothing else is certain)",
        lambda c, seen: c.form == "colon" and _dialogue(c, seen),
    ),
    Rule(
        "name_lines",
        "Ilse Maren: (on its own line, nothing else is certain)",
        lambda c, seen: c.form == "colon" and _name_lines(c, seen),
    ),
)
"""Asked in this order; the first that believes names the label."""
