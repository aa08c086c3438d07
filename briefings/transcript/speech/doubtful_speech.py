"""Find words in turns that nobody known may have said, as a heading, a menu or a foot below a speaker's name."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from briefings.items import NoteKind
from briefings.transcript.page.layout.lines import HEADINGS, Line
from briefings.transcript.page.openings import Opening
from briefings.transcript.speech.turns import DraftTurn
from briefings.transcript.wording.sentences import ends_sentence

_GOES_ON = (":", "：", ",", "，")
"""Signs at the end of what somebody says before he lists: "We ask for three things:"."""
_LISTED = 4
"""Minimum number of lines in a row that end no sentence and that nobody says where talk ends its sentences."""
_MOST = 0.75
"""Share of the turns whose first paragraph ends a sentence, below which a line without an end shows nothing."""


def doubtful_speech(turns: Sequence[DraftTurn], labels: Sequence[Opening], lines: Sequence[Line]) -> Iterator[str]:
    """Yield labels, headings and sentences of turns that are not surely said by the person above them."""
    yield from _beginning(turns)
    yield from _bare_labels(turns)
    yield from _only_heading(turns, lines)
    yield from _set_apart(turns, labels, lines)
    yield from _listed(turns)


def _beginning(turns: Sequence[DraftTurn]) -> Iterator[str]:
    """Yield what stands without a label above all others if none of its sentences ends: a menu, "Our clients:"."""
    if turns and not turns[0].label:
        ended = [any(map(ends_sentence, turn.paragraphs)) for turn in turns]
        if not ended[0] and 2 * sum(ended) > len(turns):
            yield from turns[0].paragraphs[:1]


def _bare_labels(turns: Sequence[DraftTurn]) -> Iterator[str]:
    """Yield the labels with nothing behind them; a stage direction, "(inaudible)", is something."""
    for turn in turns:
        if turn.label and not turn.paragraphs and all(note.kind != NoteKind.STAGE for note in turn.notes):
            yield turn.label


def _only_heading(turns: Sequence[DraftTurn], lines: Sequence[Line]) -> Iterator[str]:
    """Yield the only heading, if it stands in the last turn: "About the harbour", below which an agency speaks."""
    heads = [(turn, note) for turn in turns for note in turn.notes if note.kind == NoteKind.HEADING]
    if len(heads) == 1 and len(turns) > 1 and heads[0][0] is turns[-1]:
        turn, note = heads[0]
        set_apart = (line.text for line in lines if line.bold >= len(line.text) or line.tag in HEADINGS)
        if note.paragraph < len(turn.paragraphs) and note.text in set_apart:
            yield note.text


def _set_apart(turns: Sequence[DraftTurn], labels: Sequence[Opening], lines: Sequence[Line]) -> Iterator[str]:
    """Yield the sentences in bold where no speech begins in bold, and those in italics below all other speech.

    In bold is a heading, "What happens to the ferry?", a question without a label, or a call of the police for
    witnesses; in italics an agency tells of itself.
    """
    if not labels:
        return
    begun = {label.line + (label.end >= len(lines[label.line].text)) for label in labels}
    bold = [index for index, line in enumerate(lines) if line.bold >= len(line.text) and line.tag not in HEADINGS]
    apart = {index for index in bold if index > min(begun)} if begun.isdisjoint(bold) else set[int]()
    nested = {lines[index].nesting for index in begun if index < len(lines)}
    below = range(max(begun) + 1, len(lines))
    apart.update(index for index in below if lines[index].is_slanted and lines[index].nesting not in nested)
    if apart:
        said = {text for turn in turns for text in turn.paragraphs}
        texts = (lines[index].text for index in sorted(apart))
        yield from (text for text in texts if text in said and ends_sentence(text))


def _listed(turns: Sequence[DraftTurn]) -> Iterator[str]:
    """Yield the first of some lines that end no sentence: the cells of a table, tags, the buttons of a gallery.

    Where a talk ends its sentences nobody says them, unless somebody says what they are.
    """
    first = [turn.paragraphs[0] for turn in turns if turn.label and turn.paragraphs]
    if sum(map(ends_sentence, first)) < _MOST * len(first):
        return
    for turn in turns:
        for ended, texts in groupby(turn.paragraphs, ends_sentence):
            run = [*texts]
            if not ended and len(run) >= _LISTED and not run[0].endswith(_GOES_ON):
                yield run[0]
