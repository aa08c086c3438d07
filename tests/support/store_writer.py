"""A run for tests to kill: commits briefings and reports each. `python -m tests.support.store_writer FOLDER COUNT`."""

from __future__ import annotations

import sys
from pathlib import Path

from briefings.store.source_store import SourceStore
from tests.support.records import SOURCE, make_briefing, make_briefings


def write(root: Path, count: int) -> None:
    """Commit those of `count` briefings that are not stored yet, every third then in a second revision."""
    with SourceStore(root, SOURCE) as store:
        for number, briefing in enumerate(make_briefings(count)):
            if store.newest(briefing.id) is None:
                store.commit(briefing)
            print(briefing.id, 1, flush=True)
            known = store.newest(briefing.id)
            if number % 3 == 0 and known is not None and known.revision == 1:
                store.commit(make_briefing(briefing.id.rpartition("/")[2], [(None, "Corrected.")], revision=2))
                print(briefing.id, 2, flush=True)


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))
