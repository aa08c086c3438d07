"""Labels that name a side and nobody: Q, Reporter, Question 3, Answer."""

import re
from functools import lru_cache

from briefings.transcript.wording.label_parts import NUMBER_WORDS, bare_word, without_article, without_brackets
from briefings.transcript.wording.vocabulary import ANSWER_WORDS, PRESS_WORDS, QUESTION_SIGNS, REPORTERS

_REPORTERS = PRESS_WORDS - {"press", "media"}


@lru_cache(maxsize=4_096)
def is_press(label: str) -> bool:
    """Return True when a label names the asking side and no one: Q, Reporter, 记者."""
    label = without_article(label) or label
    bare = [bare_word(word) for word in without_brackets(label).split()]
    return bool(bare) and (
        re.fullmatch(r"[qｑ]\d{0,3}|question", bare[0]) is not None
        or (len(bare) == 1 and bare[0] in QUESTION_SIGNS)
        or bare[0] in _REPORTERS
        or bare[-1] in (PRESS_WORDS if len(bare) == 1 else _REPORTERS)
        or re.search(r"[记記]\s?者|^[问問]\d*$|提问|提問|^幹事", label) is not None
    )


def is_question_or_answer(label: str) -> bool:
    """Return True for a mark of a question or an answer that names nobody: Q, R, Question 3, Answer, Frage."""
    core = without_brackets(label)
    words = core.rstrip("0123456789 .:)-–").split()
    # "Question no. 2", unlike J. Nováková
    is_numbered = len(words) == 2 and any(map(str.isdigit, core)) and bare_word(words[1]).startswith(NUMBER_WORDS)
    if len(words) != 1 and not is_numbered:
        return False
    word = bare_word(words[0])
    return len(word) == 1 or word in ANSWER_WORDS or (is_press(words[0]) and word not in REPORTERS)
