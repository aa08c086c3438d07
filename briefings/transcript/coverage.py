"""Compare the characters that a transcript holds with those that its pages show."""

from collections.abc import Iterator, Sequence

from briefings.transcript.page.layout.lines import visible
from briefings.transcript.page.page import Page
from briefings.transcript.speech.turns import DraftTurn, Placement
from briefings.transcript.wording.sentences import is_prose

_LONG_PROSE = 200
"""Minimum length of a paragraph that a warning names if it was taken for boilerplate."""
_MOST = 0.5
"""Maximum share of boilerplate without a warning."""


def measure(
    placements: Sequence[Placement], turns: Sequence[DraftTurn], pages: Sequence[Page]
) -> tuple[float, float, list[str]]:
    """Return the shares of characters that are placed and that are outside the content, by the trees; with warnings."""
    placed = sum(visible(one.text) for one in placements if one.place in ("header", "boilerplate", "note"))
    placed += sum(visible(" ".join((turn.opening, *turn.paragraphs))) for turn in turns)
    shown = sum(page.extent.visible for page in pages)
    whole = sum(page.extent.visible_page for page in pages)
    warnings = list(_doubts(placements, shown))
    if placed != shown:
        warnings.append(f"{placed} of {shown} visible characters were placed")
    return round(placed / shown, 6) if shown else 1.0, round(1 - shown / whole, 6) if whole else 0.0, warnings


def _doubts(placements: Sequence[Placement], shown: int) -> Iterator[str]:
    """Yield a warning when boilerplate holds prose, and when it is most of what the pages show."""
    boilerplate = [one for one in placements if one.place == "boilerplate" and one.rule != "page_overlap"]
    prose = [one.text for one in boilerplate if len(one.text) >= _LONG_PROSE and is_prose(one.text)]
    if prose:
        yield f"{len(prose)} paragraphs were taken for boilerplate: {prose[0][:60]}..."
    share = sum(visible(one.text) for one in boilerplate) / shown if shown else 0.0
    if share > _MOST:
        yield f"{share:.0%} of the content was taken for boilerplate"
