"""Find the elements that hold the speech of a briefing: a site sets all speech alike."""

from collections import Counter
from collections.abc import Container, Sequence
from functools import cache
from itertools import takewhile

from briefings.transcript.page.layout.lines import Line
from briefings.transcript.page.layout.nesting import Nesting
from briefings.transcript.page.openings import Opening
from briefings.transcript.wording.sentences import is_prose


class SpeechSetting:
    """The lines of a briefing, and what holds its speech: the elements of its labels, and of the words behind them.

    Without labels, the kind of element that holds most sentences is taken for it. `known` lines are placed or `notes`,
    or open a turn.
    """

    def __init__(
        self,
        lines: Sequence[Line],
        labels: Sequence[Opening],
        pages: Sequence[range],
        known: Container[int],
        notes: Container[int],
    ) -> None:
        self.lines = lines
        self.labels = labels
        self.pages = pages
        self.known = known
        self.first = labels[0].line if labels else len(lines)
        self.opened = {label.line for label in labels}
        below = {label.line + (label.end >= len(lines[label.line].text)) for label in labels}
        self.begun = {index + (index in notes) for index in below}
        """Lines on which the words behind a label begin; a note of the party may stand between."""
        said = {lines[index].nesting for index in self.begun if index < len(lines)}
        if not labels:
            prose = Counter[Nesting]()
            for line in lines:
                prose[line.nesting] += len(line.text) * is_prose(line.text)
            said = {nesting for nesting, _ in prose.most_common(1)}
        held = said | {lines[label.line].nesting for label in labels}
        shared = takewhile(lambda kinds: len(set(kinds)) == 1, zip(*(nesting[:-1] for nesting in held), strict=False))
        around = {nesting[:end] for nesting in held for end in range(len(nesting) + 1)}

        @cache
        def stranger(nesting: Nesting) -> Nesting:
            ways = (nesting[: end + 1] for end in range(len(nesting)))
            return () if nesting in said else next((way for way in ways if way not in around), ())

        self.stranger = stranger
        """Function that returns the path to the outermost element around a line that holds no speech; () if all do."""
        self.shared = tuple(kinds[0] for kinds in shared)
        """The elements around all speech."""
        set_alike = [page for page in pages if any(not stranger(lines[index].nesting) for index in page)]
        self.asked = [index for page in set_alike for index in page if index not in known]
        """The other lines; a page where nothing is set like speech may set speech in its own way."""
        self.sizes = Counter[Nesting]()
        """Characters of these lines, by the element that holds no speech."""
        for index in self.asked:
            self.sizes[stranger(lines[index].nesting)] += len(lines[index].text)

    def is_outside(self, line: Line) -> bool:
        return line.nesting[: len(self.shared)] != self.shared
