"""Give each turn its kind, and the question it belongs to."""

from collections.abc import Sequence
from itertools import pairwise

from briefings.items import Kind, Role
from briefings.transcript.speech.habits import SPEAKERS_OF_HOUSES
from briefings.transcript.speech.speakers import Attribution
from briefings.transcript.speech.turns import DraftTurn
from briefings.transcript.wording.label_keys import label_key
from briefings.transcript.wording.press_labels import is_press
from briefings.transcript.wording.speaking import ends_asking

_SEVERAL = 3
"""Minimum number of questions for the finding that none is answered, or that the chair is the one who asks."""
_EVENT_WORDS = frozenset(("aide", "announcer", "operator", "staff"))
"""Words of labels of those who only run the event."""
_PUBLIC_WORDS = frozenset(("attendee", "caller", "member"))
"""Words of labels of the public, "Audience member": not of a crowd, which only cheers."""


def classify(turns: Sequence[DraftTurn], given: Sequence[Attribution]) -> list[Kind]:
    """Return the kind of every turn.

    The press asks, and so does a chair with a numbered question, or one who often asks where the press is silent: the
    host of an interview. Otherwise the chair moderates, or answers a question that nobody else answers. An official
    makes a statement before the first question and answers after it. An operator or an aide moderates. The public asks
    where others do and some answer; a cry during a speech is a statement. A turn without a label is unattributed.
    """
    kinds: list[Kind] = []
    asked = False
    hosted = _asked_by_host(turns, given)
    answerers = {who.role for who in given} - {Role.CHAIR, Role.PRESS, Role.OTHER}
    for number, (turn, who) in enumerate(zip(turns, given, strict=True)):
        if turn.label is None:
            opened = turn.opened_by
            is_question, is_answer = (opened.asks, opened.answers) if opened else (False, False)
            kinds.append(Kind.QUESTION if is_question else Kind.ANSWER if is_answer else Kind.UNATTRIBUTED)
            asked = asked or is_question
        elif who.role == Role.PRESS or number in hosted or (who.role == Role.CHAIR and is_press(turn.label)):
            asked = True
            kinds.append(Kind.QUESTION)
        elif who.role == Role.CHAIR:
            kinds.append(Kind.ANSWER if _answers_alone(number, turns, given) else Kind.MODERATION)
        elif who.role == Role.OTHER and not _EVENT_WORDS.isdisjoint(label_key(turn.label).split()):
            kinds.append(Kind.MODERATION)
        elif asked and answerers and who.role == Role.OTHER and _PUBLIC_WORDS & {*label_key(turn.label).split()}:
            kinds.append(Kind.QUESTION)
        else:
            kinds.append(Kind.ANSWER if asked else Kind.STATEMENT)
    return kinds


def _asked_by_host(turns: Sequence[DraftTurn], given: Sequence[Attribution]) -> set[int]:
    """Return the turns in which a chair asks, if that is a third of the chair's, and no one is of the press.

    The Speaker of a house asks whether anybody objects.
    """
    chairs = [
        number for number, (turn, who) in enumerate(zip(turns, given, strict=True))
        if who.role == Role.CHAIR and label_key(turn.label or "") not in SPEAKERS_OF_HOUSES
    ]  # fmt: skip
    asking = {number for number in chairs if ends_asking("".join(turns[number].paragraphs[-1:]))}
    is_host = len(asking) >= max(_SEVERAL, len(chairs) / 3) and all(who.role != Role.PRESS for who in given)
    return asking if is_host else set()


def _answers_alone(number: int, turns: Sequence[DraftTurn], given: Sequence[Attribution]) -> bool:
    """Return True when a chair's turn follows a question that nobody else answers before the next one, or the end."""
    if not number or given[number - 1].role != Role.PRESS:
        return False
    return given[number + 1].role == Role.PRESS if number + 1 < len(given) else not turns[number].cut


def number_exchanges(turns: Sequence[DraftTurn], kinds: Sequence[Kind]) -> list[int | None]:
    """Return the exchange of every turn: a question with all that is said until the next one.

    The same outlet asking again without moderation between continues its exchange, unless most questions come so, as
    those of interviewers and analysts do. A bare Q names nobody, so every Q after an answer opens one. The chair's
    words belong to an exchange only if an answer follows them in it.
    """
    numbers: list[int | None] = []
    leads_on = _answer_follows(kinds)
    asked_by = [label_key(turn.label or "Q") for turn, kind in zip(turns, kinds, strict=True) if kind == Kind.QUESTION]
    is_talk = sum(asker == again for asker, again in pairwise(asked_by)) > len(asked_by) / 2
    current, asker = -1, ""
    open_, answered, moderated = False, False, False
    for number, (turn, kind) in enumerate(zip(turns, kinds, strict=True)):
        if number and turns[number - 1].cut and turn.page_first > turns[number - 1].page_last:
            # The question that is answered here may be on the missing page.
            open_, asker = False, ""
        if kind == Kind.QUESTION:
            # A question without a label is like one with a mark.
            label = turn.label or "Q"
            key = label_key(label)
            goes_on = key == asker and not (answered and (moderated or is_talk or is_press(label)))
            current += not goes_on
            asker, open_, answered, moderated = key, True, False, False
            belongs = True
        elif kind == Kind.MODERATION:
            moderated = moderated or answered
            belongs = leads_on[number]
        else:
            # An unattributed turn below a question answers it.
            answered = answered or kind in (Kind.ANSWER, Kind.UNATTRIBUTED)
            belongs = kind == Kind.ANSWER
        numbers.append(current if open_ and belongs else None)
    return numbers


def _answer_follows(kinds: Sequence[Kind]) -> list[bool]:
    """Return for each turn True if an answer comes after it before the next question."""
    follows: list[bool] = []
    answer = False
    for kind in reversed(kinds):
        follows.append(answer)
        if kind in (Kind.ANSWER, Kind.QUESTION):
            answer = kind == Kind.ANSWER
    return follows[::-1]


def unanswered(turns: Sequence[DraftTurn]) -> str | None:
    """Return the label of the questions if there are at least three, and no other turn from the first label on.

    Then the turns hold the answers too: a Bulgarian broadcaster runs both into one paragraph. Or return the first
    question within the answers, if more stand there than there are turns: Polish interviews print names only at their
    beginning. A speech asks as often, but answers nobody; a long answer asks now and then.
    """
    labels = [turn.label for turn in turns]
    said = labels[next((at for at, label in enumerate(labels) if label), 0) :]
    if len(said) >= _SEVERAL and all(label and is_press(label) for label in said):
        return said[0]
    if sum([len(turn.paragraphs) for turn in turns]) < _SEVERAL * len(turns):
        return None
    answers = [turn for before, turn in pairwise(turns) if turn.label and ends_asking("".join(before.paragraphs[-1:]))]
    pairs = [pair for turn in answers for pair in pairwise(turn.paragraphs[1:])]
    asked = [text for text, below in pairs if ends_asking(text) and not ends_asking(below)]
    return asked[0] if len(asked) >= max(_SEVERAL, len(turns), len(pairs) / _SEVERAL) else None
