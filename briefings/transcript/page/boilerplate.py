"""Boilerplate: lines of a page that are not speech. Every rule has a name, stored with the line."""

import re
from functools import lru_cache

from briefings.transcript.languages.read_languages import expression
from briefings.transcript.page.content import UNSPACED
from briefings.transcript.page.layout.lines import Line, visible
from briefings.transcript.wording.dates import dates_in
from briefings.transcript.wording.sentences import CHINESE, FEW_WORDS, ends_sentence
from briefings.transcript.wording.speaking import says_we

PAGE_BREAK_TAG = "_ueditor_page_break_tag_"
"""Literal text that one press room's editor leaves at a page break."""

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
_COOKIES = (
    r"(?:we|(?:this|our) (?:web)?site|utilizamos|usamos|este (?:sitio|site)|nous|ce site|wir|diese (?:web)?seite"
    r"|questo sito|deze (?:web)?site|ta strona|сайт|bu site|situs ini) (?:web )?(?:\w+ ){0,4}cookies?\b.{0,300}"
    r"|(?:accept|allow|reject|decline) (?:all )?(?:cookies)?|cookie (?:settings|preferences|policy|notice)"
)
"""The beginning of a cookie banner; no sentence of a briefing begins like it."""
_DAY = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2}, \d{4}"
# name, pattern of the whole line
RULES = {
    "page_break_tag": re.escape(PAGE_BREAK_TAG),
    "pager": rf"{_PAGER}(?:\s+{_PAGER})+",
    "breadcrumb": r"(?:you are here:? ?)?home ?(?:>|»|/) ?.{0,150}",
    "drawn_line": r"[-–—_=]{5,}|[–—―]",
    "font_size": r"(?:adjust )?font size:?(?: ?[a+\-])*+",
    # "Follow up on this real quick?" is said: the line of a site, if its name begins small, is no sentence.
    "follow": r"follow (?:(?:us|me|(?-i:[A-Z])[\w.' ]{1,39}) on .{2,80}|[\w.' ]{2,40} on .{1,79}[^.?!])",
    "newsletter": r"[^.?!]{0,60}\bnewsletters?\b[^.?!]{0,30}",
    "share": rf"(?:(?:{_SHARE})[\s,|:·/]*)+",
    "comments": _COMMENTS,
    "cookies": _COOKIES,
    "send_in": r"send (?:us )?your stories.*",
    "other_language": rf"\W?(?:read|view|available|also) (?:this )?(?:\w+ )?in (?:{_LANGUAGE})\W?"
    rf"|(?:{_LANGUAGE})(?: version|版)",
    "more": r"more from .*(?:[^.?!]|\.\.\.)|related(?: (?:stories|news|links|articles|topics|content))?:?|read more:?"
    r"|more (?:stories|news):?|most (?:read|popular|viewed):?|(?:show|read|view) full (?:text|transcript)",
    # Korean papers and broadcasters end their pages so, within brackets or without: 저작권자(c), 저작권자 ©.
    # Of copyright as a matter ("Copyright is the hardest part.") people speak, in sentences.
    "copyright": r"(?:copyright(?! (?!all|by|of|held|notice|owned|belongs|remains|reserved|protected)"
    r"(?-i:[a-z]+) (?-i:[a-z]).*[.?!]$)|©|all rights reserved|[\[<]?저작권자).{0,200}",
    "top": r"(?:back to (?:the )?)?top(?: of page)?",
    "byline": rf"(?:[\w.]+\.(?:cn|com|org|gov)|source: ?[\w. ]+)\s?[|,]?\s?(?:(?:updated|posted):?)? ?{_DAY}"
    rf"|(?:updated|published|posted)(?: on)?:? ?{_DAY}",
    # The number a press office gives a transcript: "DPB #199", "PRN: 2012/900".
    "reference": r"[a-z]{2,5}:?\s?(?:#\s?\d+|\d{4}/\d+)",
}
_BY_RULE = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in RULES.items()), re.IGNORECASE)
"""One pattern for all rules, as most lines are speech; the group that matched is the rule."""
_WORDS = re.compile(r"[\u0e00-\u0eff]{1,4}|[^\s\u0e00-\u0eff]+")  # four letters of Thai or Lao, which set no spaces
_LATIN = re.compile(r"[A-Za-z.]+")
_AROUND = re.compile(expression("furniture"), re.IGNORECASE)
"""Such lines in other languages; asked only of short lines."""
_LONGEST_AROUND = 60
_LEAD = re.compile(r"[^:：]{1,40}[:：]")
"""A few words that lead to a link; the longest that were seen, "Read the latest stories of this series", have 38."""
HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
_CONTACT = re.compile(r"\w@\w|\d(?:[ ().+-]{0,2}\d){5}")
_DATE_BESIDE = 17
"""Maximum number of letters beside the headline of another page: a date and a sign or two."""
_BETWEEN_LINKS = "|·•>»›"
_AROUND_LINKS = " ,;|/·•#‹›«»←→、，،؛"
"""What stands between the links of a row, and with one of them where each has its own line."""


