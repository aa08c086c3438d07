"""docs/settings.md, made from settings.py: `python -m tests.support.settings_page` writes it."""

from __future__ import annotations

import ast
import itertools
from dataclasses import dataclass
from pathlib import Path

from briefings import settings
from briefings.runs.checked_settings import KINDS
from tests.support.processes import REPO

PAGE = REPO / "docs" / "settings.md"
_LONGEST_VALUE = 60
_LEFT_ALONE = {
    "BOT_NAME", "NEWSPIDER_MODULE", "CONCURRENT_ITEMS", "WARN_ON_GENERATOR_RETURN_VALUE", "RETRY_GIVE_UP_LOG_LEVEL",
    "FEED_EXPORT_ENCODING",
}  # fmt: skip
"""Settings by which no user changes how a run behaves."""
_ELSEWHERE = "see settings.py"
"""Placeholder for a long or computed value."""

_HEAD = """\
# Settings

For users who change how a run behaves.

A setting comes from the first of these that has it:

1. the command line: `-s NAME=VALUE`
2. the environment, for names that begin with `BRIEFINGS_`; an empty variable counts as not set
3. the `custom_settings` of the source
4. the settings module: `briefings/settings.py`, or yours that begins with `from briefings.settings import *` and is
   named by `SCRAPY_SETTINGS_MODULE`

A `BRIEFINGS_` setting with a wrong value, or with a name that is not in the first table, ends a command with code 2 and
a sentence before anything is requested. An unknown name in the environment is only a warning.
"""


@dataclass(frozen=True, slots=True)
class _Setting:
    name: str
    value: str
    meaning: str


def settings_page() -> str:
    """Return the page as settings.py makes it."""
    read = _read_settings(Path(settings.__file__).read_text(encoding="utf-8"))
    ours = [
        f"| `{one.name}` | {one.value} | {KINDS[one.name].words} | {one.meaning} |" for one in read if one.name in KINDS
    ]
    scrapys = [
        one
        for one in read
        if one.name not in {*KINDS, *_LEFT_ALONE} and not one.value.startswith(("`'briefings.", _ELSEWHERE))
    ]
    told = []
    for meaning, together in itertools.groupby(scrapys, key=lambda one: one.meaning):
        names, values = zip(*((f"`{one.name}`", one.value) for one in together), strict=True)
        told.append(f"| {', '.join(names)} | {', '.join(dict.fromkeys(values))} | {meaning} |")
    return "\n".join(
        [
            _HEAD,
            "## Settings of ours\n",
            "| setting | value | what it may be | meaning |\n|---|---|---|---|",
            *ours,
            "\n## Settings of Scrapy that differ from its own\n",
            "Those that name parts of the program are in `briefings/settings.py` alone, each with its reason. Three of"
            " Scrapy's spider middlewares are off there, so `DEPTH_LIMIT` does nothing: `-a limit=N` bounds a crawl.\n",
            "| setting | value | reason |\n|---|---|---|",
            *told,
            "",
        ]
    )


def _read_settings(source: str) -> list[_Setting]:
    """Return the settings of a module, each with the comment above it or above those right above it."""
    lines = source.splitlines()
    found = []
    for statement in ast.parse(source).body:
        target = statement.targets[0] if isinstance(statement, ast.Assign) else getattr(statement, "target", None)
        if isinstance(target, ast.Name) and target.id.isupper() and not target.id.startswith("_"):
            value: ast.expr = statement.value  # type: ignore[attr-defined]
            called = any(isinstance(part, ast.Call) for part in ast.walk(value))
            text = ast.unparse(value)
            shown = _ELSEWHERE if called or len(text) > _LONGEST_VALUE else f"`{text}`"
            found.append(_Setting(target.id, shown, _comment_above(lines[: statement.lineno - 1])))
    return found


def _comment_above(lines: list[str]) -> str:
    block = list(itertools.takewhile(str.strip, reversed(lines)))
    comment = itertools.takewhile(lambda line: line.startswith("#"), itertools.dropwhile(_is_code, block))
    return " ".join(line.removeprefix("#").strip() for line in reversed(list(comment))).replace("|", r"\|")


def _is_code(line: str) -> bool:
    return not line.startswith("#")


if __name__ == "__main__":
    PAGE.write_text(settings_page(), encoding="utf-8")
