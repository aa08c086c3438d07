"""Judge whether labels are those of people: somebody asks or says I, we, you after them, unlike after `Rating:`."""

import re
from collections.abc import Collection, Iterable, Sequence

from briefings.markup import LONGEST_LABEL
from briefings.transcript.page.opening_forms import CLOSING
from briefings.transcript.page.speech_signs import QUOTES
from briefings.transcript.speech.attribution_by_word import is_chair
from briefings.transcript.speech.habits import read_habits
from briefings.transcript.speech.roster import Roster
from briefings.transcript.speech.turns import DraftTurn
from briefings.transcript.speech.whole_names import is_whole_name
from briefings.transcript.wording.label_keys import label_key
from briefings.transcript.wording.press_labels import is_press
from briefings.transcript.wording.shapes import shape_of
from briefings.transcript.wording.speaking import asks_plainly, has_voice

_DIFFERENT = 2
"""Minimum number of different labels with a voice in a transcript, unless one of them is somebody by its words.

On real pages this kept more transcripts and fewer lists of fields than a share of the turns, a quarter or half.
"""
_FEWEST = 0.1
"""Minimum share of turns with a voice: 5 of 139 fields on a page said "you"; no real transcript had less than half."""
_LONGEST_VALUE = 4
"""Maximum number of words of the value of a field: "Favorite food: Fish soup", below the names of a staff."""
_FIGURES = re.compile(r"\s?\([^()\d]*+\d[^()]*+\)$")
"""Figures in brackets, which are no office and no party: "ARIES (March 21-April 19):", in any newspaper."""
_WORD = re.compile(r"\w+")
_WITHIN = re.compile(r"(?<=\S )\w+")
"""A word within a sentence, or at the beginning of one that follows another."""


def are_voices(turns: Sequence[DraftTurn], roster: Roster) -> bool:
    """Return True when the labels of turns, taken together, are accepted as speakers.

    A word for the press among them, or a person named by header, title or introduction, is enough. Single words have to
    ask and answer, or to be named by what is said.
    """
    # "Moderator: Ilse Maren" names somebody who says nothing, "Ilse Maren / Head of Ports" is a signature.
    said = [
        one for one in turns if one.label and one.paragraphs and not (_is_value(one.paragraphs[0]) or _is_told(one))
    ]
    labels = {label_key(turn.label): _FIGURES.sub("", turn.label) for turn in said if turn.label}
    if _are_quoted(said):
        return False
    if any(is_press(label) or roster.resolve(label) is not None for label in labels.values()):
        return True
    if _are_words(labels.values()) and not (read_habits(turns).answering or _are_named(labels.values(), turns)):
        return False
    voiced, spoken = set[str](), 0
    is_somebody = any(map(_is_somebody, labels.values()))
    different, fewest = (1, 0) if is_somebody else (_DIFFERENT, _FEWEST * len(said))
    for turn in said:
        # Most transcripts are recognised by their first turns.
        if len(voiced) >= different and spoken >= fewest:
            break
        if any(map(has_voice, turn.paragraphs)):
            voiced.add(label_key(turn.label or ""))
            spoken += 1
    if len(voiced) < different:
        voiced |= read_habits(turns).answering
    return len(voiced) >= different and spoken >= fewest


def _are_quoted(turns: Sequence[DraftTurn]) -> bool:
    """Return True when quotations follow all labels and nobody asks: a report quotes, Mayor Maren: "Stay away.".

    After a single label, others may ask, in comments.
    """
    if not all(turn.label_rule != "told" and turn.paragraphs[0].startswith(QUOTES) for turn in turns):
        return False
    return len(turns) < 2 or not any(asks_plainly(text) for turn in turns for text in turn.paragraphs)


def _is_value(text: str) -> bool:
    """Return True for a name, or for a few words that are no sentence, beginning with a capital or a figure."""
    words = text.count(" ") + 1
    if words <= _LONGEST_VALUE and (text[0].isupper() or text[0].isdecimal()) and text[-1] not in CLOSING:
        return not has_voice(text)
    # Without capitals, any short text has the form of a name. Shapes are cached, and no sentence of 13 words is a name.
    is_short = len(text) <= LONGEST_LABEL and words <= 12
    return is_short and (is_whole_name(text) or (text[0].isupper() and shape_of(text).is_whole_name))


def _is_told(turn: DraftTurn) -> bool:
    """Return True for an account of a life below a name and an office: "Ilse has kept the lock for ten years"."""
    who, does, *_ = [*turn.paragraphs[0].split(maxsplit=2), "", ""]
    return does.islower() and does.isalpha() and who in (turn.label or "").split()


def _are_words(labels: Collection[str]) -> bool:
    """Return True for words that may be surnames, or the names of fields: lists of changes, of myths, of reviews.

    Scripts without capitals print whole names as one word. Initials are those of somebody, "PM", or of an outlet; one
    of several may be a short word: "LEO".
    """
    shapes = [*map(shape_of, labels)]
    if any(shape.role for shape in shapes) or 2 * sum(shape.initials for shape in shapes) >= len(shapes) > 0:
        return False
    return all(label.isalpha() and label != label.swapcase() for label in labels)


def _are_named(labels: Iterable[str], turns: Sequence[DraftTurn]) -> bool:
    """Return True when a word names somebody within a sentence, as no field does: "Sara and I", beside "Sara:".

    Names are nowhere in small letters: "the Pros and Cons", "more cons".
    """
    said = "\n".join(text for turn in turns for text in turn.paragraphs)
    within, words = set(_WITHIN.findall(said)), set(_WORD.findall(said))
    return any(
        not within.isdisjoint((label.capitalize(), label.upper())) and label.casefold() not in words for label in labels
    )


def _is_somebody(label: str) -> bool:
    """Return True when a label by itself is somebody: with an honorific, a title or an office, but not a moderator."""
    shape = shape_of(label)
    has_role = shape.name_and_role or shape.name_and_lower_role
    return shape.honorific or shape.title or has_role or (shape.role and not is_chair(label))
