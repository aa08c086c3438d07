"""Tell what one page says that others do not."""

from collections import Counter
from collections.abc import Sequence, Set

from briefings.transcript.page.page import Page
from briefings.transcript.wording.speaking import has_voice, unquoted

ENOUGH_PARAGRAPHS = 2
"""Minimum number of paragraphs by which pages are compared."""
_LONGEST_LABEL = 60


def has_no_speech(page: Page, others: Sequence[Page]) -> bool:
    """Return True for a page on which nobody of the others says anything new, nor anybody in their words: photos.

    A speech that goes on names nobody, but says I, we or you if other pages do; so do words that a report quotes. Its
    own title is said by nobody: below "Press briefing: The quay" on each page stand the tabs of the first.
    """
    known = {line.text for one in others for line in one.lines}
    labels, shown = set(map(_label, known)) - {""}, [line.text for line in page.lines if line.text != page.fields.title]
    # A label on its own line is known, and what stands below it is new.
    new = [text for text, below in zip(shown, shown[1:] + shown[-1:], strict=True) if not {text, below} <= known]
    return any(map(has_voice, known)) and not any(_label(text) in labels or has_voice(unquoted(text)) for text in new)


def is_mostly_speech(page: Page) -> bool:
    """Tell whether most lines, or most of the text, of a page say I, we or you, or begin with who says them."""
    shown = [line.text for line in page.lines if not line.within and not line.is_mostly_link]
    said = [text for text in shown if _label(text) or has_voice(unquoted(text))]
    return 2 * len(said) >= len(shown) or 2 * sum(map(len, said)) >= sum(map(len, shown))


def shows_more(pages: Sequence[Page], candidate: Page) -> bool:
    """Tell whether a page shows all of the first of some pages, and more by their speakers than all of them.

    It is a whole view, of which pages may be unknown; one that shows what is known repeats the first page.
    """
    first = pages[0]
    # What stands around an excerpt is not on the page with all of it.
    compared = (said_on(first), said_on(candidate)), (set(first.paragraphs), set(candidate.paragraphs))
    is_in = any(len(known) >= ENOUGH_PARAGRAPHS and known < shown for known, shown in compared)
    return is_in and says_more(pages, candidate)


def says_more(pages: Sequence[Page], candidate: Page) -> bool:
    """Tell whether somebody who speaks on some pages says something on another that is on none of them."""
    known = {line.text for page in pages for line in page.lines}
    labels = {_label(line.text) for page in pages for line in page.lines if not line.is_mostly_link} - {""}
    new = (line.text for line in candidate.lines if line.text not in known and not line.is_mostly_link)
    return any(_label(text) in labels for text in new)


def said_on(page: Page) -> Set[str]:
    """Return the paragraphs whose labels stand on the page more than once; empty for fewer than a few.

    So a box of news beside two short pages does not count, nor does a link: "Transcript:The ferry" below "See also".
    """
    texts = {line.text: _label(line.text) for line in page.lines if not line.within and not line.is_mostly_link}
    labels = Counter(texts.values())
    said = {text for text, label in texts.items() if label and labels[label] > 1}
    return said if len(said) >= ENOUGH_PARAGRAPHS else frozenset()


def _label(text: str) -> str:
    label, colon, rest = text.replace("：", ":").partition(":")
    # The hour of "5:03 P.M." above and below a briefing, or of "by clerk, Aug 22, 9:00 am" (phpBB), is no speaker, nor
    # has anybody said "Views: 3,021" or 浏览：3021次, which is another number on each page.
    is_hour = label[-1:].isdecimal() and rest[:1].isdecimal()
    is_count = any(map(str.isdecimal, rest)) and sum(map(str.isalpha, rest)) < 2
    return label.strip() if colon and len(label) <= _LONGEST_LABEL and not (is_hour or is_count) else ""
