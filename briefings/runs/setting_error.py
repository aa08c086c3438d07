"""Errors of a setting's value."""

import json
from typing import Any


class SettingError(ValueError):
    """Error whose text continues the name and value of the setting: "must be a dict."."""


def read_json(text: str) -> Any:
    """Read a setting given as JSON. Raises SettingError."""
    try:
        return json.loads(text)
    except ValueError as error:
        raise SettingError(f"is not valid JSON: {error}.") from None
