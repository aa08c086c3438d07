"""Find labels that were not accepted, by what is said behind them: names that ask, answer or say I, we, you."""

import re
from collections import Counter
from collections.abc import Collection, Sequence

from briefings.transcript.page.openings import Opening
from briefings.transcript.speech.accepted_labels import AcceptedLabels
from briefings.transcript.speech.evidence import Evidence
from briefings.transcript.speech.label_rules import has_common_word, speaks_by_name
from briefings.transcript.speech.whole_names import is_whole_name
from briefings.transcript.wording.label_parts import bare_word
from briefings.transcript.wording.sentences import ends_sentence
from briefings.transcript.wording.speaking import ends_asking, has_voice, speaks, thanks
from briefings.transcript.wording.vocabulary import OTHER_WORDS, OUTLET_WORDS, PRESS_WORDS

_NICK = re.compile(r"[^\W\d_]?[a-zß-ÿа-я]{2,}[\d_]\w*")
"""Name of a reader who asks in a chat: tarn77."""
_SOMEBODY, _FEW = PRESS_WORDS | OTHER_WORDS, 4
"""Words for who asks without a name, and maximum number of words beside them: a sentence may end with "question"."""
_NEVER, _ONCE, _TWICE, _THRICE = 0, 1, 2, 3
"""How often words stand that are a label: once where what they are or say shows it, thrice where only a voice does."""


def names_that_speak(
    openings: Sequence[Opening], seen: Evidence, known: AcceptedLabels, below: Collection[int]
) -> list[str]:
    """Return the labels of openings that were not accepted, as printed, those that need to stand but once first.

    `below` are the lines of offices without a sign that were taken for speakers: the name may stand above.
    """
    least = [(one, _least_times(one, seen, known, below)) for one in openings]
    times = Counter(one.key for one, needed in least if needed)
    found = [(one.label, needed) for one, needed in least if needed and times[one.key] >= needed]
    return [label for label, needed in sorted(found, key=lambda one: one[1] > _ONCE)]


def _least_times(one: Opening, seen: Evidence, known: AcceptedLabels, below: Collection[int]) -> int:
    """Return how often the words of an opening must stand to be a label; 0 where they are none."""
    if one.key in known.printed and (one.form == "colon" or (one.form == "bare" and one.own_line)):
        # "No" may be all that is said below a name; in a list of names, another one stands there.
        under = seen.lines[one.line + 1 : one.line + 2] if one.key in known.alone else ()
        return _ONCE if one.followed or any(not known.at(line.text)[0] for line in under) else _NEVER
    match one.form:
        case "colon" if one.worded:
            return _least_before_colon(one, seen, known)
        case "set":
            return _ONCE if known.are_bold and one.asks and not one.own_line else _NEVER
        case "bracket":
            # Minutes of the W3C print what was typed meanwhile: "<maren> +1".
            return _ONCE if seen.lines[one.line].text.startswith("<") else _NEVER
        case "bare":
            return _least_without_sign(one, seen, known, below)
    return _NEVER


def _least_before_colon(one: Opening, seen: Evidence, known: AcceptedLabels) -> int:
    shape, said = one.shape, seen.lines[one.line].text[one.end :]
    # Where no letter is a capital any two words may be a name: what is said below a label may begin with them.
    is_weak = bool(known.alone) and len(shape.words) > 1 and one.label.lower() == one.label.upper()
    is_heard = one.asks or one.answers or (one.speaks and (shape.caps or speaks_by_name(one, seen)))
    named = shape.is_whole_name and (seen.named.has_name(one.label) or (is_heard and not is_weak))
    # Words in small letters between those of a name are a title: "Trung tướng Phạm Quý Ngọ".
    is_capital = sum(word[0].isupper() for word in shape.words) > _TWICE
    replies = (one.asks or (one.answers and one.speaks)) and is_capital and not shape.veto
    alike = (known.are_bold and one.bold) or (known.are_capitals and shape.caps and not is_weak)
    # "Youth delegate:" above a question, where all labels have lines of their own.
    alike |= known.are_lines and one.own_line and one.asks and not shape.veto
    is_said = one.asks or one.speaks or (one.own_line and known.alone and one.followed)
    if named or replies or (alike and is_said) or (shape.is_named and thanks(one.beginning)):
        return _ONCE
    if one.asks or one.answers or has_voice(said):
        return _ONCE if _is_somebody(one, seen, known) else _THRICE
    # Beside one label or two, nothing shows that names are printed otherwise than topics.
    is_name = seen.style.count < _THRICE and not is_weak and is_whole_name(one.label)
    is_name = is_name and not has_common_word(shape, seen) and ends_sentence(said)
    return _ONCE if is_name else _NEVER


def _is_somebody(one: Opening, seen: Evidence, known: AcceptedLabels) -> bool:
    """Return True when words before a colon are of the kind of a speaker, or stand right below a question."""
    # "Reporter of the Gazette" beside "Reporter of the Bay Wire", or "Harbour television: Is it open?"
    words = one.key.split() if one.asks and not one.shape.veto else []
    if not (known.first.isdisjoint(words[:1]) and OUTLET_WORDS.isdisjoint(words)) or _NICK.fullmatch(one.label):
        return True
    # "Question de la salle", "Вопрос из зала", "Last question": what it is stands first or last.
    asking = one.label.split() if ends_asking(seen.lines[one.line].text) else []
    if len(asking) <= _FEW and not _SOMEBODY.isdisjoint(map(bare_word, asking[:1] + asking[-1:])):
        return True
    # Right below a question, words in whatever language stand for who answers.
    return one.answers and not one.asks and not one.shape.veto and ends_asking(seen.lines[one.line - 1].text)


def _least_without_sign(one: Opening, seen: Evidence, known: AcceptedLabels, below: Collection[int]) -> int:
    """Return how often a name without a sign must stand: in bold, or above an office on a line of `below`."""
    as_labels_are = known.are_bold and not one.own_line
    if not (one.shape.is_whole_name or (as_labels_are and not one.shape.veto)):
        return _NEVER
    said = seen.lines[one.line].text[one.end :].strip() or "".join(line.text for line in seen.lines[one.line + 1 :][:1])
    in_capitals = known.are_lines_in_capitals and one.own_line and one.label.isupper()
    in_capitals = in_capitals and not any(map(seen.is_common, one.key.split()))
    if one.followed and (in_capitals or (one.bold and speaks(said))):
        return _ONCE if one.shape.honorific or in_capitals or as_labels_are else _TWICE
    return _TWICE if one.line + 1 in below else _NEVER
