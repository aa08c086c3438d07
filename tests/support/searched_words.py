"""A corpus of words written in every way that makes two tools disagree on what a word is."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from tests.support.odd_texts import write_source
from tests.support.records import make_briefing

if TYPE_CHECKING:
    from pathlib import Path

WORDS = [
    *"ferry Ferry FERRIES ferry's ferry’s well-known x_y 3.14 2026 a co2 naïve NAÏVE Ǟ ḗ ŵ straße STRASSE ﬁsh".split(),
    *"ＡＢＣ İzmir ılık Ωmega ώρα Йод йод ёж Ǆ 港口 港口星期一开放 谁来付钱？ 口港 ドック ﾄﾞｯｸ が 부두".split(),
    *"كِتَاب כּ हिन्दी ไทย 🚢 m² ½ Ⅷ №5 constructor __proto__".split(),
    "e\u0301te\u0301", "\u00e9t\u00e9", "か\u3099", "\U00010400\U00010428", "\U00020000\U00020001",
    "\u200bzero\u200bwidth", "soft\u00adhyphen", "no\u00a0break",
]  # fmt: skip
QUERIES = [
    *WORDS,
    *"ferr* n* 港* * nowhere torvane harbourmaster quay AND NEAR(ferry) speaker:ferry 港口开放".split(),
    "ferry naive", "ferry 港口", '"ferry ferry"', '"a co2"', '"港 口"', '"开放 谁"', '"ferry fer"*', '"ferry',
    "ferry -", '""', "ferry nowhere", "TORVANE ferry", "courier 2026", '"quay report"', "quay ferry", "ferry OR naive",
]  # fmt: skip
"""Queries for the search of the pages or of a database: words, phrases, and beginnings of words."""


def searched_corpus(root: Path, seed: int = 2126, briefings: int = 12) -> None:
    """Write two sources of `briefings` in total, with random words as turns and headlines."""
    chance = random.Random(seed)
    made = []
    for number in range(briefings):
        labels = chance.choices(["Ilka Torvane", "Ersk Courier", "Q", "李伟", None], k=6)
        said = [(label, " ".join(chance.choices(WORDS, k=chance.randint(1, 12)))) for label in labels]
        each = make_briefing(str(1001 + number), said)
        each.title = " ".join(["Quay report", *chance.choices(WORDS, k=2)]) if number % 3 else None
        for turn in each.turns:
            turn.title = each.title
            turn.position = chance.choice([None, "harbourmaster", "Lotse für Häfen"])
            turn.outlet = chance.choice([None, "Ersk Courier", "港口日报"])
        made.append(each)
    write_source(root, made[: briefings // 2], "harbour_gazette")
    write_source(root, made[briefings // 2 :], "quay_office")
