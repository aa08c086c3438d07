"""Furniture: what stands on a page around the words that were said. Every rule has a name, kept with the line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefings.transcript.page.lines import Line, visible

PAGE_BREAK_TAG = "_ueditor_page_break_tag_"
"""The literal text one press room's editor leaves where a page was broken."""

_PAGER = r"(?:\d{1,3}|[<>«»‹›|…]+|prev(?:ious)?|next|pages?|of|first|last)"
_SHARE = (
    r"print|e-?mail|bookmark(?: and share)?|share(?: this(?: \w+)?)?(?: on)?|tweet|facebook|twitter|linkedin|whatsapp"
    r"|weibo|wechat|copy link|download pdf"
)
_COMMENTS = (
    r"go to forum.*|(?:>>)?\d+ comments?(?:\(s\))?.*|no comments\.?|add your comments?.*|post a comment|leave a reply"
    r"|user name(?: required)?|your comment|enter the words you see:?|racist, abusive and off-topic comments .*"
)
_LANGUAGE = r"chinese|english|french|spanish|arabic|russian|中文"
_DAY = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2}, \d{4}"
# name, what the whole line looks like
RULES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("page_break_tag", re.escape(PAGE_BREAK_TAG)),
        ("pager", rf"{_PAGER}(?:\s+{_PAGER})+"),
        ("breadcrumb", r"(?:you are here:? ?)?home ?(?:>|»|/) ?.{0,150}"),
        ("font_size", r"(?:adjust )?font size:?(?: ?[a+\-]+)*"),
        ("follow", r"follow (?:us|[\w.' ]{2,40}) on .{2,80}"),
        ("share", rf"(?:(?:{_SHARE})[\s,|:·/]*)+"),
        ("comments", _COMMENTS),
        ("send_in", r"send (?:us )?your stories.*"),
        ("other_language", rf"\W?(?:read|view|available|also) (?:this )?(?:\w+ )?in (?:{_LANGUAGE})\W?"),
        ("other_language", rf"(?:{_LANGUAGE})(?: version|版)"),
        ("more", r"more from .*|related(?: (?:stories|news|links|articles|topics|content))?:?|read more:?"),
        ("more", r"more (?:stories|news):?|most (?:read|popular|viewed):?"),
        ("copyright", r"(?:copyright|©|all rights reserved).{0,200}"),
        ("top", r"(?:back to (?:the )?)?top(?: of page)?"),
        ("byline", rf"(?:[\w.]+\.(?:cn|com|org|gov)|source: ?[\w. ]+)\s?[|,]?\s?(?:(?:updated|posted):?)? ?{_DAY}"),
        ("byline", rf"(?:updated|published|posted)(?: on)?:? ?{_DAY}"),
        # The number a press office gives a transcript: "DPB #199", "PRN: 2012/900".
        ("reference", r"[a-z]{2,5}:?\s?(?:#\s?\d+|\d{4}/\d+)"),
    )
)
_ANY = re.compile("|".join(f"(?:{pattern.pattern})" for _, pattern in RULES), re.IGNORECASE)
_FOOT = frozenset(("follow", "share", "comments", "send_in", "more", "copyright"))
_SHORT = 160


def furniture_rule(line: Line, title: str | None = None) -> str | None:
    """The name of the rule by which a line is furniture, or None."""
    if line.within and line.within != "figure":
        return line.within
    if len(line.text) > 400:
        return None
    if title and line.text == title:
        return "title"
    # One question for all rules: most lines are speech.
    if not _ANY.fullmatch(line.text):
        return None
    return next((name for name, pattern in RULES if pattern.fullmatch(line.text)), None)


def is_link(line: Line) -> bool:
    """Whether everything on a line is a link."""
    return line.linked > 0 and line.linked >= visible(line.text)


def mark_furniture(lines: Sequence[Line], title: str | None, is_speech: Sequence[bool]) -> dict[int, str]:
    """The furniture among the lines of one page: index to rule.

    `is_speech` says of each line whether it opens with a label. Links that begin or end a page are furniture, and so
    is its foot: from the first foot line on after which nothing but short lines and links follows, and no label.
    """
    found = {index: rule for index, line in enumerate(lines) if (rule := furniture_rule(line, title))}
    for index in range(len(lines) - 1, -1, -1):
        line = lines[index]
        if is_speech[index] or (
            index not in found and visible(line.text) > _SHORT and line.linked * 2 < len(line.text)
        ):
            break
        if found.get(index) in _FOOT:
            for below in range(index, len(lines)):
                found.setdefault(below, "page_foot")
    for index in range(len(lines) - 1, -1, -1):
        if is_speech[index] or not (index in found or is_link(lines[index])):
            break
        found.setdefault(index, "links")
    for index, line in enumerate(lines):
        if is_speech[index] or not (index in found or is_link(line)):
            break
        found.setdefault(index, "links")
    return found
