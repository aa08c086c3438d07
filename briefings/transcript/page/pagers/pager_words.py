"""What a link of a pager says: a page number, next, previous, first, last; in many languages and in arrows."""

from __future__ import annotations

import re
from enum import Enum, auto
from functools import lru_cache
from typing import NamedTuple
from unicodedata import normalize


class Says(Enum):
    """What a link, or a piece of text, says in a pager."""

    NUMBER = auto()
    NEXT = auto()
    NEXT_PAGE = auto()
    """Next, with the word page, or "continue on page 2"."""
    PREVIOUS = auto()
    FIRST = auto()
    LAST = auto()
    OLDER = auto()
    """Next in a list of the newest first, in an article nothing."""
    LOAD_MORE = auto()
    """Next in a list that grows; in an article nothing."""
    MORE = auto()
    """"Continue reading", "more": next only where the address says so."""


class Saying(NamedTuple):
    """What it says and the number it names, if it names one."""

    says: Says
    number: int | None = None


_PAGE = (
    r"page|pages|pg|pag|p(?![a-z])|part|seite|página|pagina|strona|stránka|strana|sida|side|sivu|oldal|sayfa|trang"
    r"|halaman|laman"
    r"|стр|страница|сторінка|страница|σελίδα|صفحة|صفحه|עמוד|पृष्ठ|पेज|পৃষ্ঠা|পাতা|หน้า|페이지|ページ|页|頁|第"
)
_NUMBER = re.compile(
    rf"(?:(?:go )?(?:to )?(?:{_PAGE})\W{{0,3}})?(?:(?:no|n°|nº)\.? ?)?"
    r"(?P<number>\d{1,3}(?:,\d{3})+|\d{1,7})\s?(?:页|頁|ページ|페이지)?"
)
_NUMERALS = {
    numeral: number
    for numerals in (
        "one two three four five six seven eight nine ten",
        "- ii iii iv - vi vii viii ix -",
        "一 二 三 四 五 六 七 八 九 十",
    )
    for number, numeral in enumerate(numerals.split(), 1)
    if numeral != "-"
}
"""Numbers in words; I, V and X are letters as well, as of an alphabet, and are read beside others only."""
_LETTERS = {"I": 1, "V": 5, "X": 10}
_IN_WORDS = re.compile(rf"(?:(?:{_PAGE})\W{{0,3}})?(?P<numeral>{'|'.join(_NUMERALS)})[页頁]?")
_RIGHT, _LEFT = "»›>→▶►⟩≫⇒❯▸⏵＞↠⟶➔➜", "«‹<←◀◄⟨≪⇐❮◂⏴＜↞⟵"
_TRIMMED = " \t\xa0.,:;·•|…()[]{}【】（）-–—_*\u200b" + _RIGHT + _LEFT
_CONTINUE = re.compile(
    r"(?:click here to )?(?:continue|continued|continues|read|reading|go|turn|see|more|next|weiter|lesen|lire"
    r"|suite|seguir"
    r"|leer|sigue|continua|leggi)\b.{0,40}?\b(?:page|seite|página|pagina|strona|стр\w*)\W{0,3}(?P<number>\d{1,3})"
)
_CONTINUE_NEXT = re.compile(
    r"(?:(?:to be )?(?:continue|continued|continues)|read|go|turn|see|more)\b(?: \w{1,12}){0,4}?"
    r" next (?:page|part|section)"
    r"|(?:read|continue|go|on) (?:\w{1,12} ){0,3}part \d{1,2}(?: \w{1,12}){0,4}"
)
_NEXT = (
    r"next|nxt|forward|following|siguiente|próxima|próximo|proxima|proximo|suivante?|suiv|suivant|weiter|vor"
    r"|nächste[rs]?"
    r"|successiv[ao]|avanti|prossim[ao]|volgende|verder|nästa|neste|næste|seuraava|następn[ay]|dalej|další"
    r"|ďalšia|dalšia"
    r"|következő|următoarea|următor|sonraki|ileri|след\.?|следующая|далее|вперед|вперёд|наступна|далі|следваща"
    r"|sljedeća"
    r"|επόμενη|επόμενο|التالي|التالية|بعدی|הבא|הבאה|अगला|अगले|आगे|পরবর্তী|পরের|ถัดไป|tiếp|sau|trang sau|tiếp theo"
    r"|berikutnya|selanjutnya|seterusnya|다음|次へ|次|次の|下一|下页|下頁|后一页|下一张"
)
_PREVIOUS = (
    r"previous|prev|back|preceding|anterior|précédente?|préc|precedent|zurück|vorherige[rs]?|vorige|indietro"
    r"|precedente"
    r"|föregående|forrige|edellinen|poprzedni[a]?|wstecz|předchozí|predošlá|előző|anterioara|önceki|geri|назад"
    r"|предыдущая"
    r"|пред\.?|попередня|предишна|prethodna|προηγούμενη|السابق|السابقة|قبلی|הקודם|पिछला|पीछे|পূর্ববর্তী|আগের|ก่อนหน้า"
    r"|trước|trang trước|sebelumnya|이전|前へ|前|前の|上一|上页|上頁|前一页|上一张"
)
_FIRST = (
    r"first|start|begin|primera|primeiro|primeira|première|premier|début|erste|anfang|prima|inizio|eerste|första"
    r"|pierwsza"
    r"|první|első|ilk|первая|в начало|перша|الأولى|پহلا|प्रथम|প্রথম|첫|처음|最初|首页|首頁|第一页|首"
)
_LAST = (
    r"last|end|última|ultima|último|dernière|dernier|fin|letzte|ende|fine|laatste|sista|ostatnia|poslední|utolsó|son"
    r"|последняя|в конец|остання|الأخيرة|अंतिम|শেষ|마지막|끝|最後|尾页|尾頁|末页|末頁|最后一页|末"
)
_OLDER = (
    r"older|earlier|ältere|älter|plus anciens?|anciens|más antiguos|anteriores|mais antig[ao]s|precedenti|oudere"
    r"|äldre"
    r"|starsze|старые|ранее|более старые|较早|更早|過去"
)
_NEWER = r"newer|later|neuere|plus récents|más recientes|mais recentes|nieuwere|nowsze|новые|较新|更新"
_MORE = (
    r"continue|continued|continue reading|read on|keep reading|read more|more|weiterlesen|lire la suite|seguir"
    r" leyendo"
)
_POSTS = (
    r"posts?|entries|news|items|articles|results|stories"
    r"|beiträge|artikel|einträge|articles|noticias|entradas|notícias|записи|briefings"
)
_LOAD = (
    r"(?:load|show|view|see) more|more results|mehr (?:laden|anzeigen)|afficher plus|voir plus|cargar más|ver más"
    r"|(?:показать|загрузить|смотреть) (?:ещё|еще|больше)|показати ще|(?:pokaż|wczytaj) więcej"
    r"|(?:mostra|carica) altr[oi]|(?:carregar|ver) mais|(?:toon|laad) meer|visa fler|daha fazla(?: göster| yükle)"
    r"|xem thêm|(?:عرض|تحميل) المزيد|加载更多|查看更多|もっと見る|さらに表示|더 ?보기"
)
_OF_PAGE = rf"(?:\W?(?:the )?(?:{_PAGE}))"
_WORDS: tuple[tuple[Says, re.Pattern[str]], ...] = tuple(
    (says, re.compile(pattern))
    for says, pattern in (
        (
            Says.NEXT_PAGE,
            rf"(?:go to |to |the |zur |la |página |page |pagina |strona |seite |صفحة |σελίδα"
            rf" )*(?:{_NEXT})(?:{_OF_PAGE}| section)|(?:{_PAGE}) (?:{_NEXT})",
        ),
        (Says.NEXT, rf"(?:{_NEXT})(?: \d{{1,3}})?"),
        (
            Says.PREVIOUS,
            rf"(?:go to |to |the |la |página |page |pagina |strona )*(?:{_PREVIOUS}|{_NEWER}){_OF_PAGE}?(?:"
            rf" (?:{_POSTS}))?",
        ),
        (Says.FIRST, rf"(?:go to |to |the )*(?:{_FIRST}){_OF_PAGE}?"),
        (Says.LAST, rf"(?:go to |to |the )*(?:{_LAST}){_OF_PAGE}?"),
        (Says.OLDER, rf"(?:(?:{_OLDER})(?: (?:{_POSTS}))?|(?:{_POSTS}) (?:{_OLDER})|next (?:\d+ )?(?:{_POSTS}))"),
        # "Earlier talks", "older hearings of the board": the address has to say the same.
        (Says.NEXT, rf"(?:{_OLDER})(?: [^\W\d_]+){{1,4}}"),
        (Says.LOAD_MORE, rf"(?:{_LOAD})(?: (?:{_POSTS}))?"),
        (Says.MORE, rf"(?:{_MORE})"),
    )
)
_BEGINS = re.compile(
    rf"click|continu|read|go |turn|see|lesen|lire|suite|seguir|leer|sigue|leggi|to |the |zur |la "
    rf"|{_PAGE}|{_NEXT}|{_PREVIOUS}|{_FIRST}|{_LAST}|{_OLDER}|{_NEWER}|{_MORE}|{_POSTS}|{_LOAD}"
)
"""How all that is said by words begins."""
_KNOWN = frozenset(
    f"{_PAGE}|{_NEXT}|{_PREVIOUS}|{_FIRST}|{_LAST}|{_OLDER}|{_NEWER}|{_POSTS}|p|of|von|de|di|du|sur|von|van|av|af"
    f"|z|из|з|/|共"
    "|current|you|are|on|here|go|to|the|jump|pages:|total|in|all|single|view|as|one|gesamt|gehe|zu|ir|a|la|el"
    "|aller|à|前往|跳转|到"
    .split("|")
)  # fmt: skip
_LONGEST = 60
_LONGEST_NUMERAL = 16
NUMBER_OF = re.compile(
    rf"(?:(?:{_PAGE})\W{{0,3}})(?P<number>\d{{1,4}})\W{{0,3}}(?:of|von|de|di|sur|van|av|af|z|из|з|/|out of|共"
    rf"|mula sa)\W{{0,3}}(?P<total>\d{{1,4}})"
    rf"|第\s?(?P<number2>\d{{1,4}})\s?页?\W{{0,3}}共\s?(?P<total2>\d{{1,4}})\s?页",
    re.IGNORECASE,
)
"""\"Page 2 of 7\", with its word for page: without it, it may be a picture, a vote, a date."""
BARE_NUMBER_OF = re.compile(r"(?P<number>\d{1,4})\s?(?:of|von|de|di|sur|из|/)\s?(?P<total>\d{1,4})", re.IGNORECASE)
RANGE_OF = re.compile(r"\d{1,6}\s?(?:-|–|to|bis|à|a)\s?\d{1,6}\s(?:of|von|de|sur|из|out of)\s\d{1,6}", re.IGNORECASE)
"""\"1 - 5 of 36\": which entries are shown, not which page."""
_POINTER = "(?:arrow|chevron|angle|caret)s?[-_]?"
CLASS_NEXT = re.compile(rf"(?:^|[\s_-])(?:next|nxt|nextpage|older|{_POINTER}right)(?=$|[\s_-])", re.IGNORECASE)
CLASS_PREVIOUS = re.compile(rf"(?:^|[\s_-])(?:prev|previous|prevpage|newer|{_POINTER}left)(?=$|[\s_-])", re.IGNORECASE)


