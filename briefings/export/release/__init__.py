"""A corpus frozen so that it can be cited: its tables, what describes them, and what changed since the one before."""
