"""A briefing as plain text, for people: a header, then each turn under its number and label."""

from collections.abc import Iterator, Mapping
from typing import Any

from briefings.export.rows import Rows


def header_of(briefing: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines above the turns: title, date, address, people, and what is missing."""
    yield briefing["title"] or "(no title)"
    date, basis = briefing["date"], briefing["date_basis"]
    yield f"{date} ({basis})" if date else "(no date)"
    yield briefing["url"]
    for person in briefing["participants"]:
        name = " ".join(part for part in (person["honorific"], person["name"]) if part)
        yield ", ".join(part for part in (name, person["position"], "chair" if person["chair"] else None) if part)
    if not briefing["complete"]:
        pages = [f"page {page['number']}: {page['reason']}" for page in briefing["missing_pages"]]
        yield f"INCOMPLETE: {'; '.join(pages + [each['words'] for each in briefing['shortcomings']])}"


def heading_of(turn: Mapping[str, Any]) -> str:
    """Return the line above the text of a turn: `[3] Ilka Torvane:`, with what is known beyond the label."""
    label, speaker = turn["label"], turn["speaker"]
    known = [speaker if speaker != label else None, turn["outlet"] if turn["outlet"] != label else None]
    more = "; ".join(part for part in known if part)
    return f"[{turn['seq']}] {label or '(no label)'}{f' ({more})' if more else ''}:"


def text_of(rows: Rows) -> bytes:
    """Return the text file of a briefing, in UTF-8."""
    blocks = ["\n".join(header_of(rows.briefing)), *(f"{heading_of(turn)}\n{turn['text']}" for turn in rows.turns)]
    return ("\n\n".join(blocks) + "\n").encode()