def number_and_total(found: re.Match[str] | None) -> tuple[int, int]:
    """The two numbers of a match of NUMBER_OF or BARE_NUMBER_OF; zeros where it is none or says one page of one."""
    groups = found.groupdict() if found else {}
    number = int(groups.get("number") or groups.get("number2") or 0)
    total = int(groups.get("total") or groups.get("total2") or 0)
    return (number, total) if 0 < number <= total and total > 1 else (0, 0)


def may_say(text: str) -> bool:
    """Whether a text begins as one that says something in a pager: a cheap question, to which most links say no."""
    begins = text[:_BEGINNING].partition(" ")[0].lower()
    if begins in _BEGINNINGS or begins[:_SHORT] in _BEGINNINGS:
        return True
    return not (begins.isascii() and begins.isalpha())


def saying(text: str) -> Saying | None:
    """What a text says in a pager; None when it says something else."""
    return _saying(text) if may_say(text) else None


@lru_cache(maxsize=4096)
def _saying(text: str) -> Saying | None:
    if number := part_of(text):
        return Saying(Says.NUMBER, number)
    if not text or len(text) > _LONGEST:
        return None
    # Fullwidth and circled digits are digits.
    folded = (text if text.isascii() else normalize("NFKC", text)).casefold()
    core = folded.strip(_TRIMMED)
    if not core:
        return _arrow(text)
    if found := _NUMBER.fullmatch(core):
        return None if _signed(folded) else Saying(Says.NUMBER, int(found["number"].replace(",", "")))
    if len(core) < _LONGEST_NUMERAL and (found := _IN_WORDS.fullmatch(core)):
        return Saying(Says.NUMBER, _NUMERALS[found["numeral"]])
    if not _BEGINS.match(core):
        return None
    if found := _CONTINUE.fullmatch(core):
        return Saying(Says.NEXT_PAGE, int(found["number"]))
    if _CONTINUE_NEXT.fullmatch(core):
        return Saying(Says.NEXT_PAGE)
    if len(parts := _BETWEEN_LANGUAGES.split(core)) > 1:
        several = {saying(part.strip()) for part in parts}
        return max(several, key=lambda one: one.says.value if one else 0) if several <= _GOING_ON else None
    return next((Saying(says) for says, pattern in _WORDS if pattern.fullmatch(core)), None)


