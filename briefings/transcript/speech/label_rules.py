"""The table of reasons to believe a label; a rule's name is kept with the turn as `label_rule`.

A label is believed on the whole briefing, not on its line: the roster of people known to take part, the form of the
label, how often it recurs, and whether it looks like the labels that are already certain.
"""

from __future__ import annotations

from dataclasses import dataclass

from briefings.transcript.page.openings import Opening
from briefings.transcript.speech import label_needs as needs
from briefings.transcript.speech.evidence import Evidence
from briefings.transcript.speech.label_needs import Need

_ALL = ("mark", "weak", "sign", "colon", "bracket", "round", "time", "clock")


@dataclass(frozen=True, slots=True)
class Rule:
    """A reason to believe a label. `example` is a line it believes, `forms` are the forms it is asked of."""

    name: str
    example: str
    forms: tuple[str, ...]
    needs: tuple[Need, ...]

    def believes(self, opening: Opening, seen: Evidence) -> bool:
        """Return True when an opening of one of its forms meets every need."""
        # Asked more often than anything else: a generator would cost more than most needs.
        for need in self.needs:  # noqa: SIM110
            if not need.met(opening, seen):
                return False
        return True

    def missed(self, opening: Opening, seen: Evidence) -> str:
        """Return the first lack of an opening; "" when the rule is not asked of its form or believes it."""
        if opening.form not in self.forms:
            return ""
        return next((need.lack for need in self.needs if not need.met(opening, seen)), "")


RULES: tuple[Rule, ...] = (
    Rule("told", "Ilse Maren (where the source's file says where labels are)", ("told",), ()),
    Rule("roster", "Ilse Maren: Thank you.", _ALL, (needs.ON_ROSTER,)),
    Rule("roster_bare", "Ilse Maren", ("bare",), (needs.KNOWN_NAME,)),
    Rule("mark", "Q    What about the harbour?", ("mark",), (needs.MARK,)),
    Rule("weak_mark", "QWhat about the harbour? (three marks or more)", ("weak",), (needs.MARKS_IN_COMPANY,)),
    Rule("honorific", "Ms. Maren: Good afternoon.", ("colon", "time"), (needs.HONORIFIC,)),
    Rule("title", "Premier Maren: Good afternoon.", ("colon",), (needs.TITLE, needs.LIKE_THE_CAPITALS)),
    Rule("office", "Moderator: Next question.", ("colon",), (needs.OFFICE, needs.LIKE_THE_CAPITALS)),
    Rule(
        "outlet",
        "Harbour News: What is planned?",
        ("colon",),
        (needs.OUTLET, needs.LIKE_THE_CAPITALS, needs.SURE_OUTLET),
    ),
    Rule(
        "recurring",
        "Ilse Maren: Thank you. (again and again)",
        ("colon",),
        (needs.FORM_OF_A_LABEL, needs.LIKE_THE_CAPITALS, needs.AGAIN, needs.VOICED_IF_HEADED),
    ),
    Rule(
        "group",
        "Question from the gallery (printed like others that take turns while somebody asks)",
        ("colon", "bracket", "time", "clock", "caps", "bare", "set", "sign", "dot", "round", "dash"),
        (needs.FOLLOWED_OR_AGAIN, needs.IN_A_GROUP, needs.SOMEBODY_OR_AGAIN),
    ),
    Rule(
        "style",
        "Ilse Maren: Thank you. (once, like the certain ones)",
        ("colon",),
        (
            needs.SOME_CERTAIN,
            needs.WORDED,
            needs.SOMEONE,
            needs.LIKE_THE_CAPITALS,
            needs.PRINTED_ALIKE,
            needs.IN_TURN,
        ),
    ),
)
"""Asked in this order; the first that believes names the label."""
