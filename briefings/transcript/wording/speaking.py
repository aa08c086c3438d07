"""Recognise speech: a text that asks, or says I, we, you or thanks."""

import re
from functools import lru_cache

from briefings.transcript.wording.vocabulary import FOREIGN_SELVES, ONESELF, OPENERS, THANKS, UNSPACED_VOICES, VOICES

_OTHERS = "|".join(form for word in sorted(FOREIGN_SELVES) for form in (re.escape(word), re.escape(word.capitalize())))
"""Words of other languages; those of English are distinguished from titles by their case."""
_SELF = re.compile(rf"(?<!\w)(?:{VOICES}|{_OTHERS})(?!\w|\.[A-Z])")
"""Words for, or to, those who are present. The Dutch "U" is none in "U.S."."""
_ONESELF = re.compile(
    r"\bI(?=['’]|,? (?:am|was|have|had|do|did|can|could|will|would|think|thought|know|knew|don|didn)\b)"
    rf"|(?<!\w)(?:{'|'.join(form for word in sorted(ONESELF - {'I'}) for form in (word, word.casefold()))})(?!\w)"
)
"""A word for I; the English one is an article and a number, too."""
_SELF_UNSPACED = re.compile(UNSPACED_VOICES)
_SPEAKS = re.compile(
    rf"\s*(?:[-–—―]\s)?[\"“'(«¿¡]?(?=[¿¡]|[^\W\d_a-zß-ÿа-яёіїєά-ώ])(?:(?:{OPENERS})(?!\w)|.{{0,200}}?(?<!\w)(?:{VOICES}|{_OTHERS})(?!\w|\.[A-Z]))",
    re.DOTALL,
)
_SPEAKS_UNSPACED = re.compile(rf"[^。！？]{{0,200}}?(?:{UNSPACED_VOICES})")
_QUOTED = re.compile(r"[\"“„«「『][^\"“”„«»「」『』]{1,600}[\"”“»」』]")
_LEAST_BESIDE = 10
"""Minimum number of characters of a report beside the words that it quotes."""
_ASKING = (
    "？", "؟", "՞", "፧", "か。", "お聞かせ", "教えて", "伺います", "伺いします", "伺いいた", "伺いた",
    "説明をお願いします", "説明をお願いいた",
)  # fmt: skip
"""Signs of a question anywhere in a text, besides that of ASCII; 伺いました is what somebody heard."""
_GREEK_QUESTION = re.compile("[ά-ώ];")
_GREETING = re.compile(r"(?:안녕하십니까|안녕하세요)\s?[?？]")
"""Korean for good morning has the sign of a question, and asks nothing."""
_LAST_ASKS = re.compile(
    r"(?:[?？؟፧]|(?<=[ά-ώ]);|か。?|՞[^՞։:]*[։:])[\s\"'»”“’)\]」』.–—-]*(?:[(（][^()（）?？؟]{2,60}[)）])?$"
)
"""A question mark at the end, or in the last sentence in Armenian, perhaps with the asker in brackets behind it."""
_ASKS = re.compile(
    r"\b(?:let me ask|like to ask|(?:my|another|one) questions?|question is|could you|would you|tell us|follow-up"
    r"|wondering if|(?<!you )(?:want|wanted|like) to know)\b|请问|(?<!的)提问"
    r"|여쭤\s?(?:보(?:겠|고 싶)|볼)|궁금합니다|(?:말씀|설명|답변)(?:해\s?주시기|\s부탁(?!드린|드렸|했))",
    re.IGNORECASE,
)
_WORDS = re.compile(r"\w+")
_SPEAKING = frozenset(_WORDS.findall(f"{VOICES}|{OPENERS}|{_OTHERS}"))
"""Words, one of which is in all speech of languages written with spaces."""
_AS_BYTES = frozenset(map(str.encode, _SPEAKING))
_BETWEEN = bytes(code if _WORDS.match(chr(code)) else ord(" ") for code in range(256))
"""Table with spaces for the characters of ASCII between words: splitting bytes takes a tenth of searching for words."""
_TAIL = 80
BEGINNING = 230
"""Number of characters that the pattern needs: it searches 200 for the word that speaks, which ends before this."""


def speaks(spoken: str) -> bool:
    """Return True for a paragraph that reads as speech."""
    return _speaks(spoken[:BEGINNING])


@lru_cache(maxsize=1_000)
def _speaks(beginning: str) -> bool:
    """Return True for the beginning of speech; cached, as its group, all labels and the rules each test it."""
    if _has_such_words(beginning) and _SPEAKS.match(beginning):
        return True
    return not beginning.isascii() and _SPEAKS_UNSPACED.match(beginning) is not None


def has_voice(text: str) -> bool:
    """Return True for a text that asks something, or says I, we or you anywhere."""
    return asks_plainly(text) or says_we(text)


def says_we(text: str) -> bool:
    """Return True for a text that says I, we or you anywhere."""
    if _has_such_words(text) and _SELF.search(text):
        return True
    return not text.isascii() and _SELF_UNSPACED.search(text) is not None


def unquoted(text: str) -> str:
    """Return a text without its quotations, or the whole text if little else is in it."""
    beside = _QUOTED.sub("", text)
    return beside if len(beside.strip()) >= _LEAST_BESIDE else text


def thanks(text: str) -> bool:
    """Return True for a text that begins by thanking somebody: "Thanks, PM.", but not "Thanks to the rain"."""
    first, behind, *_ = (*text.split(maxsplit=2), "", "")
    word = first.rstrip(".,!")
    return word.casefold() in THANKS and (word != first or behind[:1].isupper() or speaks(behind.capitalize()))


def says_i(text: str) -> bool:
    return _ONESELF.search(text) is not None


def _has_such_words(text: str) -> bool:
    """Return True for a text with any of the words; only then are the slow patterns used."""
    if text.isascii():
        return not _AS_BYTES.isdisjoint(text.encode().translate(_BETWEEN).split())
    return not _SPEAKING.isdisjoint(_WORDS.findall(text))


def asks_plainly(text: str) -> bool:
    """Return True for a text with a question mark anywhere, or a sentence that ends like a Japanese question."""
    text = _GREETING.sub("", text) if "안녕" in text else text
    if "?" in text or text.isascii():
        return "?" in text
    return any(sign in text for sign in _ASKING) or (";" in text and _GREEK_QUESTION.search(text) is not None)


def ends_asking(text: str) -> bool:
    """Return True for a text whose last sentence asks, by its sign."""
    tail = text[-_TAIL:]
    # In most languages only this sign asks.
    may_ask = "?" in tail or ";" in tail or not tail.isascii()
    return may_ask and _LAST_ASKS.search(tail) is not None


def asks(text: str, by_words: re.Pattern[str] = _ASKS) -> bool:
    """Return True for a text with a question mark, or with words of those who ask, or others that `by_words` finds."""
    return asks_plainly(text) or (_may_ask(text.casefold()) and by_words.search(text) is not None)


def _may_ask(folded: str) -> bool:
    """Return True for a text with one of the parts that are in all words that ask; others need no slow pattern."""
    return (
        "quest" in folded or "ask" in folded or "tell us" in folded or "ould you" in folded or "o know" in folded
        or "follow-up" in folded or "wonder" in folded or "提问" in folded or "请问" in folded
        or "여쭤" in folded or "궁금" in folded or "주시기" in folded or "부탁" in folded
    )  # fmt: skip