_PART_TITLE = re.compile(
    r"\s*(?:part|section|teil|partie|parte|часть)\s(?P<number>[1-9]\d?)\s?[:.–—-]\s?\S", re.IGNORECASE
)
_LONGEST_TITLE = 100
_BEGINNING, _SHORT = 4, 3
_BEGINNINGS = frozenset(
    word[:_BEGINNING]
    for pattern in (_PART_TITLE, _NUMBER, _IN_WORDS, _CONTINUE, _CONTINUE_NEXT, *(pattern for _, pattern in _WORDS))
    for word in re.findall("[a-z]+", normalize("NFD", pattern.pattern))
)
"""How the words of all tables begin, where they begin with a to z. Short ones are whole here, and "nxtpage" is one word
more."""
_BETWEEN_LANGUAGES = re.compile(r"[/|]")
_GOING_ON = {Saying(Says.NEXT), Saying(Says.NEXT_PAGE)}


def is_letter(text: str) -> bool:
    """Whether a text is I, V or X alone: a number beside other Roman ones, else a letter."""
    return text.strip(_TRIMMED) in _LETTERS


def part_of(text: str) -> int:
    """The number in the title of a part, "Part 2: The economy"; 0 for anything else."""
    found = _PART_TITLE.match(text) if len(text) <= _LONGEST_TITLE else None
    return int(found["number"]) if found else 0


