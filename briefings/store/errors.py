"""Errors of the store, each a sentence that names the file and says what to do."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_ELSEWHERE = "name another folder with -s BRIEFINGS_DATA=FOLDER"
_ADVICE = {
    "Free some space there (or raise the limit on file sizes) and run the same command again.": (
        errno.ENOSPC, errno.EDQUOT, errno.EFBIG,
    ),
    "Make it writable, or {}.": (errno.EROFS, errno.EACCES, errno.EPERM),
    "A file stands where a folder is needed or the other way round: move it away, or {}.": (
        errno.ENOTDIR, errno.EEXIST, errno.EISDIR,
    ),
}  # fmt: skip


class StorageError(Exception):
    """Error for a data folder that cannot be read or written as needed; the run must end.

    `file` is the file at fault, `what` its trouble; `str()` also says what to do.
    """

    def __init__(self, file: Path, what: str, advice: str) -> None:
        super().__init__(f"{file}: {what}. {advice}")
        self.file = file
        self.what = what


class BusyError(StorageError):
    """Error when another run is writing to the same source."""


class DamageError(StorageError):
    """Error for a file with something that no run leaves behind, even when killed, or without what was in it.

    Cutting it off could lose readings, and going on could use a number twice, so nothing is changed.
    """

    def __init__(self, file: Path, what: str) -> None:
        mend = (
            f"Restore {file.parent} from a copy, or run `scrapy verify --repair`, which takes what it can from the "
            "files and sets the rest aside."
        )
        super().__init__(file, what, f"No line was changed. {mend}")


@contextmanager
def storage(file: Path, elsewhere: str | None = None) -> Iterator[None]:
    """Turn an OSError raised inside into the StorageError that names `file`.

    `elsewhere` says how to name another place; the default is another data folder.
    """
    try:
        yield
    except OSError as error:
        advice = "See to the disk and run the same command again, or {}."
        advice = next((words for words, numbers in _ADVICE.items() if error.errno in numbers), advice)
        raise StorageError(file, error.strerror or str(error), advice.format(elsewhere or _ELSEWHERE)) from error
