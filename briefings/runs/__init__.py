"""What is told and remembered of runs: the report of each, and what the ones before let expect of the next."""
