"""A failing disk, and a folder that is in the way or forbidden, take nothing along that was committed, and are named.

Permissions do not bind the superuser, so a limit on file sizes stands for the full disk.
"""

from __future__ import annotations

import errno
import fcntl
import os
import resource
from itertools import product
from pathlib import Path

import pytest

from briefings.store.errors import StorageError
from briefings.store.folder import SourceFolder, sources_in
from briefings.store.lock import reading_lock
from briefings.store.snapshot import Snapshot
from briefings.store.source_store import SourceStore
from tests.support import processes
from tests.support.parts import part_of
from tests.support.records import SOURCE, make_briefing, make_briefings
from tests.support.stored_lines import kept, lines

LIMITED = """
import resource, sys
from pathlib import Path
from briefings.store.errors import StorageError
from briefings.store.snapshot import Snapshot
from briefings.store.source_store import SourceStore
from tests.support.records import SOURCE, make_briefing
root, large, more = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
first = make_briefing("first", [(None, "word " * (200_000 if large == "turns.jsonl" else 1))])
first.summary = "word " * (200_000 if large == "briefings.jsonl" else 1)
with SourceStore(root, SOURCE) as store:
    store.commit(first)
    size = (root / SOURCE / large).stat().st_size if large else 20_000
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + more, resource.RLIM_INFINITY))
    for number in range(5000):
        try:
            store.commit(make_briefing(str(number), [(None, f"Berth {number} is free.")]))
            print(number, flush=True)
        except StorageError as error:
            print(error, file=sys.stderr)
            if "closed to this run" in str(error):
                break
"""


@pytest.mark.parametrize(
    ("large", "more"), part_of(product(["turns.jsonl", "briefings.jsonl", ""], [0, 1, 700, 2500, 5000]), 4)
)
def test_a_full_disk_leaves_what_was_committed(tmp_path: Path, large: str, more: int) -> None:
    """Whichever file hits the limit first; when neither of the two is large, it is the database itself."""
    done = processes.run("-c", LIMITED, str(tmp_path), large, str(more))
    first, second = done.err.splitlines()
    assert first.startswith(str(tmp_path / SOURCE / large if large else tmp_path / "briefings.sqlite"))
    assert "run the same command again" in first
    assert "closed to this run" in second
    told = done.out.split()
    folder = SourceFolder(tmp_path, SOURCE)
    found = lines(folder.briefings)
    assert 0 <= 1 + len(told) - len(found) + bool(large) <= 1  # the files may lack what the database has
    assert len(lines(folder.turns)) == sum(line["turn_count"] for line in found)
    with SourceStore(tmp_path, SOURCE) as store:
        # When the file was full, the database had it already.
        assert len(kept(tmp_path)) == 1 + len(told) + bool(large)
        store.commit(make_briefing("after"))


def test_a_full_disk_while_superseding_is_made_up_for(root: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    store = SourceStore(root, SOURCE)
    store.commit(make_briefing("1001", [(None, "Corrected.")], revision=2))
    folder = SourceFolder(root, SOURCE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (folder.briefings.stat().st_size // 2, hard))
    try:
        with pytest.raises(StorageError, match="Free some space"):
            store.close()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    SourceStore(root, SOURCE).close()
    assert not list(folder.folder.glob("*.next"))
    assert sorted(kept(root).values()) == [1, 1, 2]
    assert len(lines(folder.superseded)) == len(make_briefings(2)[1].turns) + 1


@pytest.mark.parametrize("in_the_way", ["data", f"data/{SOURCE}"])
def test_a_file_where_a_folder_is_needed_is_named(tmp_path: Path, in_the_way: str) -> None:
    (tmp_path / in_the_way).parent.mkdir(exist_ok=True)
    (tmp_path / in_the_way).write_text("in the way")
    with pytest.raises(StorageError, match=r"data.*BRIEFINGS_DATA"):
        SourceStore(tmp_path / "data", SOURCE)


@pytest.mark.parametrize("name", ["turns.jsonl", "briefings.jsonl", "superseded.jsonl", "lock"])
def test_a_folder_where_a_file_is_needed_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / SOURCE / name).mkdir(parents=True)
    with pytest.raises(StorageError, match=f"{name}: "):
        SourceStore(tmp_path, SOURCE)


def test_a_disk_that_has_no_locks_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    SourceStore(tmp_path, SOURCE).close()

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", refuse)
    with pytest.raises(StorageError, match="lock: No locks available"):
        SourceStore(tmp_path, SOURCE)
    with pytest.raises(StorageError, match="lock: No locks available"), reading_lock(SourceFolder(tmp_path, SOURCE)):
        pass


@pytest.mark.skipif(os.geteuid() == 0, reason="permissions do not bind the superuser")
def test_a_source_that_cannot_be_entered_stops_nothing_but_itself(tmp_path: Path) -> None:
    """A snapshot reads the database alone; `lost+found` stands at the top of every disk."""
    SourceStore(tmp_path, SOURCE).close()
    for name in (SOURCE, "lost+found"):
        (tmp_path / name).mkdir(exist_ok=True)
        (tmp_path / name).chmod(0)
    try:
        assert [folder.source for folder in sources_in(tmp_path)] == [SOURCE]
        with Snapshot(tmp_path) as kept:
            assert kept.sources == [SOURCE]
        with pytest.raises(StorageError, match="Make it writable"):
            SourceStore(tmp_path, SOURCE)
    finally:
        (tmp_path / SOURCE).chmod(0o700)


@pytest.mark.skipif(os.geteuid() == 0, reason="permissions do not bind the superuser")
def test_a_database_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    SourceStore(tmp_path, SOURCE).close()
    (tmp_path / "briefings.sqlite").chmod(0)
    with pytest.raises(StorageError, match=r"briefings\.sqlite: Permission denied\. Make it writable"):
        Snapshot(tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="permissions do not bind the superuser")
def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(StorageError, match="Make it writable"):
        SourceStore(tmp_path, SOURCE)
