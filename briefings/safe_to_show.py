"""Text of the web as a terminal or a log may show it: nothing in it steers the terminal, hides or is a password."""

from __future__ import annotations

import re

# ESC, BEL and their like begin commands to a terminal (colours, links, its clipboard), in C1 with one character; the
# overrides and isolates of writing direction show text in another order than it has; a surrogate cannot be written.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
# Up to the last @ before the path: a password may have one too. In a sentence a quote or a bracket ends an address.
_USER = re.compile(r"//[^/?#\s\"'<>\\]*@")


def shown(text: object, *, lines: bool = False) -> str:
    """A text with every control character as an escape such as `\\x1b`, and addresses without user and password.

    A tab stays; a line end stays where `lines` is true, else it is `\\n`.
    """
    safe = _CONTROL.sub(_escape, without_user(str(text)))
    return safe if lines else safe.replace("\n", "\\n")


def without_user(text: str) -> str:
    """A text, or an address, in which no address names a user or a password."""
    return _USER.sub("//", text) if "@" in text else text


def _escape(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
