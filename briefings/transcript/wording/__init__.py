"""Words, shapes and dates: pure functions of strings."""
