"""Turns kept apart by nothing but the line ends of the source, as some old pages have them."""

from __future__ import annotations

import re

from briefings.transcript.shapes import shape_of

_LABEL = (
    r"(?P<mark>(?:Q(?:UESTION|uestion)?|A(?:NSWER|nswer)?|问|答)\d{0,2}(?:\s?[:：]|[.](?=\s)|\xa0|[^\S\n]{2,})"
    r"|Q(?= [A-Z]))"
    r"|[\[【](?P<bracket>[^\[\]【】:：\n]{2,60})[\]】]"
    r"|(?P<name>[^\s:：][^:：\n]{0,60}?)\s?[:：](?!//|\d)"
)
_AT_THE_BEGINNING = re.compile(rf"\s*(?:{_LABEL})")
_AFTER_A_SENTENCE = re.compile(rf"(?<=[.?!…。？！”\"'’)\]）】—–-])[^\S\n]*\n\s*(?={_LABEL})")


def ends_before_labels(text: str) -> list[int]:
    """Where a text whose line ends mean nothing to a browser still has a turn on a line of its own.

    Returns the offsets at which such lines begin, the first line left out; empty when fewer than two lines open like
    a turn, for then the source was only wrapped.
    """
    if "\n" not in text:
        return []
    found = [match.end() for match in _AFTER_A_SENTENCE.finditer(text) if _is_label(match)]
    first = _AT_THE_BEGINNING.match(text)
    return found if len(found) + (first is not None and _is_label(first)) > 1 else []


def _is_label(match: re.Match[str]) -> bool:
    label = match["bracket"] or match["name"]
    if not label:
        return True
    shape = shape_of(label)
    return not shape.veto and (shape.name_form or shape.chinese)
