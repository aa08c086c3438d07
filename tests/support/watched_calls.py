"""The system calls with which another process changes files, each held until its watcher decides.

A seccomp filter of the kernel holds them (`SECCOMP_RET_USER_NOTIF`, Linux 5.8): so everything that reaches the disk is
watched, even from SQLite within a transaction, and nothing of the watched program is replaced.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import select
import struct
from dataclasses import dataclass
from fcntl import ioctl
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_LIBC = ctypes.CDLL(None, use_errno=True)
# Numbers of system calls, by machine, from <asm/unistd.h>; None if there is no such call.
_NUMBERS: dict[str, dict[str, int]] = {
    "x86_64": {
        "write": 1, "pwrite64": 18, "writev": 20, "pwritev": 296, "sendfile": 40, "copy_file_range": 326,
        "fsync": 74, "fdatasync": 75, "truncate": 76, "ftruncate": 77,
        "rename": 82, "renameat": 264, "renameat2": 316, "unlink": 87, "unlinkat": 263, "seccomp": 317,
    },
    "aarch64": {
        "write": 64, "pwrite64": 68, "writev": 66, "pwritev": 70, "sendfile": 71, "copy_file_range": 285,
        "fsync": 82, "fdatasync": 83, "truncate": 45, "ftruncate": 46,
        "renameat": 38, "renameat2": 276, "unlinkat": 35, "seccomp": 277,
    },
}  # fmt: skip
_SYNCS = {"fsync", "fdatasync"}
_CUTS = {"truncate", "ftruncate"}
_BY_DESCRIPTOR = {"write", "pwrite64", "writev", "pwritev", "sendfile", *_SYNCS, "ftruncate"}
_AT_FDCWD = -100
_EXCHANGE = 2  # RENAME_EXCHANGE, from <linux/fs.h>
# From <linux/prctl.h>, <linux/seccomp.h> and <linux/bpf_common.h>.
_NO_NEW_PRIVILEGES, _SET_FILTER, _NEW_LISTENER = 38, 1, 8
_ALLOW, _HOLD = 0x7FFF0000, 0x7FC00000
_LOAD, _IF_EQUAL, _IF_GREATER, _RETURN = 0x20, 0x15, 0x25, 0x06
_RECEIVE, _SEND = 0xC0502100, 0xC0182101
_GO_ON = 1
_HELD = struct.Struct("QIIiIQ6Q")


class _Instruction(ctypes.Structure):
    _fields_ = (("code", ctypes.c_ushort), ("yes", ctypes.c_ubyte), ("no", ctypes.c_ubyte), ("value", ctypes.c_uint))


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.POINTER(_Instruction)))


@dataclass(frozen=True, slots=True)
class Call:
    """A held call: its operation and file. `content` is what it writes, `at` the offset, None for the end."""

    number: int
    verb: str
    file: Path
    to: Path | None = None
    """New name of a renamed file."""
    exchange: bool = False
    content: bytes | None = None
    at: int | None = None


def hold_calls() -> int:
    """Hold the calls of this process and all its children from now on; return the listener for `held_calls`.

    Writes to the standard streams are not held. Raises OSError if the kernel does not allow it.
    """
    numbers = _numbers()
    by_descriptor = [number for name, number in numbers.items() if name in _BY_DESCRIPTOR]
    others = [number for name, number in numbers.items() if name not in {*_BY_DESCRIPTOR, "seccomp"}]
    program = [_Instruction(_LOAD, 0, 0, 0)]
    tests = [*others, *by_descriptor]
    for place, number in enumerate(tests):
        left = len(tests) - place - 1
        # After the tests come: allow, hold, and the check of the descriptor.
        program.append(_Instruction(_IF_EQUAL, left + (1 if number in others else 2), 0, number))
    program += [
        _Instruction(_RETURN, 0, 0, _ALLOW),
        _Instruction(_RETURN, 0, 0, _HOLD),
        _Instruction(_LOAD, 0, 0, 16),  # the first argument
        _Instruction(_IF_GREATER, 0, 1, 2),
        _Instruction(_RETURN, 0, 0, _HOLD),
        _Instruction(_RETURN, 0, 0, _ALLOW),
    ]
    array = (_Instruction * len(program))(*program)
    _checked(_LIBC.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0))
    filtering = ctypes.byref(_Program(len(program), array))
    return _checked(_LIBC.syscall(numbers["seccomp"], _SET_FILTER, _NEW_LISTENER, filtering))


def held_calls(listener: int, root: Path) -> Iterator[Call]:
    """Yield the calls that touch files below `root`, in order; each must be answered before the next.

    Other calls go on by themselves. Ends when no process with held calls is left.
    """
    names = {number: name for name, number in _numbers().items()}
    waiting = select.poll()
    waiting.register(listener, select.POLLIN)
    while True:
        ((_, event),) = waiting.poll()
        if not event & select.POLLIN:
            return
        held = bytearray(_HELD.size)
        try:
            ioctl(listener, _RECEIVE, held)
        except OSError:  # the caller is gone
            continue
        number, pid, _, name, _, _, *arguments = _HELD.unpack(held)
        try:
            call = _read_call(number, pid, names[name], arguments)
        except (OSError, ValueError):
            call = None
        if call and any(file.is_relative_to(root) for file in (call.file, call.to) if file):
            yield call
        else:
            go_on(listener, number)


def go_on(listener: int, number: int) -> None:
    """Let a call proceed."""
    _answer(listener, number, 0, _GO_ON)


def refuse(listener: int, number: int, reason: int) -> None:
    """Let a call fail with an `errno`."""
    _answer(listener, number, -reason, 0)


def _answer(listener: int, number: int, error: int, flags: int) -> None:
    try:
        ioctl(listener, _SEND, struct.pack("QqiI", number, 0, error, flags))
    except OSError as gone:
        if gone.errno != errno.ENOENT:
            raise


def _read_call(number: int, pid: int, name: str, arguments: list[int]) -> Call | None:
    if name in _BY_DESCRIPTOR:
        file = Path(f"/proc/{pid}/fd/{arguments[0]}").readlink()
        if name in _SYNCS or name in _CUTS:
            return Call(number, "fsync" if name in _SYNCS else "cut", file)
        one = name in {"write", "pwrite64"} and file.is_absolute()
        content = _memory(pid, arguments[1], arguments[2]) if one and file.exists() else None
        at = arguments[3] if name == "pwrite64" else _position(pid, arguments[0])
        return Call(number, "write", file, content=content, at=at)
    if name == "copy_file_range":
        return Call(number, "write", Path(f"/proc/{pid}/fd/{arguments[2]}").readlink())
    if name == "truncate":
        return Call(number, "cut", _path(pid, _AT_FDCWD, arguments[0]))
    if name.startswith("unlink"):
        return Call(number, "remove", _path(pid, *(arguments[:2] if name == "unlinkat" else (_AT_FDCWD, arguments[0]))))
    places = arguments[:4] if name != "rename" else (_AT_FDCWD, arguments[0], _AT_FDCWD, arguments[1])
    exchange = name == "renameat2" and bool(arguments[4] & _EXCHANGE)
    return Call(number, "rename", _path(pid, *places[:2]), _path(pid, *places[2:]), exchange)


def _position(pid: int, descriptor: int) -> int | None:
    """Return the offset of the next write to an open file; None for its end."""
    told = dict(line.split(":\t", 1) for line in Path(f"/proc/{pid}/fdinfo/{descriptor}").read_text().splitlines())
    return None if int(told["flags"], 8) & os.O_APPEND else int(told["pos"])


def _path(pid: int, folder: int, address: int) -> Path:
    name = Path(os.fsdecode(_text(pid, address)))
    below = ctypes.c_int(folder & 0xFFFFFFFF).value
    start = Path(f"/proc/{pid}/cwd" if below == _AT_FDCWD else f"/proc/{pid}/fd/{below}")
    return name if name.is_absolute() else start.readlink() / name


def _text(pid: int, address: int) -> bytes:
    found = b""
    while b"\0" not in found:
        # Not beyond a page of memory, as the next may not be mapped.
        found += _memory(pid, address + len(found), 4096 - (address + len(found)) % 4096)
    return found.partition(b"\0")[0]


def _memory(pid: int, address: int, size: int) -> bytes:
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        return os.pread(memory.fileno(), size, address)


def _numbers() -> dict[str, int]:
    return _NUMBERS[platform.machine()]


def _checked(result: int) -> int:
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result
