"""A setting that cannot be what it is set to."""


class SettingError(ValueError):
    """Its text goes on from the name and the value of the setting: "must be a dict."."""
