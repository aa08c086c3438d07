"""Run the command that BRIEFINGS_ON_END names once the report of a run is written."""

from __future__ import annotations

import logging
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from briefings.store.run_reports import Report, written

logger = logging.getLogger(__name__)

_LONGEST = 300  # seconds; an unattended run must end even when its command hangs


def read_command(value: str | list[str] | None) -> list[str]:
    """Read BRIEFINGS_ON_END: words split as by a shell, without running one; an empty list when unset.

    Raises ValueError for unclosed quotes or a program that does not exist.
    """
    words = shlex.split(value or "") if isinstance(value, str | None) else [str(word) for word in value]
    if words and shutil.which(words[0]) is None:
        raise ValueError(f"there is no program {words[0]}")
    return words


def run_command(value: str | list[str] | None, report: Report) -> None:
    """Run the command with the name of a file holding the report as its last argument; log a failure.

    The file is a temporary copy: latest.json may belong to another run by then.
    """
    try:
        if not (command := read_command(value)):
            return
        with TemporaryDirectory(prefix="briefings-") as folder:
            file = Path(folder, f"{report['run']}.json")
            file.write_text(written(report), encoding="utf-8")
            # Output goes to stderr, as a feed may be on stdout.
            subprocess.run(
                [*command, str(file)], stdin=subprocess.DEVNULL, stdout=sys.__stderr__, timeout=_LONGEST, check=True
            )
    except subprocess.CalledProcessError as error:
        logger.error("The command of BRIEFINGS_ON_END ended with code %d", error.returncode)
    except subprocess.TimeoutExpired:
        logger.error("The command of BRIEFINGS_ON_END took longer than %d s and was ended", _LONGEST)
    except (OSError, ValueError) as error:
        logger.error("The command of BRIEFINGS_ON_END could not be run: %s", error)