def boilerplate_rule(line: Line, title: str | None = None) -> str | None:
    """Return the name of the rule that makes a line boilerplate, or None."""
    if line.within and line.within != "figure":
        return line.within
    if len(line.text) > 400:
        return None
    if title and line.text == title:
        return "title"
    if line.linked and (match := _AROUND.match(line.text)) and match[0][-1] in ":：":
        return "more"
    # A name before such links is a label, in bold or itself a link: "Ilse Maren | Canal Party".
    is_row = " | " in line.text and line.is_mostly_link and not line.bold
    if is_row and len(line.text) <= _LONGEST_AROUND and not line.text.istitle():
        return "links"
    return _by_text(line.text)


@lru_cache(maxsize=2_000)
def _by_text(text: str) -> str | None:
    """Return the rule that matches a text; cached, as each page is asked twice, and lines of a site recur."""
    if len(text) <= _LONGEST_AROUND and _AROUND.fullmatch(text.strip("-–— ")):
        return "more"
    found = _BY_RULE.fullmatch(text)
    return found.lastgroup if found else None


def is_link(line: Line) -> bool:
    """Return True for a line that is all link, except for a date beside it, and for what stands between links."""
    if not line.linked:
        return False
    text = line.text.strip(_AROUND_LINKS)
    beside = visible(text) - line.linked - sum(map(text.count, _BETWEEN_LINKS))
    return beside < min(line.linked, _DATE_BESIDE) and (beside <= 0 or next(dates_in(line.text), None) is not None)


def is_all_link(text: str, linked: int) -> bool:
    """Return True for words of which all are `linked`, but for what stands between links."""
    return 0 <= visible(text) - linked <= sum(map(text.count, _AROUND_LINKS))


def leads_elsewhere(line: Line) -> bool:
    """Return True for a link, and for words in front of one that end in a colon: "Read also: We thank the crews"."""
    lead = _LEAD.match(line.text)
    return is_link(line) or bool(lead and is_all_link(line.text[lead.end() :], line.linked))


def letters_of(text: str) -> int:
    """Measure a text in English letters: one letter of Chinese, Japanese or Korean counts as three."""
    return len(text) if text.isascii() else len(text) + 2 * len(UNSPACED.findall(text))


def is_short(text: str) -> bool:
    """Return True for a last line of a page that is not speech: a few words, no end of a sentence, no I, we or you.

    Telephone numbers and mail addresses may have more words around them; nobody says an address of mail.
    """
    if says_we(text) if "@" in text else is_said(text):
        return False
    most = 3 * FEW_WORDS if _CONTACT.search(text) else FEW_WORDS
    # Of Chinese each character counts, of names in other letters between them each word.
    return len(_LATIN.sub("x", text)) <= 2 * most if CHINESE.search(text) else len(_WORDS.findall(text)) <= most


def is_said(text: str) -> bool:
    """Return True for a text that ends a sentence, or says I, we or you."""
    return ends_sentence(text) or says_we(text)
