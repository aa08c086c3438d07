"""Find words under another's name, the worst error: what looks like a speaker's label between the accepted labels."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from briefings.items import NoteKind
from briefings.transcript.page.layout.lines import HEADINGS, Line
from briefings.transcript.page.notes import ends_transcript, note_kind
from briefings.transcript.page.opening_forms import SENTENCE_END, SPEAKER_SIGNS, has_sign
from briefings.transcript.page.openings import ATTRIBUTES, PLAIN, Opening
from briefings.transcript.speech.evidence import Evidence
from briefings.transcript.speech.label_rules import speaks_by_name
from briefings.transcript.speech.set_like_labels import ENDS, REACH, SIGNS, words_above_labels, words_set_like_labels
from briefings.transcript.wording.label_keys import label_key
from briefings.transcript.wording.label_parts import bare_word, without_brackets
from briefings.transcript.wording.press_labels import is_press
from briefings.transcript.wording.shapes import shape_of
from briefings.transcript.wording.speaking import ends_asking, has_voice, speaks, thanks
from briefings.transcript.wording.vocabulary import OTHER_WORDS, OUTLET_WORDS, PRESS_WORDS, TITLES

_CAPS_TITLES = "|".join(sorted((title.upper() for title in TITLES), key=len, reverse=True))
_CAPITALS = re.compile(
    rf"(?P<label>(?:(?:MR|MS|MRS|DR)\.?|(?:(?:{_CAPS_TITLES})\.? ){{0,2}}(?:{_CAPS_TITLES})\.?)"
    r" (?:Mc|Mac|La|De|O['’])?[A-ZÀ-Þ][A-ZÀ-Þ'’\-]+)[;.,]?(?=\s+[A-Z…“\"(—-])"
)
"""An honorific or a title and a name in capitals before a sentence: the colon was mistyped or forgotten."""
_REMARK = re.compile(r"[^\W\d][^,.:?!\d]+[,.] [^.:?!\d]{3,90}")
"""A speaker's name and a remark or an office, as on a line in capitals: "HEDDA, SEEN AT THE LOCKS OF OLDMOUTH"."""
_LEADS = f"[【<＜〈(（{SPEAKER_SIGNS}>»-–—•*"
"""Signs before a label; captions print >> also before somebody whom they do not name."""
_BRACKETS = "[]【】<>＜＞〈〉()（）"
_BEFORE = f"{_LEADS} ―"
_WORDS_END = re.compile(r"(?<=\S)(?=\s|$)|(?=[:：;；】）\]])")
_FIRST_WORD = re.compile(rf"[^\s,{re.escape(SIGNS)}]+(?:-[^\s,{re.escape(SIGNS)}]+)*")
_MOST_WORDS = 8
_CLOSED = re.compile(rf"\s?[{re.escape(SIGNS)}.,]+\s*|\s{{2,}}")
_SIGN = re.compile("[:：;；】]")
_CLOSED_INSIDE = re.compile(r"\s?(?:[(\[][\d:]{4,8}[)\]])?\s?(?P<sign>[:：】]|\.[-–—―])")
_NAMED_INSIDE = re.compile(r"[^\W\d_][^:：.?!;]{1,60}(?:\.[^:：.?!;]{1,40})?(?=:\s+(?P<said>\S))")
_CLOSED_OTHERWISE = re.compile(
    r"(?=[^.,:;?!()\[\]}>〕】|｜=／•—]{1,42}+[\])}>〕】|｜=／•—])"
    r"(?P<label>[^\W\d_][^.,:;?!()\[\]]{1,40}?)(?:\s?[\])}>〕】|｜=／•]+|(?<=\S)—)(?=\s|$|\w)"
)
"""Words before a sign that closes no accepted label: those of a sentence do not come back. Most lines lack the sign."""
_CLOSED_BY_DASH = re.compile(r"(?P<label>[^\W\d_][^.,:;?!()\[\]]{1,40}?)\s[-–—―]\s")
"""Words before a dash where signs of questions have one too: "Question - Who pays?", "Ilse Maren - We all do."."""
_NICK = re.compile(r"[^\W\d_]?[a-zß-ÿа-я]{2,}[\d_]\w*")
"""Name of a reader who asks in a chat: tarn77."""
_NUMBER = re.compile(r"(?<=[^\W\d_])\s?\d{1,3}$")
_SOMEBODY, _FEW = PRESS_WORDS | OTHER_WORDS, 4
"""Words for who asks without a name, and maximum number of words beside them: a sentence may end with "question"."""
_LEAST_LETTERS = 5
"""Minimum number of letters of a label; shorter ones are near too many words."""
_ALMOST_ALL, _TWICE, _THRICE = 0.8, 2, 3


