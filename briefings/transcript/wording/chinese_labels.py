"""Labels in Chinese characters: an office with or without a name, an outlet; and sentences that look like labels.

The expressions are large. `re` compiles them for the first label that is not ASCII, so never for pages in English.
"""

from __future__ import annotations

import re

from briefings.transcript.wording.vocabulary import OFFICE_ENDINGS, OUTLET_ENDINGS, SAYING

_CHARACTER = r"[\u3400-\u9fff\uf900-\ufaff]"
_LABEL = r"[\u3400-\u9fff\uf900-\ufaff\u3005\u30a0-\u30ffA-Za-z0-9·\-（）()《》 ]{1,30}"
_OUTLET = rf"《.{{2,20}}》(?:[记記]者)?|.*(?:{OUTLET_ENDINGS})|.{{2,20}}[记記]者[\u3400-\u9fff]{{2,4}}"
_OFFICE = rf"(?P<office>.*(?:{OFFICE_ENDINGS}))(?:[ \u3000]?(?P<name>[\u3400-\u9fff]{{2,4}}))?"


def is_chinese(label: str) -> bool:
    """Return True for a short run of Chinese that can be before a colon."""
    return not label.isascii() and bool(re.search(_CHARACTER, label) and re.fullmatch(_LABEL, label))


def says_something(label: str) -> bool:
    """Return True when a run of Chinese before a colon is a sentence: it says that somebody said something."""
    return re.search(SAYING, label, re.IGNORECASE) is not None and not is_chinese_outlet(label)


def is_chinese_outlet(label: str) -> bool:
    """Return True when a label ends like a Chinese or Japanese outlet, or names one of its reporters."""
    return not label.isascii() and re.fullmatch(_OUTLET, label) is not None


def chinese_office(label: str) -> tuple[str, str] | None:
    """Split a Chinese office from the name after it, which may be "": 外交部发言人 and 毛宁; None for other labels."""
    match = None if label.isascii() else re.fullmatch(_OFFICE, label)
    return (match["office"], match["name"] or "") if match and not is_chinese_outlet(label) else None
