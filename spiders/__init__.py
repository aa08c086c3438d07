"""The sources, one spider per file: its hosts, its lists, and how its site is built."""