class _Known:
    """The accepted labels of a briefing, to be found again by their words."""

    def __init__(self, labels: Sequence[Opening], lines: Sequence[Line]) -> None:
        named = [label for label in labels if label.label]
        self.printed = {
            label_key(words): label.label
            for label in named
            for words in (without_brackets(label.label), label.key, label.label)
        }
        self.first = {key.split()[0] for key in self.printed if key}
        """First words of the labels: few lines begin with one."""
        self.near = {
            part: label
            for key, label in self.printed.items()
            if _LEAST_LETTERS <= len(key) <= REACH
            for part in _with_one_less(key)
        }
        certain = [label for label in named if label.form not in PLAIN]
        self.alone = {label.key for label in named if label.own_line}
        self.are_bold = _share(label.bold for label in certain)
        self.are_capitals = _share(label.shape.caps for label in certain if not is_press(label.label))
        self.are_lines_in_capitals = _share(label.own_line and label.label.isupper() for label in named)
        first = Counter(lines[label.line].text[label.begin : label.begin + 1] for label in named)
        self.leads = {sign for sign, count in first.items() if sign in _LEADS and count >= _ALMOST_ALL * len(named)}
        """Sign before nearly all labels."""
        capital = [label for label in certain if label.label.isupper()]
        behind = [lines[label.line].text[label.begin + len(label.label) :] for label in capital]
        self.stops = {label.label for label, text in zip(capital, behind, strict=True) if text.startswith(".")}
        """Labels in capitals that a full stop closes."""

    def at(self, text: str) -> tuple[str, int]:
        """Return the accepted label that a text begins with, and where its words end; "" and 0 for none."""
        begin = len(text) - len(text.lstrip(_BEFORE))
        word = (_FIRST_WORD.match(text, begin) or [""])[0].casefold().replace(".", "")
        if word not in self.first and not (word[-1:].isdecimal() and _NUMBER.sub("", word) in self.first):
            return "", 0
        ends = [match.start() for match in _WORDS_END.finditer(text[: begin + REACH], begin)][:_MOST_WORDS]
        for end in reversed(ends):
            words = text[begin:end].rstrip(":：;；.,-–—―")
            for spelt in (words, without_brackets(words), _NUMBER.sub("", words)):
                if label := self.printed.get(label_key(spelt)):
                    return label, begin + len(words)
        return "", 0

    def close_to(self, words: str) -> str:
        """Return the accepted label that words differ from by one letter, or by two swapped letters."""
        key = label_key(words)
        if not _LEAST_LETTERS <= len(key) <= REACH or key in self.printed:
            return ""
        return next((self.near[part] for part in _with_one_less(key) if part in self.near), "")


def _share(found: Iterator[bool]) -> bool:
    told = list(found)
    return bool(told) and sum(told) >= _ALMOST_ALL * len(told)


