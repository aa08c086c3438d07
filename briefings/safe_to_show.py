"""Make text of the web safe for a terminal or a log: nothing steers the terminal, hides, or is a password."""

import re

# ESC, BEL and the like begin terminal commands (colours, links, the clipboard), in C1 as a single character; overrides
# and isolates of writing direction show text out of order; a surrogate cannot be written.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
# Up to the last @ before the path, as a password may contain one. In a sentence a quote or a bracket ends an address.
_USER = re.compile(r"//[^/?#\s\"'<>\\]*@")


def shown(text: object, *, lines: bool = False) -> str:
    """Return a text with control characters escaped, such as `\\x1b`, and addresses without user and password.

    Tabs stay; line ends stay if `lines` is true, else they become `\\n`.
    """
    safe = _CONTROL.sub(_escape, without_user(str(text)))
    return safe if lines else safe.replace("\n", "\\n")


def without_user(text: str) -> str:
    """Return a text, or an address, without the user and password of any address in it."""
    return _USER.sub("//", text) if "@" in text else text


def _escape(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
