"""Find the whole names of people whose labels print a surname alone, in the title or in an introduction."""

from collections.abc import Iterator, Mapping, Sequence

from briefings.items import Participant, Role, SpeakerEvidence
from briefings.transcript.languages.read_languages import words
from briefings.transcript.speech.introductions import introducing
from briefings.transcript.speech.roster import Roster
from briefings.transcript.speech.speakers import Attribution, agree_on_roles
from briefings.transcript.speech.turns import DraftTurn
from briefings.transcript.speech.whole_names import is_whole_name
from briefings.transcript.wording.label_keys import label_key
from briefings.transcript.wording.label_parts import bare_word
from briefings.transcript.wording.vocabulary import HONORIFICS, OFFICES, TITLES

_OPENING = 3
"""Number of turns at the beginning in which others are introduced."""
_GIVEN = 2
"""Maximum number of words before a surname: if more have capitals, where the name begins is unknown."""
_BEHIND = ".,;:!?)—–-"
_LEADING = frozenset("with by con com avec par mit".split())
_HELD = HONORIFICS | OFFICES
_IN_NO_NAMES = _HELD | _LEADING | words("posts", "post_nominals", "event_words", "outlets")
_NOT_BEFORE = frozenset("and of for on about the y de und für et".split())


def name_surnames(
    found: list[Attribution], turns: Sequence[DraftTurn], roster: Roster, headings: Sequence[str]
) -> None:
    """Name the speakers of labels with a surname alone whom a heading, or an introduction before, names in full.

    Their roles stay: "Interview with Vera Tove" does not tell who asks. Add them to the roster.
    """
    unknown = _unknown_surnames(found, turns, roster)
    told = Roster(french=roster.french)
    told.labels = {label_key(name) for _, name in unknown.values()}
    for heading in headings if unknown else ():
        told.add(_named_in(heading, told.labels, is_said=False), SpeakerEvidence.HEADER)
    for number, surnames in _before(unknown).items():
        said = "\n".join(turns[number].paragraphs)
        # A question may be about somebody of the same name.
        if found[number].role != Role.PRESS:
            for sentence in introducing(said):
                told.add(_named_in(sentence, surnames, is_said=True), SpeakerEvidence.INTRODUCTION)
    meant = {label: told.resolve(label) for label in unknown}
    for number, (turn, who) in enumerate(zip(turns, found, strict=True)):
        if (person := meant.get(turn.label or "")) and not who.speaker:
            found[number] = who._replace(speaker=person.name, evidence=person.evidence)
            roster.add([Participant(person.name, person.honorific)], person.evidence)
    agree_on_roles(found)


def _unknown_surnames(
    found: Sequence[Attribution], turns: Sequence[DraftTurn], roster: Roster
) -> dict[str, tuple[int, str]]:
    """Return the labels that are a surname of nobody who is known, each with its first turn and the surname."""
    spoken = {label_key(who.speaker).rpartition(" ")[2] for who in found if who.speaker}
    unknown: dict[str, tuple[int, str]] = {}
    for number, (turn, who) in enumerate(zip(turns, found, strict=True)):
        if turn.label and not (who.speaker or turn.label in unknown or turn.label in roster.ambiguous):
            parts = roster.parts(turn.label)
            titled = parts.honorific or parts.title
            known = label_key(parts.name) in spoken or (titled and roster.with_surname(parts.name))
            # A key of initials has "MR Mikel Rian KA Karin Alm".
            initials = turn.label.isupper() and len(turn.label) == _GIVEN
            if not (known or initials or " " in parts.name or parts.after_comma):
                unknown[turn.label] = number, parts.name
    return unknown


def _before(unknown: Mapping[str, tuple[int, str]]) -> dict[int, set[str]]:
    """Return the turns that may introduce somebody, the first and the one before each surname, with the surnames."""
    before: dict[int, set[str]] = {}
    for first, surname in unknown.values():
        for number in {*range(min(first, _OPENING)), first - 1} - {-1}:
            before.setdefault(number, set()).add(label_key(surname))
    return before


def _named_in(text: str, surnames: set[str], *, is_said: bool) -> Iterator[Participant]:
    """Yield the people of a text with one of the surnames, if it is clear where the name begins and ends."""
    words = text.split()
    for at, word in enumerate(words):
        surname = word.rstrip(_BEHIND)
        if at and label_key(surname) in surnames and word[0].isupper():
            begin = at
            while begin and at - begin < _GIVEN and _is_given(words[begin - 1]):
                begin -= 1
            before = words[begin - 1] if begin else ""
            key, name = bare_word(before), " ".join((*words[begin:at], surname))
            clear = not before or before[-1] in ",;:—–-" or key in _HELD or key in _LEADING
            clear = clear or (is_said and before.islower() and key not in _NOT_BEFORE)
            # Olaf Vela Mora has two surnames, "Olaf Vela HTV" an outlet.
            behind = words[at + 1] if surname == word and at + 1 < len(words) else ""
            goes_on = behind and behind.isupper() == surname.isupper() and _is_given(behind)
            if clear and begin < at and is_whole_name(name) and not goes_on:
                yield Participant(name, before if key in HONORIFICS else None, before if key in TITLES else None)


def _is_given(word: str) -> bool:
    is_name = word[0].isupper() and len(word) > 1 and (word[-1].isalpha() or (len(word) == 2 and word[1] == "."))
    return is_name and bare_word(word) not in _IN_NO_NAMES
