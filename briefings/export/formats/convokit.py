"""ConvoKit: a folder that `Corpus(filename=...)` loads; a briefing is a conversation.

The format is written without the package, which brings half a gigabyte. An id is unique within its source only, so
utterances are called `source/id`. A speaker is the person, else the outlet, else the label within its briefing: a bare
"Q" is not one person throughout the corpus. `timestamp` is null, as nobody knows the time of a turn; the day is in
`meta`.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from briefings import __version__
from briefings.export.columns import Table, Type
from briefings.export.formats.formats import Options
from briefings.export.selection import Corpus

_TURN_META = (
    "seq", "date", "date_basis", "label", "role", "kind", "exchange", "speaker", "speaker_id", "outlet", "position",
    "notes", "words", "complete", "cut", "url",
)  # fmt: skip
_BRIEFING_META = (
    "id", "source", "title", "date", "date_basis", "language", "url", "complete", "participants", "revision",
    "same_event",
)  # fmt: skip
_CLASSES: dict[Type, type] = {
    Type.INTEGER: int, Type.NUMBER: float, Type.BOOLEAN: bool, Type.LIST: list,
}  # fmt: skip


def write_convokit(corpus: Corpus, options: Options, folder: Path) -> None:
    """Write utterances.jsonl, speakers.json, conversations.json, corpus.json and index.json."""
    conversations: dict[str, Any] = {}
    speakers: dict[str, Any] = {}
    with (folder / "utterances.jsonl").open("w", encoding="utf-8", newline="\n") as utterances:
        for rows in corpus:
            ids = [f"{turn['source']}/{turn['id']}" for turn in rows.turns]
            for id_, before, turn in zip(ids, [None, *ids], rows.turns, strict=False):
                speaker, kind, name = speaker_of(turn)
                utterance = {
                    "id": id_, "conversation_id": ids[0], "text": turn["text"], "speaker": speaker,
                    "meta": {name: turn[name] for name in _TURN_META}, "reply-to": before,
                    "timestamp": None, "vectors": [],
                }  # fmt: skip
                utterances.write(json.dumps(utterance, ensure_ascii=False) + "\n")
                speakers.setdefault(speaker, {"meta": {"kind": kind, "name": name}, "vectors": []})
            if ids:
                meta = {name: rows.briefing[name] for name in _BRIEFING_META}
                conversations[ids[0]] = {"meta": meta, "vectors": []}
    index = {
        "utterances-index": _index(Table.TURNS, _TURN_META),
        "speakers-index": {"kind": [str(str)], "name": [str(str)]},
        "conversations-index": _index(Table.BRIEFINGS, _BRIEFING_META),
        "overall-index": {"made_by": [str(str)]},
        "version": 1,
        "vectors": [],
    }
    corpus_meta = {"made_by": f"briefings {__version__}"}
    objects = {"conversations": conversations, "speakers": speakers, "corpus": corpus_meta, "index": index}
    for name, content in objects.items():
        (folder / f"{name}.json").write_text(json.dumps(content, ensure_ascii=False) + "\n", encoding="utf-8")


def speaker_of(turn: Mapping[str, Any]) -> tuple[str, str, str | None]:
    """Return id, kind and name of a turn's speaker: a person, an outlet, or only a label."""
    if turn["speaker_id"]:
        return turn["speaker_id"], "person", turn["speaker"]
    if turn["outlet"]:
        return f"outlet:{turn['outlet']}", "outlet", turn["outlet"]
    return f"label:{turn['source']}/{turn['briefing']}:{turn['label'] or ''}", "label", turn["label"]


def _index(table: Table, names: Sequence[str]) -> dict[str, list[str]]:
    """Return the Python classes of the values, by name, as ConvoKit wants them."""
    return {column.name: [str(_CLASSES.get(column.type, str))] for column in table.named(tuple(names))}
