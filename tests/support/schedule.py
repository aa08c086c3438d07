"""Which worker runs which tests."""

from __future__ import annotations

from xdist.scheduler import LoadFileScheduling  # type: ignore[import-untyped]

_BROWSER = "tests/export/html/"


class WholeFiles(LoadFileScheduling):  # type: ignore[misc]
    """Gives each worker a file at a time, as `--dist loadfile`, and all files that open Chromium to one."""

    def _split_scope(self, nodeid: str) -> str:
        return _BROWSER if nodeid.startswith(_BROWSER) else nodeid.partition("::")[0]
