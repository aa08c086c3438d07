"""The ledger can be lost, and says so when it cannot be used."""

from __future__ import annotations

import multiprocessing
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from briefings.records.jsonl import briefing_line, turn_line
from briefings.store import DamageError, SourceFolder, SourceStore, StorageError
from briefings.store.ledger.ledger import Ledger
from briefings.store.ledger.schema import LEDGER_VERSION
from tests.support import processes
from tests.support.records import SOURCE, make_briefing, make_briefings
from tests.support.stored_lines import contents, kept, lines


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A data folder of two sources with three briefings each."""
    root = tmp_path / "data"
    for source in (SOURCE, "other"):
        with SourceStore(root, source) as store:
            for briefing in make_briefings(3):
                briefing.source = source
                for turn in briefing.turns:
                    turn.source = source
                store.commit(briefing)
    return root


def _everything(root: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(root / "ledger.sqlite")) as db:
        return [
            *db.execute("SELECT * FROM sources ORDER BY source"),
            *db.execute(
                "SELECT source, id, revision, url, content_hash, complete, pages, turn_count FROM briefings "
                "ORDER BY source, id"
            ),
            *db.execute("SELECT * FROM turns ORDER BY source, briefing, seq"),
        ]


def _open_all(root: Path) -> None:
    for source in (SOURCE, "other"):
        SourceStore(root, source).close()


@pytest.mark.parametrize("keep", ["", "ledger.sqlite-wal"])
def test_a_deleted_ledger_is_rebuilt(root: Path, keep: str) -> None:
    before, files = _everything(root), contents(root)
    (root / "ledger.sqlite").unlink()
    if keep:
        (root / keep).write_bytes(b"left over")
    _open_all(root)
    assert _everything(root) == before
    assert contents(root) == files


@pytest.mark.parametrize("version", [LEDGER_VERSION + 1, 99])
def test_a_newer_ledger_is_refused_and_left_alone(root: Path, version: int) -> None:
    file = root / "ledger.sqlite"
    with closing(sqlite3.connect(file)) as db:
        db.execute(f"PRAGMA user_version = {version}")
    before = file.read_bytes()
    with pytest.raises(StorageError, match=rf"ledger\.sqlite: .*newer release \(ledger version {version}; .*Install"):
        SourceStore(root, SOURCE)
    assert file.read_bytes() == before


@pytest.mark.parametrize("damage", [b"not a database at all" * 100, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_ledger_says_that_it_can_be_deleted(root: Path, damage: bytes) -> None:
    (root / "ledger.sqlite").write_bytes(damage)
    with pytest.raises(StorageError, match=r"ledger\.sqlite: the ledger is damaged .*Delete ledger\.sqlite"):
        SourceStore(root, SOURCE)
    (root / "ledger.sqlite").unlink()
    _open_all(root)
    assert len(kept(root)) == 3


def test_another_database_is_refused(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "ledger.sqlite")) as db:
        db.execute("CREATE TABLE notes (text)")
    with pytest.raises(StorageError, match="not a ledger"):
        SourceStore(tmp_path, SOURCE)


def test_an_older_copy_of_the_ledger_catches_up(root: Path) -> None:
    old = (root / "ledger.sqlite").read_bytes()
    with SourceStore(root, SOURCE) as store:
        store.commit(make_briefing("2000"))
        store.commit(make_briefing("1001", [(None, "Corrected.")], revision=2))
    after = _everything(root), contents(root)
    (root / "ledger.sqlite").write_bytes(old)
    _open_all(root)
    assert (_everything(root), contents(root)) == after


def test_files_that_were_cut_by_hand_are_named_and_read_when_the_ledger_is_gone(root: Path) -> None:
    folder = SourceFolder(root, SOURCE)
    first_turns = folder.turns.read_bytes().splitlines(keepends=True)[:4]
    folder.turns.write_bytes(b"".join(first_turns))
    folder.briefings.write_bytes(folder.briefings.read_bytes().splitlines(keepends=True)[0])
    with pytest.raises(DamageError, match=r"lacks revision 1 of .*1001, and 1 more, which was in it.*scrapy repair"):
        SourceStore(root, SOURCE)
    (root / "ledger.sqlite").unlink()
    SourceStore(root, "other").close()
    with SourceStore(root, SOURCE) as store:
        assert store.known(make_briefings(1)[0].id) is not None
        assert store.known(make_briefings(2)[1].id) is None
    assert len(kept(root)) == 1
    assert len(kept(root, "other")) == 3


def test_first_runs_of_many_sources_at_once_share_one_ledger(tmp_path: Path) -> None:
    code = """
import sys; from pathlib import Path; from briefings.store import SourceStore
from tests.support.records import make_briefing
with SourceStore(Path(sys.argv[1]), sys.argv[2]) as store:
    for number in range(20):
        store.commit(make_briefing(str(number), source=sys.argv[2]))
"""
    sources = [f"source{number}" for number in range(6)]
    # They start within milliseconds of each other, and each writes for longer.
    runs = [processes.start("-c", code, str(tmp_path), source) for source in sources]
    assert [(run.wait(), run.err) for run in runs] == [(0, "")] * len(runs)
    for source in sources:
        assert len(kept(tmp_path, source)) == 20
        with SourceStore(tmp_path, source) as store:
            assert store.known(make_briefing("19").id) is not None


def test_a_ledger_that_several_make_at_once_is_made_once(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    files = [tmp_path / f"{number}.sqlite" for number in range(40)]
    barrier = context.Barrier(3, timeout=100)

    def make() -> None:
        for file in files:
            barrier.wait()
            tick = time.time() // 0.003
            while time.time() // 0.003 <= tick:  # a barrier lets them go one by one, the clock all at once
                pass
            Ledger(file).close()

    runs = [context.Process(target=make) for _ in range(3)]
    for run in runs:
        run.start()
    for run in runs:
        run.join()
    assert [run.exitcode for run in runs] == [0, 0, 0]
    for file in files:
        with closing(Ledger(file)) as ledger:
            assert ledger.committed(SOURCE) is None


def test_the_newest_revision_wins_wherever_it_stands(root: Path) -> None:
    old = make_briefings(1)[0]
    new = make_briefing("1000", [("Ilka Torvane", "Corrected.")], revision=2)
    folder = SourceFolder(root, SOURCE)
    folder.ledger.unlink()
    folder.turns.write_text("".join(turn_line(turn) for turn in [*new.turns, *old.turns]), encoding="utf-8")
    folder.briefings.write_text(briefing_line(new) + briefing_line(old), encoding="utf-8")
    with SourceStore(root, SOURCE) as store:
        assert [turn.id for turn in store.turns(old.id)] == [new.turns[0].id]
    assert kept(root) == {old.id: 2}
    assert len(lines(folder.superseded)) == len(old.turns) + 1
