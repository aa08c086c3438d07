"""Words that are set as only labels are, and that no rule accepts: most are of somebody who speaks once."""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from briefings.transcript.page.boilerplate import is_all_link
from briefings.transcript.page.layout.lines import HEADINGS, Line
from briefings.transcript.page.layout.setting import words_set_apart
from briefings.transcript.page.openings import PLAIN, Opening, says_who
from briefings.transcript.speech.evidence import Evidence
from briefings.transcript.wording.label_parts import head_and_tail, without_brackets
from briefings.transcript.wording.shapes import shape_of
from briefings.transcript.wording.speaking import has_voice

REACH = 90
"""Maximum length of what is looked at for a label."""
SIGNS = ":：;；-–—―])）】>＞〉"
"""Signs that close labels. A comma or a full stop may follow the name of somebody who is addressed."""
ENDS = (".", "?", "!", "…", "。", "？", "！", "؟", "।", "”", '"')
_ASKS = ("?", "？", "؟")
_INLINE = re.compile(r">(?:a|b|em|i|span|strong)(?:\.[^>]*)?$")
_NAME = re.compile(r"(?:[^\W\d_a-zß-öø-ÿ][\w'’.-]+ ){2}")
"""Name before a party in small letters, as in Finland's parliament: "Ilse Maren vihr"."""
_ITEM = re.compile(r"\d{1,2}[.)]\s")
_TOPICS = 8
"""Minimum number of labels for each name that nobody knows: more of them are topics, and in a heading one may be."""


def words_set_like_labels(plain: Collection[int], labels: Sequence[Opening], seen: Evidence) -> Iterator[str]:
    """Yield the words that are set as only labels are and were not accepted: by a question, over speech, or a name.

    An element over speech must have a class. Several names among few labels are topics.
    """
    lines, begin = seen.lines, min((label.line for label in labels), default=0)
    filled = [label for label in labels if label.own_line or lines[label.line].setting.startswith(">")]
    kinds = {_setting(lines[label.line]) for label in filled} - {""}
    is_capital = any(label.label.isupper() for label in labels)
    is_loose = False in {label.shape.name_form for label in filled if label.form in PLAIN}
    shown = ((_setting(lines[n]), lines[n].text[: lines[n].set_apart] or lines[n].text) for n in plain if kinds)
    spoken = {setting for setting, text in shown if len(text) > REACH or text.endswith(ENDS)}
    kinds -= {kind for setting in spoken for kind in _kinds(setting)}
    names, are_headings = [], False
    for before, n in pairwise((0, *plain)) if kinds else ():
        line = lines[n]
        if _kinds(_setting(line)).isdisjoint(kinds):
            continue
        is_bold = line.bold == len(line.text)
        words, rest = (line.text, "") if is_bold else (words_set_apart(line), line.text[line.set_apart :])
        if rest and line.linked and is_all_link(rest, line.linked):
            continue  # "Read also" leads to another page
        below = lines[n + 1].text if n + 1 in plain else ""
        name, office = head_and_tail(words)
        if words.endswith((")", "）")):
            name = office = without_brackets(words)
        shape = shape_of(name if office else words)
        is_whole_name = shape.is_whole_name or (is_loose and not shape.veto and _NAME.match(words) is not None)
        in_own = not rest and ("." in line.setting.rpartition(">")[2] or "|first" in line.setting)
        asked = lines[before].text if rest or not below.endswith(_ASKS) else below
        is_heard = n > begin and (asked.endswith(_ASKS) or (in_own and has_voice(below)))
        is_title = words.isupper() and not is_capital
        # With a long office a name on its own line is no opening.
        is_heard |= bool(office) and is_whole_name and not rest and n > begin and below.endswith(ENDS)
        if is_heard and (is_whole_name or not rest) and not is_title:
            yield words
        # Words with a sign were judged before; in languages without capitals most words have the form of a name.
        elif is_whole_name and words != words.casefold() and not rest.startswith(tuple(SIGNS)):
            names += [words] if (rest or below).endswith(ENDS) else []
            are_headings |= line.tag in HEADINGS
    if len(names) <= max(not are_headings, len(labels) / _TOPICS):
        yield from (words for words in names if not next(seen.are_common(shape_of(words)), True))


def words_above_labels(openings: Sequence[Opening], labels: Sequence[Opening], seen: Evidence) -> Iterator[str]:
    """Yield the words over speech above the first of the `labels` and printed like these: a chair may speak once.

    A field may stand there too: what follows it on its line is speech only if it says I, we or you. An office or the
    mark of an answer needs no sign of theirs: "The President. We begin." above "Q. Who pays?".
    """
    first = min((label.line for label in labels), default=0)
    # A heading may stand there in bold as well: a name without a sign must be set in bold as they are.
    forms = {(label.form, label.own_line) for label in labels if label.form not in PLAIN or label.bold}
    printed = forms | {("colon", own_line) for form, own_line in forms if form == "time"}
    above = (one for one in openings if one.line < first and (one.bold or one.form not in PLAIN))
    alike = [
        one
        for one in above
        if not one.shape.veto
        # A name that speaks may stand otherwise than labels do: "Ilse Maren: Thank you", and below it "Jon Brell:". As
        # a heading it is a headline: "Ilse Maren: “We open”".
        and ((one.form, one.own_line) in printed or _names_a_side(one, labels))
        and (one.own_line or (one.form, False) in printed or seen.lines[one.line].tag not in HEADINGS)
    ]
    for one in alike[-1:]:
        said = seen.lines[one.line].text[one.end :] or seen.lines[one.line + 1].text
        if one.own_line and (one.line + 1 == first or _ITEM.match(said)):
            # Nothing, or the agenda of a sitting, stands below such words: "Transcript Follows:".
            continue
        is_no_field = (one.form, one.own_line) != ("colon", False) or ("colon", False) not in forms
        if has_voice(said) or (is_no_field and said.endswith(ENDS)):
            yield one.label


def _names_a_side(one: Opening, labels: Sequence[Opening]) -> bool:
    """Return True for a whole name before a colon, or for an office or a mark in its line, as bold as the `labels`."""
    if one.form == "colon" and one.shape.is_whole_name:
        return True
    return not one.own_line and says_who(one) and one.bold in {label.bold for label in labels}


def _setting(line: Line) -> str:
    """Return how a line is set; all in bold, one between line breaks is unlike the others of its element."""
    is_bold = line.bold == len(line.text) and not _INLINE.search(line.setting)
    return f"{line.setting}>b" if is_bold else line.setting


def _kinds(setting: str) -> set[str]:
    """Return how a line is set, with a link or other words within it and without."""
    return {setting, _INLINE.sub("", setting)}
