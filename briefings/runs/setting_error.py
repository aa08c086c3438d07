"""A setting that cannot be what it is set to."""

import json
from typing import Any


class SettingError(ValueError):
    """Its text goes on from the name and the value of the setting: "must be a dict."."""


def read_json(text: str) -> Any:
    """Read a setting that is given as JSON. Raises SettingError."""
    try:
        return json.loads(text)
    except ValueError as error:
        raise SettingError(f"is not valid JSON: {error}.") from None
