"""Find words under another's name, the worst error: what looks like a speaker's label between the accepted labels."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from briefings.items import NoteKind
from briefings.transcript.page.layout.lines import HEADINGS, Line
from briefings.transcript.page.notes import ends_transcript, note_kind
from briefings.transcript.page.opening_forms import SENTENCE_END, has_sign
from briefings.transcript.page.openings import ATTRIBUTES, PLAIN, Opening
from briefings.transcript.page.q_and_a import QUESTION_MARKS
from briefings.transcript.speech.accepted_labels import BEFORE, AcceptedLabels, almost_all
from briefings.transcript.speech.evidence import Evidence
from briefings.transcript.speech.names_that_speak import names_that_speak
from briefings.transcript.speech.set_like_labels import ENDS, REACH, SIGNS, words_above_labels, words_set_like_labels
from briefings.transcript.speech.unlabelled import first_pair
from briefings.transcript.wording.label_keys import label_key
from briefings.transcript.wording.label_parts import without_brackets
from briefings.transcript.wording.press_labels import is_press
from briefings.transcript.wording.sentences import ends_sentence
from briefings.transcript.wording.shapes import shape_of
from briefings.transcript.wording.speaking import ends_asking, has_voice, speaks
from briefings.transcript.wording.vocabulary import HONORIFICS, TITLES

_CAPS_TITLES = "|".join(sorted((title.upper() for title in HONORIFICS | TITLES), key=len, reverse=True))
_CAPITALS = re.compile(
    rf"(?P<label>(?:(?:{_CAPS_TITLES})\.? ){{1,3}}(?:[A-Z]\. ?)*"
    r"(?:Mc|Mac|La|De|O['’])?[A-ZÀ-Þ][A-ZÀ-Þ'’\-]+)[;.,]?(?=\s+[A-Z…“\"(–—-])"
)
"""Honorifics or titles and a name in capitals before a sentence: the colon was mistyped or forgotten."""
_REMARK = re.compile(r"[^\W\d][^,.:?!\d]+[,.] [^.:?!\d]{3,90}")
"""A speaker's name and a remark or an office, as on a line in capitals: "HEDDA, SEEN AT THE LOCKS OF OLDMOUTH"."""
_BRACKETS = "[]【】<>＜＞〈〉()（）"
_CLOSED = re.compile(rf"\s?[{re.escape(SIGNS)}.,]+\s*|\s{{2,}}")
_SIGN = re.compile("[:：;；】]")
_CLOSED_INSIDE = re.compile(r"\s?(?:[(\[][\d:]{4,8}[)\]])?\s?(?P<sign>[:：】]|\.[-–—―])")
_NAMED_INSIDE = re.compile(r"[^\W\d_][^:：.?!;]{1,60}(?:\.[^:：.?!;]{1,40})?(?=:\s+(?P<said>\S))")
_CLOSED_OTHERWISE = re.compile(
    r"(?=[^.,:;?!()\[\]}>）〕】|｜=／•—]{1,42}+[\])}>）〕】|｜=／•—])"
    r"(?P<label>[^\W\d_][^.,:;?!()\[\]]{1,40}?)(?:\s?[\])}>）〕】|｜=／•]+|(?<=\S)—)(?=\s|$|\w)"
)
"""Words before a sign that closes no accepted label: those of a sentence do not come back. Most lines lack the sign."""
_CLOSED_BY_DASH = re.compile(r"(?P<label>[^\W\d_][^.,:;?!()\[\]]{1,40}?)\s[-–—―]\s")
"""Words before a dash where signs of questions have one too: "Question - Who pays?", "Ilse Maren - We all do."."""
_LETTER = re.compile(r"(?P<label>[A-ZÀ-Þ])\s?[:：]\s")
"""A letter before a colon where Q is a label: the only "R:" below the only "Q:" of a French ministry."""
_TWICE = 2


def missed_labels(
    lines: Sequence[Line],
    skipped: Collection[int],
    labels: Sequence[Opening],
    openings: Sequence[Opening],
    seen: Evidence,
) -> Iterator[str]:
    """Yield the words, quoted, that look like a speaker's label between the accepted `labels`.

    `openings` are all that were judged, by what was `seen`.
    """
    # A turn without a label may begin with a mistyped one.
    opening = {label.line for label in labels if label.label}
    begin = min(opening, default=len(lines))
    known = AcceptedLabels(labels, lines)
    # Of an interview without labels, the first question and its answer may have some.
    pair = first_pair(openings, labels[0].line) if labels and not opening else []
    behind = pair or [one for one in openings if one.line > begin and one.line not in opening]
    below = {label.line for label in labels if label.form in PLAIN and label.own_line}
    above = words_above_labels(openings, [label for label in labels if label.label], seen)
    yield from (speaking := [*names_that_speak(behind, seen, known, below), *above])
    unplaced = dict.fromkeys(n for n in range(len(lines)) if n not in opening and n not in skipped)
    set_alike = words_set_like_labels(unplaced, [label for label in labels if label.label], seen)
    yield from (text for text in set_alike if text not in speaking)
    plain = [lines[n] for n in unplaced if n > begin]
    marked = [lines[one.line].text[one.begin + len(one.label) :] for one in labels if one.form in ("sign", "mark")]
    sign = _CLOSED_BY_DASH if almost_all(text.lstrip().startswith(ATTRIBUTES) for text in marked) else _CLOSED_OTHERWISE
    # The menu of a site comes back on every page: "Home | News"; headings have topics: "Ferries—Timetable".
    spoken = [line for line in plain if line.tag not in HEADINGS and not line.is_mostly_link]
    closed = [match["label"] for line in spoken if (match := sign.match(line.text))]
    yield from (label for label, count in Counter(closed).items() if count >= _TWICE)
    # What is above the first label may be said.
    above_all = [lines[n] for n in unplaced if n < begin and ends_sentence(lines[n].text)]
    dashed = (sign.match(line.text) for line in above_all if sign is _CLOSED_BY_DASH)
    yield from (match["label"] for match in dashed if match and shape_of(match["label"]).is_named)
    if any(one.label in QUESTION_MARKS for one in labels):
        yield from (match["label"] for n in unplaced if (match := _LETTER.match(lines[n].text)))
    under = [*(line.text for line in plain[1:]), ""]
    found = [(_misprinted(line, known, text), _capitals_at(line)) for line, text in zip(plain, under, strict=False)]
    found += [("", _capitals_at(line)) for line in above_all]
    times = Counter(label_key(capitals) for _, capitals in found if capitals)
    certain = {*known.printed, *(key for key, count in times.items() if known.are_capitals or count >= _TWICE)}
    yield from (label or capitals for label, capitals in found if label or label_key(capitals) in certain)
    taken = {label.line: label.end for label in labels}
    for index, line in enumerate(lines[begin:], begin):
        if index not in skipped:
            yield from _run_in(line.text, taken.get(index, 0), known)


