"""Labels that a full stop closes, as congresses and French minutes print them: "Mr. MAREN. Who pays?"."""

import re

from briefings.transcript.wording.press_labels import is_question_or_answer
from briefings.transcript.wording.shapes import names_an_office, shape_of
from briefings.transcript.wording.vocabulary import HONORIFICS, THANKS, TITLES

_GIVEN = "chas chr ed fred geo jas jos ph st th thos wm".split()
"""Given names as Congress abbreviates them; other short words behind "Mr." may be surnames."""
_SHORT = "|".join(sorted(word.title() for word in {*HONORIFICS, *TITLES, *_GIVEN} if len(word) <= len("Capt")))
"""Words that a full stop may abbreviate within a label: in "Mr. Lee. Yes." the second one closes the label."""
_LABEL = re.compile(
    r"(?P<label>(?:M\.|Mme) (?:le|la) [a-zà-þ-]{4,20}"
    r"|(?:M\.|Mme) [A-ZÀ-Þ][\w'’ -]{1,40}, [a-zà-þ][^.:;?!,]{3,60}"
    rf"|(?:(?:[A-ZÀ-Þ][\w'’-]{{0,20}}|(?:[A-ZÀ-Þ]|{_SHORT})\.) ){{0,3}}[A-ZÀ-Þ][\w'’-]{{1,20}}"
    r"(?: of [A-Z][a-z]{2,12}(?: [A-Z][a-z]{2,12})?| pro tempore)?"
    r"(?: [\[(](?:[a-z]|M(?:rs?|s)\. )[^()\[\]]{2,80}[)\]])?)"
    r"(?P<end>\.)(?=\s+[A-ZÀ-Þ“\"\[(…—-]|\s*$)"
)
"""An office or a title and a name before a full stop: "The President. Good evening." beside "Q. Who pays?".

Congress prints a remark behind the name: "Mr. MAREN (during the reading).", or who presides: "The CHAIR (Ms. Maren)."
"""
_MADAM_CHAIR = re.compile(r"(?:M\.|Mme) (?:[A-ZÀ-Þ]|(?:le|la) ).*")
"""Labels of French minutes: Mme la présidente, M. Henri Dorval, ministre des ports."""


def full_stop_at(text: str) -> re.Match[str] | None:
    """Match a whole name, an office, or a title or honorific and a name, before a full stop; M. is Monsieur there."""
    match = _LABEL.match(text) if ". " in text[:80] else None
    if match is None:
        return None
    label = match["label"]
    if text.isupper() and label.rpartition(" ")[2].casefold() in {*HONORIFICS, *TITLES}:
        return None  # STATEMENT OF HON. ILSE MAREN
    # "Yeah. Please" has dots, and "Thanks Diego" addresses somebody.
    is_name = "." not in label and THANKS.isdisjoint(label.casefold().split()) and shape_of(label).is_whole_name
    is_side = is_question_or_answer(label) or names_an_office(label)
    return match if is_name or is_side or _MADAM_CHAIR.fullmatch(label) else None