def _with_one_less(key: str) -> Iterator[str]:
    """Yield a key without spaces, whole and without each of its letters: equal for words that differ by one letter."""
    key = key.replace(" ", "")
    yield key
    yield from (key[:place] + key[place + 1 :] for place in range(len(key)))


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
    known = _Known(labels, lines)
    behind = [one for one in openings if one.line > begin and one.line not in opening]
    below = {label.line for label in labels if label.form in PLAIN and label.own_line}
    above = words_above_labels(openings, [label for label in labels if label.label], seen)
    yield from (speaking := [*_names_that_speak(behind, seen, known, below), *above])
    unplaced = dict.fromkeys(n for n in range(len(lines)) if n not in opening and n not in skipped)
    set_alike = words_set_like_labels(unplaced, [label for label in labels if label.label], seen)
    yield from (text for text in set_alike if text not in speaking)
    plain = [lines[n] for n in unplaced if n > begin]
    marked = [lines[one.line].text[one.begin + len(one.label) :] for one in labels if one.form in ("sign", "mark")]
    sign = _CLOSED_BY_DASH if _share(text.lstrip().startswith(ATTRIBUTES) for text in marked) else _CLOSED_OTHERWISE
    # The menu of a site comes back on every page: "Home | News"; headings have topics: "Ferries—Timetable".
    spoken = [line for line in plain if line.tag not in HEADINGS and not line.is_mostly_link]
    closed = [match["label"] for line in spoken if (match := sign.match(line.text))]
    yield from (label for label, count in Counter(closed).items() if count >= _TWICE)
    found = [(_misprinted(line, known), _capitals_at(line)) for line in plain]
    times = Counter(label_key(capitals) for _, capitals in found if capitals)
    certain = {*known.printed, *(key for key, count in times.items() if known.are_capitals or count >= _TWICE)}
    yield from (label or capitals for label, capitals in found if label or label_key(capitals) in certain)
    taken = {label.line: label.end for label in labels}
    for index, line in enumerate(lines[begin:], begin):
        if index not in skipped:
            yield from _run_in(line.text, taken.get(index, 0), known)


def _names_that_speak(
    openings: Sequence[Opening], seen: Evidence, known: _Known, below: Collection[int]
) -> Iterator[str]:
    """Yield the labels of openings that were not accepted: names of several words that ask, answer or say I, we, you.

    Other words do so thrice before a colon. Without a sign, names stand twice in bold, or over an office that was taken
    for the speaker, on a line of `below`; or once on the line of what they say, as the accepted labels do.
    """
    unsure, lines = [], seen.lines
    for one in openings:
        if one.key in known.printed and (one.form == "colon" or (one.form == "bare" and one.own_line)):
            # "No" may be all that is said below a name; in a list of names, another one stands there.
            below_it = lines[one.line + 1 : one.line + 2] if one.key in known.alone else ()
            if one.followed or any(not known.at(line.text)[0] for line in below_it):
                yield one.label
        elif one.form == "colon" and one.worded:
            alike = (known.are_bold and one.bold) or (known.are_capitals and one.shape.caps)
            named = one.shape.is_whole_name and (
                one.asks or one.answers or seen.named.has_name(one.label)
                or (one.speaks and (one.shape.caps or speaks_by_name(one, seen)))
            )  # fmt: skip
            # Words in small letters between those of a name are a title: "Trung tướng Phạm Quý Ngọ".
            is_capital = sum(word[0].isupper() for word in one.shape.words) > _TWICE
            replies = (one.asks or (one.answers and one.speaks)) and is_capital and not one.shape.veto
            is_heard = one.asks or one.speaks or (one.own_line and known.alone and one.followed)
            if named or replies or (alike and is_heard) or (one.shape.is_named and thanks(one.beginning)):
                yield one.label
            elif one.asks or one.answers or has_voice(lines[one.line].text[one.end :]):
                # "Reporter of the Gazette" beside "Reporter of the Bay Wire", or "Harbour television: Is it open?"
                words = one.key.split() if one.asks and not one.shape.veto else []
                is_kindred = not known.first.isdisjoint(words[:1]) or not OUTLET_WORDS.isdisjoint(words)
                is_kindred |= _NICK.fullmatch(one.label) is not None
                # "Question de la salle", "Вопрос из зала", "Last question": what it is stands first or last.
                asking = one.label.split() if ends_asking(lines[one.line].text) else []
                is_kindred |= len(asking) <= _FEW and not _SOMEBODY.isdisjoint(map(bare_word, asking[:1] + asking[-1:]))
                # Right below a question, words in whatever language stand for who answers.
                is_kindred |= (
                    one.answers and not one.asks and not one.shape.veto and ends_asking(lines[one.line - 1].text)
                )
                unsure.append((one, 1 if is_kindred else _THRICE))
        elif (one.form == "set" and known.are_bold and one.asks and not one.own_line) or (
            # Minutes of the W3C print what was typed meanwhile: "<maren> +1".
            one.form == "bracket" and lines[one.line].text.startswith("<")
        ):
            yield one.label
        elif one.form == "bare" and (
            one.shape.is_whole_name or (known.are_bold and not one.own_line and not one.shape.veto)
        ):
            said = lines[one.line].text[one.end :].strip() or "".join(line.text for line in lines[one.line + 1 :][:1])
            in_capitals = known.are_lines_in_capitals and one.own_line and one.label.isupper()
            in_capitals = in_capitals and not any(map(seen.is_common, one.key.split()))
            if one.followed and (in_capitals or (one.bold and speaks(said))):
                is_somebody = one.shape.honorific or in_capitals or (known.are_bold and not one.own_line)
                unsure.append((one, 1 if is_somebody else _TWICE))
            elif one.line + 1 in below:
                unsure.append((one, _TWICE))
    times = Counter(one.key for one, _ in unsure)
    yield from (one.label for one, least in unsure if times[one.key] >= least)


