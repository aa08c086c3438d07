"""`scrapy reread --dask` without Dask installed, and no import of Dask unless asked for."""

from __future__ import annotations

from pathlib import Path

from tests.support import processes
from tests.support.kept_folders import copy_of

_WITHOUT_DASK = """
import sys
from scrapy.cmdline import execute

sys.modules["distributed"] = None  # as if it were not installed
try:
    execute(["scrapy", *sys.argv[1:]])
except SystemExit as ended:
    print(ended.code, *(name for name in sys.modules if name.startswith(("dask", "distributed."))))
"""


def test_dask_is_asked_for_by_its_option_alone_and_what_to_install_is_said(sample_data: Path, tmp_path: Path) -> None:
    own = ("-s", f"BRIEFINGS_DATA={copy_of(sample_data, tmp_path / 'data').root}")
    plain = processes.run("-c", _WITHOUT_DASK, "reread", "--jobs", "1", *own)
    assert plain.out == "sample: 0 briefings read again: 0 revised; 8 already read by this reader.\n0\n"
    lacking = processes.run("-c", _WITHOUT_DASK, "reread", "--dask", "tcp://127.0.0.1:8786", *own)
    assert lacking.out.endswith("2\n")
    needs = "--dask needs distributed: pip install distributed, or install briefings with its extra cluster."
    assert needs in lacking.out + lacking.err
