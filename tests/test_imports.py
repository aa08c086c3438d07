"""The permitted imports: CONTRIBUTING promises that imports run one way, and that the reader does no I/O."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILES = sorted(file for folder in ("briefings", "pipelines", "spiders") for file in (ROOT / folder).rglob("*.py"))

# A room may import from the floors above its own in this list, never from its own floor or from below.
FLOORS = (
    ("briefings.addon",),
    (
        "briefings",
        "briefings.clock",
        "briefings.counted",
        "briefings.hosts",
        "briefings.matching_form",
        "briefings.reasons",
        "briefings.settings",
        "briefings.safe_to_show",
        "briefings.since_until",
    ),
    ("briefings.address", "briefings.items"),
    ("briefings.markup",),
    ("briefings.transcript.languages",),
    ("briefings.transcript.wording",),
    ("briefings.transcript.page.layout",),
    ("briefings.transcript.page.body",),
    ("briefings.transcript.page.links",),
    ("briefings.transcript.page",),
    ("briefings.transcript.further_pages", "briefings.transcript.speech"),
    ("briefings.transcript",),
    ("briefings.records",),
    ("briefings.loaders",),
    ("briefings.store",),
    ("briefings.runs",),
    ("briefings.network", "briefings.export", "briefings.upkeep", "briefings.sample"),
    ("briefings.crawling.lists",),
    ("briefings.crawling.briefing",),
    ("briefings.crawling",),
    ("briefings.survey",),
    ("briefings.commands", "pipelines", "spiders"),
)
FLOOR_OF = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}
# Modules that touch a disk, a network or a process.
DOES_IO = {"io", "os", "pathlib", "shutil", "socket", "sqlite3", "subprocess", "tempfile", "scrapy", "twisted"}


def module_of(file: Path) -> str:
    """Return the dotted name of a file in the repository."""
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_of(file): file for file in FILES}


@cache
def tree_of(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


@cache
def imports(file: Path) -> list[ast.ImportFrom]:
    """Return the `from ... import ...` statements of a file, including those in functions."""
    return [node for node in statements_of(tree_of(file).body) if isinstance(node, ast.ImportFrom)]


def statements_of(body: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """Yield the statements and all within them; no expression holds an import."""
    for node in body:
        yield node
        for within in ("body", "orelse", "finalbody", "handlers", "cases"):
            yield from statements_of(getattr(node, within, ()))


def modules_in(file: Path, nodes: list[ast.ImportFrom]) -> Iterator[str]:
    """Yield the modules that imports of a file name, ours by their longest name."""
    package = module_of(file) if file.name == "__init__.py" else module_of(file).rpartition(".")[0]
    for node in nodes:
        base = f"{package}.{node.module}" if node.level else str(node.module)
        longer = (f"{base}.{name.name}" for name in node.names)
        yield from (name if name in MODULES else base for name in longer)


def room_of(module: str) -> str:
    """Return the longest name in FLOORS that is or contains a module."""
    parts = module.split(".")
    names = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next(name for name in names if name in FLOOR_OF)


def test_every_room_has_a_floor_and_every_floor_its_rooms() -> None:
    assert {room_of(module) for module in MODULES} == set(FLOOR_OF)


def test_imports_run_one_way() -> None:
    wrong = [
        f"{module_of(file)} imports {name}"
        for file in FILES
        for name in modules_in(file, imports(file))
        if name in MODULES and (room := room_of(name)) != (own := room_of(module_of(file)))
        if FLOOR_OF[room] >= FLOOR_OF[own]
    ]
    assert not wrong


def imported_with(module: str) -> set[str]:
    """Return the modules imported together with this one, without imports in functions."""
    nodes = [node for node in tree_of(MODULES[module]).body if isinstance(node, ast.ImportFrom)]
    return set(modules_in(MODULES[module], nodes))


def test_no_module_imports_itself_by_way_of_others() -> None:
    graph = {module: imported_with(module) for module in MODULES}
    # Raises CycleError, which names the cycle.
    assert set(TopologicalSorter(graph).static_order()) >= set(MODULES)


def test_a_start_does_not_import_the_reader() -> None:
    """Every start of `scrapy` imports all commands, most of which read no page."""
    loaded: set[str] = set()
    waiting = {module for module in MODULES if room_of(module) == "briefings.commands"}
    while new := (waiting - loaded) & MODULES.keys():
        loaded |= new
        waiting = {name for module in new for name in (module.rpartition(".")[0], *imported_with(module))}
    assert "briefings.store.database" in loaded
    brings_the_reader = ("briefings.transcript", "briefings.loaders", "briefings.crawling", "briefings.survey")
    assert not [module for module in loaded if module.startswith(brings_the_reader)]


def test_the_reader_does_no_io() -> None:
    for file in (ROOT / "briefings" / "transcript").rglob("*.py"):
        tops = {name.partition(".")[0] for name in modules_in(file, imports(file))}
        tops |= {
            name.name.partition(".")[0]
            for node in statements_of(tree_of(file).body)
            if isinstance(node, ast.Import)
            for name in node.names
        }
        assert not tops & DOES_IO, file
        called = {
            node.func.id
            for node in ast.walk(tree_of(file))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }
        assert not called & {"open", "print", "input"}, file


@pytest.mark.parametrize("room", ["briefings.transcript", "briefings.crawling"])
def test_a_room_is_asked_by_its_own_names(room: str) -> None:
    deep = [
        f"{module_of(file)} imports {node.module}"
        for file in FILES
        if not module_of(file).startswith(f"{room}.")
        for node in imports(file)
        if str(node.module).startswith(f"{room}.") and module_of(file) != room
    ]
    assert not deep


def test_private_names_stay_in_their_module() -> None:
    taken = [
        f"{module_of(file)} takes {name.name} of {node.module}"
        for file in FILES
        for node in imports(file)
        if node.level or str(node.module) in MODULES
        for name in node.names
        if name.name.startswith("_") and not name.name.startswith("__")
    ]
    assert not taken


def test_the_folder_of_spiders_holds_sources_only() -> None:
    for file in (ROOT / "spiders").glob("[!_]*.py"):
        (spider,) = [node for node in tree_of(file).body if isinstance(node, ast.ClassDef)]
        base = "HouseSpider" if file.name == "briefing.py" else "BriefingSpider"
        assert [ast.unparse(each) for each in spider.bases] == [base], file
        assert not [name for name in modules_in(file, imports(file)) if name.startswith("spiders")], file