def numeral(text: str) -> int:
    """The number that a text writes out, in circled digits, or in Roman ones; 0 for digits and everything else."""
    core = text.strip(_TRIMMED)
    if core in _LETTERS:
        return _LETTERS[core]
    if not core or core.isdecimal() or len(text) > _LONGEST_NUMERAL:
        return 0
    found = saying(text)
    return found.number or 0 if found and found.says is Says.NUMBER and not core[-1].isdecimal() else 0


def _signed(folded: str) -> bool:
    """Whether a number is a negative one: "-3"; "- 3 -" is a number between dashes."""
    return re.fullmatch(r"[-–]\d+", folded) is not None


def _arrow(text: str) -> Saying | None:
    right, left = any(mark in text for mark in _RIGHT), any(mark in text for mark in _LEFT)
    if right == left:
        return None
    edge = "|" in text
    if right:
        return Saying(Says.LAST if edge else Says.NEXT)
    return Saying(Says.FIRST if edge else Says.PREVIOUS)


@lru_cache(maxsize=4096)
def is_pager_word(chunk: str) -> bool:
    """Whether a piece of text between white space may stand in a pager without saying anything else."""
    core = chunk.casefold().strip(_TRIMMED + "/")
    return not core or core in _KNOWN or saying(chunk) is not None
