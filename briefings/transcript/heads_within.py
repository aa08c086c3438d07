"""Find a few words that stand alone between sentences: a topic, "Advertisement", "Read also: The crane"."""

from bisect import bisect_left

from briefings.transcript.page.boilerplate import is_short
from briefings.transcript.page.layout.lines import Line
from briefings.transcript.speech_setting import SpeechSetting
from briefings.transcript.wording.press_labels import is_press
from briefings.transcript.wording.sentences import ends_sentence
from briefings.transcript.wording.shapes import shape_of
from briefings.transcript.wording.speaking import has_voice, speaks

GOING_ON = ("-", "–", "—", "…", ":", "：", ",", ";", "、", "，")
"""Signs at the end of a line that goes on below."""
_LISTED_LINES = 3
_MOST = 0.75
"""Share of the lines of a page that end sentences, below which a line without an end shows nothing."""
_RARELY = 0.05
"""Share of turns that may begin with such a line: who types "Not at all" leaves the stop out within answers, too."""
_YES = 5
"""Maximum number of letters of a word that may be all that somebody says; few topics are as short."""


def heads_within(setting: SpeechSetting) -> set[int]:
    """Return the lines that stand alone right above the first label or below it, if the page ends its sentences.

    The first words of an answer are said, and a sentence may go on over the break of a page.
    """
    lines, labels = setting.lines, setting.labels
    if not labels:
        return set()
    last = (max((n for n in page if n not in setting.known), default=-1) for page in setting.pages[:-1])
    said = setting.begun.union(last)
    within = (index for index in setting.asked if index >= setting.first - 1 and index not in said)
    few = (index for index in within if not ends_sentence(lines[index].text))
    called = {label.label for label in labels}
    heads = {index for index in few if lines[index].text not in called and _stands_alone(index, setting)}
    if not heads:
        return heads
    first = [lines[label.line].text[label.end :].strip() for label in labels if not label.own_line]
    first += [lines[label.line + 1].text for label in labels if label.own_line and label.line + 1 < len(lines)]
    open_ended = sum(is_short(text) and text[-1:].isalnum() for text in first)
    # The menus and boxes below the last label end no sentences.
    spoken = setting.opened.union(index for index in setting.asked if setting.first < index <= max(setting.begun))
    ended = [ends_sentence(lines[index].text) for index in spoken]
    own_line = sum(label.own_line for label in labels)
    is_punctuated = open_ended <= _RARELY * len(first) and sum(ended) >= _MOST * (len(ended) - own_line)
    return heads if is_punctuated else set()


def _stands_alone(index: int, setting: SpeechSetting) -> bool:
    """Return True for a few words between sentences that are none: a topic, "Advertisement", "Read also: The crane".

    Three lines of a few words are a list that somebody reads out, who asks may begin with his name and outlet, and a
    chair calls people by their names.
    """
    lines, text = setting.lines, setting.lines[index].text
    near = enumerate(lines[index + 1 : index + 3], index + 1)
    below = [line.text for number, line in near if number not in setting.known]
    # Nobody goes on below "The harbour:" where somebody else speaks.
    heads_a_part = text.endswith((":", "：")) and index + 1 in setting.opened and not has_voice(text)
    goes_on = text[0].islower() or (text.endswith(GOING_ON) and not heads_a_part) or (below and below[0][0].islower())
    is_listed = len(below) == _LISTED_LINES - 1 and all(map(is_short, below))
    if goes_on or is_listed or not is_short(text) or is_answer(lines[index]) or shape_of(text).honorific:
        return False
    label = setting.labels[bisect_left(setting.labels, index, key=lambda one: one.line) - 1]
    return any(map(str.isalnum, text)) and not (
        is_press(label.label) and all(word[0].isupper() for word in text.split()[:2])
    )


def is_answer(line: Line) -> bool:
    """Return True for a few words that are all that somebody says: "Thanks, all", "Nein"."""
    return speaks(line.text) or (line.text.isalpha() and not line.bold and len(line.text) <= _YES)