def _capitals_at(line: Line) -> str:
    match = _CAPITALS.match(line.text) if line.text[:2].isupper() else None
    return match["label"] if match else ""


def _misprinted(line: Line, known: _Known) -> str:
    """Return the accepted label that opens a line, with another sign or none, or with a wrong letter; "" without one.

    A line that begins with the sign before all labels opens with one.
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
        return label if led or (sign and known.alone) else ""
    # "Minister-elect" is a word.
    closed = any(one in SIGNS for one in sign) and sign not in ("-", "–", "—", "―")
    if led or closed or (end <= line.bold <= end + max(1, len(sign))):
        return label
    printed = text[:end].lstrip(_BEFORE)
    capitals = without_brackets(printed)
    if capitals.isupper():
        # "EL PRESIDENTE." is the label of "El presidente:".
        return printed if _stands_before_speech(capitals, sign.strip(), rest) else ""
    as_printed = printed in (label, without_brackets(label), _NUMBER.sub("", label))
    return label if as_printed and _stands_before_speech(label, sign.strip(), rest) else ""


def _before_sign(text: str, *, own_line: bool) -> str:
    """Return the words before a sign that opens a line; if labels have lines of their own, also a short line."""
    closed = _SIGN.search(text[:REACH])
    words = text[: closed.start()] if closed else text if own_line and len(text) <= REACH else ""
    return words.strip(_BEFORE)


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


def _run_in(text: str, begin: int, known: _Known) -> Iterator[str]:
    """Yield the labels inside a text, after the end of a sentence, with a sign that closes them.

    They are accepted ones, or people by an honorific, a title or the word for a reporter. One above its speech may end
    the text.
    """
    may_end = known.alone and not text.endswith(ENDS)
    # Most lines have none of these signs, and need no other test.
    if not (may_end or known.stops or "】" in text or has_sign(text)):
        return
    for match in SENTENCE_END.finditer(text, begin):
        behind = text[match.end() : match.end() + REACH]
        label, end = known.at(behind)
        if label and (_CLOSED_INSIDE.match(behind, end) or (may_end and match.end() + end == len(text))):
            yield label
        elif label in known.stops and behind[end : end + 1] == "." and behind[end + 2 : end + 3].isupper():
            if len(label) > 1 or match[0] == "? ":
                yield label
        # "Bleibt die Frage: wer zahlt?" goes on as a sentence does.
        elif not label and (named := _NAMED_INSIDE.match(behind)) and not named["said"].islower():
            shape = shape_of(named[0])
            if shape.is_named and (shape.honorific or shape.title or shape.name_and_role or is_press(named[0])):
                yield named[0]