def _capitals_at(line: Line) -> str:
    match = _CAPITALS.match(line.text) if line.text[:2].isupper() else None
    return match["label"] if match else ""


def _misprinted(line: Line, known: AcceptedLabels, below: str) -> str:
    """Return the accepted label that opens a line, with another sign or none, or with a wrong letter; "" without one.

    A line that begins with the sign before all labels opens with one. One that is a label letter for letter is one if
    a sentence stands `below`: under a call its participants are listed.
    """
    label, end = known.at(text := line.text)
    led = text[0] in known.leads and (text[0] not in "-–—•*" or ends_asking(text))
    led |= known.are_lines_in_capitals and text.isupper() and _REMARK.fullmatch(text) is not None
    # Labels may stand in headings, and lists within speech have dashes and bullets.
    led = led and note_kind(line) in (None, NoteKind.HEADING) and not ends_transcript(text.strip(_BRACKETS))
    if not label:
        return text[:REACH] if led else known.close_to(_before_sign(text, own_line=bool(known.alone)))
    sign = (_CLOSED.match(text, end) or [""])[0]
    rest = text[end + len(sign) :].lstrip()
    if not rest:
        again = known.alone and (sign or (below.endswith(ENDS) and known.is_printed_so(text, label)))
        return label if led or again else ""
    # "Minister-elect" is a word.
    closed = any(one in SIGNS for one in sign) and sign not in ("-", "–", "—", "―")
    closed |= known.closed_at(text, end)
    if led or closed or (end <= line.bold <= end + max(1, len(sign))):
        return label
    printed = text[:end].lstrip(BEFORE)
    capitals = without_brackets(printed)
    if capitals.isupper():
        # "EL PRESIDENTE." is the label of "El presidente:".
        return printed if _stands_before_speech(capitals, sign.strip(), rest) else ""
    return label if known.is_printed_so(printed, label) and _stands_before_speech(label, sign.strip(), rest) else ""


def _before_sign(text: str, *, own_line: bool) -> str:
    """Return the words before a sign that opens a line; if labels have lines of their own, also a short line."""
    closed = _SIGN.search(text[:REACH])
    words = text[: closed.start()] if closed else text if own_line and len(text) <= REACH else ""
    return words.strip(BEFORE)


def _stands_before_speech(label: str, sign: str, rest: str) -> bool:
    """Return True when a label closed by a comma, a full stop or nothing opens a turn.

    One in capitals addresses nobody, and "Mayor Maren, may I speak?" goes on in small letters.
    """
    if label.isupper() and len(label) > _TWICE:
        return not rest.split(maxsplit=1)[0].rstrip(".,:;!?").isupper() or speaks(rest)
    if not (rest[0].isupper() or rest[0] in '“"¿¡«”'):
        return False
    named = sign == "," or (not sign and " " in label)
    return (named or is_press(label)) and has_voice(rest)


def _run_in(text: str, begin: int, known: AcceptedLabels) -> Iterator[str]:
    """Yield the labels inside a text, after the end of a sentence, with a sign that closes them.

    They are accepted ones, or people by an honorific, a title or the word for a reporter. One above its speech may end
    the text.
    """
    may_end = known.alone and not text.endswith(ENDS)
    # Most lines have none of these signs, and need no other test.
    if not (may_end or known.closings or "】" in text or has_sign(text)):
        return
    for match in SENTENCE_END.finditer(text, begin):
        behind = text[match.end() : match.end() + REACH]
        label, end = known.at(behind)
        is_closed = _CLOSED_INSIDE.match(behind, end) or (may_end and match.end() + end == len(text))
        # "J. B. Maren" has the letter of a mark.
        if label and (is_closed or ((len(label) > 1 or match[0] == "? ") and known.closed_at(behind, end))):
            yield label
        # "Bleibt die Frage: wer zahlt?" goes on as a sentence does.
        elif not label and (named := _NAMED_INSIDE.match(behind)) and not named["said"].islower():
            shape = shape_of(named[0])
            if shape.is_named and (shape.honorific or shape.title or shape.name_and_role or is_press(named[0])):
                yield named[0]
