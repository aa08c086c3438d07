"""Keep a data folder in order over the years: check it, repair it, read it again."""
