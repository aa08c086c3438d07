"""What keeps a data folder in order over the years: checking it, and reading it again."""
