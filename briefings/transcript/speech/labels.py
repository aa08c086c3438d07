"""Which lines open a turn: the places that could be labels, judged by the table of rules."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from briefings.items import SpeakerEvidence
from briefings.transcript.page.boilerplate import is_link
from briefings.transcript.page.header import Person
from briefings.transcript.page.lines import Line
from briefings.transcript.speech.candidates import Candidate, openings
from briefings.transcript.speech.label_rules import RULES, Evidence, Rule, against_style, style_of
from briefings.transcript.speech.roster import Roster
from briefings.transcript.wording.label_parts import split_label, without_brackets
from briefings.transcript.wording.shapes import label_key

_ASKS = re.compile(
    r"[?？]|\b(?:questions?|ask(?:ed|ing)?|tell us|could you|would you|like to know)\b|提问|请问", re.IGNORECASE
)
_SPEAKS = re.compile(
    r"\s*[\"“'(]?[A-ZÀ-Þ¿¡].{0,200}?\b(?:I|we|our|us|my|me|you|your|[Tt]hanks?|[Gg]ood (?:morning|afternoon|evening))\b"
    r"|\s*(?:I|We|My|Our|You|Yes|No|Thanks?|Hello|Welcome|Ladies|Good (?:morning|afternoon|evening))\b",
    re.DOTALL,
)
_LOWER = re.compile(r"(?<![\w'’-])[a-zà-þ]{3,}(?!\w)")
_SPEECH_SEEN = 3_000
_LATER = frozenset(("named_elsewhere", "style", "dialogue"))


def find_labels(
    lines: Sequence[Line], skipped: set[int], roster: Roster, rules: Sequence[Rule] = RULES
) -> list[Candidate]:
    """The labels among the lines of a briefing, in order; `skipped` are lines already placed elsewhere."""
    candidates = [
        found
        for index, line in enumerate(lines)
        if index not in skipped
        for found in openings(index, line)
        # The headline of another page is a link from end to end: "Minister: bridges are safe".
        if found.own_line or not is_link(line)
    ]
    _note_questions(candidates, lines)
    seen = _gather(candidates, roster)
    if any(c.form == "colon" and len(c.shape.words) > 1 and not c.shape.veto for c in candidates):
        seen.common = frozenset(word for line in lines for word in _LOWER.findall(line.text))
    for later in (False, True):
        for candidate in candidates:
            if not candidate.rule and not _vetoed(candidate, roster):
                candidate.rule = next(
                    (r.name for r in rules if (r.name in _LATER) == later and r.believes(candidate, seen)), ""
                )
        seen.certain |= {label_key(without_brackets(c.label)) for c in candidates if c.rule}
        if not later:
            seen.named = _named_by([c for c in candidates if c.rule and c.form == "colon"])
            seen.style = style_of([c for c in candidates if c.rule])
            # What the style of the briefing speaks against was judged before the style was known.
            for candidate in candidates:
                if candidate.rule in ("title", "office", "outlet", "recurring") and against_style(candidate, seen):
                    candidate.rule = ""
    believed = _one_a_line([c for c in candidates if c.rule])
    glued = _glued(lines, skipped, believed, seen) if believed else []
    return sorted([*believed, *glued], key=lambda c: (c.line, c.begin))


def _named_by(certain: Sequence[Candidate]) -> Roster:
    roster = Roster()
    for label in {candidate.label for candidate in certain}:
        parts = split_label(label)
        if (parts.title or parts.after_comma) and len(parts.name.split()) > 1:
            roster.add([Person(parts.name)], SpeakerEvidence.EARLIER_LABEL)
    return roster


def _vetoed(candidate: Candidate, roster: Roster) -> bool:
    if candidate.form == "mark" or not candidate.shape.veto:
        return False
    return roster.resolve(candidate.label) is None


def _one_a_line(candidates: Iterable[Candidate]) -> list[Candidate]:
    chosen: dict[int, Candidate] = {}
    for candidate in candidates:
        chosen.setdefault(candidate.line, candidate)
    return list(chosen.values())


def _note_questions(candidates: Sequence[Candidate], lines: Sequence[Line]) -> None:
    """Say of every candidate whether what follows it asks, up to the next line that could open a turn."""
    openers = sorted({c.line for c in candidates if c.form != "bare" and not c.shape.veto})
    following = {line: openers[n + 1] if n + 1 < len(openers) else len(lines) for n, line in enumerate(openers)}
    for candidate in candidates:
        end = following.get(candidate.line)
        if end is None:
            continue
        seen = lines[candidate.line].text[candidate.end :]
        candidate.worded = candidate.own_line or any(letter.isalpha() for letter in seen[:200])
        # Its own paragraph only: the thanks after a list of topics are not the last topic's.
        spoken = lines[candidate.line + 1].text if candidate.own_line and candidate.line + 1 < end else seen
        candidate.speaks = _SPEAKS.match(spoken) is not None
        for index in range(candidate.line + 1, end):
            if len(seen) > _SPEECH_SEEN:
                break
            seen += " " + lines[index].text
        candidate.asks = _ASKS.search(seen) is not None
    asking = {c.line: c.asks for c in candidates if c.form != "bare"}
    before = dict(zip(openers[1:], openers, strict=False))
    for candidate in candidates:
        candidate.answers = asking.get(before.get(candidate.line, -1), False)


def _gather(candidates: Sequence[Candidate], roster: Roster) -> Evidence:
    seen = Evidence(roster)
    forms: dict[str, set[str]] = {}
    for candidate in candidates:
        if candidate.form == "mark":
            seen.marks += candidate.label[0] in "Qq问"
            seen.times[f"mark {candidate.key}"] += 1
        elif candidate.form == "slip":
            seen.times[f"slip {candidate.key}"] += 1
        elif candidate.form == "clock":
            seen.times[f"clock {candidate.key}"] += 1
        elif candidate.form == "bare":
            seen.times[f"bold {candidate.key}"] += candidate.bold
        elif not candidate.shape.veto:
            seen.times[candidate.key] += 1
            seen.times[f"printed {candidate.label}"] += 1
            if candidate.shape.name_form or candidate.shape.chinese:
                forms.setdefault(candidate.form, set()).add(candidate.key)
                seen.asked = seen.asked or candidate.asks
    seen.headed = any(k.evidence == SpeakerEvidence.HEADER and k.person.position for k in roster.known)
    seen.voiced = {c.key for c in candidates if c.asks or c.answers or c.speaks}
    seen.listed = _listed(candidates, seen)
    clocks = [times for key, times in seen.times.items() if key.startswith("clock ")]
    seen.clocked = sum(clocks) >= 3 and max(clocks) >= 2
    seen.distinct.update({form: len(keys) for form, keys in forms.items()})
    return seen


def _listed(candidates: Sequence[Candidate], seen: Evidence) -> set[str]:
    openers = [c for c in candidates if c.form != "bare" and not c.shape.veto]
    once = [c.form == "colon" and seen.times[c.key] == 1 and c.key not in seen.voiced for c in openers]
    pairs = zip(pairwise(openers), pairwise(once), strict=True)
    return {c.key for pair, both in pairs if all(both) for c in pair}


_GLUED_TITLE = re.compile(
    r"(?:MR|MS|MRS|DR)\.? (?:Mc|Mac|La|De|O['’])?[A-ZÀ-Þ][A-ZÀ-Þ'’\-]+(?: [A-Z][A-Z'’\-]+)?|THE PRESIDENT"
)
_TO_COLON = re.compile(r"[^:：]{1,120}[:：]")
_GLUED_MARK = re.compile(r"(?:Q|QUESTION)(?:[:.]|(?=\s))")
_SENTENCE_END = re.compile(r"[.?!…”\"')\]—-]\s+|[。？！”]\s*")


def _glued(lines: Sequence[Line], skipped: set[int], believed: Sequence[Candidate], seen: Evidence) -> list[Candidate]:
    """Labels inside a line: after the end of a sentence or a line end of the source, spelt as one already certain."""
    taken = {c.line: c.end for c in believed}
    spelt = {c.label for c in believed if c.form == "colon"}
    marks = any(c.form == "mark" for c in believed)
    found: list[Candidate] = []
    for index, line in enumerate(lines):
        if index in skipped or not (":" in line.text or "：" in line.text or (marks and " Q" in line.text)):
            continue
        begins = sorted({m.end() for m in _SENTENCE_END.finditer(line.text)} | {offset + 1 for offset in line.soft})
        end = taken.get(index, 0)
        for begin in begins:
            # A label does not begin inside another.
            if begin > end and (label := _glued_at(index, line, begin, spelt, seen, marks)):
                found.append(label)
                end = label.end - 1
    return found


def _glued_at(index: int, line: Line, begin: int, spelt: set[str], seen: Evidence, marks: bool) -> Candidate | None:
    text = line.text
    if marks and (match := _GLUED_MARK.match(text, begin)):
        bare = not match[0].endswith((":", "."))
        if (
            not bare
            or match.end() in line.wide
            or begin - 1 in line.wide
            or text[match.end() + 1 : match.end() + 2].isupper()
        ):
            return Candidate(index, begin, match.end(), match[0].rstrip(":."), "mark", False, False, rule="glued")
    match = _TO_COLON.match(text, begin)
    if not match:
        return None
    label = match[0][:-1].strip()
    if label in spelt or (seen.style.caps >= 0.5 and _GLUED_TITLE.fullmatch(label)):
        return Candidate(index, begin, match.end(), label, "colon", False, False, rule="glued")
    return None
