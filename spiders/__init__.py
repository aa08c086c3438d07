"""The sources, one spider a file: its hosts, its lists, and where its site keeps things."""
