"""A number with its noun."""


def counted(number: int, what: str) -> str:
    """Put a number before its noun: `1 turn`, `2 turns`."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"
