"""A corpus frozen so that it can be cited: its tables, their description, and the changes since the previous one."""
