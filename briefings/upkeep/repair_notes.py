"""Mend the notes on damage of a source, which everything else that opens it reads."""

from __future__ import annotations

import hashlib

from briefings.store import DamageError, SourceFolder, replace_file
from briefings.store.damaged import loss_in
from briefings.store.lines import RawLine, lines_of
from briefings.upkeep.faults import Repaired


def repair_notes(folder: SourceFolder, told: Repaired) -> None:
    """Set aside the lines of the notes that are damaged themselves. Raises StorageError."""
    good, bad = list[bytes](), list[RawLine]()
    for line in lines_of(folder.losses):
        try:
            loss_in(line)
            good.append(line.raw)
        except DamageError:
            bad.append(line)
    for line in (line for line in bad if line.whole):
        name = f"{hashlib.sha256(line.raw).hexdigest()[:16]}.bin"
        replace_file(folder.damaged / name, [line.raw])
        told.aside.append(f"damaged/{folder.losses.name}: a line that is no note is kept in {name}")
    if bad:
        replace_file(folder.losses, good)
