"""The people whom a chair introduces, and the chair of a briefing whose header names none."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from briefings.items import Participant
from briefings.transcript.languages.read_languages import expression
from briefings.transcript.speech.attribution_by_word import analyst
from briefings.transcript.speech.roster import Roster
from briefings.transcript.speech.turns import DraftTurn
from briefings.transcript.speech.whole_names import is_whole_name
from briefings.transcript.wording.label_keys import label_key
from briefings.transcript.wording.label_parts import bare_word, split_label
from briefings.transcript.wording.press_labels import is_press
from briefings.transcript.wording.vocabulary import FUNCTION_WORDS, HONORIFICS, NAME_PARTICLES, OFFICES, SHORT_TITLES

_TRIGGER = re.compile(rf"(?<!\w)(?:{expression('introductions')})\b:?")
"""Applied to a text in small letters, which takes a quarter of the time."""
_CAPITAL = "[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪİĶŁĻĽŃŅŇŌŐŒŘŚŞŠŤŪŮŰŹŻŽȘȚ]"
_NAME = (
    rf"(?:{_CAPITAL}[\w'’\-]*\.?|[a-z]{{2,3}}(?= [A-Z]))"
    rf"(?: (?:(?:al-|el-)?{_CAPITAL}[\w'’\-]*\.?"
    rf"|(?:{'|'.join(sorted(NAME_PARTICLES))})(?=(?: \w{{2,3}}){{0,2}} {_CAPITAL})"
    rf"|[ye](?= {_CAPITAL}[\w'’\-]*[,;])))*"
)
_INTRODUCED = re.compile(
    rf"(?P<honorific>(?:(?:{'|'.join(word.capitalize() for word in sorted(HONORIFICS))}|don|doña)\b\.? )+)"
    rf"(?P<name>{_NAME})"
)
_PLAIN = re.compile(rf"(?:^|[;,] (?:and )?|\band )(?P<name>{_NAME})(?=, (?:(?:the|our) )?[A-Za-z])")
"""A name without an honorific before a role: accepted only if two are in a sentence."""
_PURPOSE = re.compile(r", (?:here )?to \w+|,? (?:who|to (?:answer|brief|meet|speak|take))\b|; I am\b")
_OF_SENTENCES = FUNCTION_WORDS - {"to", "my"}
"""Words of no office, such as Ambassador to Ruritania, and of no kinship."""
_AND = re.compile(
    r"(?<![^\s,;])(?:and(?: (?:also )?by)?|by|as well as|together with|und|sowie|et|ainsi que|y|así como|e)"
    r"(?: (?:the|el|la|le|de|o|a|an))?$"
)
"""Words that lead on to the next person."""
_BEHIND_OFFICE = re.compile(
    rf"\b(?:the|our) (?P<office>{_CAPITAL}[\w'’-]{{1,30}}(?: (?:{_CAPITAL}[\w'’-]{{1,30}}|of|for|and|the)){{0,7}}), "
    rf"(?P<name>{_CAPITAL}[\w'’-]{{1,30}}(?: {_CAPITAL}[\w'’.-]{{0,30}}){{1,3}})(?=[,;]|$)"
)
_CLAUSE = re.compile(
    r"(?:^|[,;:]|\b(?:and|are|by|is|to|with|y|et|und|e|con|com|avec|à|a))\s*(?:(?:the|our|my|el|la|le|l['’]|o|die|der|al|au)\s+)?"
)
_INTRODUCTION_REACH = 1500
_SENTENCE_END = re.compile(
    r"(?=[.!?](?:\s|$))"
    + "".join(rf"(?<!\b{word.capitalize()})" for word in sorted(HONORIFICS | SHORT_TITLES))
    + r"(?<!\b[A-Z])(?<!\bSt)[.!?]"
)
"""End of a sentence; no full stop after an honorific, a short title, an initial or St is one."""
_HOSTS = re.compile(
    r"\bI(?:['’]ll|['’]m| am| will)(?: be)? (?:the |your |today['’]s )*(?:host|moderator|chair|moderating|hosting)\b"
    r"|\bI(?:['’]ll| will) be chairing\b"
    r"|\bI will (?:host|moderate|chair)\b|我(?:是|来)?(?:今天的)?主持人",
    re.IGNORECASE,
)
"""What somebody says who leads the briefing."""


def introduced_in(text: str) -> list[Participant]:
    """Return the people an introduction names: "we have invited Mr. A, role; Ms. B, role; and Mr. C, role"."""
    found = (_with_honorifics(sentence) or _without_honorifics(sentence.strip()) for sentence in introducing(text))
    return next(filter(None, found), [])


def introducing(text: str) -> Iterator[str]:
    """Yield what follows words that introduce somebody, to the end of the sentence."""
    searched = 0
    # One letter (İ) becomes two in small letters, and would shift what follows.
    for trigger in _TRIGGER.finditer(text.replace("İ", "I").lower()):
        if trigger.start() < searched:
            continue
        reach = text[trigger.end() : trigger.end() + _INTRODUCTION_REACH]
        end = _SENTENCE_END.search(reach)
        sentence = reach[: end.start()] if end else reach
        searched = trigger.end() + len(sentence) // (1 if end else 2)
        yield sentence


def _with_honorifics(sentence: str) -> list[Participant]:
    found: list[Participant] = []
    matches = list(_INTRODUCED.finditer(sentence))
    office_first = bool(matches) and _office_before(sentence[: matches[0].start()]) is not None
    for number, match in enumerate(matches):
        start = matches[number - 1].end() if number else 0
        stop = matches[number + 1].start() if number + 1 < len(matches) else len(sentence)
        honorific, name = match["honorific"].strip(), match["name"]
        behind = _position(sentence[match.end() : stop])
        position = _office_before(sentence[start : match.start()]) if office_first else behind
        # "Mr. Thorne" alone is mentioned, not introduced. With a title behind the honorific, the end of an office and
        # the beginning of a name are unclear: "Dr. Ilse Maren Joint Secretary East Coast".
        is_whole = len(name.split()) > 1 and not split_label(name).title
        if is_whole and not any(known.name == name for known in found):
            found.append(Participant(name, honorific, position))
    return found


def _office_before(text: str) -> str | None:
    """Return the office before a name and a comma: "the Minister of Ports, Mr. A. B."; None without one."""
    clause = _CLAUSE.split(text.rstrip(" ,"))[-1].strip() if text.rstrip().endswith(",") else ""
    words = clause.split()
    # An office begins with one, or with words of its name in capitals: "our National Security Adviser".
    first = next((n for n, word in enumerate(words) if bare_word(word) in OFFICES), None)
    return clause if first is not None and all(word[0].isupper() for word in words[:first]) else None


def _without_honorifics(sentence: str) -> list[Participant]:
    matches = [m for m in _PLAIN.finditer(sentence) if is_whole_name(m["name"])]
    if matches and _office_before(sentence[: matches[0].start("name")]) is not None:
        return _behind_offices(sentence)
    found = []
    for number, match in enumerate(matches):
        stop = matches[number + 1].start() if number + 1 < len(matches) else len(sentence)
        position = _position(sentence[match.end() : stop]) or ""
        words = [bare_word(word) for word in position.split()]
        # "Ilse Maren, here along with Minister Vask", "Ilse Maren, Harbour News"
        if words and (words[0] in OFFICES or (position[0].isupper() and not OFFICES.isdisjoint(words))):
            found.append(Participant(match["name"], None, position))
    return found if len(found) > 1 else _behind_offices(sentence)


def _behind_offices(sentence: str) -> list[Participant]:
    """Return the people after an office and a comma: "the Minister for Roads, Olivia Trent, who knows"."""
    found = []
    for match in _BEHIND_OFFICE.finditer(sentence):
        named = not OFFICES.isdisjoint(map(bare_word, match["office"].split())) and is_whole_name(match["name"])
        found += [Participant(match["name"], None, match["office"])] if named else []
    return found


def _position(text: str) -> str | None:
    """Return the office after a name, up to what leads to the next person; None for a sentence."""
    if not text.startswith(","):
        return None
    text = _AND.sub("", _PURPOSE.split(text[1:])[0].strip(" ,;")).strip(" ,;")
    office = text.removeprefix("the ").removeprefix("our ")
    return office if office and _OF_SENTENCES.isdisjoint(map(bare_word, office.split())) else None


def introduced_by(turns: Sequence[DraftTurn], key: str) -> set[str]:
    """Return the names of the people whom the turns of a label introduce; both as keys."""
    said = ("\n".join(turn.paragraphs)[:_INTRODUCTION_REACH] for turn in turns if label_key(turn.label or "") == key)
    return {label_key(one.name) for text in said for one in introduced_in(text)}


def introducer_of(turns: Sequence[DraftTurn], roster: Roster) -> str | None:
    """Return the label of the turn that introduces the others, if it opens the briefing and no header names a chair.

    Those it introduces must speak, and it must lead on: whoever answers after that does not chair, nor does an office
    of state. "I will be the host" is enough by itself.
    """
    if any(known.chair for known in roster.known):
        return None
    for number, turn in enumerate(turns[:2]):
        if not turn.label or is_press(turn.label):
            continue
        said = "\n".join(turn.paragraphs)
        if _HOSTS.search(said[:_INTRODUCTION_REACH]):
            return label_key(turn.label)
        if not roster.known:
            # Then nobody who was introduced can be recognised by a label.
            continue
        people = {label_key(person.name) for person in introduced_in(said)}
        known = roster.resolve(turn.label)
        itself = known is not None and label_key(known.name) in people
        if people and not itself and _leads_on(turns, number, people, roster):
            return label_key(turn.label)
    return None


def _leads_on(turns: Sequence[DraftTurn], first: int, people: set[str], roster: Roster) -> bool:
    """Return True when one of the people speaks, and whoever introduced them seldom speaks right after the press."""
    labels = [turn.label for turn in turns[first:] if turn.label]
    back = [
        is_press(one) or analyst(one) for one, label in pairwise(labels) if label_key(label) == label_key(labels[0])
    ]
    others = (roster.resolve(label) for label in labels if label_key(label) != label_key(labels[0]))
    spoke = any(known is not None and label_key(known.name) in people for known in others)
    return spoke and sum(map(bool, back)) * 3 <= len(back)
